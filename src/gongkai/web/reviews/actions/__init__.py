"""Steps through the chain; each is an act in the ledger, or part of one of the app whose row is reviewed."""

from .by_link import link, pass_by_link
from .forgetting import forget
from .opening import LIGHTENERS, end, submit, void
from .paper import pass_on_paper
from .passing import pass_stage, send_back, withdraw

__all__ = [
    "LIGHTENERS",
    "end",
    "forget",
    "link",
    "pass_by_link",
    "pass_on_paper",
    "pass_stage",
    "send_back",
    "submit",
    "void",
    "withdraw",
]
