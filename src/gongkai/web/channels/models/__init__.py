"""The models of channels."""

from .belonging import KEEPERS, RELEASERS
from .channel import Channel, Publication
from .enquiry import Delivery, EquipmentCheck, EquipmentState, Material, Question
from .hand_over import HandOver, HandOverState
from .place import Posting, PostingStatus, PublicPlace

__all__ = [
    "KEEPERS",
    "RELEASERS",
    "Channel",
    "Delivery",
    "EquipmentCheck",
    "EquipmentState",
    "HandOver",
    "HandOverState",
    "Material",
    "Posting",
    "PostingStatus",
    "PublicPlace",
    "Publication",
    "Question",
]
