"""Cases by the million for the measurement of the report: organs with five years of them, and a ledger that is whole."""

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache

ORGANS = 3_000
YEARS = range(2021, 2026)
AT = datetime(2026, 1, 2, 1, 30, tzinfo=UTC)


def loaded(cases: int) -> list[int]:
    """Organs with their cases, and one entry of the ledger for each, copied in past the acts."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    organs = _organs(min(ORGANS, max(1, cases // 300)))
    chance = random.Random(9)
    share = cases // len(organs)
    with connection.cursor() as cursor:
        for place, organ in enumerate(organs):
            _load(cursor, organ, chance, first=place * share, count=share)
        cursor.execute("VACUUM ANALYZE")
    return organs


def _organs(count: int) -> list[int]:
    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.ledger.actions import act
    from gongkai.web.ledger.models import INSTALLATION
    from gongkai.web.organs.models import Organ

    made = []
    for number in range(count):
        name = f"墨鹭县第{number + 1}镇"
        told = {"name": f"{name}人民政府", "short_name": name, "slug": f"t{number}", "path": f"t{number}/"}
        made.append(Organ(level="township", kind="government", **told))
    with act("organs.found", INSTALLATION, by=SYSTEM, at=AT) as pen:
        pen.enter(made, "organs.founded")
    return [organ.pk for organ in made]


def _load(cursor: object, organ: int, chance: random.Random, *, first: int, count: int) -> None:
    """The cases of one organ and its chain: each entry says what the row says, and holds the hash of the one before."""
    from gongkai.kernel.chain import GENESIS, canonical, link_hash
    from gongkai.web.ledger.models import Event
    from gongkai.web.ledger.registry import all_tracked

    tracked = all_tracked()["applications.application"]
    template = _template(organ)
    said, previous, events, rows = tracked.told(template), GENESIS, [], []
    names = [field.attname for field in template._meta.concrete_fields]
    for place in range(count):
        pk, changed = first + place + 1, _case(place, chance)
        rows.append([pk if name == "id" else changed.get(name, getattr(template, name)) for name in names])
        after = said | {name: _plain(value) for name, value in changed.items()}
        event = Event(
            organ_id=organ,
            position=place + 1,
            kind="applications.taken_over",
            subject_type=tracked.label,
            subject_id=pk,
            on=AT.date(),
            at=AT,
            body=canonical({"after": after}),
            previous=previous,
        )
        event.hash = previous = link_hash(event.previous, event.content())
        events.append(event)
    _copy(cursor, template._meta.db_table, names, rows)
    told = [field.attname for field in Event._meta.concrete_fields if field.attname != "id"]
    _copy(cursor, Event._meta.db_table, told, [[getattr(event, name) for name in told] for event in events])
    cursor.execute(
        "INSERT INTO ledger_head (organ_id, position, hash) VALUES (%s, %s, %s)", [organ, count, previous]
    )


def _copy(cursor: object, table: str, names: list[str], rows: list[list[object]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _template(organ: int) -> object:
    from gongkai.web.applications.models import Application

    return Application(
        organ_id=organ,
        channel="internet",
        submitted_at=AT,
        kind="natural_person",
        title="补贴发放明细",
        wanted="发放明细。",
        supply_form="email",
        delivery="email",
        code_digest="",
        state="processing",
        taken_over_from="0" * 64,
    )


def _case(place: int, chance: random.Random) -> dict[str, object]:
    """What tells one case from another."""
    received = date(YEARS[0], 1, 1) + timedelta(chance.randrange(365 * len(YEARS)))
    concluded = received + timedelta(5 + chance.randrange(60)) if chance.random() < 0.98 else None
    outcome, row = chance.choice(_results())
    ended = {
        "outcome": outcome,
        "row": row,
        "state": "closed",
        "concluded_on": concluded,
        "counted_out_on": concluded,
    }
    return {
        "year": received.year,
        "serial": place + 1,
        "kind": chance.choices(_KINDS, [20, 5, 1, 1, 2, 1])[0],
        "received_on": received,
        "counted_in_on": received,
    } | (ended if concluded else {})


_KINDS = (
    *("natural_person", "commercial_enterprise", "research_institution", "social_welfare_org"),
    *("legal_service_org", "other_org"),
)


@cache
def _results() -> list[tuple[str, str]]:
    from gongkai.lawbook.outcomes import outcome_law

    return [(one.code, one.row) for one in outcome_law().outcomes.values() if one.closes and one.row]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
