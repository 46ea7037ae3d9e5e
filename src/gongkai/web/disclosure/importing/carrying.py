"""Carries a list of old items out: one act, all of it or nothing; what comes in are drafts, and none is public."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.disclosure.actions.drafting import drafted
from gongkai.web.disclosure.content import File
from gongkai.web.disclosure.models.item import DRAFTERS
from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.organs.importing.plans import Verdict
from gongkai.web.organs.models import Organ

from .archive import Archive
from .plans import Attached, ItemPlan, PlannedItem
from .standing import state_of


def carry_out(plan: ItemPlan, packed: bytes | None, *, seal: str, by: Viewer, at: datetime) -> ItemPlan:
    """Do what was planned; `seal` is that of the plan which somebody has seen and confirmed. Raises Refused."""
    where = plan.organs[0] if len(plan.organs) == 1 else INSTALLATION
    with act("disclosure.import", where, by=by, at=at) as pen:
        organs = list(Organ.objects.select_for_update(of=("self",)).filter(pk__in=plan.organs).order_by("pk"))
        for organ in organs:
            by.must_hold(*DRAFTERS, path=organ.path)
        if not plan.is_ready:
            raise Refused("清单中还有不能导入的行，一行也没有导入。", "请按各行的说明改正后重新预演。")
        if seal != plan.seal or plan.state != state_of(plan.organs):
            raise Refused(
                "预演以后，文件或者机关的信息有了变动，一行也没有导入。", "请重新预演，核对后再确认。"
            )
        keeping = _Keeping(Archive(packed))
        for organ in organs:
            _write(pen, organ, plan, keeping)
    return plan


class _Keeping:
    """Files of the archive kept once each, whoever attaches them."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.kept: dict[str, KeptFile] = {}

    def keep(self, one: Attached) -> File:
        """The file as an attachment."""
        if one.path not in self.kept:
            data, told = self.archive.read(one.path), one.accepted
            self.kept[one.path] = files.keep(data, media_type=told.media_type, ending=told.ending)
        return File(one.name, self.kept[one.path])


def _write(pen: Pen, organ: Organ, plan: ItemPlan, keeping: _Keeping) -> None:
    """The drafts of one organ, in the chain of its own ledger."""
    rows = list(_new(plan, organ))
    pen.organ, pen.duty = organ.pk, pen.by.must_hold(*DRAFTERS, path=organ.path)
    for row in rows:
        kept = tuple(keeping.keep(one) for one in row.files)
        drafted(pen, row.item, replace(row.content, attachments=kept))
    if rows:
        pen.note("disclosure.imported", facts={"items": len(rows), "file": plan.file})


def _new(plan: ItemPlan, organ: Organ) -> Iterator[PlannedItem]:
    for row in plan.rows:
        if row.verdict is Verdict.NEW and row.item.organ_id == organ.pk:
            yield row
