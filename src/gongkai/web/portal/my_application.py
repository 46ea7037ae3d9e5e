"""我的申请: one page for whoever has receipt number and code: the case in plain words, its papers, the replies, and what can
be done by somebody who got none in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.application import lawful
from gongkai.kernel.case_codes import CaseStateCode, OutcomeCode
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.remedies import Remedy, RemedyBodies, RemedyCode, remedy
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import remedy_law
from gongkai.web.applications import telling
from gongkai.web.applications.actions.moving import clock_of, events_of, facts_of
from gongkai.web.applications.models import Application, CasePaper, FeeNotice, PaperKind, Reply
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.letters import paragraphs_of
from gongkai.web.applications.service import served
from gongkai.web.applications.telling import Told, WayTold
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import authority_of

_NOT_OURS = frozenset({OutcomeCode.NOT_OURS, OutcomeCode.IN_ARCHIVE})
_SOMEBODY = RemedyBodies("行政复议机关", "有管辖权的人民法院")
# An application that is not handled any more, without a letter that would tell the remedies.
_GIVEN_UP = frozenset({CaseStateCode.LAPSED_CORRECTION, CaseStateCode.LAPSED_FEE})
_BROUGHT = (PaperKind.IDENTITY, PaperKind.AUTHORITY, PaperKind.CORRECTION)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who answers for the information instead: as the reply names it, and its form for applications where it is one of ours."""

    name: str
    contact: str
    organ: Organ | None


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """A reply that was made: its words, how it was served, and until when which way is open. `begins_on` is None until
    somebody signed for it."""

    reply: Reply
    letter: str
    way: str
    tracking_no: str
    paragraphs: Sequence[str]
    begins_on: date | None
    ways: Sequence[WayTold]
    elsewhere: Elsewhere | None


@dataclass(frozen=True, slots=True)
class Silence:
    """What is open to somebody whose reply is overdue: the sentences, and the last days."""

    text: str
    ways: Sequence[WayTold]


@dataclass(frozen=True, slots=True)
class MyApplication:
    """Everything on the page. `moves` are the codes of the steps that the applicant may take now, `brought` the papers
    that he handed in, `authority` hears complaints. `came_back` is the day on which the reply lay at the organ again."""

    application: Application
    told: Told
    moves: frozenset[str]
    papers: Sequence[CasePaper]
    brought: Sequence[CasePaper]
    replies: Sequence[ReplyShown]
    fee: FeeNotice | None
    parts: Sequence[Application]
    silence: Silence | None
    authority: Organ | None
    came_back: date | None

    @property
    def is_given_up(self) -> bool:
        """Whether it is not handled any more because something did not come in time."""
        return self.application.state in _GIVEN_UP


def page_of(application: Application, *, on: date) -> MyApplication:
    """The page of an application on a day."""
    told, returned = told_of(application, on=on), served.returned_of(application)
    return MyApplication(
        application=application,
        told=told,
        moves=moves_of(application, on=on),
        papers=papers_of(application),
        brought=list(application.papers.filter(kind__in=_BROUGHT, destroyed_on=None).order_by("pk")),
        replies=[_shown(reply, on=on) for reply in _made(application)],
        fee=FeeNotice.objects.filter(application=application, noticed_on__isnull=False).first(),
        parts=list(application.parts.order_by("pk")) if application.state == CaseStateCode.SPLIT else [],
        silence=_silence(application, told.overdue_on, on=on) if told.overdue_on else None,
        authority=authority_of(application.organ),
        came_back=returned.failed_on if returned else None,
    )


def told_of(application: Application, *, on: date) -> Told:
    """The case in plain words."""
    law = telling.Law(clock_law(), case_lifecycle(), outcome_law().outcomes)
    return telling.told(events_of(application), clock_of(application), on=on, law=law)


def moves_of(application: Application, *, on: date) -> frozenset[str]:
    """The steps that the applicant may take on a day; none that only a reason would excuse: that the organ judges."""
    facts = facts_of(clock_of(application))
    offers = lawful(events_of(application), on=on, facts=facts, lifecycle=case_lifecycle())
    own = (one for one in offers if one.move.is_applicants and one.needs == one.move.needs)
    return frozenset(one.move.code for one in own if one.is_lawful)


def papers_of(application: Application) -> Sequence[CasePaper]:
    """The papers that are the applicant's to have."""
    papers = application.papers.filter(is_for_applicant=True, destroyed_on=None, kept__isnull=False)
    return list(papers.select_related("kept").order_by("pk"))


def _made(application: Application) -> Sequence[Reply]:
    """The replies that went out, the last first."""
    return list(application.replies.filter(made_on__isnull=False).order_by("-round"))


def _shown(reply: Reply, *, on: date) -> ReplyShown:
    begins_on, decision = reply.served_on, replies.decision_of(reply)
    attempt = served.telling_of(reply)
    open_to = _remedy(decision.remedy, reply.made_on, reply.application)
    return ReplyShown(
        reply=reply,
        letter=replies.letter_of(reply),
        way=served.way_told(reply),
        tracking_no=attempt.tracking_no if attempt else "",
        paragraphs=paragraphs_of(reply),
        begins_on=begins_on,
        ways=_ways(open_to, begins_on, on=on) if begins_on else [],
        elsewhere=_elsewhere(reply),
    )


def _elsewhere(reply: Reply) -> Elsewhere | None:
    name = reply.told.get("responsible_organ.name", "").strip()
    if not name or not _NOT_OURS & {reply.outcome, *reply.parts}:
        return None
    known = Organ.objects.visible_to(PUBLIC).active().filter(name=name).exclude(pk=reply.application.organ_id)
    return Elsewhere(name, reply.told.get("responsible_organ.contact", ""), known.order_by("path").first())


def _silence(application: Application, due_on: date, *, on: date) -> Silence:
    said = _remedy(RemedyCode.SILENCE, due_on, application)
    return Silence(said.text, _ways(said, due_on, on=on))


def _remedy(code: RemedyCode, made_on: date, application: Application) -> Remedy:
    """What is open; a body that nobody has settled yet is told in general words."""
    settled = replies.bodies_of(application.organ, made_on)
    bodies = RemedyBodies(settled.review or _SOMEBODY.review, settled.court or _SOMEBODY.court)
    return remedy(code, made_on, law=remedy_law(), bodies=bodies)


def _ways(said: Remedy, begins_on: date, *, on: date) -> list[WayTold]:
    return telling.ways(said, begins_on, on=on, law=remedy_law(), calendar=clock_law().calendar)
