"""Letters in a bundle: which of them stay in the office, which came to nothing, and what they say with everybody masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.kernel.letter_forms import LetterFamily
from gongkai.kernel.letters import compose
from gongkai.kernel.paper import Paper
from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.models import Application, CasePaper, Letter, PaperKind, ReleaseNotice
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.service import served

from .folders import INNER, Folder

VOID = "（已作废）"


@dataclass(frozen=True, slots=True)
class Masked:
    """A letter drawn once more without names."""

    on: date
    name: str
    paper: Paper


def papers_in(application: Application, folder: Folder) -> QuerySet[CasePaper]:
    """The papers of the file that lie in a folder; inner papers never among what went out."""
    inner = _inner(application).values("paper")
    if folder is INNER:
        return application.papers.filter(pk__in=inner)
    return application.papers.filter(kind__in=folder.kinds).exclude(pk__in=inner)


def masked_in(application: Application, folder: Folder) -> list[Masked]:
    """The letters of a folder, in the order of their days."""
    if folder is INNER:
        return sorted(map(_masked, _inner(application)), key=_day)
    if PaperKind.REPLY not in folder.kinds:
        return []
    outward = application.letters.exclude(pk__in=_inner(application)).order_by("pk")
    signed = application.replies.exclude(signed_on=None).order_by("round")
    answered = (
        Masked(one.signed_on, f"{replies.letter_of(one)}{one.number}", replies.paper_of(one))
        for one in signed
    )
    return sorted([*map(_masked, outward), *answered], key=_day)


def voided_papers(application: Application) -> frozenset[int]:
    """The papers that count no more: of voided letters and notices, and sealed under what was taken back or entered wrongly."""
    void, counts = set(), set()
    for letter in application.letters.all():
        (void if letter.voided_on else counts).add(letter.paper_id)
    for sealing in application.sealings.select_related("reply", "notice__reply", "letter"):
        (counts if served.counts(sealing) else void).update((sealing.drawn_id, sealing.stamped_id))
    counts |= set(application.papers.filter(is_for_applicant=True).values_list("pk", flat=True))
    return frozenset(void | set(_of_voided_notices(application))) - counts


def _of_voided_notices(application: Application) -> Iterator[int]:
    """A notice that went out without a seal is known by its name."""
    for notice in ReleaseNotice.objects.filter(reply__application=application).exclude(voided_on=None):
        named = Q(kind=PaperKind.LETTER, name__startswith=served.title_of(notice))
        yield from application.papers.filter(named).values_list("pk", flat=True)


def _inner(application: Application) -> QuerySet[Letter]:
    forms = letter_law().forms.values()
    codes = [form.code for form in forms if form.family is LetterFamily.INTERNAL]
    return application.letters.filter(code__in=codes).order_by("pk")


def _masked(one: Letter) -> Masked:
    """A notice, of what is kept of it without names."""
    paper = compose(letter_law().forms[one.code], one.told, outcomes=one.outcomes).paper
    return Masked(one.signed_on, f"{one}{VOID if one.voided_on else ''}", paper)


def _day(one: Masked) -> date:
    return one.on
