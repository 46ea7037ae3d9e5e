"""期满销毁: what is left of a case when its time is over. That it was, its days and its result are counted for ever; who it
was about, whom it was asked of, and every sheet that could tell it are not there any more (decision 0029)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import Model

from gongkai.engine.screening.marks import masked
from gongkai.kernel.problems import Unreadable
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, CasePaper, PaperKind
from gongkai.web.applications.models.applicant import FORGOTTEN
from gongkai.web.foundations import files, sealed
from gongkai.web.ledger.actions import Pen
from gongkai.web.outbox.actions import ask

FORGET_FILE = "applications.forget_file"
PURGED = "applications.purged"
# The office's own note of where it looked; it was made without anybody's name.
_IMPERSONAL = (PaperKind.SEARCH,)
_CODES = ("id_type",)  # not words about somebody
_SHORTEST = 2  # characters of a name; a single one stands in half of all sentences


def forget(pen: Pen, application: Application, *, on: date) -> None:
    """Forget, inside an act, everybody who comes into a held case."""
    words = _words_of(application)
    _forget_people(pen, application, on=on)
    for row, told in _texts(application):
        for name, text in told.items():
            setattr(row, name, text and _without(text, words))
        pen.save(row, PURGED)
    for happening in application.happenings.exclude(reason="").exclude(reason=FORGOTTEN):
        happening.reason = FORGOTTEN
        pen.save(happening, PURGED)
    for paper in application.papers.filter(destroyed_on=None).exclude(kind__in=_IMPERSONAL):
        _forget_file(pen, paper)
        paper.kept, paper.destroyed_on, paper.name = None, on, paper.get_kind_display()
        pen.save(paper, PURGED)


def _forget_people(pen: Pen, application: Application, *, on: date) -> None:
    for applicant in application.applicants.filter(purged_on=None):
        applicant.sealed = applicant.masked_contact = ""
        applicant.identity_digest = applicant.phone_digest = ""
        applicant.masked_name, applicant.purged_on = FORGOTTEN, on
        pen.save(applicant, PURGED)
    for consultation in application.consultations.all():
        if consultation.organ_id is None:
            consultation.sealed, consultation.masked_name = "", FORGOTTEN
        consultation.grounds = consultation.token_digest = ""
        pen.save(consultation, PURGED)
    for access in application.accesses.all():
        access.reason, access.sealed = FORGOTTEN, ""
        pen.save(access, PURGED)
    # The applicant's own words say more of him than anything else.
    application.wanted, application.needs_help, application.sender = FORGOTTEN, "", ""
    pen.save(application, PURGED)


def _texts(application: Application) -> Iterator[tuple[Model, dict[str, str]]]:
    """What the office wrote about the matter: it stays, without the people."""
    yield application, _told(application, "title", "doc_no")
    for consultation in application.consultations.all():
        yield consultation, _told(consultation, "about")
    for contribution in application.contributions.all():
        yield contribution, _told(contribution, "question", "answer")
    for search in application.searches.all():
        yield search, _told(search, "places", "terms", "result")
    for reply in application.replies.all():
        reply.told = dict.fromkeys(reply.told, FORGOTTEN)
        yield reply, _told(reply, "text", "reason")
        for notice in reply.notices.all():
            yield notice, _told(notice, "reason")


def _told(row: Model, *names: str) -> dict[str, str]:
    return {name: getattr(row, name) for name in names}


def _words_of(application: Application) -> Sequence[str]:
    """Every word that is sealed about somebody, the longest first; of what no key opens any more there are none."""
    tokens = [
        *application.applicants.exclude(sealed="").values_list("sealed", flat=True),
        *application.accesses.exclude(sealed="").values_list("sealed", flat=True),
        *application.consultations.exclude(sealed="").values_list("sealed", flat=True),
    ]
    words = {word for token in tokens for word in _opened(token) if len(word) >= _SHORTEST}
    return sorted(words, key=len, reverse=True)


def _opened(token: str) -> Iterable[str]:
    try:
        identity = Identity(**{"name": "", **sealed.unseal(token)})
    except Unreadable:  # a lost key must not keep anybody from being forgotten
        return ()
    return (word for name, word in asdict(identity).items() if name not in _CODES)


def _without(text: str, words: Sequence[str]) -> str:
    """A text without these words, and without the numbers of anybody else."""
    for word in words:
        text = text.replace(word, FORGOTTEN)
    return masked(text)


def _forget_file(pen: Pen, paper: CasePaper) -> None:
    """Have the file of a paper removed when the act is done, unless something else still points at it."""
    if paper.kept_id is None:
        return
    kept = paper.kept_id
    ask(FORGET_FILE, {"kept": kept}, key=str(paper.pk), due_at=pen.at)
    transaction.on_commit(lambda: files.release(kept), robust=True)  # what fails here, the outbox does later
