"""What a reply says and rests on: its decision, the remedies that it prints, the hash to which approvals are bound, its paper."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai.engine.render.formats import render_paper
from gongkai.engine.screening import Screening
from gongkai.kernel.chain import canonical
from gongkai.kernel.paper import Paper
from gongkai.kernel.problems import Refused
from gongkai.kernel.remedies import Remedy as Told
from gongkai.kernel.remedies import RemedyBodies, RemedyCode, release_remedy, remedy
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import remedy_law
from gongkai.web.applications.letters.facts import applicants_of
from gongkai.web.applications.models import (
    Application,
    CasePaper,
    Delivery,
    ReleaseNotice,
    Reply,
    ReviewOnline,
)
from gongkai.web.applications.papers import supplied_with
from gongkai.web.disclosure import gate
from gongkai.web.foundations import files
from gongkai.web.organs.models import NumberFamily, Organ, Remedy
from gongkai.web.organs.selectors import remedy_body_on, respondent_of

from . import letters as reply_letters
from . import proofs
from .known import looked_up
from .letters import decision_of, latest, wording_of

# The families of numbers, by their use, from which replies and notices take theirs.
REPLIES, NOTICES = "政府信息公开答复书", "政府信息公开告知书"
_ONLINE = (Delivery.EMAIL, Delivery.ONLINE)


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


def in_paragraphs(told: Told) -> str:
    """What is told about remedies as a letter has it: about each part of an answer in a paragraph of its own."""
    return "\n".join(line.text for line in told.lines)


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
    said |= {"letter": wording_of(reply), "addressee": applicants_of(reply.application).masked}
    said |= {"application": reply.application_id, "round": reply.round, "parts": list(reply.parts)}
    said |= {"told": dict(reply.told), "is_electronic": reply.is_electronic}
    said["supplied"] = [[paper.name, _digest(paper)] for paper in supplied_with(reply)]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def must_be_as_signed(reply: Reply) -> None:
    """Only what was approved is sealed and goes out, word for word and byte for byte. Raises Refused."""
    if reply.signed_on is None or not reply.wording or hash_of(reply) == reply.content_hash:
        return
    if reply.made_on is not None:
        raise Refused("这份答复与签发的内容不一致。", "送出的文本在案卷里，请以它为准，并查明是谁作了改动。")
    raise Refused(
        "这份答复与签发的内容不一致：答复、收件人或者随答复提供的文件在签发以后有了变动。",
        "请撤回签发，核对以后重新送审、签发。",
    )


def _digest(paper: CasePaper) -> str:
    return paper.kept.sha256 if paper.kept else ""


def screened(reply: Reply) -> Screening:
    """What the detectors find in a reply and in everything that goes out with it."""
    organ = reply.application.organ
    words = "\n".join([reply.text, reply.reason, *_told_words(reply)])
    found = gate.screened_text(words, organ=organ)
    for paper in supplied_with(reply):
        if paper.kept:
            found += gate.screened_file(files.read(paper.kept), name=paper.name, organ=organ)
    return found


def _told_words(reply: Reply) -> Iterator[str]:
    """What officers wrote of the matter: in the reply, row by row, and where they searched."""
    for told in reply.told.values():
        yield from (told,) if isinstance(told, str) else (words for row in told for words in row.values())
    yield from (words for name, words in looked_up(reply.application).items() if name.startswith("search."))


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
    """The reply on paper, as it stands: what it lacks is marked."""
    return reply_letters.paper_of(reply, addressee=addressee)


def notice_of(notice: ReleaseNotice, *, addressee: str = "") -> Paper:
    """The notice to a third party on paper, who stands there masked without an `addressee`."""
    return reply_letters.notice_paper(notice, addressee=addressee)
