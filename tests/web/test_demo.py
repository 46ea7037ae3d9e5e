"""The invented county: complete, built twice without change, and what people did to it stays."""

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import call_command

from gongkai.kernel.duties import SYSTEM
from gongkai.web.accounts.models import PastPassword
from gongkai.web.catalogue.models import Row
from gongkai.web.channels.models import Posting
from gongkai.web.demo.county import SOURCES, whole_county
from gongkai.web.demo.password import Password, kept_password
from gongkai.web.demo.people import listed as people_as_data
from gongkai.web.disclosure.models import Item
from gongkai.web.documents.models import Document
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.ledger.models import Event
from gongkai.web.organs import actions as organs
from gongkai.web.organs.actions import Passing
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.people.models import Appointment
from gongkai.web.reports import actions as reports
from gongkai.web.reports.models import Report
from gongkai.web.reviews.models import Review
from tests.demo_authoring import files
from tests.demo_authoring.draft import drafts


def listed():
    """The invented people as data."""
    return people_as_data(is_small=True)


def test_building_it_twice_changes_nothing(small_county, capsys):
    before = _everything()
    call_command("demo", small=True)
    assert f"8 个机关，16 份年度报告，{len(listed())} 名人员" in capsys.readouterr().out
    assert _everything() == before
    assert Organ.objects.count() == 8


def test_the_sources_are_what_the_particulars_say():
    for draft in drafts():
        if not draft.file.endswith(files.UNSETTLED):
            written = files.WRITERS[draft.file.rpartition(".")[2]](draft)
            assert (SOURCES / draft.file).read_bytes() == written, draft.file


def test_there_is_one_source_a_report():
    reports = whole_county()["reports"]
    assert {report["file"] for report in reports} == {path.name for path in SOURCES.iterdir()}


def test_everybody_signs_in_with_the_password_that_is_told(small_county, client, capsys):
    call_command("demo", small=True)
    told = capsys.readouterr().out
    file = settings.HOME / "demo_password"
    password = file.read_text("ascii").strip()
    assert f"口令都是 {password}（" in told
    assert str(file) in told
    assert file.stat().st_mode & 0o777 == 0o600
    for username in ("molu-clerk", "molu-admin", "molu-auditor", "molu-office-head"):
        assert username in told
        assert User.objects.get(username=username).check_password(password)
    signed_in = client.post("/office/login/", {"username": "molu-admin", "password": password})
    assert (signed_in.status_code, signed_in.headers["Location"]) == (302, "/office/")
    assert {raw["username"] for raw in listed()} == set(User.objects.values_list("username", flat=True))


def test_two_demos_have_two_passwords(tmp_path):
    (tmp_path / "a").mkdir()
    first = kept_password(tmp_path)
    assert first.is_new
    assert kept_password(tmp_path) == Password(first.text, first.file, is_new=False)
    assert kept_password(tmp_path / "a").text != first.text


def test_an_empty_file_is_no_password(tmp_path):
    (tmp_path / "demo_password").write_text("\n")
    assert kept_password(tmp_path).is_new


def test_a_lost_password_is_made_anew_for_everybody(small_county):
    (settings.HOME / "demo_password").unlink()
    call_command("demo", small=True, verbosity=0)
    password = kept_password(settings.HOME).text
    assert all(
        check_password(password, User.objects.get(username=one["username"]).password) for one in listed()
    )


def test_what_people_tried_out_stays(small_county):
    at = clock.now()
    zhiyuan, molu = Organ.objects.get(slug="zhiyuan"), Organ.objects.get(slug="molu")
    organs.rename(molu, name="墨鹭市人民政府", short_name="墨鹭市", by=SYSTEM, at=at)
    organs.dissolve(zhiyuan, [Passing(molu)], on=at.date(), document="试办", by=SYSTEM, at=at)
    reports.withdraw(Report.objects.get(organ__slug="zhenxi", year=2024), reason="试办", by=SYSTEM, at=at)
    clerk = User.objects.get(username="molu-clerk")
    people.deactivate(clerk, leave_vacant=True, reason="试办", by=SYSTEM, at=at)
    User.objects.filter(username="molu-auditor").update(password=make_password("chosen-2026-Myself"))
    before = _everything()
    call_command("demo", small=True, verbosity=0)
    assert _everything() == before


KEPT = (Organ, Report, User, Appointment, PastPassword, Row, Item, Review, Document, Posting)


def _everything():
    return [Event.objects.count(), *(list(model.objects.order_by("pk").values()) for model in KEPT)]


def test_an_organ_that_somebody_adds_to_the_demo_is_no_stranger(small_county):
    more = Organ(slug="new-town", name="新镇人民政府", short_name="新镇", level="township", kind="government",
                 parent=Organ.objects.get(slug="molu"))  # fmt: skip
    organs.found(more, by=SYSTEM, at=clock.now())
    call_command("demo", small=True, verbosity=0)
    assert Organ.objects.count() == 9
