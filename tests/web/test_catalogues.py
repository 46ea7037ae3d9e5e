"""Words that the libraries leave in English: each is supplied by our catalogue, whole and compiled."""

import re
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings

from tests.web.conftest import sign_in

OURS = Path(settings.LOCALE_PATHS[0], "zh_Hans/LC_MESSAGES")
DOMAINS = ("django", "djangojs")
# Names of things.
SAME_IN_CHINESE = {"", "HTTP Accept", "Wagtail API v3"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
TAG = re.compile(r"</?\w+|\b(?:href|class|data-[\w-]+)=")


def entries(catalogue):
    """The living entries of a catalogue file, by context and message."""
    found = polib.pofile(str(catalogue))
    return {(entry.msgctxt, entry.msgid): entry for entry in found if not entry.obsolete}


def folders():
    """Where Django and the installed apps keep their words; what they leave out is ours to supply."""
    yield Path(django.__file__).parent / "conf/locale"
    for app in apps.get_app_configs():
        folder = Path(app.path, "locale")
        if folder.is_dir() and folder != settings.LOCALE_PATHS[0]:
            yield folder


def messages(domain):
    """All messages of the libraries, and those that they translate themselves."""
    every, translated = {}, set()
    for folder in folders():
        whole = next((folder / name for name in ("en", "de") if (folder / name).is_dir()), None)
        for catalogue in whole.glob(f"*/{domain}.po") if whole else ():
            every |= entries(catalogue)
        for name in ("zh", "zh_Hans"):
            for catalogue in (folder / name).glob(f"*/{domain}.po"):
                translated |= {key for key, entry in entries(catalogue).items() if entry.translated()}
    return every, translated


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_is_left_in_english(domain):
    every, translated = messages(domain)
    ours = {key for key, entry in entries(OURS / f"{domain}.po").items() if entry.translated()}
    left = [
        message for context, message in every.keys() - translated - ours if message not in SAME_IN_CHINESE
    ]
    assert not left, "\n".join(sorted(left))


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_are_kept(domain):
    for (_, message), entry in entries(OURS / f"{domain}.po").items():
        model = entry.msgid_plural or message
        said = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        marks = PLACEHOLDER.findall(model)
        assert set(PLACEHOLDER.findall(said)) == set(marks), message
        assert sorted(TAG.findall(said)) == sorted(TAG.findall(model)), message


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_we_supply_is_chinese(domain):
    chinese = re.compile(r"[一-鿿]")
    for (_, message), entry in entries(OURS / f"{domain}.po").items():
        said = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        bare = re.sub(r"<[^>]+>", "", PLACEHOLDER.sub("", said))
        assert chinese.search(said) or message in SAME_IN_CHINESE or not re.search(r"[A-Za-z]", bare), message
        assert "！" not in said


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_the_one_that_people_read(domain):
    compiled = (OURS / f"{domain}.mo").read_bytes()
    assert compiled == polib.pofile(str(OURS / f"{domain}.po")).to_binary(), (
        "run python scripts/catalogues.py"
    )


def test_scripts_of_the_office_get_our_words(client, superuser):
    sign_in(client, superuser)
    assert "\\u6b63\\u5728\\u81ea\\u52a8\\u4fdd\\u5b58" in client.get("/office/jsi18n/").text  # 正在自动保存
