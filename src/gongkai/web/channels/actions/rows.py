"""What every act on channels and places begins with: the rows held, and looked at before they are written."""

from datetime import date
from typing import TypeVar

from django.db.models import Model

from gongkai.engine.accept import accept
from gongkai.kernel.problems import Refused, Unsupported
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

Row = TypeVar("Row", bound=Model)


def held(row: Row, *related: str) -> Row:
    """The row as it is stored now, held until the act ends."""
    rows = type(row)._default_manager.select_for_update(of=("self",))
    return rows.select_related(*related).get(pk=row.pk)


def held_item(item: Item) -> Item:
    """An item with all that is asked of it, held until the act ends."""
    return held(item, "organ", "latest", "live_version", "row")


def must_be_open(row: Model) -> None:
    """Refuse a channel or a place that is not in use any more."""
    if not row.is_open:
        raise Refused(f"“{row}”已经停用。", "请选择在用的，或者重新登记。")


def must_be_of(organ: Organ, item: Item) -> None:
    """An organ makes its own items public. Raises Refused."""
    if item.organ_id != organ.pk:
        raise Refused(f"“{item.title}”不是“{organ.name}”的信息。", "请选择本机关的信息。")


def must_be_live(item: Item) -> None:
    """What is not public yet, or not any more, goes through no channel. Raises Refused."""
    if not item.is_live:
        raise Refused(
            f"“{item.title}”现在是“{item.get_status_display()}”，没有公开。",
            "先审查、后公开（条例第十七条）。请在公开以后再张贴或者从其他渠道发布。",
        )


def must_follow(on: date, before: date, said: str) -> None:
    """Refuse a day before another one; `said` tells which that is."""
    if on < before:
        raise Refused(f"日期早于{said}（{day(before)}）。", "请核对日期。")


def kept_picture(data: bytes, *, name: str) -> KeptFile:
    """A photograph, decided by its bytes and kept. Raises Problem."""
    taken = accept(data, name=name)
    if taken.kind != "picture":
        raise Unsupported("这不是照片。", "请上传 jpg、png 或者 webp 图片。")
    return files.keep(data, media_type=taken.media_type, ending=taken.ending)


def kept_scan(data: bytes, *, name: str) -> KeptFile:
    """A signed paper, as a picture or a document. Raises Problem."""
    taken = accept(data, name=name)
    if taken.kind not in ("picture", "document"):
        raise Unsupported("这不是扫描件。", "请上传图片或者 PDF 文件。")
    return files.keep(data, media_type=taken.media_type, ending=taken.ending)
