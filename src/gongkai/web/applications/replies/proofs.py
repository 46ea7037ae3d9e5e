"""案卷里须有的材料: what an outcome rests on, looked up in the case where the case knows it, else told by the officer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.kernel.case import Consulted, Happened
from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.outcomes import Decision, OutcomeGroup, Proof, must_be_proven
from gongkai.kernel.problems import Refused
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import Application, Consultation, Opinion

# What an officer told by its name: words, or rows of them.
Said = Mapping[str, str | Sequence[Mapping[str, str]]]
# Why something is given to the applicant although a third party does not agree (Art. 32); told to that party.
RELEASE_REASON = "release_reason"
# Whom the part concerns that is withheld for a third party's sake (O08), by the refs of the consultations.
WITHHELD_FOR = "withheld_for"
# The proof that comes from others, and takes them weeks.
_CONSULTED = "third_party_consultation"
_OBJECTING = (Opinion.REFUSES, Opinion.PARTLY)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the officer writes down, under its key in `Reply.told`."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A proof that an outcome wants: whether the file has it, and what is asked for it; one of `ways` must be filled."""

    proof: Proof
    ways: tuple[tuple[Asked, ...], ...]
    is_there: bool


def _one(code: str, label: str) -> tuple[tuple[Asked, ...], ...]:
    return ((Asked(code, label),),)


def _several(code: str, **labels: str) -> tuple[Asked, ...]:
    return tuple(Asked(f"{code}.{key}", label) for key, label in labels.items())


# What the officer tells, by proof: the ways in which it may be told, each of one or several things. What is no place of a
# letter lies in the file for those who judge it.
TOLD: Mapping[str, tuple[tuple[Asked, ...], ...]] = {
    "public_place": (_several("public_place", title="标题", on="公开日期", address="网址或者查阅处所"),),
    "supply_list": _one("supply_list", "提供的信息清单和提供的方式"),
    "how_to_obtain": (_several("how_to_obtain", how="方式", where="途径", when="时间"),),
    "separation_note": _one("separation_note", "提供了哪些、没有提供哪些"),
    "secrecy_proof": (_several("secrecy_proof", level="密级", period="保密期限", basis="定密依据"),),
    "named_law": (_several("named_law", law="法律、行政法规的名称", article="条款"),),
    "harm_note": _one("harm_note", "公开以后怎样危及"),
    "discretion_note": _one("discretion_note", "决定不公开的理由，有没有规定要求公开"),
    "access_rule": (_several("access_rule", law="规定查询办法的法律、行政法规", where="到哪里、怎么查"),),
    "why_not_ours": _one("why_not_ours", "不属于本机关负责公开的理由"),
    "responsible_organ": (
        _several("responsible_organ", name="负责公开的机关", contact="联系方式"),
        _several("responsible_organ", unknown="不能确定的说明"),
    ),
    "archive_transfer": (
        _several("archive_transfer", record="移交的记录", name="档案馆的名称", contact="联系方式"),
    ),
    "creation_note": _one("creation_note", "为什么没有现成信息、需要怎样加工"),
    "correction_history": (_several("correction_history", unclear="补正以后仍不明确之处"),),
    "proper_channel": _one("proper_channel", "信访、投诉、举报或者咨询的渠道"),
    "no_new_facts": _one("no_new_facts", "申请人没有提出新的事实或者线索（怎样核对的）"),
    "publication_source": _one("publication_source", "取得出版物的途径"),
    "request_facts": _one("request_facts", "申请的数量、频次"),
    "earlier_supply": _one("earlier_supply", "原来提供这项信息的日期和文号"),
    "why_not_information": _one("why_not_information", "不属于政府信息的理由"),
}


def _was_told(application: Application) -> bool:
    """The earlier application that this one repeats has its reply."""
    earlier = application.earlier
    return earlier is not None and earlier.made_on is not None


def _was_consulted(application: Application) -> bool:
    """A third party was asked, and it is written down what became of it."""
    asked = application.consultations.filter(of=Consulted.THIRD_PARTY.value)
    return asked.exclude(opinion="").exists() and not asked.filter(opinion="").exists()


def _was_searched(application: Application) -> bool:
    """Somebody searched, and the last search found nothing."""
    last = application.searches.order_by("on", "pk").last()
    return last is not None and not last.is_found


def _happened(*kinds: Happened) -> Callable[[Application], bool]:
    def all_of_them(application: Application) -> bool:
        known = set(application.happenings.values_list("kind", flat=True))
        return {kind.value for kind in kinds} <= known

    return all_of_them


# What the case itself shows.
LOOKED_UP: Mapping[str, Callable[[Application], bool]] = {
    _CONSULTED: _was_consulted,
    "search_record": _was_searched,
    "earlier_reply": _was_told,
    "correction_history": _happened(Happened.CORRECTION_ASKED, Happened.CORRECTED),
    "reasons_asked": _happened(Happened.REASONS_ASKED),
}


def wanted(application: Application, decision: Decision, told: Said) -> Iterator[Wanted]:
    """Everything on which a decision rests: what the form asks for, and what must be entered in the case first."""
    proofs = outcome_law().proofs
    for code in (*decision.proofs, *decision.repeating(_earlier_results(application))):
        is_there = _is_found(application, code) and _is_told(code, told)
        yield Wanted(proofs[code], TOLD.get(code, ()), is_there)


def must_be_complete(
    application: Application, decision: Decision, told: Said, *, is_draft: bool = False
) -> None:
    """Raises Refused when the file lacks what a decision rests on, or the reason for which an objection is overridden. A
    draft may be written while third parties are still to answer."""
    given = [one.proof.code for one in wanted(application, decision, told) if one.is_there]
    is_open = is_draft and not _was_consulted(application)
    must_be_proven(decision, [*given, *([_CONSULTED] if is_open else [])], law=outcome_law())
    if any(not _is_told(code, told) for code in decision.repeating(_earlier_results(application))):
        raise Refused(
            f"申请{application.earlier}是以信息不存在答复的，还没有写明这一次有没有新的事实或者线索。",
            "申请人提出了新的事实、线索的，请重新检索，另行答复；没有的，写明怎样核对的，才是重复申请（条例第三十六条第（六）项）。",
        )
    if is_open:
        return
    _must_have_somebody_to_withhold_for(application, decision, told)
    if overridden(application, decision, told) and not _words(told, RELEASE_REASON):
        raise Refused(
            "第三方不同意公开，还没有写明为什么仍然公开。",
            "请写明不公开会对公共利益造成什么重大影响；理由将书面告知第三方（条例第三十二条）。",
        )


def _must_have_somebody_to_withhold_for(application: Application, decision: Decision, told: Said) -> None:
    """Nothing is withheld for the sake of those who agree; of several who do not it is said whom it is for. Raises
    Refused."""
    if not _withholds(decision):
        return
    if not disagreeing(application):
        raise Refused(
            "征求过意见的第三方都同意公开，不能以第三方不同意公开为由不予公开。",
            "请改为予以公开，或者改选其他处理结果；还没有征求意见的第三方，请先征求意见（条例第十五条、第三十二条）。",
        )
    if to_choose(application, decision) and not withheld_for(application, decision, told):
        raise Refused(
            "不同意公开的第三方不止一个，还没有写明不予公开的部分涉及哪一个。",
            "请在“不予公开的部分涉及的第三方”中选定；没有选的，公开的决定和理由要书面告知他（条例第三十二条）。",
        )


def is_complete(application: Application, decision: Decision, told: Said) -> bool:
    """Whether the file has all of it."""
    try:
        must_be_complete(application, decision, told)
    except Refused:
        return False
    return True


def keys_of(decision: Decision) -> frozenset[str]:
    """Under which names an officer tells what a decision rests on."""
    told = {asked.key for code in _told_of(decision) for way in TOLD.get(code, ()) for asked in way}
    return frozenset({*told, RELEASE_REASON, *([WITHHELD_FOR] if _withholds(decision) else [])})


def disagreeing(application: Application) -> list[Consultation]:
    """The third parties who were asked and did not agree: they object, in part or in all, are silent, or were not reached."""
    asked = application.consultations.filter(of=Consulted.THIRD_PARTY.value)
    return list(asked.exclude(opinion__in=("", Opinion.AGREES)).order_by("pk"))


def to_choose(application: Application, decision: Decision) -> list[Consultation]:
    """Of whom it must be said whether he is withheld for: a part is given and a part is not, and several do not agree."""
    found = disagreeing(application) if _gives(decision) and _withholds(decision) else []
    return found if len(found) > 1 else []


def withheld_for(application: Application, decision: Decision, told: Said) -> list[Consultation]:
    """Those whom the withheld part concerns: a single one who does not agree, else those who were chosen."""
    if not _withholds(decision):
        return []
    choice = to_choose(application, decision)
    chosen = _words(told, WITHHELD_FOR).split()
    return [one for one in choice if one.ref in chosen] if choice else disagreeing(application)


def overridden(application: Application, decision: Decision, told: Said) -> list[Consultation]:
    """The third parties who objected, where what concerns them is given all the same."""
    if not _gives(decision):
        return []
    kept = {one.pk for one in withheld_for(application, decision, told)}
    return [one for one in disagreeing(application) if one.opinion in _OBJECTING and one.pk not in kept]


def _gives(decision: Decision) -> bool:
    return any(part.group is OutcomeGroup.GRANTED for part in decision.parts)


def _withholds(decision: Decision) -> bool:
    return any(part.code == OutcomeCode.THIRD_PARTY for part in decision.parts)


def _told_of(decision: Decision) -> tuple[str, ...]:
    """Everything that the officer may be asked for, whatever application it repeats."""
    return (*decision.proofs, *(code for part in decision.parts for code in part.after.values()))


def _earlier_results(application: Application) -> frozenset[str]:
    """What was answered to the application that this one repeats; where that was a repeat itself, what it repeated."""
    found: set[str] = set()
    earlier, seen = application.earlier, set()
    while earlier is not None and earlier.pk not in seen:
        seen.add(earlier.pk)
        last = earlier.replies.exclude(made_on=None).order_by("round").last()
        found |= set(last.parts) if last else {earlier.outcome}
        earlier = earlier.earlier
    return frozenset(found)


def _is_found(application: Application, code: str) -> bool:
    look = LOOKED_UP.get(code)
    return look is None or look(application)


def _is_told(code: str, told: Said) -> bool:
    ways = TOLD.get(code)
    return ways is None or any(all(_words(told, asked.key) for asked in way) for way in ways)


def _words(told: Said, key: str) -> str:
    words = told.get(key, "")
    return words.strip() if isinstance(words, str) else ""
