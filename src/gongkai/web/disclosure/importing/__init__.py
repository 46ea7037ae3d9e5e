"""Old items from a list and a zip of files, taken in whole or not at all: judged row by row, carried out as one act.

What an old site had published was not approved in this system: whatever comes in is a draft.
"""

from .batches import Batch, batches, drafts_of
from .carrying import carry_out
from .planning import plan
from .plans import ItemPlan, PlannedItem
from .taking import take_list
from .template import template

__all__ = [
    "Batch",
    "ItemPlan",
    "PlannedItem",
    "batches",
    "carry_out",
    "drafts_of",
    "plan",
    "take_list",
    "template",
]
