"""How long alerts hold and when they go out: the data as they stand, and slips in them."""

from datetime import date, time

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.alerts import alert_rules
from gongkai.lawbook.files import PACKAGE_LAW


def test_an_alert_holds_for_a_year() -> None:
    rules = alert_rules()
    assert (rules.years, rules.hour) == (1, time(8))
    assert rules.until(date(2026, 3, 5)) == date(2027, 3, 5)
    assert rules.until(date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("years = 1", "years = 0", "years"),
        ('hour = "08:00"', 'hour = "8 Uhr"', "hour"),
        ("most = 20", "least = 20", "least"),
        ("to_one = 3", "", "to_one"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, said) -> None:
    told = (PACKAGE_LAW / "alerts.toml").read_text("utf-8")
    assert old in told
    (tmp_path / "alerts.toml").write_text(told.replace(old, new), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        alert_rules(str(tmp_path))
