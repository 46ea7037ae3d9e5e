"""The duties and the rules for signing in, as the law data has them."""

import shutil
from datetime import timedelta

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.accounts import account_rules
from gongkai.lawbook.duties import duties
from gongkai.lawbook.files import PACKAGE_LAW

APART = {"admin", "security_admin", "auditor"}


def test_the_duties_are_those_of_the_design():
    assert list(duties()) == [
        "clerk",
        "section_head",
        "publisher",
        "legality_reviewer",
        "secrecy_reviewer",
        "office_head",
        "deputy_leader",
        "chief_leader",
        "authority",
        "auditor",
        "admin",
        "security_admin",
    ]


def test_the_three_administrations_are_apart():
    for code in APART:
        assert duties()[code].apart_from >= APART - {code}
        assert not duties()[code].delegable
        assert not duties()[code].stand_in


def test_an_auditor_holds_nothing_else():
    assert duties()["auditor"].apart_from == set(duties()) - {"auditor"}


def test_what_is_needed_can_be_stood_in_for():
    assert all(duty.stand_in and duty.delegable for duty in duties().values() if duty.needed)
    assert all(duty.does.endswith("。") for duty in duties().values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('reach = "organ"', 'reach = "world"', "reach"),
        ('name = "经办人"', 'name = ""', "name"),
        ('apart_from = ["auditor", "admin"]', 'apart_from = ["auditor"]', "不得兼任"),
        ('apart_from = ["auditor"]', 'apart_from = ["nobody"]', "nobody"),
        ('code = "publisher"', 'code = "clerk"', "同名"),
        ("needed = true", "wanted = true", "wanted"),
    ],
)
def test_a_slip_in_the_duties_is_named(tmp_path, old, new, said):
    shutil.copy(PACKAGE_LAW / "duties.toml", tmp_path)
    file = tmp_path / "duties.toml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        duties(str(tmp_path))


def test_the_rules_for_signing_in():
    rules = account_rules()
    assert (rules.length, rules.kinds, rules.not_the_last) == (12, 2, 5)
    assert rules.expiry == timedelta(days=180)
    assert (rules.failures, rules.lockout) == (5, timedelta(minutes=15))
    assert (rules.idle, rules.longest, rules.at_once) == (timedelta(minutes=30), timedelta(hours=12), 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("length = 12", "length = 6"),
        ("failures = 5", "failures = 0"),
        ("at_once = 2\n", ""),
        ("kinds = 2", "kinds = 5"),
    ],
)
def test_a_rule_that_protects_nobody_is_refused(tmp_path, old, new):
    shutil.copy(PACKAGE_LAW / "accounts.toml", tmp_path)
    file = tmp_path / "accounts.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(LawInvalid, match=r"accounts\.toml"):
        account_rules(str(tmp_path))


def test_passwords_need_not_expire(tmp_path):
    file = tmp_path / "accounts.toml"
    file.write_text(
        (PACKAGE_LAW / "accounts.toml").read_text("utf-8").replace("days = 180", "days = 0"), "utf-8"
    )
    assert account_rules(str(tmp_path)).expiry is None
