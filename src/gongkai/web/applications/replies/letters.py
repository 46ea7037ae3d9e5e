"""答复的文书: the letter of a reply, made of what the case knows, what the officer told, and what the law data says.

What lies in the case is looked up and never typed a second time; what is wanted stands there in the applicant's words.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.days import in_words
from gongkai.kernel.letter_days import reckoned
from gongkai.kernel.letter_forms import PLACE, LetterFacts, LetterForm, Paragraph, Slip
from gongkai.kernel.letters import Letter, compose
from gongkai.kernel.outcomes import Decision, Outcome, decide
from gongkai.kernel.paper import Paper
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.service import service_law
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.identity import identity_of
from gongkai.web.applications.letters.facts import applicants_of, common_facts, consulted_of
from gongkai.web.applications.letters.wordings import OPEN, paper_in, worded
from gongkai.web.applications.models import Application, Consultation, Delivery, ReleaseNotice, Reply
from gongkai.web.applications.papers import supplied_with

from . import proofs
from .known import OF_THE_CASE, amended, looked_up, sent_on
from .proofs import Said
from .rows import lists_of, rows_of, spelled

# How it will go out, by what the applicant wishes; which way it went is told once it has gone.
_SERVICE = {
    Delivery.POST: "邮寄送达",
    Delivery.IN_PERSON: "直接送达",
    Delivery.EMAIL: "电子送达",
    Delivery.ONLINE: "电子送达",
    Delivery.FAX: "邮寄送达",
}
# What stands among the officer's paragraphs, though no letter has a place for it.
NOTHING_NEW = "no_new_facts"
_NAMED_LAW = "named_law.law"
# Its letter tells the correction itself.
_STILL_UNCLEAR = OutcomeCode.STILL_UNCLEAR


def decision_of(reply: Reply) -> Decision:
    """The decision that a reply tells."""
    return decide(reply.parts, law=outcome_law(), principal=reply.outcome, reason=reply.reason)


def latest(application: Application) -> Reply | None:
    """The reply of the last round; None before there is one."""
    return application.replies.order_by("round").last()


def form_of(decision: Decision) -> LetterForm:
    """The letter that tells a decision."""
    return letter_law().forms[decision.outcome.letter]


def letter_of(reply: Reply, *, addressee: str = "") -> Letter:
    """The letter as it stands, with what it lacks. Without an `addressee` the applicants stand there masked."""
    decision = decision_of(reply)
    letter = compose(form_of(decision), facts_of(reply, addressee=addressee), outcomes=_codes(decision))
    return replace(letter, paper=_signed(reply, addressee), gaps=()) if _is_kept(reply) else letter


def paper_of(reply: Reply, *, addressee: str = "") -> Paper:
    """The letter on paper: as it was signed, else as it stands."""
    return _signed(reply, addressee) if _is_kept(reply) else letter_of(reply, addressee=addressee).paper


def wording_of(reply: Reply) -> dict[str, Any]:
    """What approvals are bound to: the words of the letter as it was signed, else as it stands."""
    if _is_kept(reply):
        return reply.wording
    decision = decision_of(reply)
    letter = compose(form_of(decision), {**facts_of(reply), **OPEN}, outcomes=_codes(decision))
    return worded(letter.paper, matter=_matter(reply))


def _is_kept(reply: Reply) -> bool:
    """Whether the words that were signed are there; what was signed before they were kept is composed each time."""
    return reply.signed_on is not None and bool(reply.wording)


def _signed(reply: Reply, addressee: str) -> Paper:
    named = addressee or applicants_of(reply.application).masked
    day = in_words(reply.signed_on)
    return paper_in(reply.wording, number=reply.number, signed_on=day, addressee=named)


def facts_of(reply: Reply, *, addressee: str = "", on: date | None = None) -> LetterFacts:
    """Everything that the letter of a reply is told; `on` is its day where it is not signed yet."""
    application, decision = reply.application, decision_of(reply)
    papers = supplied_with(reply)
    common = common_facts(application, addressee=addressee, on=reply.signed_on or on)
    facts: dict[str, str | tuple[Mapping[str, str], ...]] = {
        **_told(reply),
        **looked_up(application),
        **common,
        **_days(reply, you=common["you"]),
        "number": reply.number,
        "findings": _findings(reply),
        "basis": spelled(decision.basis),
        "remedy": reply.remedy,
        "service": way_in(reply),
        "annexes": tuple({"name": paper.name} for paper in papers),
    }
    return facts | rows_of(application, decision, facts, papers=papers, row_words=_row_words)


def way_in(reply: Reply) -> str:
    """By which way the letter says that it is served: written before it is known how it goes out."""
    return reply.get_service_display() or _SERVICE[Delivery(reply.application.delivery)]


def _days(reply: Reply, *, you: str) -> dict[str, str]:
    """How the limit was reckoned, and what the applicant made of his request since."""
    return {
        "reckoned": reckoned(clock_of(reply.application), you=you),
        "amended": "" if _STILL_UNCLEAR in reply.parts else amended(reply.application, you=you),
    }


def paragraphs_of(reply: Reply) -> list[str]:
    """What the letter says of the matter itself, paragraph by paragraph, without head, basis, remedies and signature."""
    return wording_of(reply)["matter"]


def _matter(reply: Reply) -> list[str]:
    decision, facts = decision_of(reply), facts_of(reply)
    form = form_of(decision)
    own = compose(replace(form, parts=_own(form)), facts, outcomes=_codes(decision))
    others = facts.get("others", ())
    findings = [line.strip() for line in _findings(reply).splitlines() if line.strip()]
    rest = [f"{one['about']}：{one['answer']}" for one in others if not isinstance(one, str)]
    return [*findings, *own.text.splitlines(), *rest]


def _findings(reply: Reply) -> str:
    """The officer's paragraphs; how he made sure that a repeat brings nothing new stands there too."""
    also = reply.told.get(NOTHING_NEW, "")
    return f"{reply.text}\n{also}" if also else reply.text


def notice_paper(notice: ReleaseNotice, *, addressee: str = "") -> Paper:
    """公开决定告知书 to a third party, who stands there masked without an `addressee`."""
    named = addressee or consulted_of(notice.consultation).masked
    return paper_in(notice.wording or notice_wording(notice), addressee=named)


def notice_wording(notice: ReleaseNotice) -> dict[str, Any]:
    """The words of a notice as it is being signed."""
    asked, reply = notice.consultation, notice.reply
    facts = {
        **common_facts(reply.application, on=reply.signed_on),
        **consulted_of(asked).facts,
        "number": notice.number,
        "asked_on": sent_on(asked),
        "opinion": _opined(asked),
        "released": ({"about": _released(asked)},),
        "reason": notice.reason,
        "release_on": in_words(service_law().release.opens_on(reply.signed_on)) if reply.signed_on else "",
        "remedy": notice.remedy,
    }
    return worded(compose(letter_law().forms["T11"], {**facts, "addressee": OPEN["addressee"]}).paper)


def _released(asked: Consultation) -> str:
    """What is given, and of which document; a document that bears an applicant's name is not named to others."""
    about, title = asked.about.strip(), asked.application.title.strip()
    names = filter(None, (identity_of(one).name for one in asked.application.applicants.all()))
    if title in about or "《" in about or any(name in title for name in names):
        return about
    return f"{title}中的下列内容：{about}"


def _opined(asked: Consultation) -> str:
    """What the third party answered, in his own words where he gave any."""
    grounds = " ".join(asked.grounds.split())
    return f"{asked.get_opinion_display()}。{grounds}" if grounds else f"{asked.get_opinion_display()}。"


def still_asked(application: Application, decision: Decision) -> dict[str, str]:
    """What an officer must tell for the letter beside the proofs of `proofs.TOLD`: places of the paragraphs that belong
    to this decision alone, and their names for people. What only the case can tell is not asked."""
    found = looked_up(application).keys()
    known = OF_THE_CASE | found
    return {name: label for name, label in own_places(decision, found) if name not in known}


def told_in(application: Application, decision: Decision, told: Said) -> dict[str, Any]:
    """What an officer told, as far as it belongs to the decision: words and rows in which something stands."""
    lists = lists_of(decision)
    wanted = proofs.keys_of(decision) | still_asked(application, decision).keys() | lists.keys()
    kept = {key: _tidied(words) for key, words in told.items() if key in wanted}
    return {key: words for key, words in kept.items() if words}


def _tidied(told: str | Sequence[Mapping[str, str]]) -> str | list[dict[str, str]]:
    if isinstance(told, str):
        return told.strip()
    rows = ({key: words.strip() for key, words in row.items() if words.strip()} for row in told)
    return [row for row in rows if row]


def own_places(decision: Decision, known: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Of the letter of the whole, and of what the letters of its parts say in rows; what stands only without something that
    is `known`, is not wanted."""
    codes, forms = _codes(decision), letter_law().forms
    whole = forms[decision.outcome.letter]
    others = dict.fromkeys(part.letter for part in decision.parts if part.letter != whole.code)
    found = [(whole, _own(whole)), *((forms[letter], forms[letter].rows) for letter in others)]
    for form, paragraphs in found:
        for part in paragraphs:
            condition = part.condition
            is_told = not condition.outcomes or condition.outcomes & codes
            if is_told and not part.each and condition.unless not in known:
                names = (name for text in part.texts for name in PLACE.findall(text))
                yield from ((name, form.labels[name]) for name in names if name in form.labels)


def _codes(decision: Decision) -> frozenset[str]:
    return frozenset({decision.outcome.code, *(part.code for part in decision.parts)})


def _told(reply: Reply) -> dict[str, str | tuple[Mapping[str, str], ...]]:
    """What the officer told; the letter itself puts a law into title marks."""
    told = {key: said if isinstance(said, str) else tuple(said) for key, said in reply.told.items()}
    if isinstance(law := told.get(_NAMED_LAW), str):
        told[_NAMED_LAW] = law.strip().removeprefix("《").removesuffix("》")
    return told


@cache
def _shared() -> frozenset[Paragraph | Slip]:
    """What several letters have alike: the head and the end that they are framed in."""
    every = Counter(part for form in letter_law().forms.values() for part in form.parts)
    return frozenset(part for part, times in every.items() if times > 1)


def _own(form: LetterForm) -> tuple[Paragraph | Slip, ...]:
    return tuple(part for part in form.parts if part not in _shared())


def _row_words(part: Outcome, facts: LetterFacts) -> tuple[str, str]:
    """The decision on one of several things, and what its own letter says of it where another letter tells it in a row."""
    form = letter_law().forms[part.letter]
    said = compose(replace(form, parts=form.rows), facts, outcomes=[part.code])
    return form.decided, "".join(said.text.splitlines())
