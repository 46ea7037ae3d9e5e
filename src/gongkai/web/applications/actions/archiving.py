"""归档: a case that is over becomes a volume of the archive: numbered, with its period; then handed over."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.archive import archive_law
from gongkai.web.applications.archive.check import Closing, closing_of
from gongkai.web.applications.archive.days import ended_on
from gongkai.web.applications.models import AccessKind, Application, Transfer, Volume
from gongkai.web.applications.models.archive import KEEPERS
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from .codes import accessed
from .moving import held
from .steps import take

_PLACES = re.compile(r"\d+(-\d+)?")
_MOST_PLACES = 100_000


@dataclass(frozen=True, slots=True)
class Filing:
    """What is said when a case is archived: another period than the usual one, with the reason; why it is archived
    although something is missing; what whoever opens the volume should know."""

    period: str = ""
    period_because: str = ""
    lacking_because: str = ""
    remark: str = ""


def archive(application: Application, filing: Filing, *, on: date, by: Viewer, at: datetime) -> Volume:
    """归档: one case, one volume. Raises Refused while something is missing without a reason, or the period is changed
    without one."""
    with act("applications.archive", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        closing = closing_of(stored)
        _must_be_complete(closing, filing)
        take(pen, stored, CaseEvent(kind=Happened.ARCHIVED, on=on, reason=filing.lacking_because))
        volume = Volume.objects.select_for_update(of=("self",)).filter(application=stored).first()
        kind = "applications.volume_formed_again" if volume else "applications.volume_formed"
        volume = volume or _numbered(stored, on)
        _filed(volume, filing, closing, on=on, ended_on=ended_on(stored) or on)
        volume.archived_by_id = pen.by.person
        checked(volume, but={"organ", "application", "archived_by"})
        pen.save(volume, kind)
    return volume


def change_period(volume: Volume, *, period: str, because: str, by: Viewer, at: datetime) -> Volume:
    """改变保管期限: the volume keeps its place of the year. Raises Refused once it was handed over or destroyed."""
    with act("applications.change_period", volume.organ_id, by=by, at=at, subject=volume) as pen:
        stored = held_volume(volume)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be_kept(stored)
        if period == stored.period:
            raise Refused("保管期限没有改变。", "请选择另一个期限。")
        if not because.strip():
            raise Refused("没有写改变保管期限的理由。", "请写明理由，载入备考表。")
        _kept_for(stored, period, (ended_on(stored.application) or stored.archived_on).year)
        stored.period_because = because.strip()
        checked(stored, but={"organ", "application", "archived_by"})
        pen.save(stored, "applications.period_changed")
    return stored


def take_volume(volume: Volume, *, reason: str, by: Viewer, at: datetime) -> Volume:
    """下载案卷: the whole volume shows who applied, so each time is written down with its reason. Raises Refused."""
    with act("applications.take_volume", volume.organ_id, by=by, at=at, subject=volume) as pen:
        stored = held_volume(volume)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        if stored.destroyed_on:
            raise Refused(f"案卷的材料已经于{day(stored.destroyed_on)}销毁。", "台账和统计仍然保留。")
        access = accessed(pen, stored.application, AccessKind.UNMASKED, reason=reason)
        pen.save(access, "applications.unmasked")
        pen.note("applications.volume_taken", subject=stored)
    return stored


def transfer(
    organ: Organ,
    volumes: Iterable[Volume],
    *,
    receiver: str,
    on: date,
    receipt_no: str = "",
    by: Viewer,
    at: datetime,
) -> Transfer:
    """移交: these volumes were given to an archive. Raises Refused."""
    with act("applications.transfer", organ.pk, by=by, at=at, subject=organ) as pen:
        pen.duty = by.must_hold(*KEEPERS, path=organ.path)
        must_have_come(on, at)
        stored = several(volumes, organ)
        for volume in stored:
            must_be_kept(volume)
            _must_not_precede(on, volume)
        row = Transfer(organ=organ, receiver=receiver.strip(), on=on, receipt_no=receipt_no.strip())
        row.count, row.handed_by_id = len(stored), by.person
        checked(row, but={"organ", "handed_by"})
        pen.save(row, "applications.transferred")
        row.volumes.set(stored)
        for volume in stored:
            volume.handed_on = on
            pen.save(volume, "applications.volume_handed", facts={"transfer": row.pk})
    return row


def held_volume(volume: Volume) -> Volume:
    """The volume as stored, held until the act ends; its case before it, as everybody does."""
    application = held(Application(pk=volume.application_id))
    stored = Volume.objects.select_for_update(of=("self",)).select_related("organ").get(pk=volume.pk)
    stored.application = application
    return stored


def several(volumes: Iterable[Volume], organ: Organ) -> Sequence[Volume]:
    """These volumes as stored, held after their cases, in their order. Raises Refused when there is none, or one is another
    organ's."""
    cases = {one.pk: one.application_id for one in volumes}
    held_cases = Application.objects.select_for_update(of=("self",)).filter(pk__in=cases.values())
    list(held_cases.order_by("pk").values_list("pk"))
    rows = Volume.objects.select_for_update(of=("self",)).filter(pk__in=cases)
    stored = list(rows.select_related("organ").order_by("year", "serial"))
    if not stored:
        raise Refused("没有选择案卷。", "请选择年度和件号；已经移交、已经销毁的不在其中。")
    if any(one.organ_id != organ.pk for one in stored):
        raise Refused("选择的案卷不都是这个机关的。", "请按机关分别办理。")
    return stored


def must_be_kept(volume: Volume) -> None:
    """Raises Refused when it is here no more."""
    if volume.handed_on:
        raise Refused(f"{volume}已经于{day(volume.handed_on)}移交。", "请与接收单位联系。")
    if volume.destroyed_on:
        raise Refused(f"{volume}已经于{day(volume.destroyed_on)}销毁。", "不能再办理。")


def placed(said: str) -> frozenset[int]:
    """The places of the year that “1-35、40” names; empty for all of them. Raises Refused."""
    parts = [
        part for part in re.split(r"[、，,；;\s]+", said.strip().replace("—", "-").replace("－", "-")) if part
    ]
    numbers: set[int] = set()
    for part in parts:
        if not _PLACES.fullmatch(part):
            raise Refused(f"看不懂件号“{part}”。", "请这样写：1-35、40。")
        first, _, last = part.partition("-")
        low, high = int(first), int(last or first)
        if not low <= high <= _MOST_PLACES:
            raise Refused(f"件号“{part}”的次序不对。", "请从小到大写，例如 1-35。")
        numbers.update(range(low, high + 1))
    return frozenset(numbers)


def _must_be_complete(closing: Closing, filing: Filing) -> None:
    names = "、".join(one.piece.name for one in closing.missing)
    if names and not filing.lacking_because.strip():
        raise Refused(
            f"案卷里还缺：{names}。", "请先补齐；确实没有的，写明理由后仍可以归档，理由载入备考表。"
        )
    if filing.period in ("", closing.default.period) or filing.period_because.strip():
        return
    raise Refused("改变了默认的保管期限，没有写理由。", "请写明理由，载入备考表。")


def _numbered(application: Application, on: date) -> Volume:
    """A new volume at the next place of the organ's year, which is held until the act ends."""
    Organ.objects.select_for_update().get(pk=application.organ_id)
    year = (application.concluded_on or on).year
    of_year = Volume.objects.filter(organ=application.organ_id, year=year)
    serial = (of_year.aggregate(last=Max("serial"))["last"] or 0) + 1
    return Volume(application=application, organ=application.organ, year=year, serial=serial)


def _filed(volume: Volume, filing: Filing, closing: Closing, *, on: date, ended_on: date) -> None:
    """What is said of it now; a volume that was worked on anew is to be handed over anew."""
    _kept_for(volume, filing.period or closing.default.period, ended_on.year)
    volume.period_because = filing.period_because.strip()
    volume.lacking = [one.piece.code for one in closing.missing]
    volume.lacking_because = filing.lacking_because.strip() if volume.lacking else ""
    volume.remark = filing.remark.strip()
    volume.archived_on, volume.handed_on = on, None
    volume.paper_count = volume.application.papers.filter(destroyed_on=None).count()


def _kept_for(volume: Volume, period: str, year: int) -> None:
    law = archive_law()
    if period not in law.periods:
        raise Refused(
            "没有这种保管期限。", f"请选择{'、'.join(one.name for one in law.periods.values())}之一。"
        )
    volume.period = period
    volume.number = law.number(year=volume.year, period=period, serial=volume.serial)
    volume.keep_until_on = law.periods[period].ends_on(year)


def _must_not_precede(on: date, volume: Volume) -> None:
    if on < volume.archived_on:
        raise Refused(f"{volume}在{day(volume.archived_on)}才归档。", "移交日期不能早于归档日期，请核对。")
