"""How a report is made, from the law data: its way from draft to publication, its topics and the proposed drafts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gongkai.kernel.compilation import DraftSentence, Listing, Phase, ReportTopic
from gongkai.kernel.facts import FactKind, Flaw, Scope, pieces, referred
from gongkai.kernel.lifecycle import Lifecycle, Move
from gongkai.lawbook.facts import fact_kinds
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.moves import MOVE_KEYS, STATE_KEYS, MoveReader, must_agree

_READER = MoveReader(Phase, ())
_TOPIC_KEYS = ("code", "section", "heading", "list", "is_needed", "sentence", "source")
_PROSE = (0, 1, 5, 6)
_SPECIAL = (6, "special")  # as the database has it


@dataclass(frozen=True, slots=True)
class ReportingLaw:
    """All that the law data says about making a report; `topics` in the order in which they stand in it."""

    lifecycle: Lifecycle
    topics: tuple[ReportTopic, ...]

    def topic(self, code: str) -> ReportTopic | None:
        """The topic with this code, when there is one."""
        return next((one for one in self.topics if one.code == code), None)

    @property
    def proposed(self) -> tuple[str, ...]:
        """Every sentence that a draft may have, the longest first."""
        sentences = (one for topic in self.topics for one in topic.sentences)
        texts = {text for one in sentences for text in (one.text, one.rolled_up) if text}
        return tuple(sorted(texts, key=lambda text: (-len(text), text)))


@cache
def reporting_law(law_dir: str | None = None) -> ReportingLaw:
    """The rules in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("reporting.toml")
    entry.allow("source", "state", "fact", "move", "topic").text("source")
    kinds = fact_kinds(law_dir)
    topics = tuple(_topic(each, kinds) for each in entry.each("topic"))
    if len({one.code for one in topics}) < len(topics):
        raise entry.fault("“topic”中有两项同名")
    if [one.section for one in topics] != sorted(one.section for one in topics):
        raise entry.fault("“topic”须按部分的次序排列")
    if sorted(one.listed for one in topics if one.listed) != sorted(Listing):
        raise entry.fault(f"“topic”中“list”为 {'、'.join(Listing)} 的须各有一项")
    _must_be_listed(entry, kinds, topics)
    return ReportingLaw(_lifecycle(entry), topics)


def _lifecycle(entry: Entry) -> Lifecycle:
    states = {
        one.code: one for one in (_READER.state(each.allow(*STATE_KEYS)) for each in entry.each("state"))
    }
    requirements = {one.code: one for one in map(_READER.requirement, entry.each("fact"))}
    moves = [Move(**_READER.move(each.allow(*MOVE_KEYS))) for each in entry.each("move")]
    must_agree(entry, moves, states=states, requirements=requirements)
    return Lifecycle("年度报告", states, {one.code: one for one in moves}, requirements)


def _topic(entry: Entry, kinds: Mapping[str, FactKind]) -> ReportTopic:
    entry.allow(*_TOPIC_KEYS).text("source")
    code, section, listed = entry.text("code"), entry.number("section", -1), _listed(entry)
    if section not in _PROSE:
        raise entry.fault("“section”应是 0、1、5、6 之一，其他部分是表格")
    if listed is Listing.SPECIAL and (section, code) != _SPECIAL:
        raise entry.fault("专项内容须在第 6 部分，“code”是 special")
    return ReportTopic(
        code=code,
        section=section,
        heading="" if section == 0 else entry.text("heading"),
        sentences=tuple(_sentence(each, kinds) for each in entry.each("sentence"))
        if "sentence" in entry.data
        else (),
        listed=listed,
        is_needed=entry.flag("is_needed"),
    )


def _listed(entry: Entry) -> Listing | None:
    if "list" not in entry.data:
        return None
    told = entry.text("list")
    if told not in list(Listing):
        raise entry.fault(f"“list”应是 {'、'.join(Listing)} 之一")
    return Listing(told)


def _sentence(entry: Entry, kinds: Mapping[str, FactKind]) -> DraftSentence:
    entry.allow("text", "rolled_up", "when", "zero", "known")
    text, rolled_up = entry.text("text", ""), entry.text("rolled_up", "")
    if not (text or rolled_up):
        raise entry.fault("缺少“text”")
    conditions = {key: entry.texts(key) for key in ("when", "zero", "known")}
    for code in (code for codes in conditions.values() for code in codes):
        if code not in kinds:
            raise entry.fault(f"facts.toml 中没有“{code}”")
    known = (None, Flaw.NOT_KNOWN)
    if wrong := [one for one in pieces(text + rolled_up, {}, kinds=kinds) if one.flaw not in known]:
        raise entry.fault(f"“{wrong[0].text}”不能这样引用")
    speaks_of_all = all(kinds[code].scope is not Scope.REGISTER for code in referred(text))
    return DraftSentence(text, rolled_up or (text if speaks_of_all else ""), **conditions)


def _must_be_listed(entry: Entry, kinds: Mapping[str, FactKind], topics: tuple[ReportTopic, ...]) -> None:
    """Every topic of a fact is one of ours, or nobody would find the fact."""
    known = {one.code for one in topics}
    for kind in kinds.values():
        if strange := [code for code in kind.topics if code not in known]:
            raise entry.fault(f"facts.toml 的“{kind.code}”所说的主题“{strange[0]}”不在这里")
