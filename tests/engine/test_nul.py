"""NUL characters, as programs leave them behind: no text, no figure and no place is another for them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.kernel.problems import Unreadable
from tests.engine.test_mutations import calmly
from tests.law.test_rules import HOLDS

# One figure is wrong, so that a finding quotes its line.
TEXT = HOLDS.replace("（七）总计\t4", "（七）总计\t3")
PAGE = "".join(f"<p>{line}</p>\n" for line in TEXT.split("\n"))


def read(text: str, encoding: str = "utf-8") -> dict[str, Any]:
    """All that is said of a text, but for the fingerprint of its bytes."""
    report = as_json(examine(intake.take_bytes(text.encode(encoding), "a.txt")))
    del report["source"]
    return report


@calmly(15)
@given(
    text=st.sampled_from([TEXT, f"<html><body>{PAGE}</body></html>"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    places=st.lists(st.floats(0, 1), min_size=1, max_size=12),
)
def test_a_nul_is_no_character(text: str, encoding: str, places: list[float]) -> None:
    whole = read(text)
    for place in places:
        at = int(place * len(text))
        text = f"{text[:at]}\0{text[at:]}"
    found = read(text, encoding)
    assert found == whole
    assert found["findings"]
    assert "\\u0000" not in json.dumps(found)


def test_an_entity_is_no_way_round() -> None:
    page = PAGE.replace("。", "。&#0;&#x0;&#xD800;")
    told = json.dumps(read(f"<html><body>{page}</body></html>"))
    assert "\\u0000" not in told
    assert "\\ud800" not in told


def test_many_of_them_are_no_text() -> None:
    with pytest.raises(Unreadable):
        intake.take_bytes("\0".join(TEXT).encode(), "a.txt")
