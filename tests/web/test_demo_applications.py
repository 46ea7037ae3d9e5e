"""依申请公开 of the invented county: in every state and with every outcome, each where its entry says, nothing refused."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta

import pytest

from gongkai.kernel.outcomes import OutcomeGroup
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import ApplicantKind, Channel, Opinion
from gongkai.web.demo.applications.case import later
from gongkai.web.demo.applications.content import cases, drafted_of, people_of, steps_of, told, wanted_of
from gongkai.web.demo.applications.moves import STEPS
from gongkai.web.demo.county import TODAY
from tests.web.demo_home import new_demo, run

# The state in which a case is after the last step that is told of it; what is not here keeps the state before.
LEADS_TO = {
    "ask_correction": "awaiting_correction",
    "lapse_correction": "lapsed_correction",
    "consult": "consulting",
    "ask_reasons": "awaiting_reason",
    "notice_fee": "awaiting_payment",
    "lapse_fee": "lapsed_fee",
    "draft": "drafted",
    "submit": "under_review",
    "send_back": "drafted",
    "approve": "signed",
    "archive": "archived",
    "withdraw": "withdrawn",
    "void": "voided_duplicate",
    "split": "split",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return new_demo(tmp_path_factory.mktemp("applied"))


@pytest.fixture
def ask(home):
    """`ask("SELECT …")`: rows of the demo's database."""
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as connection:
        yield lambda query: connection.execute(query).fetchall()


def done(raw) -> list[str]:
    """The names of the steps whose day has come."""
    begun = later(TODAY - timedelta(days=raw["ago"] + 1), 1)
    steps = ([] if raw.get("is_part") else ["apply 0"]) + list(steps_of(raw))
    return [name for name, after in map(str.split, steps) if later(begun, int(after)) < TODAY]


def test_every_entry_can_be_told():
    titles = [(raw["organ"], raw["title"]) for raw in cases()]
    assert len(set(titles)) == len(titles)
    for raw in cases():
        assert {step.split()[0] for step in steps_of(raw)} <= STEPS.keys(), raw["title"]
        assert wanted_of(raw).wanted
        assert all(one.name for one in people_of(raw)[1])
        if "outcomes" in raw:
            assert "{" not in drafted_of(raw, earlier=None).text
    assert {one.split()[0] for steps in told()["courses"].values() for one in steps} <= STEPS.keys()


def test_every_case_stands_where_its_entry_says(ask):
    stands = dict(ask("SELECT title, state FROM applications_application"))
    assert stands.keys() == {raw["title"] for raw in cases()}
    for raw in cases():
        leads = [LEADS_TO[name] for name in done(raw) if name in LEADS_TO][-1:]
        if leads and done(raw)[-1] in LEADS_TO:
            assert stands[raw["title"]] == leads[0], raw["title"]


def test_there_is_something_of_everything(ask):
    states = Counter(dict(ask("SELECT state, count(*) FROM applications_application GROUP BY 1")))
    assert states.keys() == case_lifecycle().states.keys()
    assert 70 <= states.total() <= 90
    ends = {one.code for one in outcome_law().outcomes.values() if one.group is not OutcomeGroup.PENDING}
    assert {row[0] for row in ask("SELECT DISTINCT outcome FROM applications_application")} == {"", *ends}
    channels = {row[0] for row in ask("SELECT DISTINCT channel FROM applications_application")}
    assert channels == set(Channel.values)
    kinds = {row[0] for row in ask("SELECT DISTINCT kind FROM applications_application")}
    assert kinds == set(ApplicantKind.values)
    assert {row[0] for row in ask("SELECT DISTINCT service FROM applications_reply")} >= {
        *("direct", "post", "electronic", "spot")
    }
    opinions = {row[0] for row in ask("SELECT DISTINCT opinion FROM applications_consultation")}
    assert opinions == set(Opinion.values) - {"returned"} | {""}


def test_some_are_late_some_extended_and_some_were_done_anew(ask):
    late = f"SELECT count(*) FROM applications_application WHERE made_on IS NULL AND concluded_on IS NULL AND due_on < '{TODAY}'"
    assert ask(late)[0][0] >= 1
    assert ask("SELECT count(*) FROM applications_application WHERE made_on > due_on")[0][0] >= 2
    assert ask("SELECT count(*) FROM applications_application WHERE is_extended")[0][0] >= 2
    assert ask("SELECT count(*) FROM applications_reply WHERE round = 2")[0][0] >= 2
    assert ask("SELECT count(*) FROM applications_feenotice WHERE paid_on IS NOT NULL")[0][0] >= 2
    assert ask("SELECT count(*) FROM applications_releasenotice WHERE told_on IS NOT NULL")[0][0] == 1
    assert ask('SELECT count(*) FROM applications_applicant WHERE "order" = 1')[0][0] == 1
    assert ask("SELECT count(*) FROM applications_application WHERE parent_id IS NOT NULL")[0][0] == 3
    assert ask("SELECT count(*) FROM applications_contribution WHERE answered_on IS NULL")[0][0] >= 1


def test_what_a_review_or_a_court_ordered_stands_in_its_register(ask):
    opened = "SELECT application_id, reopener FROM applications_happening WHERE kind = 'reopened'"
    ordered = (
        "SELECT c.application_id, CASE c.kind WHEN 'suit' THEN 'court' ELSE c.kind END "
        "FROM remedies_challenge c JOIN remedies_ruling r ON r.challenge_id = c.id WHERE r.orders_reply"
    )
    assert sorted(ask(opened)) == sorted(ask(ordered)) != []
    assert ask("SELECT COUNT(*) FROM remedies_challenge WHERE review_id IS NOT NULL") == [(1,)]
    assert ask("SELECT COUNT(*) FROM remedies_challenge WHERE answered_on > due_on") == [(0,)]


def test_replies_wait_for_a_reviewer_and_for_a_leader(ask):
    waiting = ask(
        "SELECT DISTINCT stage FROM reviews_review WHERE state = 'open' AND subject_label = 'applications.reply'"
    )
    assert {stage for (stage,) in waiting} == {"review", "approve"}


def test_every_organ_can_answer_electronically(ask):
    assert ask(
        "SELECT count(*) FROM organs_organ WHERE id NOT IN (SELECT organ_id FROM applications_reviewonline)"
    ) == [(0,)]


def test_somebody_who_tries_it_is_told_numbers_codes_and_a_link(home, ask):
    shown = [raw["title"] for raw in cases() if raw.get("is_shown")]
    kept = [line.split() for line in (home / "demo_codes").read_text("ascii").splitlines()]
    stored = {f"S{pk:06d}": title for pk, title in ask("SELECT id, title FROM applications_application")}
    codes = {receipt: secret for receipt, what, secret in kept if what == "code"}
    assert sorted(stored[receipt] for receipt in codes) == sorted(shown)
    assert {len(secret) for secret in codes.values()} == {10}
    said = run(home, "demo")
    assert "件公开申请" in said
    for _receipt, _what, secret in kept:
        assert secret in said
    assert f"/opinion/{next(secret for _, what, secret in kept if what == 'link')}/" in said


def test_nobody_was_refused_and_no_name_stands_in_the_ledger(ask):
    assert ask("SELECT body FROM ledger_event WHERE kind = 'ledger.refused'") == []
    for raw in cases():
        for identity in people_of(raw)[1]:
            for secret in filter(None, (identity.id_number, identity.phone, identity.email)):
                assert ask(f"SELECT count(*) FROM ledger_event WHERE body LIKE '%{secret}%'") == [(0,)]
