"""What a reply says and rests on: its decision, the remedies that it prints, the hash to which approvals are bound, its paper."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai.engine.render.formats import render_paper
from gongkai.engine.screening import Screening
from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.chain import canonical
from gongkai.kernel.outcomes import Decision, decide
from gongkai.kernel.paper import Block, Paper, Passage, Role
from gongkai.kernel.problems import Refused
from gongkai.kernel.remedies import Remedy as Told
from gongkai.kernel.remedies import RemedyBodies, RemedyCode, release_remedy, remedy
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import remedy_law
from gongkai.web.disclosure import gate
from gongkai.web.foundations import files
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import NumberFamily, Organ, Remedy
from gongkai.web.organs.selectors import issuing_office_of, remedy_body_on, respondent_of

from . import proofs
from .models import Application, CasePaper, Delivery, ReleaseNotice, Reply, ReviewOnline
from .papers import supplied_with

# The families of numbers, by their use, from which replies and notices take theirs.
REPLIES, NOTICES = "政府信息公开答复书", "政府信息公开告知书"
_ONLINE = (Delivery.EMAIL, Delivery.ONLINE)


def decision_of(reply: Reply) -> Decision:
    """The decision that a reply tells."""
    return decide(reply.parts, law=outcome_law(), principal=reply.outcome, reason=reply.reason)


def bodies_of(organ: Organ, on: date) -> RemedyBodies:
    """Where the replies of an organ send people on a day; empty where nobody has settled it."""
    respondent = respondent_of(organ)
    review = remedy_body_on(respondent, on, remedy=Remedy.REVIEW)
    court = remedy_body_on(respondent, on, remedy=Remedy.COURT)
    online = ReviewOnline.objects.filter(organ=respondent, since_on__lte=on).order_by("-since_on").first()
    return RemedyBodies(*("" if one is None else str(one) for one in (review, court, online)))


def goes_online(application: Application) -> bool:
    """Whether the applicant wants his reply electronically, so that it must name where one files for review online."""
    return application.delivery in _ONLINE


def remedy_told(code: RemedyCode, organ: Organ, on: date, *, is_electronic: bool = False) -> Told:
    """What a letter of this day tells about remedies. Raises Refused while a name that it needs is not settled."""
    return remedy(code, on, law=remedy_law(), bodies=bodies_of(organ, on), is_electronic=is_electronic)


def release_told(organ: Organ, on: date) -> Told:
    """What a third party is told when something is released against his will. Raises Refused."""
    return release_remedy(on, law=remedy_law(), bodies=bodies_of(organ, on))


def numbers_of(organ: Organ, use: str) -> NumberFamily:
    """The family of numbers that an organ keeps for a use. Raises Refused when there is none."""
    family = organ.number_families.filter(name=use, is_open=True).first()
    if family is None:
        raise Refused(
            f"本机关还没有启用用途为“{use}”的文号，答复不能签发。", "请系统管理员在机关的文号中启用。"
        )
    return family


def hash_of(reply: Reply) -> str:
    """The hash that approvals are bound to: every word of the reply, and every byte that goes out with it."""
    said = {name: getattr(reply, name) for name in ("outcome", "reason", "basis", "text", "remedy")}
    said |= {"application": reply.application_id, "round": reply.round, "parts": list(reply.parts)}
    said |= {"told": dict(reply.told), "is_electronic": reply.is_electronic}
    said["supplied"] = [[paper.name, _digest(paper)] for paper in supplied_with(reply)]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _digest(paper: CasePaper) -> str:
    return paper.kept.sha256 if paper.kept else ""


def screened(reply: Reply) -> Screening:
    """What the detectors find in a reply and in everything that goes out with it."""
    organ = reply.application.organ
    words = "\n".join([reply.text, reply.reason, *map(str, reply.told.values())])
    found = gate.screened_text(words, organ=organ)
    for paper in supplied_with(reply):
        if paper.kept:
            found += gate.screened_file(files.read(paper.kept), name=paper.name, organ=organ)
    return found


def must_pass(reply: Reply, overrides: Mapping[str, str]) -> None:
    """Stop what carries personal details without a reason for each of them. Raises PersonalDetails."""
    screening = screened(reply)
    unsettled = tuple(
        replace(mark, place="、".join(gate.places_of(screening, mark)))
        for mark in gate.to_settle(screening)
        if not overrides.get(mark.fingerprint, "").strip()
    )
    if unsettled:
        raise gate.PersonalDetails(unsettled)


def letter_of(reply: Reply) -> str:
    """What the letter is called: 予以公开告知书 …"""
    law = outcome_law()
    return law.letters[law.outcomes[reply.outcome].letter]


def latest(application: Application) -> Reply | None:
    """The reply of the last round; None before there is one."""
    return application.replies.order_by("round").last()


def met(application: Application) -> frozenset[str]:
    """The requirements of the lifecycle that the office looks at, as the last reply stands: for what may be offered."""
    reply = latest(application)
    if reply is None:
        return frozenset()
    is_complete = proofs.is_complete(application, decision_of(reply), reply.told)
    found = {"evidence_complete": is_complete, "approved": reply.signed_on is not None}
    return frozenset(code for code, holds in found.items() if holds)


def rendered(reply: Reply, ending: str, *, addressee: str = "") -> bytes:
    """The reply as html, docx or pdf. Without an `addressee` it names the applicants as those see them who need not know."""
    return render_paper(paper_of(reply, addressee=addressee), ending)


def paper_of(reply: Reply, *, addressee: str = "") -> Paper:
    """The reply on paper, in the simplest form."""
    application = reply.application
    office, letter = issuing_office_of(application.organ), letter_of(reply)
    blocks: list[Block] = [
        Passage(f"{office}\n{letter}", Role.TITLE),
        *([Passage(reply.number, Role.NUMBER)] if reply.number else []),
        Passage(f"{addressee or addressees(application)}：", Role.ADDRESSEE),
        Passage(_opening(application)),
        *map(Passage, _paragraphs(reply)),
        *_annexes(reply),
        Passage(office, Role.SIGNATORY),
        *([Passage(day(reply.signed_on), Role.DATE)] if reply.signed_on else []),
    ]
    return Paper(f"{letter}{reply.number}", office, tuple(blocks))


def notice_of(notice: ReleaseNotice) -> Paper:
    """The notice to a third party on paper, in the simplest form."""
    reply, asked = notice.reply, notice.consultation
    office = issuing_office_of(reply.application.organ)
    blocks = (
        Passage(f"{office}\n公开决定告知书", Role.TITLE),
        Passage(notice.number, Role.NUMBER),
        Passage(f"{asked.masked_name}：", Role.ADDRESSEE),
        Passage(f"本机关曾就公开下列信息征求您（你单位）的意见：{asked.about}"),
        Passage(f"经审查，本机关决定公开，理由如下：{notice.reason}"),
        Passage("依据：条例第三十二条。"),
        Passage(notice.remedy),
        Passage(office, Role.SIGNATORY),
        *([Passage(day(reply.signed_on), Role.DATE)] if reply.signed_on else []),
    )
    return Paper(f"公开决定告知书{notice.number}", office, blocks)


def addressees(application: Application) -> str:
    """Everybody who applied, masked."""
    return "、".join(application.applicants.order_by("order").values_list("masked_name", flat=True))


def _opening(application: Application) -> str:
    received = day(application.received_on) if application.received_on else ""
    return f"本机关于{received}收到您（你单位）提出的申请（登记编号{application}），要求获取：{application.title}。"


def _paragraphs(reply: Reply) -> Iterator[str]:
    """Every paragraph of the officer, what the case adds, the articles and the remedies."""
    yield from (line.strip() for line in reply.text.splitlines() if line.strip())
    yield from proofs.printed(decision_of(reply), reply.told)
    earlier = reply.application.earlier
    if earlier is not None and OutcomeCode.REPEAT in reply.parts:
        yield earlier_told(earlier)
    if reply.basis:
        yield f"依据：{reply.basis}。"
    if reply.remedy:
        yield reply.remedy


def earlier_told(earlier: Application) -> str:
    """When and under which number the same was answered before."""
    before = latest(earlier)
    number = f"（{before.number}）" if before and before.number else ""
    on = f"于{day(earlier.made_on)}" if earlier.made_on else ""
    return f"同一信息您（你单位）曾经申请（登记编号{earlier}），本机关已{on}答复{number}。"


def _annexes(reply: Reply) -> Iterator[Passage]:
    papers = supplied_with(reply)
    for place, paper in enumerate(papers, 1):
        yield Passage(f"附件：{place}. {paper.name}" if place == 1 else f"{place}. {paper.name}", Role.ANNEX)
