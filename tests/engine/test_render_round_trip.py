"""Report → paper → report: the same figures and, white space aside, the same text, whatever the kind of file."""

from functools import cache
from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render import formats
from gongkai.engine.render.contract import as_json
from tests.specimens.specimens import Specimen, specimens

KINDS = ["html", "docx", "xlsx", "pdf"]
# Reports that came as text: what a PDF's cover and running heads leave in a text is the reader's matter.
SOURCES = [s for s in specimens() if s.source.suffix in (".txt", ".html", ".docx")]
FEW = [pytest.param(s, id=s.name) for s in SOURCES[4::11]]
ALL = [pytest.param(s, id=s.name) for s in SOURCES]


@cache
def read(specimen: Specimen) -> dict[str, Any]:
    return as_json(examine(intake.take_file(specimen.source)))


def squeezed(value: Any) -> Any:
    """The value with all white space taken out of its texts."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    return {key: squeezed(item) for key, item in value.items()} if isinstance(value, dict) else value


def parts(report: dict[str, Any]) -> dict[str, Any]:
    """What must come back, section by section so that a difference is easy to see."""
    told = {key: squeezed(report[key]) for key in ("title", "organ", "year", "form", "period", "preface")}
    told |= {f"section {s['number']}": squeezed(s) for s in report["sections"]}
    return told | {key: report[key] for key in ("table2", "table3", "table4")}


def check(specimen: Specimen, kind: str) -> None:
    before = read(specimen)
    data = formats.render(before, kind)
    after = as_json(examine(intake.take_bytes(data, f"{specimen.name}.{kind}")))
    told = parts(after)
    assert {key: told.get(key) for key in parts(before)} == parts(before)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("specimen", FEW)
def test_the_same_report_comes_back(specimen: Specimen, kind: str) -> None:
    check(specimen, kind)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("specimen", ALL)
def test_every_report_comes_back(specimen: Specimen, kind: str) -> None:
    check(specimen, kind)
