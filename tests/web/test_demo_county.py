"""The whole invented county: two years of papers at every point of their way, made once and copied afterwards."""

import json
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from gongkai.kernel.problems import Unwritable
from gongkai.web.demo import home as demo_home_of
from gongkai.web.demo import snapshot
from gongkai.web.demo.county import TODAY, county, whole_county
from gongkai.web.demo.people import listed
from gongkai.web.demo.wording import all_told
from gongkai.web.demo.yearbook import written
from tests.web.demo_home import new_demo, run

ENDS = {
    "draft": "draft",
    "submit": "in_review",
    "return": "draft",
    "schedule": "approved",
    "publish": "live",
    "edit": "live",
    "repeal": "live",
    "lapse": "live",
    "withdraw": "withdrawn",
    "expire": "expired",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return new_demo(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def ask(home):
    """`ask("SELECT …")`: rows of the demo's database."""
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as connection:
        yield lambda query: connection.execute(query).fetchall()


def test_it_has_one_county_six_departments_and_eight_townships_with_their_people():
    organs = whole_county()["organs"]
    kinds = Counter("county" if "parent" not in one else one["level"] for one in organs)
    assert kinds == {"county": 7, "township": 8}
    held = {(raw["organ"], duty) for raw in listed() for duty in raw["duties"]}
    wanted = {"clerk", "publisher", "section_head", "secrecy_reviewer", "legality_reviewer", "office_head",
              "deputy_leader", "chief_leader"}  # fmt: skip
    for organ in organs:
        assert wanted <= {duty for slug, duty in held if slug == organ["slug"]}, organ["slug"]
    assert len({raw["name"] for raw in listed()}) == len(listed())


def test_two_years_are_written_the_same_way_each_time():
    assert written.__wrapped__() == written()
    titles = [(entry["organ"], entry["title"]) for entry in written() if "title" in entry]
    assert len(set(titles)) == len(titles)
    assert all("{" not in entry.get("body", "") + entry.get("title", "") for entry in written())
    assert max(entry["formed"] for entry in written() if "effective" not in entry) > 700
    assert min(entry["formed"] for entry in written()) < 20


def test_every_item_stands_where_its_entry_says(ask):
    stands = {
        (slug, title): status
        for slug, title, status in ask(
            "SELECT o.slug, v.title, i.status FROM disclosure_item i JOIN organs_organ o ON o.id = i.organ_id"
            " JOIN disclosure_version v ON v.item_id = i.id AND v.number = 1"
        )
    }
    told = {
        (raw["organ"], raw["title"]): raw["steps"][-1].split()[0]
        for raw in all_told()["items"]
        if "title" in raw
    }
    assert told.keys() <= stands.keys()
    wrong = {key[0] for key, last in told.items() if last in ENDS and stands[key] != ENDS[last]}
    assert wrong <= {"jieshan"}, "where nobody reviews any more, what was begun of late waits"


def test_there_is_something_of_everything(ask):
    states = dict(ask("SELECT status, count(*) FROM disclosure_item GROUP BY 1"))
    assert states.keys() == {"draft", "in_review", "approved", "live", "kept", "expired", "withdrawn"}
    assert 560 <= sum(states.values()) <= 700
    assert len(ask("SELECT DISTINCT kind FROM disclosure_item")) == 11
    assert {row[0] for row in ask("SELECT DISTINCT stage FROM reviews_review WHERE state = 'open'")} >= {
        "section_head", "secrecy", "legality", "deputy_leader", "chief_leader", "review", "approve"
    }  # fmt: skip
    validities = {row[0] for row in ask("SELECT DISTINCT validity FROM disclosure_item")}
    assert validities >= {"valid", "repealed", "expired"}
    assert {row[0] for row in ask("SELECT DISTINCT outcome FROM disclosure_reassessment")} == {
        "keep",
        "release",
    }
    assert {row[0] for row in ask("SELECT DISTINCT status FROM documents_consultation")} == {
        "open",
        "closed",
        "answered",
    }
    assert {row[0] for row in ask("SELECT DISTINCT ending FROM foundations_keptfile")} >= {
        "pdf",
        "docx",
        "xlsx",
    }
    assert ask("SELECT count(*) FROM disclosure_item WHERE changed_on IS NOT NULL")[0][0] >= 5
    assert ask("SELECT count(*) FROM disclosure_item WHERE go_live_at IS NOT NULL")[0][0] >= 2
    assert ask("SELECT count(*) FROM catalogue_row WHERE statement_item IS NOT NULL")[0][0] >= 5
    assert len(ask("SELECT DISTINCT organ_id FROM channels_publicplace")) == 9


def test_each_organ_published_both_annual_reports_and_no_two_say_the_same(ask):
    rows = ask(
        "SELECT o.slug, r.year, r.title, r.data, d.first_on FROM reports_report r JOIN organs_organ o ON o.id = r.organ_id"
        " JOIN (SELECT subject_id, min(\"on\") AS first_on FROM ledger_event WHERE subject_type = 'reports.report' GROUP BY 1) d"
        " ON d.subject_id = r.id ORDER BY 1, 2"
    )
    slugs = {one["slug"] for one in whole_county()["organs"]}
    assert {(slug, year) for slug, year, *_ in rows} == {
        (slug, year) for slug in slugs for year in (2024, 2025)
    }
    reports = {(slug, year): json.loads(data) for slug, year, _, data, _ in rows}
    newer = {one["slug"] for one in whole_county()["organs"]} - {one["slug"] for one in county()["organs"]}
    assert len(newer) == 7
    wrong = {
        key: [one["code"] for one in data["findings"]] for key, data in reports.items() if key[0] in newer
    }
    assert {key: codes for key, codes in wrong.items() if codes} == {}
    told = {json.dumps([data["table2"], data["table3"]]) for data in reports.values()}
    assert len(told) == len(reports)
    # In the January after, as the law wants it.
    assert all(on == f"{year + 1}-01-23" for _, year, _, _, on in rows)


def test_what_a_year_leaves_over_is_what_the_next_begins_with(ask):
    by_organ = {}
    for slug, year, data in ask(
        "SELECT o.slug, r.year, r.data FROM reports_report r JOIN organs_organ o ON o.id = r.organ_id"
    ):
        by_organ.setdefault(slug, {})[year] = json.loads(data)
    for slug, years in by_organ.items():
        assert years[2025]["table3"]["carried_in"] == years[2024]["table3"]["carried_out"], slug
        docs = years[2025]["table2"]["normative_docs"]
        before = years[2024]["table2"]["normative_docs"]
        assert docs["in_force"] == before["in_force"] + docs["issued"] - docs["repealed"], slug


def test_nobody_signs_twice_and_nothing_was_refused(ask):
    assert (
        ask("SELECT review_id, person_id FROM reviews_step GROUP BY 1, 2 HAVING count(DISTINCT part) > 1")
        == []
    )
    assert ask("SELECT body FROM ledger_event WHERE kind = 'ledger.refused'") == []
    # Passwords grow old by the machine's clock.
    later = f"SELECT DISTINCT kind FROM ledger_event WHERE \"on\" > '{TODAY}'"
    assert ask(later) in ([], [("accounts.password_set",)])


def test_the_ledger_is_sound_and_a_second_time_changes_nothing(home, ask):
    before = ask("SELECT count(*) FROM ledger_event")
    assert "没有发现改动" in run(home, "verify")
    password = (home / "demo_password").read_text("ascii")
    assert "今天总是2026年11月12日" in run(home, "demo")
    assert ask("SELECT count(*) FROM ledger_event") == before
    assert (home / "demo_password").read_text("ascii") == password
    assert (home / "demo_today").read_text("ascii").strip() == TODAY.isoformat()


def test_each_home_has_a_password_and_a_secret_of_its_own(home, tmp_path):
    other = new_demo(tmp_path)
    for name in ("demo_password", "secret_key"):
        assert (other / name).read_bytes() != (home / name).read_bytes()


@pytest.fixture
def cached(monkeypatch, tmp_path):
    """A cache of its own, and a folder that is made by hand; how often it was made."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = []

    def make(folder):
        made.append(folder)
        (folder / "rows").write_text("rows")

    def copied(name):
        snapshot.copy("trial", tmp_path / name, make=make)
        return (tmp_path / name / "rows").read_text()

    return copied, made


def test_it_is_made_once_and_copied(cached, tmp_path):
    copied, made = cached
    assert [copied("a"), copied("b")] == ["rows", "rows"]
    assert len(made) == 1
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["rows"]


def test_a_copy_that_was_damaged_is_made_anew(cached, tmp_path):
    copied, made = cached
    copied("a")
    [folder] = (tmp_path / "cache" / "gongkai").glob("trial-*/")
    (folder / "rows").write_text("damaged")
    assert copied("b") == "rows"
    (folder / "made.json").write_text("{")
    assert copied("c") == "rows"
    assert len(made) == 3


def test_other_data_are_another_county(cached, monkeypatch, tmp_path):
    copied, made = cached
    copied("a")
    law = tmp_path / "law"
    law.mkdir()
    (law / "items.toml").write_text("")
    monkeypatch.setenv("GONGKAI_LAW_DIR", str(law))
    snapshot.fingerprint.cache_clear()
    try:
        copied("b")
    finally:
        snapshot.fingerprint.cache_clear()
    assert len(made) == 2


def test_a_demo_without_its_database_is_never_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(demo_home_of.subprocess, "run", lambda *_command, **_options: None)
    with pytest.raises(Unwritable, match="没有建全"):
        demo_home_of._make(tmp_path)


def test_what_fails_half_way_leaves_nothing(cached, tmp_path):
    copied, _ = cached

    def fail(_folder):
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any failure
        snapshot.copy("trial", tmp_path / "a", make=fail)
    assert not (tmp_path / "a").exists()
    assert copied("b") == "rows"
