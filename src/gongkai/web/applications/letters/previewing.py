"""预览答复: the letter as it would go out, for whoever writes it or reads it before it does; nothing of it is kept."""

from copy import copy
from datetime import date

from gongkai.kernel.problems import Refused
from gongkai.web.applications.models import Reply
from gongkai.web.applications.replies import reply as replies


def previewed(reply: Reply, ending: str, *, on: date) -> bytes:
    """As it would go out on this day, with the applicants masked. Raises Unwritable."""
    return replies.rendered(as_on(reply, on=on), ending)


def as_on(reply: Reply, *, on: date) -> Reply:
    """A reply as it would be sent in or signed on a day: what is signed stays as it is. Not to be saved."""
    shown = copy(reply)
    if shown.signed_on is None:
        shown.is_electronic = replies.goes_online(shown.application)
        shown.remedy = _remedy(shown, on)
    return shown


def _remedy(reply: Reply, on: date) -> str:
    """What it would tell about remedies; nothing as long as that cannot be written."""
    application = reply.application
    try:
        told = replies.remedy_told(
            replies.decision_of(reply).remedy,
            application.organ,
            on,
            is_electronic=reply.is_electronic,
        )
    except Refused:  # the sheet of checks says what is not settled
        return ""
    return replies.in_paragraphs(told)
