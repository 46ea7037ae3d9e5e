"""What a reply need not be told because the case knows it: where was searched, what was answered before, what the
applicant and third parties said."""

from collections.abc import Iterable

from gongkai.kernel.case import Consulted, Happened
from gongkai.kernel.days import in_words
from gongkai.web.applications.models import Application, Consultation, Opinion, PaperKind
from gongkai.web.applications.papers import CORRECTION, REASONS
from gongkai.web.foundations import files

# What a letter says of a third party's opinion; who it is, nobody reads there.
_OPINIONS = {
    Opinion.AGREES: "第三方同意公开",
    Opinion.REFUSES: "第三方不同意公开",
    Opinion.PARTLY: "第三方同意公开一部分",
    Opinion.SILENT: "第三方逾期没有提出意见",
    Opinion.RETURNED: "征求意见书没有能够送达第三方",
}
_MOST_QUOTED = 300
_STOPS = "。；，、 \n"
# Facts that only the case can tell: whatever is missing of them is entered there, and not written into a reply.
OF_THE_CASE = frozenset(
    {
        *("search.scope", "search.manner", "search.on", "search.result"),
        *("earlier.registration_no", "earlier.number", "earlier.on"),
        *("asked_on", "corrected_on", "third_party_opinion", "limit_on", "silent_on"),
    }
)


def looked_up(application: Application) -> dict[str, str]:
    """Everything of it that there is; what the case does not know is left out."""
    found = {
        **_searched(application),
        **_earlier(application),
        **_corrected(application),
        **_explained(application),
        "third_party_opinion": _opinion(application),
    }
    return {name: words for name, words in found.items() if words}


def sent_on(consultation: Consultation) -> str:
    """On which day somebody was asked for an opinion."""
    return _day(consultation.application, Happened.CONSULTATION_SENT, ref=consultation.ref)


def _searched(application: Application) -> dict[str, str]:
    """Every search that found nothing."""
    rows = [one for one in application.searches.order_by("on", "pk") if not one.is_found]
    return {
        "search.on": "、".join(dict.fromkeys(in_words(one.on) for one in rows)),
        "search.scope": _joined(one.places for one in rows),
        "search.manner": _joined(f"以“{one.terms}”检索" for one in rows),
        "search.result": _joined(one.result for one in rows),
    }


def _earlier(application: Application) -> dict[str, str]:
    """The application that this one repeats, and what was answered to it."""
    earlier = application.earlier
    if earlier is None or earlier.made_on is None:
        return {}
    reply = earlier.replies.exclude(made_on=None).order_by("round").last()
    return {
        "earlier.registration_no": str(earlier),
        "earlier.number": reply.number if reply else "",
        "earlier.on": in_words(earlier.made_on),
    }


def _corrected(application: Application) -> dict[str, str]:
    corrected_on = _day(application, Happened.CORRECTED)
    if not corrected_on:
        return {}
    asked_on = _day(application, Happened.CORRECTION_ASKED)
    words = _quoted(application, CORRECTION)
    return {"asked_on": asked_on, "corrected_on": corrected_on, "corrected_with": words}


def amended(application: Application, *, you: str) -> str:
    """When the applicant corrected what he wants, and how, in a sentence of its own; empty where he did not."""
    told = _corrected(application)
    if not told:
        return ""
    words = told["corrected_with"]
    return f"{you}于{told['corrected_on']}补正{f'，补正的内容是：{words}' if words else ''}。"


def _explained(application: Application) -> dict[str, str]:
    """That the applicant was asked why he asks for so much, until when, and what he said."""
    asked = application.happenings.filter(kind=Happened.REASONS_ASKED.value).order_by("on", "pk").last()
    if asked is None:
        return {}
    limit_on = in_words(asked.limit_on) if asked.limit_on else ""
    given = _day(application, Happened.REASONS_GIVEN)
    said = {"reasons_given": _quoted(application, REASONS)} if given else {"silent_on": limit_on}
    return {"asked_on": in_words(asked.on), "limit_on": limit_on, **said}


def _opinion(application: Application) -> str:
    asked = application.consultations.filter(of=Consulted.THIRD_PARTY.value).exclude(opinion="")
    said = asked.order_by("pk").values_list("opinion", flat=True)
    return _joined(_OPINIONS[Opinion(one)] for one in said)


def _day(application: Application, kind: Happened, **where: str) -> str:
    last = application.happenings.filter(kind=kind.value, **where).order_by("on", "pk").last()
    return in_words(last.on) if last else ""


def _quoted(application: Application, name: str) -> str:
    """The applicant's own words, as they came into the file last."""
    papers = application.papers.filter(kind=PaperKind.CORRECTION, name=name, destroyed_on=None)
    last = papers.exclude(kept=None).select_related("kept").order_by("pk").last()
    words = " ".join(files.read(last.kept).decode().split()) if last else ""
    cut = f"{words[:_MOST_QUOTED]}……" if len(words) > _MOST_QUOTED else words.rstrip(_STOPS)
    return f"“{cut}”" if cut else ""


def _joined(sentences: Iterable[str]) -> str:
    """Each once, as parts of one sentence."""
    return "；".join(dict.fromkeys(words for one in sentences if (words := one.strip(_STOPS))))
