"""征求意见的一次性链接: what a link opens, and what is told to whoever has one that opens nothing any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kernel.case import Consulted
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.deadlines import clock_law
from gongkai.web.applications.actions.consulting import ANSWERS, limit_of, opened_with
from gongkai.web.applications.actions.moving import standing_of
from gongkai.web.applications.models import Consultation, Letter
from gongkai.web.applications.telling import left_until
from gongkai.web.organs.models import Organ
from gongkai.web.reviews.links import digest_of

# What the law says of the opinion, and of none, by who is asked.
_MEANT = {
    Consulted.THIRD_PARTY: "您不同意公开并且有合理理由的，机关不予公开；机关认为不公开会对公共利益造成重大影响的，可以决定公开，并书面告知您决定的内容和理由。过了期限没有提出意见的，由机关依法决定是否公开（条例第三十二条）。",
    Consulted.ORGAN: "您的意见供机关决定是否公开时参考。征求意见的时间不计入答复申请人的期限，请尽早答复（条例第三十三条）。",
    Consulted.CO_MAKER: "这项信息由贵机关与征求意见的机关共同制作。过了期限没有提出意见的，视为同意公开（条例第三十四条）。",
}
# What who is asked has in writing; what the applicant is told of it is not his to read.
_TO_WHO_IS_ASKED = ("T07", "T07a", "T09")


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody reads who is asked: about what, until when, and what follows. Until it is entered on which day the letter
    came (`is_served`), the last day is not settled: the `workdays` count from that day."""

    consultation: Consultation
    organ: Organ
    limit_on: date | None
    left: str
    meant: str
    is_served: bool = True
    workdays: int = 0
    letters: Sequence[Letter] = ()


@dataclass(frozen=True, slots=True)
class Shut:
    """A link that opens nothing: what it is called, and what to do. `organ` is whom to ask, where that is known."""

    title: str
    advice: str
    organ: Organ | None = None


def link(token: str, at: datetime, *, on: date) -> Asking | Shut:
    """What a link opens now."""
    consultation = opened_with(token, at)
    if consultation is None:
        return _shut(token)
    limit = limit_of(consultation)
    return Asking(
        consultation,
        consultation.application.organ,
        limit,
        left_until(limit, on, calendar=calendar()) if limit else "",
        _MEANT[Consulted(consultation.of)],
        standing_of(consultation.application).asked.get(consultation.ref, False),
        getattr(clock_law().deadlines, f"{consultation.of}_due").workdays,
        letters_of(consultation),
    )


def letters_of(consultation: Consultation) -> Sequence[Letter]:
    """The letter that asks and the slip for the answer, as they went out; what was voided is nobody's to have."""
    sent = consultation.letters.filter(code__in=_TO_WHO_IS_ASKED, voided_on=None, paper__kept__isnull=False)
    return list(sent.select_related("paper__kept").order_by("pk"))


def _shut(token: str) -> Shut:
    """Why it opens nothing; of the case itself nothing is told any more."""
    known = Consultation.objects.select_related("application__organ").filter(token_digest=digest_of(token))
    consultation = known.first()
    if consultation is None:
        return Shut(
            "这个链接打不开",
            "链接可能没有复制完整，或者不是本站发出的。请回到收到的短信、邮件或者征求意见书，重新打开完整的链接；还是打不开的，请打电话问发出征求意见书的机关。",
        )
    organ = consultation.application.organ
    if consultation.opinion in ANSWERS:
        return Shut(
            "您的意见已经收到",
            "谢谢您。意见只能提交一次，这个链接已经不能再用；要补充或者更改的，请尽快与机关联系。",
            organ,
        )
    return Shut(
        "这次征求意见已经结束",
        "提出意见的期限已经过去，或者申请已经办结，链接不能再用。还想说明意见的，请尽快与机关联系：决定作出以前收到的意见，机关仍会考虑。",
        organ,
    )
