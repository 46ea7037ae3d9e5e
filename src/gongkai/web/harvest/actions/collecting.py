"""Reading a source to its end: each page is one act, which also moves the mark up to which we have read.

So an interruption loses nothing and doubles nothing, and a repetition finds nothing new. A source that was set back, or
has become another, is compared from its beginning: what it no longer lists is taken out.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import NotYourDuty, Problem
from gongkai.web.channels.fetching import TooMuch
from gongkai.web.harvest import keys
from gongkai.web.harvest.client import Asking, NotAFeed
from gongkai.web.harvest.format import Instance as Told
from gongkai.web.harvest.models import WHY_LENGTH, Collected, Gap, Instance, Source, SourceState
from gongkai.web.harvest.taking import Answer, Unfit, answer_of, page_of
from gongkai.web.ledger.actions import act

from .keeping import Counted, Keeping
from .rows import held

MOST_GAPS = 1000  # a source with more of them is broken altogether
COMPARED_DAYS = 30  # days between two comparisons of everything, whether or not anything is amiss
TOO_LARGE = "too_large"
_A_BATCH = 200


def collect(source: Source, *, at: datetime, by: Viewer = SYSTEM, **how: Any) -> Counted:
    """采集: read what is new at a source, to its end; what became of it. Raises Problem."""
    return sum(reading(source, at=at, by=by, **how), Counted())


def reading(
    source: Source, *, at: datetime, by: Viewer = SYSTEM, anew: bool = False, asking: Asking | None = None
) -> Iterator[Counted]:
    """Read what is new at a source, or with `anew` everything, page by page: each is written when it comes out here.

    What goes wrong stands in the source's record as well. Raises Problem.
    """
    run = Reading(source.pk, at, by, asking or asking_of(source))
    try:
        run.begin(anew=anew)
        yield from run.pages()
    except NotYourDuty:
        raise  # it is in the ledger, and no fault of the source
    except Problem as problem:
        run.note(problem)
        raise


def asking_of(source: Source, **how: int) -> Asking:
    """Whom we ask, with our key there."""
    return Asking(source.address, keys.read(source.key_name), **how)


class Reading:
    """One run over one source. Somebody else may run at the same time: of two that hold the same page, one writes it."""

    def __init__(self, source: int, at: datetime, by: Viewer, asking: Asking) -> None:
        self.pk, self.at, self.by, self.asking = source, at, by, asking
        self.has_become_another = False

    def begin(self, *, anew: bool) -> None:
        """See whether we can go on where we were, or must begin anew."""
        source = self._source()
        if source.is_comparing and not anew:
            return
        last = source.compared_on
        is_due = last is not None and (localdate(self.at) - last).days >= COMPARED_DAYS
        if anew or is_due or (source.cursor and self._is_set_back(source)):
            self._begin_anew(source.instance)

    def pages(self) -> Iterator[Counted]:
        """Read page after page; what each brought, once it is written."""
        while (source := self._source()).state == SourceState.COLLECTING:
            _must_be_bearable(source)
            try:
                said = self.asking.page(source.cursor)
            except TooMuch:
                yield self._pass_over(source)
                continue
            answer = answer_of(said, after=source.cursor, on=localdate(self.at))
            if self._is_another(source, answer.page.instance):
                continue
            if answer.taken:
                counted = self._write(source, answer)
                if counted is None:  # somebody else was faster
                    continue
                yield counted
            if not answer.page.more:
                yield from self._finish()
                return

    def note(self, problem: Problem) -> None:
        """Write into the source's record what went wrong."""
        with self._act("harvest.collect") as pen:
            stored = held(pen, self._source())
            stored.problem, stored.problem_at = str(problem)[:WHY_LENGTH], self.at
            stored.save(update_fields=["problem", "problem_at"])

    def _source(self) -> Source:
        return Source.objects.select_related("organ").get(pk=self.pk)

    def _act(self, name: str) -> Any:
        source = self._source()
        return act(name, source.organ_id, by=self.by, at=self.at, subject=source)

    def _is_set_back(self, source: Source) -> bool:
        """Whether what we read last is not there any more: it may stand further on, but nothing at all may not follow."""
        if not source.last_mark:
            return False
        before = source.cursor - 1
        page = page_of(self.asking.page(before, most=1), after=before)
        if not page.entries:
            return True
        first = page.entries[0]
        return first["number"] == source.cursor and mark_of(first) != source.last_mark

    def _is_another(self, source: Source, told: Told) -> bool:
        """Whether the address answers for another installation than before; then all is compared with that one."""
        _must_be_new(source, told)
        if not source.instance or told.id == source.instance:
            return False
        if self.has_become_another:
            raise NotAFeed("对方的标识在一次采集中变了又变。")
        self.has_become_another = True
        self._begin_anew(told.id)
        return True

    def _begin_anew(self, instance: str) -> None:
        with self._act("harvest.compare") as pen:
            stored = held(pen, self._source())
            stored.instance, stored.cursor, stored.last_mark = instance, 0, ""
            stored.round, stored.is_comparing = stored.round + 1, True
            pen.save(stored, "harvest.comparing")

    def _write(self, source: Source, answer: Answer) -> Counted | None:
        """One page, if nobody has moved the source on meanwhile."""
        with self._act("harvest.collect") as pen:
            stored = held(pen, self._source())
            was = (source.cursor, source.round, source.instance, SourceState.COLLECTING)
            if was != (stored.cursor, stored.round, stored.instance, stored.state):
                return None
            stored.instance = answer.page.instance.id
            counted = Keeping.of(pen, stored, answer.taken, own=str(Instance.own())).keep(answer.taken)
            stored.cursor, stored.last_mark = answer.page.next, mark_of(answer.page.entries[-1])
            pen.save(stored, "harvest.collected", facts=counted.facts)
        return counted

    def _pass_over(self, source: Source) -> Counted:
        """Leave out one entry that is more than we take: its number is the least after which one can read again."""
        low, step = source.cursor, 1
        while not self._can_read(source.cursor + step):
            low, step = source.cursor + step, step * 2
        high = source.cursor + step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._can_read(middle) else (middle, high)
        why = f"编号 {source.cursor} 之后到 {high} 的内容太大，超过本站一次读取的上限。"
        with self._act("harvest.collect") as pen:
            stored = held(pen, source)
            counted = Keeping.of(pen, stored, (), own=str(Instance.own())).keep(
                [Unfit("", high, TOO_LARGE, why)]
            )
            stored.cursor, stored.last_mark = high, ""
            pen.save(stored, "harvest.collected", facts=counted.facts)
        return counted

    def _can_read(self, after: int) -> bool:
        try:
            self.asking.page(after, most=1)
        except TooMuch:
            return False
        return True

    def _finish(self) -> Iterator[Counted]:
        """All is read: what was not listed is taken out, and the record says that we are through."""
        source = self._source()
        while source.is_comparing and (counted := self._sweep(source.round)):
            yield counted
        with self._act("harvest.collect") as pen:
            stored = held(pen, self._source())
            stored.collected_at, stored.problem, stored.problem_at = self.at, "", None
            stored.save(update_fields=["collected_at", "problem", "problem_at"])
            if stored.round != source.round or not (stored.is_comparing or stored.compared_on is None):
                return
            Gap.objects.filter(source=stored, round__lt=stored.round).delete()
            stored.is_comparing, stored.compared_on = False, localdate(self.at)
            pen.save(stored, "harvest.compared")

    def _sweep(self, round_: int) -> Counted | None:
        """Take out some of what was not listed; None when there is none left."""
        with self._act("harvest.compare") as pen:
            stored = held(pen, self._source())
            rows = Collected.objects.unseen(stored).select_for_update(of=("self",)).select_related("source")
            if stored.round != round_ or not (unseen := list(rows.order_by("pk")[:_A_BATCH])):
                return None
            keeping = Keeping(pen, stored, {}, frozenset())
            counted = Counted(removed=sum(keeping.take_down(row) for row in unseen))
            pen.note("harvest.unlisted", subject=stored, facts={"removed": counted.removed})
        return counted


def mark_of(entry: dict[str, Any]) -> str:
    """By what an entry is known again when it is read a second time."""
    said = [entry.get(name) for name in ("uid", "number", "at")]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _must_be_new(source: Source, told: Told) -> None:
    """Refuse ourselves, and an installation that is a source already."""
    if told.id == str(Instance.own()):
        raise NotAFeed("这个网址就是本站。")
    others = Source.objects.exclude(pk=source.pk).exclude(state=SourceState.ENDED)
    if other := others.filter(instance=told.id).first():
        raise NotAFeed(f"这个网址的内容与来源“{other}”是同一个网站。")


def _must_be_bearable(source: Source) -> None:
    """Refuse to go on where hardly anything can be kept. Raises NotAFeed."""
    if source.gaps.count() >= MOST_GAPS:
        raise NotAFeed(f"没有收的已有 {MOST_GAPS} 条，多半是对方的接口有问题，没有再读下去。")
