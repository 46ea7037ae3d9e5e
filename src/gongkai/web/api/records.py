"""What the feed says of each thing that is public, whichever app holds it: looked up for a whole page at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.indexing import LABEL as ITEM
from gongkai.web.harvest.indexing import LABEL as COLLECTED
from gongkai.web.harvest.models import Collected
from gongkai.web.reports.indexing import LABEL as REPORT
from gongkai.web.reports.models import Report
from gongkai.web.search.models import Entry

from .addresses import absolute
from .item_records import item_records
from .naming import organ_named
from .selectors import own_id

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one entry: its record, None when it is no longer public; and where it comes from, unless it is ours."""

    record: Record | None
    uid: str = ""
    organ: Record | None = None


Teller = Callable[[Sequence[Entry]], Mapping[int, Told]]
_tellers: dict[str, Teller] = {}


def tells(label: str, teller: Teller) -> None:
    """Say who tells of things of a kind ("disclosure.item"): by the ids of the entries' subjects; what has gone is left out."""
    _tellers[label] = teller


def record_of(label: str) -> Teller:
    """Who tells of things of a kind; KeyError for a kind that nobody tells of."""
    return _tellers[label]


def told_of(entries: Sequence[Entry]) -> dict[int, Told]:
    """Everything that is told of some entries, by their numbers in the feed."""
    found: dict[int, Told] = {}
    for label in {entry.label for entry in entries}:
        members = [entry for entry in entries if entry.label == label]
        told = record_of(label)(members)
        found |= {entry.number: told[entry.subject_id] for entry in members if entry.subject_id in told}
    return found


def _items(entries: Sequence[Entry]) -> dict[int, Told]:
    records = item_records(_still_there(entries))
    us = own_id()
    return {pk: Told(_alone(record, us)) for pk, record in records.items()}


def _alone(record: Record, us: str) -> Record:
    """An item without the titles of others: whoever collects it would go on telling them after those were taken down."""
    linked = {name: record[name] and _nameless(record[name], us) for name in ("interprets", "repealed_by")}
    return record | linked | {"interpretations": [_nameless(one, us) for one in record["interpretations"]]}


def _nameless(other: Record, us: str) -> Record:
    said = {name: value for name, value in other.items() if name not in ("id", "title")}
    return {"uid": f"{us}/{ITEM}/{other['id']}"} | said


def _reports(entries: Sequence[Entry]) -> dict[int, Told]:
    reports = Report.objects.visible_to(PUBLIC).filter(pk__in=_still_there(entries))
    addresses = {entry.subject_id: absolute(entry.address) for entry in entries}
    return {
        report.pk: Told(
            {
                "title": report.title,
                "year": report.year,
                "href": addresses[report.pk],
                "data": report.data,
                "sha256": report.sha256,
            }
        )
        for report in reports
    }


def _collected(entries: Sequence[Entry]) -> dict[int, Told]:
    """Under the name that they have where they were published first, also when they are gone."""
    rows = Collected.objects.filter(pk__in=[entry.subject_id for entry in entries]).select_related("source")
    return {row.pk: Told(row.record if row.is_public else None, row.uid, _origin(row)) for row in rows}


def _origin(row: Collected) -> Record:
    return organ_named(
        slug="", code=row.organ_code, name=row.organ_name, level=row.organ_level, path=row.organ_path
    )


def _still_there(entries: Sequence[Entry]) -> list[int]:
    return [entry.subject_id for entry in entries if entry.removed_at is None]


tells(ITEM, _items)
tells(REPORT, _reports)
tells(COLLECTED, _collected)
