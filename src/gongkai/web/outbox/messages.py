"""Ways in which a message leaves the house: by mail, and by text message through a program or an address of the operator.

Errands send them, so a message may be repeated after a failure that came too late: each has a mark that stays the same,
in the mail as its Message-ID, by which the other side knows it again.
"""

import hashlib
import json
import subprocess
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage

# Seconds for which a gateway is waited for; less than the lease of an errand.
_LONGEST = 30


class NotSent(Exception):
    """The gateway did not take the message; the errand is tried again."""


def can_mail() -> bool:
    """Whether the operator has named a mail server; a demo writes to nobody, as its people are invented."""
    return settings.MAIL_IS_SENT and not settings.FIXED_TODAY


def can_text() -> bool:
    """Whether the operator has named a way for text messages, and this is no demo."""
    return bool(settings.SMS_GATEWAY) and not settings.FIXED_TODAY


def send_mail(to: str, *, subject: str, text: str, mark: str) -> None:
    """Hand a mail to the server; what it does not take is raised as the library does."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    known = {"Message-ID": f"<{_short(mark)}@{host}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(subject, text, to=[to], headers=known).send()


def send_text(to: str, *, text: str, mark: str) -> None:
    """Hand a text message to the gateway. Raises NotSent, OSError when it cannot be reached."""
    told = json.dumps({"to": to, "text": text, "id": _short(mark)}, ensure_ascii=False).encode()
    gateway = settings.SMS_GATEWAY
    (_post if gateway.startswith(("http://", "https://")) else _run)(gateway, told)


def _post(address: str, told: bytes) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if settings.SMS_KEY:
        headers["Authorization"] = f"Bearer {settings.SMS_KEY}"
    request = Request(address, data=told, headers=headers, method="POST")
    with urlopen(request, timeout=_LONGEST) as answer:
        if answer.status not in (200, 201, 202, 204):
            raise NotSent(answer.status)


def _run(program: str, told: bytes) -> None:
    done = subprocess.run([program], input=told, timeout=_LONGEST, check=False, capture_output=True)
    if done.returncode:
        raise NotSent(done.returncode)


def _short(mark: str) -> str:
    """As a word of ASCII letters that names nobody."""
    return hashlib.sha256(mark.encode()).hexdigest()[:32]
