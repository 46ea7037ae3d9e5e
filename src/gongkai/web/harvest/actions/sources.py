"""Whom we collect from: added, changed, paused, ended."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.channels.fetching import must_be_outside, must_be_web
from gongkai.web.harvest import keys
from gongkai.web.harvest.client import must_not_be_overheard
from gongkai.web.harvest.indexing import LABEL
from gongkai.web.harvest.models import KEEPERS, Collected, Gap, Source, SourceState
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.outbox import actions as outbox
from gongkai.web.search import actions as search

from .keeping import EMPTIED
from .rows import held

COLLECT, CLEAR = "harvest.collect", "harvest.clear"
_KEY = re.compile(r"[!-~]{1,200}")  # what may stand in a header
_A_BATCH = 1000


def add(source: Source, *, key: str = "", by: Viewer, at: datetime) -> Source:
    """登记采集来源: it is asked for the first time as soon as a worker is free."""
    refused = _refusal_of(source.address)
    with _with_key(key) as name, act("harvest.add", source.organ_id, by=by, at=at) as pen:
        pen.duty = by.must_hold(*KEEPERS, path=source.organ.path)
        must_exist(source.organ)
        if refused:
            raise refused
        source.address, source.key_name = plain_address(source.address), name
        if name:
            must_not_be_overheard(source.address)
        checked(source)
        pen.save(source, "harvest.source_added")
        _ask(source, at=at)
    return source


def change(source: Source, *, name: str, address: str, key: str | None, by: Viewer, at: datetime) -> Source:
    """更改采集来源: its name, its address, and our key there; None leaves the key as it is, on the same site alone."""
    refused = _refusal_of(address)
    with (
        _with_key(key or "") as kept,
        act("harvest.change", source.organ_id, by=by, at=at, subject=source) as pen,
    ):
        stored = held(pen, source)
        must_not_be_over(stored)
        if refused:
            raise refused
        before, moved_from = stored.key_name, stored.address
        stored.name, stored.address = name.strip(), plain_address(address)
        stays = key is None and _site_of(stored.address) == _site_of(moved_from)
        stored.key_name = before if stays else kept
        if stored.key_name:
            must_not_be_overheard(stored.address)
        checked(stored)
        pen.save(stored, "harvest.source_changed")
    if stored.key_name != before:
        keys.forget(before)
    return stored


def pause(source: Source, *, by: Viewer, at: datetime) -> Source:
    """暂停采集: what was collected stays."""
    with act("harvest.pause", source.organ_id, by=by, at=at, subject=source) as pen:
        stored = held(pen, source)
        if stored.state != SourceState.COLLECTING:
            raise Refused(f"“{stored}”没有在采集。", "不需要暂停。")
        stored.state = SourceState.PAUSED
        pen.save(stored, "harvest.paused")
    return stored


def resume(source: Source, *, by: Viewer, at: datetime) -> Source:
    """恢复采集: it goes on where it was."""
    with act("harvest.resume", source.organ_id, by=by, at=at, subject=source) as pen:
        stored = held(pen, source)
        if stored.state != SourceState.PAUSED:
            raise Refused(f"“{stored}”没有暂停。", "已经停止的来源，请重新登记。")
        stored.state = SourceState.COLLECTING
        pen.save(stored, "harvest.resumed")
        _ask(stored, at=at)
    return stored


def ask(source: Source, *, by: Viewer, at: datetime) -> Source:
    """立即采集: without waiting for the night."""
    with act("harvest.ask", source.organ_id, by=by, at=at, subject=source) as pen:
        stored = held(pen, source)
        if stored.state != SourceState.COLLECTING:
            raise Refused(f"“{stored}”没有在采集。", "请先恢复采集。")
        pen.note("harvest.asked", subject=stored)
        _ask(stored, at=at)
    return stored


def end(source: Source, *, by: Viewer, at: datetime) -> Source:
    """停止采集: nothing of it is public or listed here any more; its rows are emptied in the background."""
    with act("harvest.end", source.organ_id, by=by, at=at, subject=source) as pen:
        stored = held(pen, source)
        must_not_be_over(stored)
        before, stored.key_name, stored.state = stored.key_name, "", SourceState.ENDED
        pen.save(stored, "harvest.ended")
        search.remove_all(pen, LABEL, Collected.objects.filter(source=stored, removed_at=None).values("pk"))
        outbox.ask(CLEAR, {"source": stored.pk}, key=str(stored.pk), due_at=at)
    keys.forget(before)
    return stored


def clear(source: Source, *, at: datetime) -> None:
    """Empty the rows of a source that has ended, some at a time."""
    while _cleared(source, at=at):
        continue


def _cleared(source: Source, *, at: datetime) -> int:
    with act("harvest.clear", source.organ_id, by=SYSTEM, at=at, subject=source) as pen:
        stored = held(pen, source)
        Gap.objects.filter(source=stored).delete()
        rows = Collected.objects.filter(source=stored, removed_at=None)
        some = list(rows.order_by("pk").values_list("pk", flat=True)[:_A_BATCH])
        removed = rows.filter(pk__in=some).update(**EMPTIED, removed_at=at)
        if removed:
            pen.note("harvest.cleared", subject=stored, facts={"removed": removed})
    return removed


def must_not_be_over(source: Source) -> None:
    """Refuse a source from which nobody collects any more."""
    if source.state == SourceState.ENDED:
        raise Refused(f"“{source}”已经停止采集。", "需要的，请重新登记。")


def plain_address(address: str) -> str:
    """The address of a site as we keep it: without the slash at its end. Raises Refused."""
    parts = must_be_web(address.strip())
    if parts.query or parts.fragment:
        raise Refused("这不是网站首页的地址。", "请去掉网址中问号、井号和它们后面的部分。")
    return address.strip().rstrip("/")


def _refusal_of(address: str) -> Refused | None:
    """Why an address would be refused whenever we ask it; found out before the act, for to look up a host may take long."""
    try:
        must_be_outside(address.strip())
    except Refused as refused:
        return refused
    return None


def _site_of(address: str) -> tuple[str, str]:
    """Who answers there: a key is for him and nobody else."""
    parts = must_be_web(address)
    return parts.scheme, parts.netloc.lower()


@contextmanager
def _with_key(key: str) -> Iterator[str]:
    """The name under which a new key is kept, empty for none; an act that fails leaves none behind. Raises Refused."""
    if key and not _KEY.fullmatch(key):
        raise Refused("这不是接口密钥。", "密钥只有字母、数字和符号，没有空格和汉字，请照对方给的原样粘贴。")
    name, is_used = keys.keep(key) if key else "", False
    try:
        yield name
        is_used = True
    finally:
        if not is_used:
            keys.forget(name)


def _ask(source: Source, *, at: datetime) -> None:
    outbox.ask(COLLECT, {"source": source.pk}, key=f"{source.pk}:{at.isoformat()}", due_at=at)
