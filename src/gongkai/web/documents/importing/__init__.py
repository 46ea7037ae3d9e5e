"""A list of documents from another system, taken in whole or not at all: judged row by row, carried out as one act."""

from .carrying import carry_out
from .planning import PlannedDocument, plan
from .taking import take_list
from .template import template

__all__ = ["PlannedDocument", "carry_out", "plan", "take_list", "template"]
