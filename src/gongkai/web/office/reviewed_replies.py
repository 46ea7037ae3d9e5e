"""How replies to applications are shown to those who review them: the letter as it would go out, with its files."""

from collections.abc import Collection
from datetime import date

from gongkai.kernel.days import full_day
from gongkai.kernel.paper import Paper, Passage
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.letters.release_notices import noticed_with
from gongkai.web.applications.models import Reply
from gongkai.web.applications.papers import supplied_with
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.proofs import RELEASE_REASON
from gongkai.web.applications.replies.reviewing import LABEL
from gongkai.web.applications.replies.signing import hindrances
from gongkai.web.foundations import clock
from gongkai.web.reviews.models import Review

from .reviewed import Display, Draft, display


def _draft(review: Review) -> Draft | None:
    """The reply, as long as it says exactly what was sent into the chain."""
    found = Reply.objects.filter(pk=review.subject_id, content_hash=review.content_hash)
    reply = found.select_related("application__organ").first()
    if reply is None:
        return None
    papers = (replies.paper_of(reply), *_noticed(reply))
    body = tuple(block for paper in papers for block in paper.blocks)
    words = _words(reply)
    supplied = tuple((one.name, one.kept) for one in supplied_with(reply) if one.kept)
    barred = tuple(check.said for check in hindrances(review, on=clock.today()))
    lines = [block.text for block in body if isinstance(block, Passage)]
    return Draft(
        version=f"第{reply.round}次答复",
        words=words,
        body=body,
        attachments=supplied,
        context={
            "reply": reply,
            "words": [*words, *_until(reply)],
            "lines": lines,
            "supplied": supplied,
            "barred": barred,
        },
        in_office="office/case_reply.html",
        on_telephone="office/case_reply_link.html",
        barred=barred,
    )


def _noticed(reply: Reply) -> list[Paper]:
    """What third parties are told who do not agree: it is signed with the reply."""
    return [replies.notice_of(one) for one in noticed_with(reply, on=clock.today())]


def _words(reply: Reply) -> tuple[tuple[str, str], ...]:
    outcomes, application = outcome_law().outcomes, reply.application
    told = [
        ("登记编号", application.number),
        ("所需信息", application.title),
        ("处理结果", outcomes[reply.outcome].name),
        ("各项的结果", "；".join(outcomes[code].name for code in reply.parts)),
        ("以其中一项为主的理由", reply.reason),
        ("第三方不同意而仍然公开的理由", reply.told.get(RELEASE_REASON, "")),
    ]
    return tuple((label, value) for label, value in told if value)


def _until(reply: Reply) -> list[tuple[str, str]]:
    """Until when the applicant must have it; it may move while the reply is read, so no paper says it."""
    due_on = reply.application.due_on
    return [("答复期限", full_day(due_on))] if due_on and reply.made_on is None else []


def _due(pks: Collection[int]) -> dict[int, date]:
    """Until when the applicant has to be answered."""
    waiting = Reply.objects.filter(pk__in=pks, made_on=None).exclude(application__due_on=None)
    return dict(waiting.values_list("pk", "application__due_on"))


display(LABEL, Display(draft=_draft, due=_due))
