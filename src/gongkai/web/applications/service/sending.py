"""The ways that the installation has: text messages first, then mail."""

from gongkai.web.applications.identity import Identity
from gongkai.web.outbox.messages import can_mail, can_text, send_mail, send_text

from .ways import Way, way


def _text(to: Identity, words: str, mark: str) -> None:
    send_text(to.phone, text=words, mark=mark)


def _mail(to: Identity, words: str, mark: str) -> None:
    send_mail(to.email, subject="政府信息公开申请", text=f"{words}\n", mark=mark)


way(Way("sms", can_text, lambda one: bool(one.phone), _text))
way(Way("email", can_mail, lambda one: bool(one.email), _mail))
