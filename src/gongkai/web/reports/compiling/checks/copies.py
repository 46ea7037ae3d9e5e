"""Copied words: what people wrote themselves, held against last year's report and those of organs of the same kind.

Sentences of our own proposed draft are everybody's; whoever leaves them as they are has copied nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai import lawbook
from gongkai.kernel.copied import Passage, copied, quoted
from gongkai.kernel.findings import Severity
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.organs.models import Organ
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import QUOTED_LENGTH, Found, found
from gongkai.web.reports.compiling.prose import Written
from gongkai.web.reports.models import Compilation, Filing, FilingState, Report

_MOST_SIBLINGS = 50
_MOST_QUOTED = 3
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")


def check(draft: Draft) -> Iterator[Found]:
    """COPY_LAST_YEAR and COPY_SIBLING, with the passages and their share of what people wrote."""
    own = own_text(draft.written)
    if not own.strip():
        return
    if draft.last is not None:
        yield from _alike("COPY_LAST_YEAR", own, draft.last.data, "上一年度报告")
    others, count = _siblings(draft.compilation)
    for name, said in others:
        yield from _alike("COPY_SIBLING", own, said, f"{name}同一年度的报告")
    if count > len(others):
        message = f"同类机关已经公布、报送的报告有{count}份，这里只对照了{len(others)}份。"
        yield found("COPY_SIBLING", message, severity=Severity.NOTICE, advice="其余的请自行对照。")


def own_text(written: Iterable[Written]) -> str:
    """The prose without its preface, the sentences that we proposed, and the facts to which it refers."""
    told = "\n".join("\n".join([one.text, *one.lists]) for one in written if one.section)
    for sentence in reporting_law().proposed:
        told = told.replace(sentence, "\n")
    return _REFERENCE.sub("", told)


def _siblings(compilation: Compilation) -> tuple[list[tuple[str, Mapping[str, Any]]], int]:
    """What organs of the same kind say of the year, published or handed in, by name; and of how many there is something."""
    organ = compilation.organ
    kin = Organ.objects.filter(parent=organ.parent_id, kind=organ.kind).exclude(pk=organ.pk)
    public = Report.objects.published().filter(organ__in=kin, year=compilation.year)
    filed = Filing.objects.filter(organ__in=kin, year=compilation.year).exclude(state=FilingState.RETURNED)
    waiting = filed.exclude(organ__in=public.values("organ"))
    alike = list(public.select_related("organ").order_by("organ__path")[:_MOST_SIBLINGS])
    rest = waiting.select_related("organ", "edition").order_by("organ__path")
    told = [(one.organ.name, one.data) for one in alike]
    told += [(one.organ.name, _handed_in(one)) for one in rest[: _MOST_SIBLINGS - len(alike)]]
    return told, public.count() + waiting.count()


def _handed_in(filing: Filing) -> Mapping[str, Any]:
    """What was handed in; nothing where it was taken out for good."""
    return (filing.edition.data if filing.edition else filing.data) or {}


def _alike(code: str, own: str, other: Mapping[str, Any], name: str) -> Iterator[Found]:
    rule = lawbook.load().rule("COPY_LAST_YEAR").parameters
    share = copied(own, _text_of(other), shortest=int(rule["shortest_passage"]))
    if share.share < rule["share"]:
        return
    passages = sorted(share.passages, key=lambda one: one.start - one.stop)[:_MOST_QUOTED]
    yield found(
        code,
        f"自己写的文字有 {share.share:.0%} 与{name}相同（{len(share.passages)} 处）。",
        quotes=tuple(_quote(own, one) for one in passages),
    )


def _quote(own: str, one: Passage) -> str:
    start, stop = quoted(own, start=one.start, stop=one.stop, most=QUOTED_LENGTH)
    return own[start:stop]


def _text_of(data: Mapping[str, Any]) -> str:
    """The prose of a report that is data, without its preface, which every report has alike."""
    return "\n".join(section["text"] for section in data.get("sections", ()))
