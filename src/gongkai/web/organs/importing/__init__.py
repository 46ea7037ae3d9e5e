"""A list of organs, taken in whole or not at all: read once, judged row by row, carried out as one act."""

from .carrying import carry_out
from .planning import plan
from .plans import Plan, PlannedRow, Verdict
from .taking import take_roster
from .template import template

__all__ = ["Plan", "PlannedRow", "Verdict", "carry_out", "plan", "take_roster", "template"]
