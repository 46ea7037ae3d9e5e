"""期满销毁: what is left of a case when its time is over. That it was, its days and its result are counted for ever; who it
was about, whom it was asked of, and every sheet that could tell it are not there any more (decision 0029)."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import CharField, Model

from gongkai.engine.screening import Known, known, masked
from gongkai.web.applications.identity import words_about
from gongkai.web.applications.models import (
    Application,
    CasePaper,
    FeeNotice,
    PaperKind,
    ReleaseNotice,
    Service,
    Volume,
)
from gongkai.web.foundations import files
from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import Pen
from gongkai.web.outbox.actions import ask
from gongkai.web.reviews import actions as reviews

FORGET_FILE = "applications.forget_file"
PURGED = "applications.purged"
# The office's own note of where it looked; it was made without anybody's name.
_IMPERSONAL = (PaperKind.SEARCH,)
# What the office wrote down beside the letters, by where it hangs on the application.
_WORDED = {
    "attempts": ("failed_because", "unsealed_because"),
    "consultations": ("about",),
    "contributions": ("question", "answer"),
    "promotions": ("reason",),
    "sealings": ("voided_because",),
    "searches": ("places", "terms", "result"),
}
Forgetter = Callable[[Pen, Application], None]
_others: list[Forgetter] = []


def forgets(also: Forgetter) -> Forgetter:
    """Say what else goes with a case: rows of an app that lies above this one."""
    _others.append(also)
    return also


def forget(pen: Pen, application: Application, *, on: date) -> None:
    """Forget, inside an act, everybody who comes into a held case."""
    words = known(words_about(application))
    _forget_people(pen, application, on=on)
    _forget_redactions(pen, application)
    for row, told in _texts(application):
        for name, text in told.items():
            setattr(row, name, _without(text, words)[: _room(row, name)])
        pen.save(row, PURGED)
    for happening in application.happenings.exclude(reason="").exclude(reason=FORGOTTEN):
        happening.reason = FORGOTTEN
        pen.save(happening, PURGED)
    for paper in application.papers.exclude(kind__in=_IMPERSONAL):
        forget_file(pen, paper)
        paper.kept, paper.name = None, paper.get_kind_display()
        paper.destroyed_on = paper.destroyed_on or on
        pen.save(paper, PURGED)
    for reply in application.replies.all():
        reviews.forget(pen, "applications.reply", reply.pk)
    for also in _others:
        also(pen, application)


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
    for attempt in application.attempts.exclude(way=Service.ANNOUNCEMENT).exclude(place=""):
        attempt.place = ""  # the address to which it went
        pen.save(attempt, PURGED)
    _forget_numbers(pen, application)
    for access in application.accesses.all():
        access.reason, access.sealed = FORGOTTEN, ""
        pen.save(access, PURGED)
    # The applicant's own words say more of him than anything else.
    application.wanted, application.needs_help, application.sender = FORGOTTEN, "", ""
    pen.save(application, PURGED)


def _forget_numbers(pen: Pen, application: Application) -> None:
    """By what the post and the treasury find in their own books who he was; that there was a number stays."""
    notices = ReleaseNotice.objects.filter(reply__application=application)
    carried = (application.attempts.all(), application.replies.all(), notices)
    fees = FeeNotice.objects.filter(application=application)
    for name, several in (("tracking_no", carried), ("receipt_no", (fees,))):
        for rows in several:
            for row in rows.exclude(**{name: ""}):
                setattr(row, name, FORGOTTEN)
                pen.save(row, PURGED)


def _forget_redactions(pen: Pen, application: Application) -> None:
    """How much was withheld on which grounds stays; where it stood, what it was and the words about it go."""
    for redaction in application.redactions.all():
        redaction.marks, redaction.suggestions, redaction.undone, redaction.standing = [], [], [], []
        redaction.withheld = [{**one, "reason": FORGOTTEN} for one in redaction.withheld]
        redaction.kept_because, redaction.trouble = "", ""
        pen.save(redaction, PURGED)


def _texts(application: Application) -> Iterator[tuple[Model, dict[str, str]]]:
    """What the office wrote about the matter: it stays, without the people."""
    yield application, _told(application, "title", "doc_no")
    for related, names in _WORDED.items():
        for row in getattr(application, related).all():
            yield row, _told(row, *names)
    for letter in application.letters.all():
        letter.told = dict.fromkeys(letter.told, FORGOTTEN)
        yield letter, _told(letter, "voided_because")
    for reply in application.replies.all():
        reply.told, reply.wording = dict.fromkeys(reply.told, FORGOTTEN), {}
        yield reply, _told(reply, "text", "reason", "late_reason")
        for notice in reply.notices.all():
            notice.wording = {}
            yield notice, _told(notice, "reason")
    for paper in application.papers.filter(kind__in=_IMPERSONAL):
        yield paper, _told(paper, "name")
    for volume in Volume.objects.filter(application=application):
        yield volume, _told(volume, "period_because", "lacking_because", "remark")


def _told(row: Model, *names: str) -> dict[str, str]:
    return {name: getattr(row, name) for name in names}


def _without(text: str, words: Known) -> str:
    """A text without these words, and without the numbers of anybody else."""
    return masked(words.without(text, instead=FORGOTTEN))


def _room(row: Model, name: str) -> int | None:
    """How many characters the column takes: what stands for a name may be longer than the name."""
    field = row._meta.get_field(name)
    return field.max_length if isinstance(field, CharField) else None


def forget_file(pen: Pen, paper: CasePaper) -> None:
    """Have the file of a paper removed when the act is done, unless something else still points at it."""
    if paper.kept_id is None:
        return
    kept = paper.kept_id
    ask(FORGET_FILE, {"kept": kept}, key=str(paper.pk), due_at=pen.at)
    transaction.on_commit(lambda: files.release(kept), robust=True)  # what fails here, the outbox does later
