"""What an operator may choose: complete, explained, safe without a choice."""

import importlib.util
import re
import socket
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from gongkai.web.organs.models import Organ
from gongkai.web.settings import environment, site

WEB = Path(environment.__file__).parents[1]


def test_every_setting_is_explained_in_a_sentence():
    for setting in environment.SETTINGS:
        assert re.fullmatch(r"GONGKAI_[A-Z_]+", setting.name)
        assert setting.help.endswith("。"), setting.name


def test_no_variable_is_read_that_the_table_does_not_name():
    read = {
        name
        for path in WEB.rglob("*.py")
        if path.name != "test.py"  # the tests' own settings read what no operator chooses
        for name in re.findall(r"\"(GONGKAI_[A-Z_]+)\"", path.read_text("utf-8"))
    }
    assert read == {setting.name for setting in environment.SETTINGS}


def test_an_unknown_name_is_a_mistake_and_an_empty_value_is_no_choice():
    with pytest.raises(KeyError):
        environment.value("GONGKAI_NOTHING", {})
    assert environment.value("GONGKAI_UPLOAD_MB", {"GONGKAI_UPLOAD_MB": " "}) == "20"
    assert environment.value("GONGKAI_UPLOAD_MB", {"GONGKAI_UPLOAD_MB": "5"}) == "5"


@pytest.mark.parametrize("chosen", ["0", "-1", "a lot", "1.5"])
def test_a_number_that_is_none_is_told_by_name(monkeypatch, chosen):
    monkeypatch.setenv("GONGKAI_UPLOAD_MB", chosen)
    with pytest.raises(ImproperlyConfigured, match="GONGKAI_UPLOAD_MB 应为大于 0 的整数"):
        environment.number("GONGKAI_UPLOAD_MB")


def test_a_key_is_made_once_and_kept_from_others(tmp_path, monkeypatch):
    monkeypatch.delenv("GONGKAI_SECRET_KEY")
    first = environment.kept_key(tmp_path, "GONGKAI_SECRET_KEY")
    assert len(first) > 50
    assert environment.kept_key(tmp_path, "GONGKAI_SECRET_KEY") == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left_behind", ["", "\n"])
def test_an_empty_key_file_is_no_key(tmp_path, monkeypatch, left_behind):
    monkeypatch.delenv("GONGKAI_SECRET_KEY")
    (tmp_path / "secret_key").write_text(left_behind)
    key = environment.kept_key(tmp_path, "GONGKAI_SECRET_KEY")
    assert len(key) > 50
    assert environment.kept_key(tmp_path, "GONGKAI_SECRET_KEY") == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_cannot_be_written_leaves_no_empty_file(tmp_path, monkeypatch):
    def full(_length):
        raise OSError(28, "No space left on device")

    monkeypatch.delenv("GONGKAI_SECRET_KEY")
    monkeypatch.setattr(environment.secrets, "token_urlsafe", full)
    with pytest.raises(OSError, match="No space"):
        environment.kept_key(tmp_path, "GONGKAI_SECRET_KEY")
    assert not list(tmp_path.iterdir())


def test_the_key_of_the_process_that_was_faster_counts(tmp_path, monkeypatch):
    def overtaken(_length):
        (tmp_path / "secret_key").write_text("made meanwhile")
        return "too late"

    monkeypatch.delenv("GONGKAI_SECRET_KEY")
    monkeypatch.setattr(environment.secrets, "token_urlsafe", overtaken)
    assert environment.kept_key(tmp_path, "GONGKAI_SECRET_KEY") == "made meanwhile"


@pytest.fixture
def chosen(monkeypatch, settings):
    """Settings as they are with these variables."""

    def choose(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("gongkai.web.settings.chosen", site.__file__)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made = vars(module)
        for name in ("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER"):
            setattr(settings, name, made[name])
        return made

    return choose


def test_https_is_asked_for_and_remembered(chosen, client, db):
    made = chosen(GONGKAI_HTTPS="1")
    assert made["SESSION_COOKIE_SECURE"] is made["CSRF_COOKIE_SECURE"] is True
    answer = client.get("/check/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/check/")
    assert client.get("/check/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(("behind_proxy", "status"), [("0", 301), ("1", 200)])
def test_only_a_proxy_is_believed_that_https_was_used(chosen, client, db, behind_proxy, status):
    chosen(GONGKAI_HTTPS="1", GONGKAI_BEHIND_PROXY=behind_proxy)
    assert client.get("/check/", headers={"x-forwarded-proto": "https"}).status_code == status


def test_without_https_nothing_of_it_is_sent(chosen, client, db):
    chosen()
    assert "Strict-Transport-Security" not in client.get("/check/").headers


def test_what_nobody_chose_is_safe():
    assert site.DEBUG is False
    assert "*" not in site.ALLOWED_HOSTS
    assert site.WAGTAIL_WORKFLOW_ENABLED is False
    assert site.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert site.WAGTAIL_GRAVATAR_PROVIDER_URL is None


def test_django_finds_no_fault(db):
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the whole database")
@pytest.mark.django_db(transaction=True)
def test_writers_wait_for_each_other():
    """The second one has read before the first is done: without the lock taken at once it would fail, not wait."""
    has_begun = threading.Event()

    def write_slowly():
        with transaction.atomic():
            Organ.objects.create(slug="first", path="first/", name="甲")
            has_begun.set()
            time.sleep(0.3)
        connection.close()

    first = threading.Thread(target=write_slowly)
    first.start()
    assert has_begun.wait(60)
    with transaction.atomic():
        assert Organ.objects.count() == 1
        Organ.objects.create(slug="second", path="second/", name="乙")
    first.join()
    assert Organ.objects.count() == 2


def test_a_port_in_use_is_told_with_another_one(db):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 已被占用.*--port {port + 1}"):
            call_command("serve", port=port)
