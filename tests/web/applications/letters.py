"""A mail server of the tests' own, and people who can be written to."""

from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from aiosmtpd.controller import Controller

from tests.web.free_port import free_port

PATIENCE = 60  # seconds, on a machine that has other things to do


class Letterbox:
    """What a mail server was given; `is_down` turns the next ones away."""

    def __init__(self):
        self.letters, self.is_down = [], False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library calls it so
        if self.is_down:
            return "451 later"
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"

    @property
    def to(self):
        return [address for addresses, _ in self.letters for address in addresses]

    def text(self, place=-1):
        return self.letters[place][1].get_payload(decode=True).decode()

    def subject(self, place=-1):
        return str(make_header(decode_header(self.letters[place][1]["Subject"])))


@pytest.fixture
def letterbox(settings):
    """A mail server of its own, named in the settings."""
    port, box = free_port(), Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, PATIENCE
    settings.DEFAULT_FROM_EMAIL, settings.MAIL_IS_SENT = "gongkai@molu.example", True
    yield box
    server.stop()


@pytest.fixture
def reached(person_with):
    """`reached("clerk", organ)`: somebody who can be written to."""

    def one(duty, organ, **fields):
        person = person_with(duty, organ, **fields)
        person.email, person.phone = f"{person.username}@molu.example", f"1380000{person.pk:04d}"
        person.save()
        return person

    return one
