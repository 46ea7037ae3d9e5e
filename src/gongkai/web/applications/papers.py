"""卷内材料: papers that come into the file of an application, and the list of them in the order of the volume."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gongkai.engine.accept import accept
from gongkai.kernel.problems import Refused
from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.rows import checked

from .models import Application, CasePaper, PaperKind, Reply

# Under which names the applicant's own words lie in the file, where he told them and brought no paper.
CORRECTION, REASONS = "补正内容.txt", "申请人说明的理由.txt"
# What the applicant may be given; all other papers are the office's own.
FOR_APPLICANTS = (PaperKind.SUPPLIED, PaperKind.LETTER, PaperKind.REPLY)
_APPLICANTS = (PaperKind.APPLICATION, PaperKind.IDENTITY, PaperKind.AUTHORITY, PaperKind.CORRECTION)
_PLACES = {kind: place for place, kind in enumerate(PaperKind)}


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One line of 卷内目录: its place, the number of a letter, who made it, and the paper itself."""

    place: int
    number: str
    author: str
    paper: CasePaper


def add_paper(
    pen: Pen,
    application: Application,
    *,
    kind: str,
    name: str,
    data: bytes | None = None,
    kept: KeptFile | None = None,
    is_for_applicant: bool = False,
    on: date | None = None,
    reply: Reply | None = None,
) -> CasePaper:
    """Put a paper into the file, inside an act; `data` is told by its bytes before it is kept. Raises Problem.

    Without `data` and `kept` it is a paper of which only the name is known: the sheet itself lies in the cabinet.
    """
    if is_for_applicant and kind not in FOR_APPLICANTS:
        raise Refused(
            "这一类材料只供机关内部使用，不能提供给申请人。", "提供给申请人的，请作为“提供的政府信息”入卷。"
        )
    if data is not None:
        accepted = accept(data, name=name)
        kept = files.keep(data, media_type=accepted.media_type, ending=accepted.ending)
    paper = CasePaper(
        application=application,
        reply=reply,
        kind=kind,
        name=name.strip(),
        kept=kept,
        added_on=on or localdate(pen.at),
        added_by_id=pen.by.person,
        is_for_applicant=is_for_applicant,
    )
    checked(paper)
    pen.save(paper, "applications.paper_added")
    return paper


def supplied_with(reply: Reply) -> list[CasePaper]:
    """What goes out with a reply, in the order in which it was put there."""
    papers = reply.papers.filter(kind=PaperKind.SUPPLIED, destroyed_on=None)
    return list(papers.select_related("kept").order_by("pk"))


def catalogue(application: Application) -> list[CatalogueLine]:
    """卷内目录: the papers in the order in which a volume is bound, by what they are and then by their days."""
    papers = application.papers.filter(destroyed_on=None).select_related("reply", "letter")
    ordered = sorted(papers, key=lambda paper: (_PLACES[PaperKind(paper.kind)], paper.added_on, paper.pk))
    return [
        CatalogueLine(
            place=place,
            number=_number(paper),
            author="申请人" if paper.kind in _APPLICANTS else application.organ.name,
            paper=paper,
        )
        for place, paper in enumerate(ordered, 1)
    ]


def _number(paper: CasePaper) -> str:
    """The number of a letter that went out."""
    if paper.kind == PaperKind.LETTER and hasattr(paper, "letter"):
        return paper.letter.number
    return paper.reply.number if paper.reply and paper.kind == PaperKind.REPLY else ""
