"""What is planted in files, and how it is told where."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import openpyxl
import pikepdf
from docx.document import Document

from tests.engine.screening.labelled import numbers
from tests.engine.screening.labelled.passages import TRAPS

_KINDS: dict[str, Callable[[random.Random], str]] = {
    "id18": numbers.identity,
    "bank_card": numbers.card,
    "mobile": numbers.mobile,
    "address": numbers.address,
}
FRAMES = {"id18": "身份证号码{}", "bank_card": "账号{}", "mobile": "手机{}", "address": "现住{}"}
LATIN = {"id18": "ID {}", "bank_card": "card {}", "mobile": "tel {}"}


@dataclass(frozen=True, slots=True)
class Planted:
    """A number in a file: which kind, and how the words for its place begin or what they hold."""

    kind: str
    value: str
    place: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file with all that is personal in it."""

    name: str
    data: bytes
    planted: Sequence[Planted]


def number(chance: random.Random, frames: dict[str, str] = FRAMES) -> tuple[str, str, str]:
    """Kind, value, and the words in which it stands."""
    kind = chance.choice(list(frames))
    value = _KINDS[kind](chance)
    return kind, value, frames[kind].format(value)


def trap(chance: random.Random) -> str:
    """What looks personal and is not."""
    return chance.choice(TRAPS)(chance)


def saved(file: Document | openpyxl.Workbook | pikepdf.Pdf) -> bytes:
    """A file as bytes."""
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
