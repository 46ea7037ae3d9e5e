"""What can be done with channels, places and what is handed over."""

from .elsewhere import (
    Differs,
    compare,
    compare_uploaded,
    drop_hand_over,
    hand_over,
    locate,
    removed_elsewhere,
)
from .enquiry import (
    check_equipment,
    deliver,
    note_question,
    put_material,
    receive,
    remove_material,
)
from .places import Photo, add_place, change_place, close_place, drop, plan, post, take_down
from .targets import SETTERS, set_target
from .through import change_channel, close_channel, end_publication, open_channel, publish_through

__all__ = [
    "SETTERS",
    "Differs",
    "Photo",
    "add_place",
    "change_channel",
    "change_place",
    "check_equipment",
    "close_channel",
    "close_place",
    "compare",
    "compare_uploaded",
    "deliver",
    "drop",
    "drop_hand_over",
    "end_publication",
    "hand_over",
    "locate",
    "note_question",
    "open_channel",
    "plan",
    "post",
    "publish_through",
    "put_material",
    "receive",
    "remove_material",
    "removed_elsewhere",
    "set_target",
    "take_down",
]
