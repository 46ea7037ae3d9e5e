"""Which two hundred specimens there are: format, producer, faults, form, kind of organ. Fixed by seeds."""

import random
from dataclasses import dataclass

from tests.specimens.make.layouts import docx, html, text

PRINTED = {
    "text": (
        "chromium-layout",
        "chromium-raw",
        "office-raw",
        "office-text",
        "chromium-text",
        "office-layout",
        "office-plain",
    ),
    "html": ("office-odf", "chromium-dom", "office-docx"),
    "docx": ("office-html", "office-odf", "office-docx"),
}
DIRECT = {"text": tuple(text.SHAPES), "html": tuple(html.SHAPES), "docx": tuple(docx.SHAPES)}
COUNTS = {"text": 68, "html": 66, "docx": 66}
FAULTS = (
    "T3_BALANCE", "T3_LEAF_SUM", "T3_ROW_TOTAL", "T4_TOTAL", "CELL_BLANK", "CELL_NOT_A_NUMBER", "T2_RULE_POWER",
    "FEE_DENIED", "CLAIM_MISMATCH", "BREAKDOWN_SUM", "SECTION_MISSING", "TOPIC_MISSING", "HEADING_NUMBER",
    "HEADING_WORDING", "PERIOD_NONE", "PERIOD_OTHER", "ORGAN", "YEAR_MIX", "RESULTS_MISSING", "TEXT_LOST",
    "LABEL_NONSTANDARD", "OTHER_PLACE", "ACTS_UNPUBLISHED", "COUNT_MISSING", "PROBLEM_UNANSWERED", "TEXT_ARTEFACT",
    "SECRET_REVIEW", "T4_REVIEW_FIRST", "CELL_BLANK_ROW", "CELL_DASH", "CLAIM_REVIEW", "FEE_COLLECTED",
    "CLAIM_MISMATCH", "BREAKDOWN_SUM", "CLAIM_ACTS", "CLAIM_MISMATCH",
)  # fmt: skip
COMPANIONS = (
    "T3_LEAF_SUM",
    "CELL_BLANK",
    "CELL_DASH",
    "T2_RULE_POWER",
    "T4_TOTAL",
    "OTHER_PLACE",
    "LABEL_NONSTANDARD",
    "RESULTS_MISSING",
)
TABLE3 = {
    "T3_BALANCE",
    "T3_LEAF_SUM",
    "T3_ROW_TOTAL",
    "CELL_BLANK",
    "CELL_BLANK_ROW",
    "CELL_DASH",
    "CELL_NOT_A_NUMBER",
    "SECRET_REVIEW",
    "FEE_DENIED",
}
APART = ({"SECTION_MISSING", "T4_TOTAL"}, {"SECTION_MISSING", "OTHER_PLACE"}, {"T4_REVIEW_FIRST", "T4_TOTAL"}, {"TEXT_LOST", "OTHER_PLACE"},
         {"PROBLEM_UNANSWERED", "OTHER_PLACE"}, {"CLAIM_MISMATCH", "T3_BALANCE"}, {"CLAIM_REVIEW", "T4_TOTAL"}, {"TOPIC_MISSING", "OTHER_PLACE"},
         {"TEXT_ARTEFACT", "OTHER_PLACE"}, {"TEXT_ARTEFACT", "LABEL_NONSTANDARD"})  # fmt: skip
NEW_FORM_ONLY = {"FEE_DENIED", "FEE_COLLECTED", "ACTS_UNPUBLISHED", "T4_REVIEW_FIRST", "CLAIM_ACTS"}
KIND_OF = {
    "ORGAN": ("township", "street"),
    "RESULTS_MISSING": ("township", "county"),
    "SECRET_REVIEW": ("township",),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """One specimen to make."""

    name: str
    seed: int
    format: str
    producer: str
    is_printed: bool
    form: str
    year: int
    kind: str
    profile: str
    faults: tuple[str, ...]
    longer: int = 0
    shape: str = ""


def specs() -> list[Spec]:
    """All specimens in order."""
    queue = list(FAULTS) * 4
    out: list[Spec] = []
    number = 0
    for position in range(max(COUNTS.values())):
        for kind_of_file, count in COUNTS.items():
            if position < count:
                number += 1
                out.append(_spec(number, kind_of_file, position, queue))
    return out


def _spec(number: int, file_kind: str, position: int, queue: list[str]) -> Spec:
    rng = random.Random(7000 + number)
    is_printed = position % 2 == 1
    names = (PRINTED if is_printed else DIRECT)[file_kind]
    producer = names[position // 2 % len(names)]
    faulty = (position + position // 2 + number) % 2 == 0
    faults = draw_faults(queue, rng, plain_text=file_kind == "text" and not is_printed) if faulty else ()
    kind = draw_kind(faults, rng)
    form = "2019" if rng.random() < 0.13 and not NEW_FORM_ONLY & set(faults) else "2021"
    years = (2019, 2020) if form == "2019" else (2021, 2022, 2023, 2024, 2024, 2025)
    year = rng.choice((2024, 2025)) if "T4_REVIEW_FIRST" in faults else rng.choice(years)
    profiles = {"county": ("medium", "large", "medium"), "department": ("small", "medium", "zero")}
    profile = rng.choice(profiles.get(kind, ("zero", "small", "small", "zero", "medium")))
    return Spec(
        f"{number:03d}-{file_kind}-{producer}",
        number,
        file_kind,
        producer,
        is_printed,
        form,
        year,
        kind,
        profile,
        faults,
    )


def draw_faults(queue: list[str], rng: random.Random, *, plain_text: bool) -> tuple[str, ...]:
    """The next fault of the queue, taken out of it, and at times one or two companions."""
    first = next(f for f in queue if plain_text or f != "TEXT_ARTEFACT")
    queue.remove(first)
    chosen = [first]
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
        extra = rng.choice(COMPANIONS)
        if _fits(extra, chosen):
            chosen.append(extra)
    return tuple(chosen)


def _fits(extra: str, chosen: list[str]) -> bool:
    if extra in chosen or (extra in TABLE3 and TABLE3 & set(chosen)):
        return False
    if extra == "RESULTS_MISSING" and {"ORGAN", "SECTION_MISSING"} & set(chosen):
        return False
    return not any(extra in pair and pair - {extra} <= set(chosen) for pair in APART)


def draw_kind(faults: tuple[str, ...], rng: random.Random) -> str:
    """A kind of organ in which all these faults can occur."""
    allowed = {"township", "street", "county", "department"}
    for fault in faults:
        allowed &= set(KIND_OF.get(fault, allowed))
    weights = {"township": 5, "department": 3, "street": 2, "county": 2}
    names = sorted(allowed)
    return rng.choices(names, weights=[weights[name] for name in names])[0]
