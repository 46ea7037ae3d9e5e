"""The reference pages say what code and law say today; each rule, problem and setting is on its page."""

import pytest

from docs import examples, generate
from gongkai import lawbook
from gongkai.lawbook.duties import duties
from gongkai.web.gate.routes import rules
from gongkai.web.ledger.registry import all_kinds
from gongkai.web.settings.environment import SETTINGS
from tests.architecture.sources import ROOT

REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", generate.PAGES)
def test_page_is_fresh(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == generate.PAGES[name](), "run `make docs`"


def test_every_rule_is_on_its_page() -> None:
    text = (REFERENCE / "rules.md").read_text("utf-8")
    assert not [rule.code for rule in lawbook.load().rules if f"## {rule.code}\n" not in text]


def test_every_problem_is_on_its_page() -> None:
    text = (REFERENCE / "problems.md").read_text("utf-8")
    assert not [kind.code for kind in generate.problem_kinds() if f"`{kind.code}`" not in text]


def test_every_cell_is_on_its_page() -> None:
    text = (REFERENCE / "form.md").read_text("utf-8")
    rows = {row.id for form in lawbook.load().forms.values() for table in form.tables for row in table.rows}
    assert not [row for row in rows if f"`{row}`" not in text]


def test_every_setting_is_on_its_page() -> None:
    text = (REFERENCE / "settings.md").read_text("utf-8")
    assert not [setting.name for setting in SETTINGS if f"`{setting.name}`" not in text]


def test_every_duty_is_on_its_page() -> None:
    text = (REFERENCE / "duties.md").read_text("utf-8")
    assert not [code for code in duties() if f"`{code}`" not in text]


def test_every_address_is_on_its_page() -> None:
    text = (REFERENCE / "addresses.md").read_text("utf-8")
    assert not [rule.name for rule in rules() if f"`{rule.name}`" not in text]


def test_every_kind_of_event_is_on_its_page() -> None:
    text = (REFERENCE / "events.md").read_text("utf-8")
    assert not [code for code in all_kinds() if f"`{code}`" not in text]


def test_no_page_of_the_reference_is_written_twice() -> None:
    assert {page.name for page in REFERENCE.iterdir()} - {"words.toml"} == set(generate.PAGES)


@pytest.mark.parametrize("name", examples.PAGES)
def test_example_shows_what_the_command_prints(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == examples.filled(name), "run `make docs`"
