"""The models of disclosure."""

from .attachment import Attachment
from .item import Item, ItemKind, ItemQuerySet, ItemStatus, Validity
from .reassessment import Reassessment
from .release import Release
from .target import Target
from .version import Version

__all__ = [
    "Attachment",
    "Item",
    "ItemKind",
    "ItemQuerySet",
    "ItemStatus",
    "Reassessment",
    "Release",
    "Target",
    "Validity",
    "Version",
]
