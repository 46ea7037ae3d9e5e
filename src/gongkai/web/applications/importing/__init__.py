"""A register of applications that was kept before, taken over whole or not at all: judged row by row, carried out as one act.

What happened then is past: nobody is reminded of it, and nothing lapses by it. What is still open gets its clock.
"""

from .carrying import carry_out
from .columns import take_register
from .planning import IMPORTERS, plan
from .plans import CasePlan, PlannedCase
from .remarks import remarks
from .template import template

__all__ = [
    "IMPORTERS",
    "CasePlan",
    "PlannedCase",
    "carry_out",
    "plan",
    "remarks",
    "take_register",
    "template",
]
