"""The lengths of an application's clock: complete, sourced, and what is wrong in them told."""

import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.clock import due
from gongkai.kernel.deadlines import Deadline
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.deadlines import clock_law, deadlines
from gongkai.lawbook.files import PACKAGE_LAW

LENGTHS = {
    "correction_notice_due": (7, "条例第三十条"),
    "correction_due": (15, "条例第三十条"),
    "reply_due": (20, "条例第三十三条"),
    "extension": (20, "条例第三十三条"),
    "third_party_due": (15, "条例第三十二条"),
    "organ_due": (15, "条例第三十三条"),
    "co_maker_due": (15, "条例第三十四条"),
    "unserved_due": (15, "条例第三十三条"),
    "payment_due": (20, "国办函〔2020〕109号"),
    "paid_reply_due": (20, "国办函〔2020〕109号"),
    "reopened_reply_due": (20, "条例第三十三条"),
}
BY_POLICY = {"correction_due", "organ_due", "unserved_due", "reopened_reply_due"}


def known() -> dict[str, Deadline]:
    law = deadlines()
    values = {field.name: getattr(law, field.name) for field in fields(law)}
    return {code: value for code, value in values.items() if isinstance(value, Deadline)}


def test_every_length_with_its_article() -> None:
    assert {code: (each.workdays, each.article) for code, each in known().items()} == LENGTHS
    assert all(code == each.code for code, each in known().items())


def test_what_the_law_leaves_open_is_marked() -> None:
    assert {code for code, each in known().items() if each.is_policy} == BY_POLICY


def test_the_first_day_of_this_law() -> None:
    assert deadlines().earliest_on == date(2019, 5, 15)


def test_every_article_belongs_to_an_event() -> None:
    kinds = {*Happened} | {"reopened_review", "reopened_court"}
    assert set(deadlines().articles) <= kinds


def overlay(tmp_path: Path, old: str, new: str) -> str:
    text = (PACKAGE_LAW / "deadlines.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "deadlines.toml").write_text(text.replace(old, new, 1), "utf-8")
    return str(tmp_path)


def test_an_office_sets_what_the_law_leaves_open(tmp_path: Path) -> None:
    folder = overlay(tmp_path, 'name = "申请人补正"\nworkdays = 15', 'name = "申请人补正"\nworkdays = 10')
    assert deadlines(folder).correction_due.workdays == 10


def test_lengths_and_calendar_come_from_the_same_folder(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE_LAW / "calendars", tmp_path / "calendars")
    local = (tmp_path / "calendars/2024.toml").read_text("utf-8")
    local = local.replace("first_on = 2024-02-10", "first_on = 2024-02-09")
    (tmp_path / "calendars/2024.toml").write_text(local, "utf-8")
    counted = due([CaseEvent(kind=Happened.RECEIVED, on=date(2024, 1, 26))], law=clock_law(str(tmp_path)))
    assert counted is not None
    assert counted.day == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "reply_due"', 'code = "replay_due"', "不认识期限“replay_due”"),
        ('code = "co_maker_due"', 'code = "organ_due"', "同名"),
        ("workdays = 7", "workdays = 0", "大于 0"),
        ("workdays = 7", 'workdays = "七"', "整数"),
        ("received_on = 2019-05-15", 'received_on = "2019-05-15"', "不带引号"),
        ('kind = "corrected"', 'kind = "received"', "写了两次"),
        ("is_policy = true", "is_polices = true", "不认识“is_polices”"),
        ('source = "条例第三十条：自收到', 'sauce = "条例第三十条：自收到', "sauce"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = overlay(tmp_path, old, new)
    with pytest.raises(LawInvalid, match=said):
        deadlines(folder)


def test_a_length_that_is_missing_is_named(tmp_path: Path) -> None:
    text = (PACKAGE_LAW / "deadlines.toml").read_text("utf-8")
    before, rest = text.split('[[deadline]]\ncode = "payment_due"')
    after = rest.split("[[deadline]]", 1)[1]
    (tmp_path / "deadlines.toml").write_text(f"{before}[[deadline]]{after}", "utf-8")
    with pytest.raises(LawInvalid, match="缺少期限“payment_due”"):
        deadlines(str(tmp_path))
