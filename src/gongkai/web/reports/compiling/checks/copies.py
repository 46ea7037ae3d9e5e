"""Copied words: what people wrote themselves, held against last year's report and those of organs of the same kind.

Sentences of our own proposed draft are everybody's; whoever leaves them as they are has copied nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai import lawbook
from gongkai.kernel.copied import Passage, copied, quoted
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import Found, found
from gongkai.web.reports.compiling.prose import Written
from gongkai.web.reports.models import Compilation, Report

_MOST_SIBLINGS = 30
_MOST_QUOTED = 3
_LONGEST = 60
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")


def check(draft: Draft) -> Iterator[Found]:
    """COPY_LAST_YEAR and COPY_SIBLING, with the passages and their share of what people wrote."""
    own = own_text(draft.written)
    if not own.strip():
        return
    if draft.last is not None:
        yield from _alike("COPY_LAST_YEAR", own, draft.last, "上一年度报告")
    for other in _siblings(draft.compilation):
        yield from _alike("COPY_SIBLING", own, other, f"{other.organ.name}同一年度的报告")


def own_text(written: Iterable[Written]) -> str:
    """The prose without its preface, the sentences that we proposed, and the facts to which it refers."""
    told = "\n".join("\n".join([one.text, *one.lists]) for one in written if one.section)
    for sentence in reporting_law().proposed:
        told = told.replace(sentence, "\n")
    return _REFERENCE.sub("", told)


def _siblings(compilation: Compilation) -> Iterable[Report]:
    organ = compilation.organ
    alike = Report.objects.published().filter(
        organ__parent=organ.parent_id, organ__kind=organ.kind, year=compilation.year
    )
    return alike.exclude(organ=organ).select_related("organ").order_by("organ__path")[:_MOST_SIBLINGS]


def _alike(code: str, own: str, other: Report, name: str) -> Iterator[Found]:
    rule = lawbook.load().rule("COPY_LAST_YEAR").parameters
    share = copied(own, _text_of(other.data), shortest=int(rule["shortest_passage"]))
    if share.share < rule["share"]:
        return
    passages = sorted(share.passages, key=lambda one: one.start - one.stop)[:_MOST_QUOTED]
    yield found(
        code,
        f"自己写的文字有 {share.share:.0%} 与{name}相同（{len(share.passages)} 处）。",
        quotes=tuple(_quote(own, one) for one in passages),
    )


def _quote(own: str, one: Passage) -> str:
    start, stop = quoted(own, start=one.start, stop=one.stop, most=_LONGEST)
    return own[start:stop]


def _text_of(data: Mapping[str, Any]) -> str:
    """The prose of a report that is data, without its preface, which every report has alike."""
    return "\n".join(section["text"] for section in data["sections"])
