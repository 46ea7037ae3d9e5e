"""Through a real server with two workers and every page kept: what is withdrawn is gone with the next request."""

import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.free_port import free_port
from tests.web.own_database import environment

ROOT = Path(__file__).parents[2]
# A town with its people, and one item that is public.
PUBLISH = """
import django
django.setup()
from datetime import date
from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from tests.web.disclosure.conftest import NOW, Town

how = {"by": SYSTEM, "at": NOW}
town = found(Organ(slug="zhenxi", name="枕溪镇人民政府", short_name="枕溪镇", level="township", kind="government"), **how)

def viewer(duty):
    person = people.enrol(duty.replace("_", "-"), "同事", organ=town, **how)
    people.appoint(person, duty, organ=town, since_on=date(2020, 1, 1), **how)
    return viewer_for(person.pk, NOW.date())

staff = Town(*(viewer(duty) for duty in ("clerk", "secrecy_reviewer", "chief_leader", "publisher")))
print(staff.publish(staff.draft(town)).pk)
"""
WITHDRAW = """
import django
django.setup()
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations.models import User
from gongkai.web.people.selectors import viewer_for
from tests.web.disclosure.conftest import NOW

publisher = viewer_for(User.objects.get(username="publisher").pk, NOW.date())
actions.withdraw(Item.objects.get(), reason="内容有误", by=publisher, at=NOW)
"""
# With {item} for the item's path below its organ; each names it, and none may afterwards.
LISTS = (
    *("/", "/search/?q=防汛", "/feed.xml", "/organs/zhenxi/feed.xml", "/sitemap-public-1.xml"),
    *("/organs/zhenxi/columns/statutory/", "/api/v1/items"),
)
ITSELF = ("/organs/zhenxi/items/{pk}/", "/organs/zhenxi/items/{pk}.docx", "/api/v1/items/{pk}")
PATIENCE = 120  # seconds, on a machine that has other things to do
TIMES = 4  # so that either worker is asked


def _run(script, variables):
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@contextmanager
def _served(variables):
    """The site's address, with two workers."""
    port = free_port()
    arguments = ["serve", "--port", str(port), "--workers", "2", "--no-worker"]
    command = [sys.executable, "-m", "gongkai.web", *arguments]
    server = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert "网站已在" in server.stdout.readline().decode()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _answers(address):
    """What every worker answers: each status, and each text."""
    statuses, texts = set(), set()
    for _ in range(TIMES):
        try:
            with urllib.request.urlopen(urllib.parse.quote(address, safe=":/?=&"), timeout=PATIENCE) as page:
                statuses.add(page.status)
                texts.add(page.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            statuses.add(error.code)
    return statuses, texts


@pytest.fixture
def variables(tmp_path):
    with environment(tmp_path) as found:
        yield found | {"PYTHONPATH": str(ROOT)}


def test_a_withdrawn_item_is_gone_from_a_warm_server(variables, tmp_path):
    pk = _run(PUBLISH, variables)
    itself = [path.format(pk=pk) for path in ITSELF]
    with _served(variables) as site:
        assert {path: _answers(site + path)[0] for path in itself} == {path: {200} for path in itself}
        assert {path for path in LISTS if _named(site + path, pk)} == set(LISTS)
        assert list(tmp_path.glob("cache/pages/*/*")), "pages are kept"
        _run(WITHDRAW, variables)
        assert {path: _answers(site + path)[0] for path in itself} == {path: {410} for path in itself}
        assert {path for path in LISTS if _named(site + path, pk)} == set()


def _named(address, pk):
    """Whether any worker still names the item."""
    statuses, texts = _answers(address)
    assert statuses == {200}, address
    return any(f"/items/{pk}" in text for text in texts)
