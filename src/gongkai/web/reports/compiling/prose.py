"""The prose of a report: its topics in their order with what people wrote, as it reads today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.engine.numerals import to_numeral
from gongkai.engine.render.cells import cell_label, known_figure
from gongkai.kernel.compilation import ReportTopic
from gongkai.kernel.days import in_words
from gongkai.kernel.facts import Denial, Fact, Flaw, Piece, pieces
from gongkai.lawbook.facts import fact_kinds
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.organs.selectors import authority_of
from gongkai.web.reports.models import Compilation, Passage, Shortcoming, SpecialItem

from .figures import Figured

SPECIAL = "special"
_LONGEST = 60
_FLAWS = {
    Flaw.NO_SUCH_FACT: "没有“{}”这一事实可以引用。",
    Flaw.NOT_KNOWN: "“{}”没有登记可查，不能写进报告。",
    Flaw.NO_STATEMENT: "“{}”没有整句的说法，请只引用它的数字。",
    Flaw.HALF_TYPED: "“{}”没有写完整：引用写作两个花括号中间一个代码。",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One topic of the prose: what was typed, how it reads, and our own lists behind it."""

    section: int
    topic: str
    heading: str
    text: str
    pieces: tuple[Piece, ...]
    lists: tuple[str, ...] = ()
    passage: Passage | None = None
    special: SpecialItem | None = None
    is_needed: bool = False

    @property
    def rendered(self) -> str:
        """How it reads, our lists behind it."""
        own = "".join(piece.text for piece in self.pieces).strip()
        return "\n".join(part for part in (own, *self.lists) if part)

    @property
    def flaws(self) -> tuple[str, ...]:
        """What is wrong with its references, as sentences."""
        return flaws_of(self.pieces)


def flaws_of(found: tuple[Piece, ...]) -> tuple[str, ...]:
    """What is wrong with references, as sentences."""
    kinds = fact_kinds()
    named = (
        (piece.flaw, kinds[piece.code].name if piece.code in kinds else piece.text.strip()[:40])
        for piece in found
    )
    return tuple(dict.fromkeys(_FLAWS[flaw].format(name) for flaw, name in named if flaw))


def denial_told(denial: Denial, facts: Mapping[str, Fact]) -> str:
    """What is wrong with a denial, as a sentence."""
    kind = fact_kinds()[denial.code]
    says = (
        f"{kind.register}里有{kind.words(facts[denial.code])}" if denial.value else f"没有{kind.register}可查"
    )
    return f"“{denial.sentence[:_LONGEST]}”：{says}，不能这样写。"


def own_words(found: tuple[Piece, ...]) -> str:
    """What people wrote, without what a fact says by itself: only this can deny something wrongly."""
    return "".join(piece.text if not piece.code else "〔〕" for piece in found)


def special_items(compilation: Compilation) -> list[SpecialItem]:
    """What the organ's authority wants told in this year's report."""
    authority = authority_of(compilation.organ)
    if authority is None:
        return []
    items = SpecialItem.objects.filter(authority=authority, year=compilation.year, is_dropped=False)
    return list(items.order_by("order", "pk"))


def prose_of(compilation: Compilation, facts: Mapping[str, Fact], found: Figured) -> list[Written]:
    """Every topic in its place, also those of which nobody wrote anything."""
    passages = {(one.section, one.topic, one.special_id): one for one in compilation.passages.all()}
    rows = list(compilation.shortcomings.filter(is_removed=False).order_by("order", "pk"))
    written: list[Written] = []
    for topic in reporting_law().topics:
        passage = passages.get((topic.section, topic.code, None))
        lists = tuple(_lists(topic, rows, found)) if topic.is_listed else ()
        if topic.code == "adjusted":  # what the authority asked for stands before the remarks on figures
            written += [_special(item, passages, facts) for item in special_items(compilation)]
        text = passage.text if passage else ""
        written.append(
            Written(
                section=topic.section,
                topic=topic.code,
                heading=topic.heading,
                text=text,
                pieces=pieces(text, facts, kinds=fact_kinds()),
                lists=lists,
                passage=passage,
                is_needed=topic.is_needed,
            )
        )
    return written


def _special(
    item: SpecialItem, passages: Mapping[tuple[int, str, int | None], Passage], facts: Mapping[str, Fact]
) -> Written:
    passage = passages.get((6, SPECIAL, item.pk))
    text = passage.text if passage else ""
    found = pieces(text, facts, kinds=fact_kinds())
    return Written(6, SPECIAL, item.title, text, found, (), passage, item, is_needed=True)


def _lists(topic: ReportTopic, rows: list[Shortcoming], found: Figured) -> Iterator[str]:
    """What stands behind a topic by itself."""
    carried = [row for row in rows if row.carried_from_id]
    new = [row for row in rows if not row.carried_from_id]
    if topic.code == "carried":
        yield from (
            f"关于“{_bare(row.problem)}”：{_bare(row.result) or '【整改结果没有填写】'}。" for row in carried
        )
    elif topic.code == "problems" and new:
        yield _one_by_one([_bare(row.problem) for row in new])
    elif topic.code == "improvement" and any(row.measure for row in new):
        yield "针对上述问题，" + _one_by_one([_measure(row) for row in new if row.measure])
    elif topic.code == "adjusted":
        for cell, shown in found.cells.items():
            if shown.is_changed:
                told = known_figure(shown.counted)
                label, given = cell_label(found.form, cell), known_figure(shown.value)
                yield f"{label}，台账为{told}，本报告填报{given}。理由：{_bare(shown.reason)}。"


def _one_by_one(parts: list[str]) -> str:
    """一是……。二是……。; what stands alone is not counted."""
    if len(parts) == 1:
        return f"{parts[0]}。"
    return "".join(f"{to_numeral(number)}是{part}。" for number, part in enumerate(parts, 1))


def _measure(row: Shortcoming) -> str:
    due = f"{in_words(row.due_on)}以前完成" if row.due_on else ""
    owner = f"责任单位：{_bare(row.owner)}" if row.owner else ""
    told = "，".join(part for part in (owner, due) if part)
    return f"{_bare(row.measure)}（{told}）" if told else _bare(row.measure)


def _bare(words: str) -> str:
    """Words without the mark that ends them: they go on inside a sentence of ours."""
    return words.strip().rstrip("。；;.")
