"""All specimens: every cell, every planted fault, no false accusation."""

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from tests.specimens.cells import differences, named
from tests.specimens.judge import missed, squeezed, unplanted
from tests.specimens.specimens import Specimen, specimens

ALL = [pytest.param(s, id=s.name) for s in specimens()]
CLEAN = [pytest.param(s, id=s.name) for s in specimens() if s.is_clean]
FAULTY = [pytest.param(s, id=s.name) for s in specimens() if not s.is_clean]


@cache
def read(specimen: Specimen) -> dict[str, Any]:
    return json.loads(json.dumps(as_json(examine(intake.take_file(specimen.source)))))


@pytest.mark.parametrize("specimen", ALL)
def test_every_cell_is_read_as_printed(specimen: Specimen) -> None:
    wrong = differences(specimen.truth, read(specimen))
    assert not wrong, f"{specimen.name} ({specimen.truth['why']}):\n  " + "\n  ".join(wrong)


@pytest.mark.parametrize("specimen", ALL)
def test_blank_cells_are_told(specimen: Specimen) -> None:
    """A cell that is null in the tables is listed as blank or as doubtful, never silently dropped."""
    report = read(specimen)
    told = set(report["blanks"]) | {doubt["cell"] for doubt in report["doubts"]}
    silent = [cell for cell, value in named(report).items() if value is None and cell not in told]
    assert not silent, f"{specimen.name}: null without a word: {silent}"


@pytest.mark.parametrize("specimen", ALL)
def test_organ_year_and_form(specimen: Specimen) -> None:
    report, truth = read(specimen), specimen.truth
    assert (report["year"], report["form"]) == (truth["year"], truth["form"]), specimen.name
    organs = [truth["organ"], *truth.get("either", {}).get("organ", [])]
    assert report["organ"] in organs, f"{specimen.name}: organ {report['organ']!r}, expected one of {organs}"
    assert squeezed(report["title"]) == squeezed(truth["title"]), specimen.name


@pytest.mark.parametrize("specimen", FAULTY)
def test_every_planted_fault_is_found(specimen: Specimen) -> None:
    report = read(specimen)
    lost = missed(specimen.truth, report)
    found = [(f["code"], f["cells"][:3], f["message"][:60]) for f in report["findings"]]
    assert not lost, f"{specimen.name} ({specimen.truth['why']}):\n  missed {lost}\n  found {found}"


@pytest.mark.parametrize("specimen", FAULTY)
def test_faults_have_the_severity_of_the_contract(specimen: Specimen) -> None:
    report = read(specimen)
    severities: dict[str, set[str]] = {}
    for finding in report["findings"]:
        severities.setdefault(finding["code"], set()).add(finding["severity"])
    wrong = [
        (fault["code"], fault["severity"], severities[fault["code"]])
        for fault in specimen.truth["faults"]
        if fault["code"] in severities and fault["severity"] not in severities[fault["code"]]
    ]
    assert not wrong, f"{specimen.name}: {wrong}"


@pytest.mark.parametrize("specimen", ALL)
def test_no_error_beyond_what_was_planted(specimen: Specimen) -> None:
    wrong = unplanted(specimen.truth, read(specimen), "error")
    assert not wrong, f"{specimen.name} ({specimen.truth['why']}): false errors {wrong}"


@pytest.mark.parametrize("specimen", CLEAN)
def test_no_warning_on_a_clean_report(specimen: Specimen) -> None:
    wrong = unplanted(specimen.truth, read(specimen), "warning")
    assert not wrong, f"{specimen.name} ({specimen.truth['why']}): false warnings {wrong}"


def _claims() -> tuple[int, int, Counter[str]]:
    """How many figures of applications, cases and documents the prose states, how many were judged, which not."""
    stated = judged = 0
    missed: Counter[str] = Counter()
    for specimen in specimens():
        seen = {(claim["value"], cell) for claim in read(specimen)["claims"] for cell in claim["cells"]}
        for claim in specimen.truth["claims"]:
            stated += 1
            hit = any((claim["value"], cell) in seen for cell in claim["cells"])
            judged += hit
            missed.update([] if hit else claim["cells"][:1])
    return stated, judged, missed


def test_figures_claimed_in_prose_are_judged() -> None:
    """Nine in ten: wording is free, so some will be passed over; a wrong match is never forgiven (see above)."""
    stated, judged, missed = _claims()
    assert judged >= 0.9 * stated, f"{judged} of {stated}; passed over: {missed.most_common()}"


def test_summary(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints what the suite covers; fails when the collection shrinks."""
    faults = Counter(fault["code"] for s in specimens() for fault in s.truth["faults"])
    cells = sum(len(named(s.truth)) for s in specimens())
    printed = sum(s.truth["printed"] for s in specimens())
    stated, judged, _ = _claims()
    with capsys.disabled():
        print(
            f"\nspecimens: {len(specimens())} ({printed} printed by others), {cells} cells, {len(CLEAN)} clean, "
            f"{sum(faults.values())} faults of {len(faults)} codes, prose claims judged {judged} of {stated}"
        )
    assert len(specimens()) >= 320
    assert printed >= 100
    assert len(CLEAN) >= 157
    assert len(faults) >= 27
