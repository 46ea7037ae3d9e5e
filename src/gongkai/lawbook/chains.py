"""The chains of review, what they ask, and the attributes of disclosure, from the law data; for the site alone."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from gongkai.kernel.checklist import Answer, Attribute, Checklist, Question, Reason
from gongkai.kernel.duties import Part
from gongkai.kernel.review import Chain, Seat, Stage
from gongkai.lawbook.duties import duties
from gongkai.lawbook.files import Entry, Library

OTHER = "other"
SECRECY = "secrecy"
_ORDER = list(Part)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """Which chain a kind of paper goes through at least; `is_light`, whether that is always enough; `asks`, which checklists
    it is asked instead of those of the chain."""

    code: str
    name: str
    least: str
    is_light: bool
    asks: Mapping[str, Checklist]

    def through(self, chain: Chain) -> Chain:
        """A chain as this kind goes through it."""
        stages = (
            replace(stage, checklists=tuple(self.asks.get(one.code, one) for one in stage.checklists))
            for stage in chain.stages
        )
        return replace(chain, stages=tuple(stages))


@dataclass(frozen=True, slots=True)
class ReviewLaw:
    """All that is laid down for reviews: chains from the lightest on, attributes, reasons, links."""

    chains: Mapping[str, Chain]
    levels: Mapping[str, str]
    kinds: Mapping[str, PaperKind]
    attributes: Mapping[str, Attribute]
    reasons: Mapping[str, Reason]
    link_lasts: timedelta
    link_failures: int

    def kind(self, code: str) -> PaperKind:
        """A kind of paper; one that is not listed counts as any other."""
        return self.kinds.get(code, self.kinds[OTHER])

    def chain(self, code: str, *, kind: str) -> Chain | None:
        """A chain with what a kind of paper is asked in it; None when there is no such chain."""
        chain = self.chains.get(code)
        return self.kind(kind).through(chain) if chain else None

    def usual(self, kind: str, *, level: str) -> Chain:
        """The chain for a kind of paper in an organ of a level, where nobody chooses another."""
        paper = self.kind(kind)
        if paper.is_light:
            return self.chains[paper.least]
        return self.chains[max(paper.least, self.levels.get(level, paper.least), key=self._weight)]

    def is_enough(self, chain: str, *, kind: str) -> bool:
        """Whether a chain is not lighter than the one that the kind of paper asks for."""
        return self._weight(chain) >= self._weight(self.kind(kind).least)

    def is_lighter(self, chain: str, *, kind: str, level: str) -> bool:
        """Whether a chain asks for less than the usual one: then somebody answers for the choice, with a reason."""
        return self._weight(chain) < self._weight(self.usual(kind, level=level).code)

    def _weight(self, chain: str) -> int:
        return list(self.chains).index(chain)


@cache
def review_law(law_dir: str | None = None) -> ReviewLaw:
    """What is laid down for reviews. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("chains.toml")
    entry.allow("source", "chain", "levels", "kind", "attribute", "reason", "checklist", "link").text(
        "source"
    )
    attributes = {one.code: one for one in map(_attribute, entry.each("attribute"))}
    checklists = {one.code: one for one in (_checklist(each, attributes) for each in entry.each("checklist"))}
    chains = {one.code: one for one in (_chain(each, checklists) for each in entry.each("chain"))}
    asked = {question.code for checklist in checklists.values() for question in checklist.questions}
    reasons = {one.code: one for one in (_reason(each, attributes, asked) for each in entry.each("reason"))}
    _must_differ(entry, "attribute", "checklist", "chain", "kind", "reason")
    link = entry.part("link").allow("source", "hours", "failures")
    link.text("source")
    return ReviewLaw(
        chains=MappingProxyType(chains),
        levels=MappingProxyType(_levels(entry.part("levels"), chains)),
        kinds=MappingProxyType(_kinds(entry, chains, checklists)),
        attributes=MappingProxyType(attributes),
        reasons=MappingProxyType(reasons),
        link_lasts=timedelta(hours=_count(link, "hours")),
        link_failures=_count(link, "failures"),
    )


def _attribute(entry: Entry) -> Attribute:
    entry.allow("code", "name", "sentence", "is_published", "needs_reason", "source").text("source")
    return Attribute(
        code=entry.text("code"),
        name=entry.text("name"),
        sentence=entry.text("sentence"),
        is_published=entry.flag("is_published"),
        needs_reason=entry.flag("needs_reason"),
    )


def _reason(entry: Entry, attributes: Mapping[str, Attribute], asked: set[str]) -> Reason:
    entry.allow("code", "name", "attributes", "question", "is_secret", "source").text("source")
    question = entry.text("question", "")
    if question and question not in asked:
        raise entry.fault(f"核对表中没有“{question}”这一项")
    will_do = _known(entry, "attributes", attributes, is_required=True)
    if bare := [code for code in will_do if not attributes[code].needs_reason]:
        raise entry.fault(f"公开属性“{bare[0]}”不需要理由")
    return Reason(
        entry.text("code"), entry.text("name"), frozenset(will_do), question, entry.flag("is_secret")
    )


def _checklist(entry: Entry, attributes: Mapping[str, Attribute]) -> Checklist:
    entry.allow("code", "name", "question", "source").text("source")
    questions = tuple(_question(each, attributes) for each in entry.each("question"))
    return Checklist(entry.text("code"), entry.text("name"), questions)


def _question(entry: Entry, attributes: Mapping[str, Attribute]) -> Question:
    entry.allow("code", "ask", "passes", "otherwise", "has_exception", "source").text("source")
    passes = _known(entry, "passes", set(Answer), is_required=True)
    otherwise = _known(entry, "otherwise", attributes)
    if Answer.EXCEPTED in passes:
        raise entry.fault("可以有例外的，写 has_exception = true，不写在“passes”中")
    return Question(
        code=entry.text("code"),
        ask=entry.text("ask"),
        passes=frozenset(map(Answer, passes)),
        otherwise=frozenset(otherwise),
        has_exception=entry.flag("has_exception"),
    )


def _chain(entry: Entry, checklists: Mapping[str, Checklist]) -> Chain:
    entry.allow("code", "name", "stage", "source").text("source")
    stages = tuple(_stage(each, checklists) for each in entry.each("stage"))
    parts = [stage.part for stage in stages]
    if parts.count(Part.PROPOSE) != 1 or parts.count(Part.APPROVE) != 1 or set(parts) != set(Part):
        raise entry.fault("须由一个提出环节开始，经过审核，以一个批准环节结束")
    if any(_ORDER.index(one) > _ORDER.index(other) for one, other in pairwise(parts)):
        raise entry.fault("环节的次序须是提出、审核、批准")
    if stages[-1].seat or stages[0].seat:
        raise entry.fault("提出和批准的环节不分科室")
    if not any(one.code == SECRECY for stage in stages[1:-1] for one in stage.checklists):
        raise entry.fault("没有哪个审核环节要做保密审查")
    _must_ask_once(entry, stages)
    return Chain(entry.text("code"), entry.text("name"), stages)


def _must_ask_once(entry: Entry, stages: tuple[Stage, ...]) -> None:
    for names in (
        [stage.code for stage in stages],
        *([one.code for one in each.questions] for each in stages),
    ):
        if len(set(names)) != len(names):
            raise entry.fault("有两个环节同名，或者一个环节有两项同名的核对")


def _stage(entry: Entry, checklists: Mapping[str, Checklist]) -> Stage:
    entry.allow("code", "name", "part", "duties", "checklists", "section")
    part, section = entry.text("part"), entry.text("section", "")
    if part not in set(Part):
        raise entry.fault(f"“part”应是 {'、'.join(Part)} 之一")
    if section and section not in set(Seat):
        raise entry.fault(f"“section”应是 {'、'.join(Seat)} 之一")
    asked = _known(entry, "checklists", checklists)
    return Stage(
        code=entry.text("code"),
        name=entry.text("name"),
        part=Part(part),
        duties=_known(entry, "duties", duties(), is_required=True),
        checklists=tuple(checklists[code] for code in asked),
        seat=Seat(section) if section else None,
    )


def _kinds(
    entry: Entry, chains: Mapping[str, Chain], checklists: Mapping[str, Checklist]
) -> dict[str, PaperKind]:
    kinds = {}
    for each in entry.each("kind"):
        each.allow("code", "name", "least", "is_light", "asks", "source").text("source")
        least = each.text("least")
        if least not in chains:
            raise each.fault(f"没有“{least}”这条审签")
        asks = MappingProxyType(_asks(each.part("asks"), checklists) if "asks" in each.data else {})
        kind = PaperKind(each.text("code"), each.text("name"), least, each.flag("is_light"), asks)
        kinds[kind.code] = kind
        for chain in chains.values():
            _must_ask_once(each, kind.through(chain).stages)
    if OTHER not in kinds:
        raise entry.fault(f"kind 中缺少“{OTHER}”，没有列出的材料无从办理")
    return kinds


def _asks(entry: Entry, checklists: Mapping[str, Checklist]) -> dict[str, Checklist]:
    """Which checklist stands for which."""
    asked = {code: entry.text(code) for code in entry.data}
    if strange := [code for code in (*asked, *asked.values()) if code not in checklists]:
        raise entry.fault(f"没有“{strange[0]}”这张核对表")
    return {code: checklists[other] for code, other in asked.items()}


def _levels(entry: Entry, chains: Mapping[str, Chain]) -> dict[str, str]:
    entry.text("source")
    levels = {level: entry.text(level) for level in entry.data if level != "source"}
    if strange := [chain for chain in levels.values() if chain not in chains]:
        raise entry.fault(f"没有“{strange[0]}”这条审签")
    return levels


def _known(
    entry: Entry, key: str, known: Mapping[str, object] | set[Answer], *, is_required: bool = False
) -> tuple[str, ...]:
    """A list of codes, each of them known."""
    codes = entry.texts(key, is_required=is_required)
    if is_required and not codes:
        raise entry.fault(f"“{key}”是空的")
    if strange := [code for code in codes if code not in known]:
        raise entry.fault(f"“{key}”中没有“{strange[0]}”")
    return codes


def _must_differ(entry: Entry, *lists: str) -> None:
    """No two entries of a list have one code."""
    for key in lists:
        seen: set[str] = set()
        for each in entry.each(key):
            if each.text("code") in seen:
                raise each.fault("与前面的一项同名")
            seen.add(each.text("code"))


def _count(entry: Entry, key: str) -> int:
    number = entry.number(key, 0)
    if not 1 <= number <= 1000:
        raise entry.fault(f"“{key}”应是 1 到 1000 之间的整数")
    return number
