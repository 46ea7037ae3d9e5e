"""How a message leaves the house: by a mail server, by a program or an address for text messages, or not at all."""

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.case_reminders import internal, reminders
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.service.ways import way_to
from gongkai.web.outbox.messages import NotSent, can_mail, can_text, send_text
from gongkai.web.settings.mail import mail as mail_settings

from . import letters

letterbox = letters.letterbox  # a fixture


def test_a_demo_writes_to_nobody(settings):
    settings.MAIL_IS_SENT, settings.SMS_GATEWAY, settings.FIXED_TODAY = True, "/bin/true", date(2026, 3, 10)
    assert (can_mail(), can_text()) == (False, False)


def test_a_program_that_fails_has_sent_nothing(settings):
    settings.SMS_GATEWAY = "/bin/false"
    with pytest.raises(NotSent):
        send_text("13900001234", text="试", mark="x")


def test_a_text_message_through_an_address(settings):
    got = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append((self.headers["Authorization"], said))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *args):
            """Nothing to the screen."""

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_GATEWAY, settings.SMS_KEY = f"http://127.0.0.1:{server.server_port}/send", "k1"
    send_text("13900001234", text="一件", mark="a:1")
    send_text("13900001234", text="一件", mark="a:1")
    server.shutdown()
    assert got[0] == got[1]
    assert (got[0][0], got[0][1]["to"], got[0][1]["text"]) == ("Bearer k1", "13900001234", "一件")


def test_applicants_are_reached_by_the_same_ways(settings, letterbox):
    someone = Identity(name="周明远", email="zhou@mail.example")
    way_to(someone).send(someone, "您的新查询码：1234。", "m")
    assert letterbox.to == ["zhou@mail.example"]
    assert "1234" in letterbox.text()
    settings.SMS_GATEWAY = "/bin/true"
    assert way_to(Identity(name="周明远", email="a@mail.example", phone="13900001234")).name == "sms"
    assert way_to(someone).name == "email"


@pytest.mark.parametrize(
    ("address", "port", "is_ssl", "is_tls"),
    [
        ("smtp://mail.molu.example", 25, False, False),
        ("smtp+tls://mail.molu.example", 587, False, True),
        ("smtps://mail.molu.example:4650", 4650, True, False),
    ],
)
def test_an_address_names_a_mail_server(address, port, is_ssl, is_tls):
    told_ = mail_settings(address, sender="gongkai@molu.example")
    assert (told_["EMAIL_HOST"], told_["EMAIL_PORT"]) == ("mail.molu.example", port)
    assert (told_["EMAIL_USE_SSL"], told_["EMAIL_USE_TLS"]) == (is_ssl, is_tls)


def test_names_and_passwords_may_hold_any_letter():
    told_ = mail_settings("smtps://gongkai%40molu:a%2Fb@mail.molu.example", sender="gongkai@molu.example")
    assert (told_["EMAIL_HOST_USER"], told_["EMAIL_HOST_PASSWORD"]) == ("gongkai@molu", "a/b")


@pytest.mark.parametrize(
    ("address", "sender"),
    [("mail.molu.example", "a@b.example"), ("smtp://", "a@b.example"), ("smtp://m", "")],
)
def test_a_slip_in_the_address_is_told(address, sender):
    with pytest.raises(ImproperlyConfigured):
        mail_settings(address, sender=sender)


def test_without_a_server_nothing_is_sent():
    assert mail_settings("", sender="")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("triage = 1", "triage = 0"),
        ("draft = 5", 'draft = "五"'),
        ("workdays = [5, 2, 0]", "workdays = [5, -1]"),
        ('quiet_from = "21:00"', 'quiet_from = "07:00"'),
        ('quiet_from = "21:00"', 'quiet_from = "晚上"'),
        ("confirm = 1", "confirm = 1\nconfirmed = 2"),
    ],
)
def test_slips_in_the_data_are_told(old, new, tmp_path):
    told_ = (PACKAGE_LAW / "applications.toml").read_text("utf-8")
    assert old in told_
    (tmp_path / "applications.toml").write_text(told_.replace(old, new), "utf-8")
    with pytest.raises(LawInvalid):
        (internal(str(tmp_path)), reminders(str(tmp_path)))
