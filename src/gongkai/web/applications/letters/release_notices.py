"""公开决定告知书 with its reply: what third parties will be told, whose information is given although they do not agree, read
by everybody who signs the reply; and as it was signed."""

from datetime import date

from gongkai.kernel.problems import Refused
from gongkai.web.applications.models import Application, ReleaseNotice, Reply
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies import reply as replies


def noticed_with(reply: Reply, *, on: date) -> list[ReleaseNotice]:
    """The notices that go with a reply: those that were signed with it, else as they would be signed on this day, which are
    not to be saved."""
    if reply.signed_on is not None:
        return list(reply.notices.in_force().select_related("consultation").order_by("pk"))
    decision, told = replies.decision_of(reply), reply.told
    over = proofs.overridden(reply.application, decision, told)
    return [
        ReleaseNotice(
            reply=reply,
            consultation=asked,
            reason=told.get(proofs.RELEASE_REASON, ""),
            remedy=_remedy(reply.application, on),
        )
        for asked in over
    ]


def _remedy(application: Application, on: date) -> str:
    """What they would be told about remedies; nothing as long as that cannot be written."""
    try:
        return replies.in_paragraphs(replies.release_told(application.organ, on))
    except Refused:  # the sheet of checks says what is not settled
        return ""
