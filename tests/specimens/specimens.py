"""The specimens as tests see them: a source file and what is true of it."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


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
    return tuple(_load(folder) for folder in sorted(DATA.iterdir()) if folder.is_dir())


def _load(folder: Path) -> Specimen:
    source = next(folder.glob("source.*"))
    return Specimen(folder.name, source, json.loads((folder / "expected.json").read_text(encoding="utf-8")))
