"""Judges a list of old items: the dry run. It writes nothing."""

import hashlib
from datetime import date
from functools import cache

from gongkai.engine.intake import Source
from gongkai.engine.screening import Screening
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import TooBig
from gongkai.web.disclosure import gate
from gongkai.web.organs.importing.plans import Verdict
from gongkai.web.organs.importing.sheet import read
from gongkai.web.organs.models import Organ

from .archive import Archive
from .becoming import Look, attached, content_of_row, item_of, must_be_number, notes, paths, take_number
from .columns import LAYOUT, NEEDED
from .drafts import Draft, drafts
from .plans import ItemPlan, PlannedItem
from .standing import Register, Standing

# What can be looked through while somebody waits for a page.
MOST = 2000


def plan(source: Source, packed: bytes | None, *, on: date, by: Viewer) -> ItemPlan:
    """What the list and its files would do, row by row. Raises a Problem when one of the two is not what it should be."""
    archive, sheet = Archive(packed), read(source, LAYOUT)
    if len(sheet.rows) > MOST:
        raise TooBig(f"清单有 {len(sheet.rows)} 行，一次最多 {MOST} 行。", "请分成几份清单导入。")
    judged = drafts(sheet.rows, by=by)
    organs = sorted({draft.organ.pk for draft in judged if draft.organ})
    standing = Standing.of(organs, today=on)
    _know(judged, standing.register)
    look = _looking(archive)
    used: set[str] = set()
    rows = tuple(_planned(draft, archive, standing, used=used, look=look) for draft in judged)
    return ItemPlan(
        rows,
        file=fingerprint(source.data, packed),
        state=standing.state,
        unread=sheet.unread,
        organs=tuple(organs),
        unused=tuple(path for path in archive if path not in used),
    )


def fingerprint(listed: bytes, packed: bytes | None) -> str:
    """The hash of both files together."""
    each = [hashlib.sha256(data or b"").hexdigest() for data in (listed, packed)]
    return hashlib.sha256("\n".join(each).encode()).hexdigest()


def _know(judged: list[Draft], register: Register) -> None:
    """Find rows of what is there already, and rows that repeat an earlier one."""
    earlier = Register()
    for draft in judged:
        if draft.organ is None or not draft.title:
            continue
        organ, mine = draft.organ.pk, draft.marks
        again = earlier.same_number(organ, mine)
        if again or earlier.same_name(organ, mine):
            what, other = ("文号", again) if again else ("名称和成文日期", earlier.same_name(organ, mine))
            draft.refuse(f"{what}与{other.called}重复。", "请核对哪一行是对的，只保留一行。")
        earlier.add(organ, mine)
        numbered = register.same_number(organ, mine)
        if numbered and numbered.title != mine.title:
            draft.refuse(f"文号已由{numbered.called}使用。", "请核对文号和名称。")
        draft.known = numbered or register.same_name(organ, mine)


def _looking(archive: Archive) -> Look:
    """The detectors, which look at each file once, however many rows attach it."""

    @cache
    def look(organ: Organ, path: str) -> Screening:
        return gate.screened_file(archive.read(path), name=path.rpartition("/")[2], organ=organ)

    return look


def _planned(
    draft: Draft, archive: Archive, standing: Standing, *, used: set[str], look: Look
) -> PlannedItem:
    body, others = paths(draft, archive)
    used.update(filter(None, (body, *others)))
    if draft.known and not draft.faults:
        told = (f"已有{draft.known.called}，不再导入。",)
        return PlannedItem(draft.line, draft.title, Verdict.UNCHANGED, notes=told)
    if draft.organ is None or not draft.values.keys() >= set(NEEDED):
        return _refused(draft)
    item = item_of(draft, standing)
    content = content_of_row(draft, body, archive, on=standing.today)
    must_be_number(draft)
    files = attached(draft, body, others, archive)
    if draft.faults:
        return _refused(draft)
    content = take_number(draft, item, content, standing)
    draft.notes += notes(draft, content, files, look)
    return PlannedItem(
        draft.line, draft.title, Verdict.NEW, item, content, files=files, notes=tuple(draft.notes)
    )


def _refused(draft: Draft) -> PlannedItem:
    return PlannedItem(draft.line, draft.title, Verdict.REFUSED, faults=tuple(draft.faults))
