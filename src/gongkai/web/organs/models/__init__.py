"""The tree of organs, what stands inside an organ, and what became of it."""

from gongkai.web.organs.kinds import Kind, Level, Status

from .inside import DocumentNumber, NumberFamily, Section
from .organ import Organ
from .past import FormerName, Succession
from .remedies import Remedy, RemedyBody

__all__ = [
    "DocumentNumber",
    "FormerName",
    "Kind",
    "Level",
    "NumberFamily",
    "Organ",
    "Remedy",
    "RemedyBody",
    "Section",
    "Status",
    "Succession",
]
