"""A list of months, taken in whole or not at all: judged row by row, carried out as one act."""

from .carrying import carry_out
from .planning import PlannedMonth, plan
from .taking import take_list
from .workbook import workbook

__all__ = ["PlannedMonth", "carry_out", "plan", "take_list", "workbook"]
