"""Facts in a text: how they read, what is wrong with a reference, and what may be denied."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.facts import Fact, FactKind, Flaw, denials, pieces, rendered

LEAKS = FactKind(
    code="leaks.cases",
    name="泄密事件",
    unit="起",
    register="泄密事件台账",
    topics=("management",),
    some="发生泄密事件{}",
    none="未发生泄密事件",
    denials=(re.compile("(?:未|没有)[^，。]{0,6}泄密"),),
)
FEES = FactKind("fees.billed", "收费总金额", "元", "收费台账", ("fees",))
KINDS = {kind.code: kind for kind in (LEAKS, FEES)}
KNOWN = {"leaks.cases": Fact("leaks.cases", 2), "fees.billed": Fact("fees.billed", Decimal("120.50"))}


@pytest.mark.parametrize(
    ("text", "facts", "reads"),
    [
        ("共{{leaks.cases}}。", KNOWN, "共2起。"),
        ("{{ fees.billed }}", KNOWN, "120.5元"),
        ("全年{{leaks.cases|句}}。", KNOWN, "全年发生泄密事件2起。"),
        ("全年{{leaks.cases|句}}。", {"leaks.cases": Fact("leaks.cases", 0)}, "全年未发生泄密事件。"),
        (
            "全年{{leaks.cases|句}}。",
            {"leaks.cases": Fact("leaks.cases", 0, is_kept=False)},
            "全年【泄密事件没有登记】。",
        ),
        ("全年{{leaks.cases}}。", {}, "全年【泄密事件没有登记】。"),
        ("没有引用。", {}, "没有引用。"),
    ],
)
def test_how_a_text_reads(text, facts, reads):
    assert rendered(text, facts, kinds=KINDS) == reads


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("{{leaks.cases}}", None),
        ("{{nothing.here}}", Flaw.NO_SUCH_FACT),
        ("{{fees.billed|句}}", Flaw.NO_STATEMENT),
        ("{{leaks.cases|词}}", Flaw.NO_STATEMENT),
        ("{{leaks.ca", Flaw.HALF_TYPED),
        ("leaks}}", Flaw.HALF_TYPED),
    ],
)
def test_what_is_wrong_with_a_reference(text, flaw):
    (piece,) = pieces(text, KNOWN, kinds=KINDS)
    assert piece.flaw is flaw


def test_what_nobody_kept_is_not_known_and_never_0():
    (piece,) = pieces("{{leaks.cases}}", {"leaks.cases": Fact("leaks.cases", 0, is_kept=False)}, kinds=KINDS)
    assert piece.flaw is Flaw.NOT_KNOWN
    assert Fact("leaks.cases", 0).is_known
    assert not Fact("leaks.cases", None).is_known
    assert not Fact("leaks.cases", "").is_known


@pytest.mark.parametrize(
    ("text", "fact", "values"),
    [
        ("全年未发生泄密事件。", Fact("leaks.cases", 0), []),
        ("全年未发生泄密事件。", Fact("leaks.cases", 1), [1]),
        ("全年未发生泄密事件。", Fact("leaks.cases", 0, is_kept=False), [None]),
        ("全年未发生泄密事件。没有泄密。", Fact("leaks.cases", 1), [1, 1]),
        ("发生泄密事件1起。", Fact("leaks.cases", 1), []),
    ],
)
def test_a_denial_is_held_against_its_register(text, fact, values):
    assert [one.value for one in denials(text, {fact.code: fact}, kinds=[LEAKS])] == values


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("收到12件，{{appl。", ["{{appl"]),
        ("共{{leaks.cases|，其中", ["{{leaks.cases|"]),
        ("泄密leaks.cases}}。", ["leaks.cases}}"]),
        ("有{{申请}}和{{leaks}件", ["{{申请}}", "{{leaks}"]),
        ("一对{{", ["{{"]),
    ],
)
def test_what_is_half_a_reference_is_told_without_the_words_around_it(text, half):
    found = pieces(text, KNOWN, kinds=KINDS)
    assert [piece.text for piece in found if piece.flaw is Flaw.HALF_TYPED] == half
    assert "".join(piece.text for piece in found) == text


@given(st.text(alphabet="{}|句leaks.cases未 ", max_size=60))
def test_nothing_that_is_typed_is_lost(text):
    read = pieces(text, {}, kinds=KINDS)
    # What is no reference stands there as it was typed, and in its place.
    typed = re.sub(r"\{\{\s*[a-z0-9_.]+\s*(?:\|\s*[^{}|\s]+\s*)?\}\}", "", text)
    assert "".join(piece.text for piece in read if not piece.code) == typed


@given(st.text(alphabet="甲乙。，1 ", max_size=60))
def test_a_text_without_references_stays_as_it_is(text):
    assert rendered(text, KNOWN, kinds=KINDS) == text
