"""预览答复: the letter as it would go out, for whoever writes it or reads it before it does; nothing of it is kept."""

from copy import copy
from datetime import date

from gongkai.kernel.problems import Refused

from . import replies
from .models import Reply


def previewed(reply: Reply, ending: str, *, on: date) -> bytes:
    """As it would go out on this day, with the applicants masked. Raises Unwritable."""
    shown = copy(reply)
    if shown.signed_on is None:
        shown.remedy = _remedy(shown, on)
    return replies.rendered(shown, ending)


def _remedy(reply: Reply, on: date) -> str:
    """What it would tell about remedies, or why that cannot be written yet."""
    application = reply.application
    try:
        told = replies.remedy_told(
            replies.decision_of(reply).remedy,
            application.organ,
            on,
            is_electronic=replies.goes_online(application),
        )
    except Refused as problem:
        return f"（救济途径还不能写出：{problem.message}）"
    return told.text
