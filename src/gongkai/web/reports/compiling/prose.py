"""The prose of a report: its topics in their order with what people wrote, as it reads today."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.engine.marks import inside_quotes
from gongkai.kernel.compilation import Listing, ReportTopic
from gongkai.kernel.facts import Denial, Fact, Flaw, Piece, Scope, denials, pieces, referred
from gongkai.lawbook.facts import fact_kinds
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.organs.selectors import authority_of
from gongkai.web.reports.facts import has_register
from gongkai.web.reports.models import Compilation, Passage, SpecialItem

from .figures import Figured
from .found import QUOTED_LENGTH
from .lists import Sources, lists_of

OWN_LEVEL = "本级"  # how a sentence says that it speaks of the organ alone
_FLAWS = {
    Flaw.NO_SUCH_FACT: "没有“{}”这一事实可以引用。",
    Flaw.NOT_KNOWN: "“{}”没有登记可查，不能引用。",
    Flaw.NO_STATEMENT: "“{}”没有整句的说法，请只引用它的数字。",
    Flaw.HALF_TYPED: "“{}”没有写完整：引用写作两个花括号中间一个代码。",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One topic of the prose: what was typed, how it reads, and our own lists behind it; `unregistered` names what it has to
    tell and no register keeps."""

    section: int
    topic: str
    heading: str
    text: str
    pieces: tuple[Piece, ...]
    lists: tuple[str, ...] = ()
    passage: Passage | None = None
    special: SpecialItem | None = None
    is_needed: bool = False
    unregistered: tuple[str, ...] = ()

    @property
    def is_by_hand(self) -> bool:
        """Whether people tell here what no register can prove."""
        return bool(self.unregistered and self.text.strip())

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


def denied(text: str, compilation: Compilation, facts: Mapping[str, Fact]) -> list[Denial]:
    """What a text says there was none of, and no register proves. In a report that adds others up the organ's own registers
    prove it only where the sentence speaks of the organ alone."""
    kinds = fact_kinds().values()
    found = denials(text, facts, kinds=kinds)
    if compilation.is_rolled_up:
        none = {one.code: one for one in kinds if one.scope is Scope.REGISTER and _is_none(facts, one.code)}
        unknown = {code: Fact(code, None, is_kept=False) for code in none}
        of_all = denials(text, {**facts, **unknown}, kinds=none.values())
        found += [one for one in of_all if OWN_LEVEL not in one.sentence]
    return found


def _is_none(facts: Mapping[str, Fact], code: str) -> bool:
    """Whether its register says that there was none."""
    return code in facts and facts[code].is_known and not facts[code].value


def denial_told(denial: Denial, facts: Mapping[str, Fact]) -> str:
    """What is wrong with a denial, as a sentence. What nothing here keeps can only be told by hand."""
    kind, sentence = fact_kinds()[denial.code], inside_quotes(denial.sentence[:QUOTED_LENGTH])
    if denial.value:
        return f"“{sentence}”：{kind.register}里有{kind.words(facts[denial.code])}，不能这样写。"
    if _is_none(facts, denial.code):
        return (
            f"“{sentence}”：{kind.register}只登记本级的，下级机关的无登记可查。"
            f"请写明“{OWN_LEVEL}”，或者核实，由签发人负责。"
        )
    if has_register(denial.code):
        return f"“{sentence}”：没有{kind.register}可查，不能这样写。"
    return f"“{sentence}”：本系统还没有{kind.register}，无登记可查。请核实，由签发人负责。"


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
    rows = compilation.shortcomings.filter(is_removed=False).order_by("order", "pk")
    sources = Sources.of(list(rows), found)
    written: list[Written] = []
    for topic in reporting_law().topics:
        if topic.listed is Listing.SPECIAL:
            written += [_special(topic, item, passages, facts) for item in special_items(compilation)]
            continue
        passage = passages.get((topic.section, topic.code, None))
        text = passage.text if passage else ""
        written.append(
            Written(
                section=topic.section,
                topic=topic.code,
                heading=topic.heading,
                text=text,
                pieces=pieces(text, facts, kinds=fact_kinds()),
                lists=lists_of(topic, sources),
                passage=passage,
                is_needed=topic.is_needed,
                unregistered=unregistered(topic),
            )
        )
    return written


def unregistered(topic: ReportTopic) -> tuple[str, ...]:
    """What a topic has to tell and no register here keeps: it is told in the organ's own words, for which its signers stand."""
    told = [code for one in topic.sentences for code in referred(one.text)]
    return tuple(dict.fromkeys(fact_kinds()[code].name for code in told if not has_register(code)))


def _special(
    topic: ReportTopic,
    item: SpecialItem,
    passages: Mapping[tuple[int, str, int | None], Passage],
    facts: Mapping[str, Fact],
) -> Written:
    passage = passages.get((topic.section, topic.code, item.pk))
    text = passage.text if passage else ""
    found = pieces(text, facts, kinds=fact_kinds())
    return Written(topic.section, topic.code, item.title, text, found, (), passage, item, is_needed=True)
