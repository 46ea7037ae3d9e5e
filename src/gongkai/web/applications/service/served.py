"""送达的文本: the letter as it goes out, with full names, and which version of it the addressee gets: the one that bears the
seal, else the one that was drawn. Both are papers that show who applied."""

from django.db.models import QuerySet

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.letter_forms import Recipient
from gongkai.kernel.problems import Refused
from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.identity import identity_of
from gongkai.web.applications.letters.facts import name_of, names_of
from gongkai.web.applications.models import (
    Application,
    Attempt,
    CasePaper,
    Letter,
    PaperKind,
    ReleaseNotice,
    Reply,
    Sealing,
    Service,
)
from gongkai.web.applications.papers import add_paper
from gongkai.web.applications.replies import reply as replies
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen

# What is sealed and carried to somebody.
Carried = Reply | ReleaseNotice | Letter
_FIELDS: dict[type[Carried], str] = {Reply: "reply", ReleaseNotice: "notice", Letter: "letter"}


def field_of(carried: Carried) -> str:
    """Under which name a row of the register points at it."""
    return _FIELDS[type(carried)]


def application_of(carried: Carried) -> Application:
    """The case to which it belongs."""
    return carried.reply.application if isinstance(carried, ReleaseNotice) else carried.application


def reply_of(carried: Carried) -> Reply | None:
    """The reply itself, or the one with which a third party's notice was signed."""
    if isinstance(carried, Letter):
        return None
    return carried.reply if isinstance(carried, ReleaseNotice) else carried


def kind_of(carried: Carried) -> str:
    """What the letter is called: 予以公开告知书."""
    if isinstance(carried, Letter):
        return carried.name
    return replies.letter_of(carried) if isinstance(carried, Reply) else "公开决定告知书"


def title_of(carried: Carried) -> str:
    """予以公开告知书（枕溪政公开答〔2026〕1号）."""
    name = kind_of(carried)
    return f"{name}（{carried.number}）" if carried.number else name


def carried_in(application: Application) -> list[Carried]:
    """What goes out in a case: the reply of this round, the notices that were signed with it, and numbered letters."""
    reply = replies.latest(application)
    letters = application.letters.filter(voided_on=None).exclude(number="").order_by("pk")
    if reply is None:
        return list(letters)
    reply.application = application
    notices = reply.notices.in_force().select_related("consultation").order_by("pk")
    for notice in notices:
        notice.reply = reply
    return [reply, *notices, *letters]


def addressee_of(carried: Carried) -> str:
    """To whom it goes, by his full name, for the sheet that goes out and nothing else."""
    if isinstance(carried, ReleaseNotice):
        return name_of(carried.consultation)
    if isinstance(carried, Letter) and carried.consultation and not _is_for_applicant(carried):
        return name_of(carried.consultation)
    return names_of(application_of(carried))


def has_address(carried: Carried) -> bool:
    """Whether whoever it goes to has left an address to which the post can bring it."""
    consultation = carried.consultation if isinstance(carried, ReleaseNotice | Letter) else None
    rows = [consultation] if consultation else application_of(carried).applicants.order_by("order")
    return any(identity_of(row).address for row in rows)


def drawn(carried: Carried) -> bytes:
    """The letter as PDF, with full names. Raises Refused, Unreadable."""
    if isinstance(carried, Reply):
        return replies.rendered(carried, "pdf", addressee=addressee_of(carried))
    if isinstance(carried, ReleaseNotice):
        return render_paper(replies.notice_of(carried, addressee=addressee_of(carried)), "pdf")
    if carried.paper.kept is None:
        raise Refused("这份文书的文本已经不在案卷里。", "期满销毁的，不能再用印和送达。")
    return files.read(carried.paper.kept)


def must_be_as_signed(carried: Carried) -> None:
    """A reply, or the one that a third party's notice tells of, says what was approved. Raises Refused."""
    if (reply := reply_of(carried)) is not None:
        replies.must_be_as_signed(reply)


def must_be_unchanged(before: Carried, stored: Carried) -> None:
    """What was drawn before the case was held rests on the signature that still counts. Raises Refused."""
    if _approval_of(before) != _approval_of(stored):
        raise Refused("准备文书的时候，签发有了变动。", "请看现在的文书，再办理一次。")


def sealing_of(carried: Carried) -> Sealing | None:
    """The entry of the register that counts: not void, and resting on the signature that still counts."""
    approval = _approval_of(carried)
    found = carried.sealings.filter(voided_on=None, approval=approval)
    return found.select_related("drawn", "stamped").order_by("pk").last()


def filed(pen: Pen, carried: Carried, *, data: bytes, name: str) -> CasePaper:
    """Put a version of the letter into the file, inside an act; the addressee has none of it by that."""
    return add_paper(
        pen,
        application_of(carried),
        kind=PaperKind.REPLY if isinstance(carried, Reply) else PaperKind.LETTER,
        name=name,
        data=data,
        reply=reply_of(carried),
    )


def counts(sealing: Sealing) -> bool:
    """Whether an entry counts: not void, nor its letter, nor sealed before the signature was taken back."""
    carried = sealing.carried
    is_void = isinstance(carried, Letter) and carried.voided_on is not None
    return sealing.voided_on is None and not is_void and sealing.approval_id == _approval_of(carried)


def version_of(carried: Carried) -> CasePaper | None:
    """The paper that goes out, as far as there is one yet."""
    sealing = sealing_of(carried)
    if sealing is not None:
        return sealing.stamped or sealing.drawn
    return carried.paper if isinstance(carried, Letter) else None


def attempts_of(carried: Carried) -> list[Attempt]:
    """Everything that was tried to bring it to somebody, in order."""
    return list(carried.attempts.order_by("pk"))


def known_of(carried: Carried) -> list[Attempt]:
    """The same; of what was sent before there were such rows, one that says so, not saved."""
    tried = attempts_of(carried)
    if tried or isinstance(carried, Letter):
        return tried
    on = carried.made_on if isinstance(carried, Reply) else carried.told_on
    if on is None:
        return []
    arrived = carried.served_on if isinstance(carried, Reply) else None
    return [
        Attempt(
            application=application_of(carried),
            way=carried.service,
            on=on,
            tracking_no=carried.tracking_no,
            arrived_on=arrived if carried.service == Service.POST else on,
            **{field_of(carried): carried},
        )
    ]


def telling_of(carried: Carried) -> Attempt | None:
    """The attempt by which way, number and day of its service are told everywhere: the one that arrived, else the last."""
    tried = known_of(carried)
    arrived = (one for one in tried if one.arrived_on is not None)
    return next(arrived, tried[-1] if tried else None)


def returned_of(application: Application) -> Attempt | None:
    """The attempt after which the last reply, though it was sent, lies at the organ again; None otherwise."""
    reply = replies.latest(application)
    attempt = telling_of(reply) if reply is not None and reply.made_on is not None else None
    return attempt if attempt is not None and attempt.failed_on is not None else None


def way_told(carried: Carried) -> str:
    """邮寄送达，没有送到; empty before it was sent."""
    attempt = telling_of(carried)
    if attempt is None:
        return ""
    return f"{attempt.get_way_display()}{'，没有送到' if attempt.failed_on else ''}"


def proofs_of(carried: Reply) -> QuerySet[CasePaper]:
    """What shows that a reply arrived; what shows that another attempt failed, or that another letter arrived, is no such
    paper."""
    application, attempt = carried.application, telling_of(carried)
    others = application.attempts.exclude(pk=attempt.pk if attempt else None).exclude(proof=None)
    papers = application.papers.filter(kind=PaperKind.SERVICE, destroyed_on=None)
    failed = [attempt.proof_id] if attempt and attempt.failed_on else []
    return papers.exclude(pk__in=others.values("proof")).exclude(pk__in=failed)


def last_of(carried: Carried) -> Attempt | None:
    """The last attempt; None before the first."""
    return carried.attempts.order_by("pk").last()


def _is_for_applicant(letter: Letter) -> bool:
    """He is told, too, when somebody else is asked."""
    return letter_law().forms[letter.code].recipient is Recipient.APPLICANT


def _approval_of(carried: Carried) -> int | None:
    reply = reply_of(carried)
    return reply.approval_id if reply else None
