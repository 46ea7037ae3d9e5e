"""Walking the chains: whether every organ's entries are as they were written, and end where they should."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from gongkai.kernel.chain import Break, Fault, Link, first_break

from .models import Event, Head, content_of
from .names import Names
from .sentences import told_of
from .troubles import Trouble

CHUNK = 5000
Progress = Callable[[int], None]
Heads = Mapping[int, str]

_WHAT = {
    Fault.MISSING: "这里少了记录，或者记录的顺序被改动。",
    Fault.DOUBLE: "这里多出了记录，序号与前面的重复。",
    Fault.ALTERED: "这条记录的内容与它的哈希不符，写入后被改动过。",
    Fault.UNLINKED: "这条记录与上一条接不上：上一条被换过，或者这一条是后来插进去的。",
    Fault.CUT: "从这一条起，末尾的记录被删去了。",
    Fault.BEYOND: "从这一条起，记录超出了链头，不是经系统写入的。",
    Fault.REWRITTEN: "各条记录首尾相接，却与保存的链头不一致：到这一条为止的记录被整段重写过。",
}
_ADVICE = "请不要再改动数据库，保留现场，用最近一次完好的备份对照这一条，并报告审计人员。"


def broken_chains(
    known: Mapping[int, Heads], *, organ: int | None = None, progress: Progress = lambda _count: None
) -> Iterator[Trouble]:
    """For each organ the first place where its chain does not hold; `known` are heads exported earlier."""
    heads = {head.organ_id: head for head in Head.objects.all()}
    walked = set()
    for one, links in groupby(_rows(organ, progress), key=itemgetter(0)):
        walked.add(one)
        yield from _chain(one, map(itemgetter(1), links), head=heads.get(one), known=known.get(one, {}))
    for one in sorted((heads.keys() | known.keys()) - walked):
        if organ is None or one == organ:
            yield from _chain(one, iter(()), head=heads.get(one), known=known.get(one, {}))


def _rows(organ: int | None, progress: Progress) -> Iterator[tuple[int, Link]]:
    """All entries as links of their chains, in order, a few thousand at a time in memory."""
    events = Event.objects.order_by("organ_id", "position")
    if organ is not None:
        events = events.filter(organ_id=organ)
    rows = events.values_list(*Event.SAID, "previous", "hash").iterator(chunk_size=CHUNK)
    for count, (*said, previous, hash_) in enumerate(rows, start=1):
        yield said[0], Link(said[1], content_of(*said), previous, hash_)
        if count % CHUNK == 0:
            progress(count)


def _chain(organ: int, links: Iterator[Link], *, head: Head | None, known: Heads) -> Iterator[Trouble]:
    ends = {head.position: head.hash} if head and head.position else {}
    # What was exported counts more than what the database says of itself.
    found = first_break(links, heads={**ends, **known}) or _contradiction(ends, known)
    if head is None:
        yield _headless(organ)
    if found and not (head is None and found.fault is Fault.BEYOND):
        yield _trouble(
            organ, found, is_witnessed=found.position in known or found.position <= max(known, default=0)
        )


def _contradiction(ends: Heads, known: Heads) -> Break | None:
    """Where the head itself was changed, though the entries are as they were exported."""
    wrong = [position for position in ends if known.get(position, ends[position]) != ends[position]]
    return Break(wrong[0], Fault.REWRITTEN) if wrong else None


def _trouble(organ: int, found: Break, *, is_witnessed: bool) -> Trouble:
    entry = Event.objects.filter(organ_id=organ, position=found.position).first()
    words = f"（{told_of(entry)}）" if entry else ""
    witness = "与此前导出的链头对照得知。" if is_witnessed and found.fault in _SEEN_BY_HEADS else ""
    return Trouble(
        f"ledger.{found.fault}",
        f"{Names().organ(organ)}的台账第 {found.position} 条{words}",
        _WHAT[found.fault] + witness,
        _ADVICE,
        organ=organ,
        position=found.position,
    )


_SEEN_BY_HEADS = {Fault.CUT, Fault.REWRITTEN}


def _headless(organ: int) -> Trouble:
    return Trouble(
        "ledger.no_head",
        f"{Names().organ(organ)}的台账",
        "有记录而没有链头，无法判断末尾的记录是否齐全。",
        "请从备份恢复 ledger_head 表中的这一行，并报告审计人员。",
        organ=organ,
    )
