"""Pages of PDF sources as pictures: drawn when somebody asks, those of published reports kept for a while."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.core.cache import cache

from gongkai.engine.intake import Source
from gongkai.engine.read.pdf.opening import MAX_PAGES
from gongkai.engine.trace.picture import Drawing, PagePicture, Size, drawing, page_sizes, picture_of
from gongkai.kernel.problems import Problem, TooBig, Unreadable

from . import sources
from .models import Report

VERSION = "1"  # another one, and every picture gets a new address
KEPT = 7 * 24 * 3600  # seconds; the cache itself bounds the number
REFUSED = 3600  # the same for a page that cannot be drawn: another machine, or an idle one, may still draw it
MOST_BYTES = 2 * 1024 * 1024  # of all pictures in one answer; one alone is hardly ever larger
MOST_PAGES = 6  # of a file that is only checked, or that one page of the site shows
# Seconds for the pictures of one answer: the site answers others meanwhile only with other workers.
_PATIENCE = 4.0


class _Refusal(NamedTuple):
    """Why a page cannot be drawn, kept in place of its picture: to find out takes as long as drawing."""

    kind: type[Problem]
    message: str
    advice: str


def mark(report: Report) -> str:
    """What makes the address of a report's pictures its own: other bytes, another address."""
    return f"{report.sha256[:16]}-{VERSION}"


def sizes(report: Report) -> tuple[Size, ...]:
    """The sizes of a report's pages in points; none when its source has no pages or is of no use any more."""
    if report.media_type != "application/pdf":
        return ()
    known = cache.get(_sizes_key(report.sha256))
    if known is None:
        source = sources.taken_out(report)
        known = _sizes(source) if source else ()
        cache.set(_sizes_key(report.sha256), known, KEPT if known else 60)
    return known


def _sizes(source: Source) -> tuple[Size, ...]:
    try:
        return page_sizes(source.data)
    except Problem:
        return ()


def picture(report: Report, number: int) -> bytes:
    """One page of a report as a PNG file. Raises Problem when it cannot be drawn."""
    key = _key(report.sha256, number)
    known = cache.get(key)
    if known is None:
        known = _drawn(report, number)
        cache.set(key, known, REFUSED if isinstance(known, _Refusal) else KEPT)
    if isinstance(known, _Refusal):
        raise known.kind(known.message, known.advice)
    return known


def _drawn(report: Report, number: int) -> bytes | _Refusal:
    """The picture, or what is wrong with the page; what is wrong with the machine is raised, and asked again."""
    source = sources.taken_out(report)
    if source is None:
        raise Unreadable("原文件读不出来。", "请稍后再试，或联系网站管理人员。")
    try:
        return picture_of(source.data, number, is_late=_timer()).png
    except (TooBig, Unreadable) as problem:
        return _Refusal(type(problem), problem.message, problem.advice)


def drawn(source: Source, numbers: Iterable[int]) -> list[PagePicture]:
    """Pages of a file that is not kept, as many as fit into one answer; a page that cannot be drawn is left out."""
    if source.kind != "pdf":
        return []
    try:
        with drawing(source.data, is_late=_timer()) as pages:
            return list(_fitting(pages, list(numbers)[:MOST_PAGES]))
    except Problem:
        return []


def _fitting(pages: Drawing, numbers: Iterable[int]) -> Iterator[PagePicture]:
    room = MOST_BYTES
    for number in numbers:
        try:
            page = pages.picture(number)
        except Problem:
            continue
        room -= len(page.png)
        if room < 0:
            return
        yield page


def _timer() -> Callable[[], bool]:
    """Begins now, and tells whether our patience is at an end."""
    end = time.monotonic() + _PATIENCE
    return lambda: time.monotonic() > end


def forget(sha256: str) -> None:
    """Let go of the pictures of a source that nobody publishes any more."""
    cache.delete_many([_sizes_key(sha256), *(_key(sha256, number) for number in range(1, MAX_PAGES + 1))])


def _key(sha256: str, number: int) -> str:
    return f"page:{sha256}:{number}:{VERSION}"


def _sizes_key(sha256: str) -> str:
    return f"page-sizes:{sha256}:{VERSION}"
