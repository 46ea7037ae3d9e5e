"""What an operator may choose: complete, explained, safe without a choice."""

import re
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

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
    first = environment.secret_key(tmp_path)
    assert len(first) > 50
    assert environment.secret_key(tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_what_nobody_chose_is_safe():
    assert site.DEBUG is False
    assert "*" not in site.ALLOWED_HOSTS
    assert site.WAGTAIL_WORKFLOW_ENABLED is False
    assert site.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert site.WAGTAIL_GRAVATAR_PROVIDER_URL is None


def test_django_finds_no_fault(db):
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_writers_wait_for_each_other(db):
    from django.db import connection

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_port_in_use_is_told_with_another_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 已被占用.*--port {port + 1}"):
            call_command("serve", port=port)
