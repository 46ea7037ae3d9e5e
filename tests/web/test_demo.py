"""The invented county: complete, built twice without change, with the findings that were planned for it."""

import json

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.core.management import CommandError, call_command

from gongkai.engine.intake import take_bytes, take_file
from gongkai.engine.render import formats
from gongkai.kernel.duties import SYSTEM
from gongkai.web.accounts.models import PastPassword
from gongkai.web.catalogue.models import Row
from gongkai.web.channels.models import Posting
from gongkai.web.demo.county import SOURCES, county
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
from gongkai.web.reports.actions import check
from gongkai.web.reports.models import Report
from gongkai.web.reviews.models import Review
from tests.demo_authoring import files
from tests.demo_authoring.draft import drafts

# Findings that were put in on purpose; a report that is not named here is clean.
PLANNED = {
    ("zhenxi", 2024): {"T3_LEAF_SUM"},
    ("shisui", 2025): {"CELL_BLANK", "COPY_LAST_YEAR"},
    ("jieshan", 2024): {"PERIOD", "HEADING_NUMBER"},
    ("molu-water", 2024): {"BREAKDOWN_SUM"},
    ("dengxia", 2025): {"CLAIM_MISMATCH", "T4_TOTAL"},
    ("zhiyuan", 2025): {"OTHER_PLACE"},
}


def listed():
    """The invented people as data."""
    return people_as_data(is_small=True)


def test_building_it_twice_changes_nothing(small_county, capsys):
    before = _everything()
    call_command("demo", small=True)
    assert f"8 个机关，16 份年度报告，{len(listed())} 名人员" in capsys.readouterr().out
    assert _everything() == before
    assert Organ.objects.count() == 8


def test_each_report_has_the_findings_that_were_planned(small_reports):
    found = {
        (report.organ.slug, report.year): {finding["code"] for finding in report.data["findings"]}
        for report in Report.objects.select_related("organ")
    }
    assert {key: codes for key, codes in found.items() if codes} == PLANNED


def test_every_figure_is_read(small_reports):
    assert all(report.data["doubts"] == [] for report in Report.objects.all())
    blanks = {report.organ.slug for report in Report.objects.all() if report.data["blanks"]}
    assert blanks == {"shisui"}


def test_every_page_of_it_opens(small_reports, client):
    for report in Report.objects.select_related("organ"):
        assert client.get(f"/organs/{report.organ.slug}/{report.year}/").status_code == 200
        assert client.get(f"/organs/{report.organ.slug}/").status_code == 200


INVENTED = "演示数据：机关和报告均为虚构"


def test_pages_say_that_the_county_is_invented_and_what_day_it_is(small_reports, client, settings):
    paths = ["/", "/organs/molu/", "/organs/molu/2024/", "/check/"]
    assert all("均为虚构，日期停在 2026年11月12日" in client.get(path).text for path in paths)
    settings.FIXED_TODAY = None
    _say(client, paths, is_said=True)
    Organ.objects.filter(slug="molu").update(name="别处人民政府")
    _say(client, paths, is_said=True)
    Organ.objects.filter(slug="molu").update(code="")
    _say(client, paths, is_said=False)


def _say(client, paths, *, is_said):
    cache.clear()  # only acts make pages new
    assert {INVENTED in client.get(path).text for path in paths} == {is_said}


COMPARED = ("title", "organ", "year", "period", "table2", "table3", "table4", "blanks", "doubts", "checks")


def findings_of(data):
    # Last year's report is not sent along with the page.
    found = {(finding["code"], finding["message"]) for finding in data["findings"]}
    return {(code, message) for code, message in found if code != "COPY_LAST_YEAR"}


def test_a_saved_page_is_read_like_its_source(small_reports, client):
    for report in Report.objects.select_related("organ"):
        page = client.get(f"/organs/{report.organ.slug}/{report.year}/").content
        again = check(take_bytes(page, name="saved.html")).data
        assert {key: again[key] for key in COMPARED} == {key: report.data[key] for key in COMPARED}
        assert findings_of(again) == findings_of(report.data)


def as_jsonb(value):
    """A value as PostgreSQL gives it back: shorter keys first, keys of one length by their bytes."""
    if isinstance(value, list):
        return [as_jsonb(item) for item in value]
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: as_jsonb(value[key]) for key in keys}
    return value


@pytest.mark.parametrize(
    "file", ["zhenxi-2024.txt", "shisui-2025.docx", "dengxia-2025.pdf", "molu-water-2025.xlsx"]
)
@pytest.mark.parametrize("ending", ["json", "html", "xlsx"])
def test_what_is_written_does_not_hang_on_the_order_of_keys(file, ending):
    data = check(take_file(SOURCES / file)).data
    assert list(as_jsonb(data)) != list(data)
    written = formats.render(as_jsonb(data), ending)
    assert written == formats.render(data, ending)
    if ending == "json":
        assert json.dumps(json.loads(written)) == json.dumps(data)


def test_pages_do_not_hang_on_the_order_of_keys(small_reports, client):
    paths = [
        "/organs/zhenxi/2024/",
        "/organs/dengxia/2025/",
        "/organs/dengxia/2025/pages/4/",
        "/organs/shisui/2025/",
    ]
    before = [client.get(path).content for path in paths]
    for report in Report.objects.all():
        Report.objects.filter(pk=report.pk).update(data=as_jsonb(report.data))
    assert [client.get(path).content for path in paths] == before


def test_the_sources_are_what_the_particulars_say():
    for draft in drafts():
        if not draft.file.endswith(files.UNSETTLED):
            written = files.WRITERS[draft.file.rpartition(".")[2]](draft)
            assert (SOURCES / draft.file).read_bytes() == written, draft.file


def test_there_is_one_source_a_report():
    reports = county()["reports"]
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


@pytest.mark.parametrize("slug", ["real-county", "molu"])
def test_a_real_installation_stays_as_it_is(db, capsys, slug):
    real = Organ(slug=slug, name="某县人民政府", short_name="某县", level="county", kind="government")
    organs.found(real, by=SYSTEM, at=clock.now())
    before = _everything()
    with pytest.raises(CommandError, match="不属于演示的机关（如“某县人民政府”）"):
        call_command("demo", small=True)
    assert _everything() == before
    assert not User.objects.exists()


def test_an_organ_that_somebody_adds_to_the_demo_is_no_stranger(small_county):
    more = Organ(slug="new-town", name="新镇人民政府", short_name="新镇", level="township", kind="government",
                 parent=Organ.objects.get(slug="molu"))  # fmt: skip
    organs.found(more, by=SYSTEM, at=clock.now())
    call_command("demo", small=True, verbosity=0)
    assert Organ.objects.count() == 9
