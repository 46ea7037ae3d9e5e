"""Registers to be counted: one made at random through the acts, year after year, and one written in bulk."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from gongkai.kernel.case import CaseEvent, Happened, Reopener
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.tally import tally_law
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.actions.moving import happen, held
from gongkai.web.applications.actions.steps import LOOKED_AT
from gongkai.web.applications.models import ApplicantKind, Application
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions.freezing import sweep
from tests.web.applications.conftest import PERSON
from tests.web.applications.happenings import moment
from tests.web.conftest import NOW

ANSWER = ("drafted", "submitted", "signed", "posted")
LAPSE = ("correction_asked", "correction_lapsed")
# What may become of a case; between two steps lie days or months.
FATES = (
    (),
    ("assigned",),
    ("assigned", *ANSWER),
    ("assigned", *ANSWER),
    ("withdrawn",),
    ("voided",),
    ("assigned", "voided"),
    ("split",),
    LAPSE,
    (*LAPSE, "corrected", *ANSWER),
    (*LAPSE, "corrected", "withdrawn"),
    ("assigned", "fee_noticed", "fee_lapsed"),
    ("assigned", *ANSWER, "reopened", *ANSWER),
    ("assigned", *ANSWER, "reopened", "withdrawn"),
    # A case that is opened anew asks for a correction, which lapses and comes late all the same.
    ("assigned", *ANSWER, "reopened", *LAPSE, "corrected", *ANSWER),
)
OUTCOMES = ("O01", "O02", "O08", "O11", "O13", "O17")
_FIRST_AFTER = {"correction_lapsed": 30, "fee_lapsed": 60}


def live(applied, *, years: range, cases: int, seed: int, organs) -> None:
    """Cases that come in over some years and go their ways; after the end of each year its figures are frozen. What is entered
    late is entered days, sometimes months after its day."""
    begun(*organs)
    chance = random.Random(seed)
    steps = [step for number in range(cases) for step in _life(chance, number, years)]
    nights = [(tally_law().freezes_on(year), -1, None) for year in years]
    pks: dict[int, int] = {}
    for entered, number, event in sorted([*steps, *nights], key=lambda step: step[:2]):
        if event is None:
            sweep(on=entered, at=moment(entered))
        elif event.kind is Happened.ARRIVED:
            kind = chance.choice(ApplicantKind.values)
            who = (
                PERSON
                if kind == ApplicantKind.NATURAL_PERSON
                else replace(PERSON, id_type="other", id_number="")
            )
            said = replace(
                applied, organ=chance.choice(organs), channel="in_person", kinds=(kind,), identities=(who,)
            )
            pks[number] = apply(said, by=SYSTEM, at=moment(entered), arrived_on=event.on).application.pk
        else:
            let(Application.objects.get(pk=pks[number]), event, entered)


def _life(chance: random.Random, number: int, years: range) -> Iterator[tuple[date, int, CaseEvent]]:
    on = date(years[0], 1, 2) + timedelta(chance.randrange(365 * len(years)))
    entered, outcome = on, chance.choice(OUTCOMES)
    for kind in ("arrived", *chance.choice(FATES)):
        on += timedelta(
            _FIRST_AFTER.get(kind, 0) + chance.choice([0, 1, 3, 9, 40, 150]) if kind != "arrived" else 0
        )
        # On one day a case goes its way in the order in which this is entered.
        entered = max(entered, on + timedelta(chance.choice([0, 0, 0, 2, 6, 40])))
        yield entered, number, _event(kind, on, outcome)


def _event(kind: str, on: date, outcome: str) -> CaseEvent:
    filled = {
        "correction_asked": {"limit_on": on + timedelta(10)},
        "correction_lapsed": {"outcome": "O22"},
        "corrected": {"reason": "申请人住院，有正当理由"},
        "fee_lapsed": {"outcome": "O23"},
        "withdrawn": {"outcome": "O24"},
        "voided": {"outcome": "O27", "reason": "与另一件是同一次申请"},
        "split": {"reason": "两项内容分别办理"},
        "drafted": {"outcome": outcome},
        "posted": {"outcome": outcome},
        "reopened": {"by": Reopener.COURT, "reason": "法院判决重新答复"},
    }
    return CaseEvent(kind=Happened(kind), on=on, **filled.get(kind, {}))


def let(case: Application, event: CaseEvent, entered: date) -> None:
    """What the law refuses does not happen; that somebody tried stays in the ledger."""
    try:
        with act("applications.assign", case.organ_id, by=SYSTEM, at=moment(entered)) as pen:
            happen(pen, held(case), event, met=LOOKED_AT)
    except Problem:
        return


def begun(*organs: Organ, on: date = date(2018, 12, 3)) -> None:
    """Let organs have begun to keep their registers here on a day."""
    for organ in organs:
        with act("catalogue.adopt_starter", organ.pk, by=SYSTEM, at=moment(on)) as pen:
            pen.note("catalogue.starter_adopted", subject=organ, facts={"rows": 0})


def bulk(organs, *, cases: int, seed: int, years: range) -> None:
    """Cases past the acts, counted on their own days; some split, some entered twice."""
    begun(*organs)
    chance, law = random.Random(seed), outcome_law()
    codes = [one.code for one in law.outcomes.values() if one.closes]
    made = []
    for number in range(cases):
        received = date(years[0], 1, 1) + timedelta(chance.randrange(365 * len(years)))
        concluded = received + timedelta(chance.randrange(200)) if chance.random() < 0.8 else None
        outcome = chance.choice(codes) if concluded else ""
        row = law.outcomes[outcome].row or "" if concluded else ""
        is_counted = bool(row) or not concluded
        made.append(
            Application(
                organ=chance.choice(organs),
                year=received.year,
                serial=number + 1,
                channel="internet",
                submitted_at=NOW,
                kind=chance.choice(ApplicantKind.values),
                title=f"第{number}件",
                wanted="发放明细。",
                supply_form="email",
                delivery="email",
                state="closed" if concluded else "processing",
                received_on=received,
                outcome=outcome,
                row=row,
                concluded_on=concluded,
                is_counted=is_counted,
                counted_in_on=received if is_counted else None,
                counted_out_on=concluded if is_counted else None,
            )
        )
    Application.objects.bulk_create(made)
