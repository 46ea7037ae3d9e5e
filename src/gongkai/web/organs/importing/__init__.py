"""A list of organs, taken in whole or not at all: read once, judged row by row, carried out as one act."""

from .carrying import carry_out
from .planning import plan
from .plans import Plan, PlannedRow, Verdict
from .template import template

__all__ = ["Plan", "PlannedRow", "Verdict", "carry_out", "plan", "template"]
