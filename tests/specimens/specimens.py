"""The specimens as tests see them: a source file and what is true of it."""

import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SHEETS = Path(__file__).parent / "data_xlsx"
# A folder with more of them, such as all PDFs; there, a specimen takes the place of the kept one of its name.
MORE = os.environ.get("GONGKAI_MORE_SPECIMENS")


@dataclass(frozen=True, slots=True)
class Specimen:
    """One invented report; `truth` is its expected.json."""

    name: str
    source: Path
    truth: dict[str, Any] = field(repr=False, hash=False, compare=False)

    @property
    def is_clean(self) -> bool:
        """Whether a careful auditor would find no error in it."""
        return not self.truth["faults"]


@cache
def specimens() -> tuple[Specimen, ...]:
    """All specimens by name."""
    folders = [
        folder for root in (DATA, SHEETS, *([Path(MORE)] if MORE else [])) for folder in root.iterdir()
    ]
    by_name = {folder.name: folder for folder in folders if folder.is_dir()}
    return tuple(_load(by_name[name]) for name in sorted(by_name))


def _load(folder: Path) -> Specimen:
    source = next(folder.glob("source.*"))
    return Specimen(folder.name, source, json.loads((folder / "expected.json").read_text(encoding="utf-8")))
