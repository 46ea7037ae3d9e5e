"""An office that can answer: its people, its numbers, where it sends those who do not agree, and cases that rest on something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.duties import PUBLIC, SYSTEM, Viewer
from gongkai.kernel.outcomes import Decision, Outcome, decide
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.consulting import Asked, consult, deliver, take_opinion
from gongkai.web.applications.actions.filing import settle_review_online
from gongkai.web.applications.actions.inquiring import SearchTold, record_search
from gongkai.web.applications.actions.intake import Applied, apply
from gongkai.web.applications.actions.moving import happen, held
from gongkai.web.applications.actions.replying import Drafted
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, Reply, ReviewOnline
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies.known import OF_THE_CASE
from gongkai.web.applications.replies.letters import own_places
from gongkai.web.applications.replies.reply import NOTICES, REPLIES
from gongkai.web.applications.replies.rows import LISTS, PART, lists_of
from gongkai.web.ledger.actions import act
from gongkai.web.organs.actions import open_family, settle_remedy
from gongkai.web.organs.models import NumberFamily, Organ, RemedyBody
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.conftest import LONG_AGO, NOW
from tests.web.disclosure.conftest import answers
from tests.web.told_again import told_again

from .conftest import PERSON

TODAY = localdate(NOW)
# Said of what goes out without a seal.
UNSEALED = "印章送修，来不及用印。"
# Somebody whom every way of delivery reaches.
REACHABLE = replace(PERSON, email="zhou@mail.example", address="枕溪镇溪后村3组", postcode="300100")


@dataclass(frozen=True, slots=True)
class Bureau:
    """Who does what in 枕溪镇."""

    organ: Organ
    clerk: Viewer
    office_head: Viewer
    reviewer: Viewer
    leader: Viewer

    def take_in(self, applied: Applied, *, at: datetime = NOW, **changed) -> Application:
        """An application that a section has in hand."""
        application = self.arrive(applied, at=at, **changed)
        if application.received_on is None:
            self.let(application, CaseEvent(kind=Happened.RECEIVED, on=localdate(at)), at=at)
        return self.let(application, CaseEvent(kind=Happened.ASSIGNED, on=localdate(at)), at=at)

    def arrive(self, applied: Applied, *, at: datetime = NOW, **changed) -> Application:
        """An application comes in, from the portal or over the counter."""
        said = replace(applied, **{"identities": (REACHABLE,)} | changed)
        return apply(said, by=PUBLIC if said.channel == "internet" else self.clerk, at=at).application

    def let(self, application: Application, event: CaseEvent, *, at: datetime = NOW) -> Application:
        """Something that no act of the reply does."""
        with act("applications.assign", self.organ.pk, by=SYSTEM, at=at) as pen:
            stored = held(application)
            if event.kind is Happened.RECEIVED:
                number = Application.objects.filter(organ=self.organ, year=event.on.year).count() + 1
                stored.year, stored.serial = event.on.year, number
            happen(pen, stored, event)
        return stored

    def prepare(self, application: Application, codes: Iterable[str], *, at: datetime = NOW) -> None:
        """See to it that the case itself shows what these results rest on."""
        for code in _decision(codes).proofs:
            if code in _PREPARED:
                _PREPARED[code](self, application, at)

    def consult(self, application: Application, opinion: str, *, at: datetime = NOW) -> None:
        """A third party is asked, and says this."""
        asked = Asked(of=Consulted.THIRD_PARTY, about="分户的补贴金额", identity=Identity(name="李望山"))
        asking, _token = consult(application, asked, on=localdate(at), by=self.clerk, at=at)
        deliver(asking, on=localdate(at), by=self.clerk, at=at)
        said = {"opinion": opinion, "grounds": "涉及我家的收入。"}
        take_opinion(asking, **said, on=localdate(at), by=self.clerk, at=at)

    def search(self, application: Application, at: datetime = NOW, *, is_found: bool = False) -> None:
        """The archive and the sections were searched."""
        told = SearchTold(
            on=localdate(at),
            places="档案室、财政所",
            terms="地力补贴",
            people="同事一",
            result="检索完毕。",
            is_found=is_found,
        )
        record_search(application, told, by=self.clerk, at=at)

    def draft(self, application: Application, *codes: str, at: datetime = NOW, **said) -> Reply:
        """The clerk's draft, with everything told that it wants."""
        principal = said.get("principal", "")
        told = letter_told(codes, principal) | said.pop("told", told_for(codes, principal))
        drafted = Drafted(outcomes=codes, told=told, **{"text": "经审查，答复如下。"} | said)
        return replying.draft(Application.objects.get(pk=application.pk), drafted, by=self.clerk, at=at)

    def sign(self, reply: Reply, *, at: datetime = NOW, **said) -> Reply:
        """Through the small chain."""
        review = replying.submit(reply, by=self.clerk, at=at, **said)
        reviews.pass_stage(review, by=self.reviewer, checklist=answers(review), at=at)
        reviews.pass_stage(Review.objects.get(pk=review.pk), by=self.leader, at=at)
        return Reply.objects.get(pk=reply.pk)

    def answer(self, application: Application, *codes: str, at: datetime = NOW, **said) -> Reply:
        """Drafted, signed and posted."""
        reply = self.sign(self.draft(application, *codes, at=at, **said), at=at)
        return self.post(reply, at=at)

    def post(self, reply: Reply, *, at: datetime = NOW) -> Reply:
        """With the post."""
        way = {"service": "post", "tracking_no": "1012345678901", "unsealed_because": UNSEALED}
        return replying.serve(reply, **way, on=localdate(at), by=self.clerk, at=at)

    def arrived(self, reply: Reply, *, at: datetime = NOW) -> Reply:
        """What was posted is signed for by the applicant."""
        return replying.prove_service(reply, on=localdate(at), by=self.clerk, at=at)


def told_for(codes: Iterable[str], principal: str = "") -> dict:
    """Words for everything that these results want told."""
    ways = (proofs.TOLD[code][0] for code in _decision(codes).proofs if code in proofs.TOLD)
    return letter_told(codes, principal) | {
        asked.key: f"{asked.label}见案卷。" for way in ways for asked in way
    }


def letter_told(codes: Iterable[str], principal: str = "") -> dict:
    """Words for what only the letter of these results wants: about single things, and why something is withheld."""
    decision = _decision(codes, principal)
    given = OF_THE_CASE | proofs.keys_of(decision)
    words = {name: f"{label}见案卷。" for name, label in own_places(decision) if name not in given}
    return words | {name: _rows(name, parts) for name, parts in lists_of(decision).items()}


def _rows(name: str, parts: Iterable[Outcome]) -> list[dict[str, str]]:
    """A row for each result; under its articles, where there may be several."""
    return [
        {key: part.code if key == PART else f"{part.name[-6:]}的一项" for key in LISTS[name]}
        for part in parts
    ]


def _decision(codes: Iterable[str], principal: str = "") -> Decision:
    principal = principal or next(iter(codes))
    return decide(list(codes), law=outcome_law(), principal=principal, reason="主要的一项")


def _correct(bureau: Bureau, application: Application, at: datetime) -> None:
    on = localdate(at)
    asked = CaseEvent(kind=Happened.CORRECTION_ASKED, on=on, limit_on=on + timedelta(days=21))
    step(application, asked, by=bureau.clerk, at=at)
    step(application, CaseEvent(kind=Happened.CORRECTED, on=on), by=bureau.clerk, at=at)


def _reason(bureau: Bureau, application: Application, at: datetime) -> None:
    on = localdate(at)
    asked = CaseEvent(kind=Happened.REASONS_ASKED, on=on, limit_on=on + timedelta(days=10))
    step(application, asked, by=bureau.office_head, at=at)
    step(application, CaseEvent(kind=Happened.REASONS_GIVEN, on=on), by=bureau.clerk, at=at)


def _search(bureau: Bureau, application: Application, at: datetime) -> None:
    bureau.search(application, at)


def _consult(bureau: Bureau, application: Application, at: datetime) -> None:
    bureau.consult(application, "refuses", at=at)


_PREPARED: Mapping = {
    "search_record": _search,
    "third_party_consultation": _consult,
    "correction_history": _correct,
    "reasons_asked": _reason,
}


def opened(organ: Organ, viewer_of, *, is_settled: bool = True) -> Bureau:
    """The office of 枕溪镇; when it is settled, with numbers and the names of review organ, court and online channel."""
    if is_settled:
        told_again(("settled", organ.pk), lambda: settle(organ))
    return Bureau(
        organ,
        clerk=viewer_of("clerk", organ),
        office_head=viewer_of("office_head", organ),
        reviewer=viewer_of("secrecy_reviewer", organ),
        leader=viewer_of("chief_leader", organ),
    )


def settle(organ: Organ) -> Organ:
    """What must be settled before anything is signed."""
    for name, mark in ((REPLIES, "答"), (NOTICES, "告")):
        pattern = f"枕溪政公开{mark}〔{{year}}〕{{n}}号"
        family = NumberFamily(organ=organ, name=name, pattern=pattern, first_year=2020)
        open_family(family, by=SYSTEM, at=NOW)
    for remedy, name in (("review", "墨鹭县人民政府"), ("court", "墨鹭县人民法院")):
        body = RemedyBody(organ=organ, remedy=remedy, name=name, since_on=LONG_AGO)
        settle_remedy(body, by=SYSTEM, at=NOW)
    row = ReviewOnline(organ=organ, address="https://fuyi.example/", since_on=date(2020, 1, 1))
    settle_review_online(row, by=SYSTEM, at=NOW)
    return organ
