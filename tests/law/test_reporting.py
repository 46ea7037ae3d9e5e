"""The law data of reports: every draft can be told from facts that there are, and is never read as another figure."""

import re
import shutil
import tomllib

import pytest

from gongkai import lawbook
from gongkai.engine.claims import ClaimReader
from gongkai.engine.document import Line
from gongkai.engine.marks import settle
from gongkai.engine.prose import prose
from gongkai.kernel.facts import Fact, Scope, referred, rendered
from gongkai.kernel.figures import Figures
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook import PACKAGE_LAW
from gongkai.lawbook.facts import fact_kinds
from gongkai.lawbook.reporting import reporting_law

FORM = lawbook.load().form("2021")
NUMBERS = {code: number for number, code in enumerate(fact_kinds(), 3)}


def drafts():
    """What may be proposed, in a report of its own and in one that adds others up."""
    found = [
        (topic.code, text)
        for topic in reporting_law().topics
        for one in topic.sentences
        for text in (one.text, one.rolled_up)
    ]
    return [(topic, text) for topic, text in dict.fromkeys(found) if text]


@pytest.mark.parametrize(("topic", "sentence"), drafts(), ids=lambda one: one[:24])
def test_a_drafted_figure_is_read_as_what_it_is(topic, sentence):
    """Whatever the engine reads as the figure of a cell is the fact of that cell."""
    kinds = fact_kinds()
    facts = {code: Fact(code, number) for code, number in NUMBERS.items()}
    for code in ("applications.kinds", "applications.breakdown", "items.breakdown"):
        facts[code] = Fact(code, "各项若干")
    text = rendered(sentence, facts, kinds=kinds)
    paragraphs = prose([Line(settle(text), text)], is_wrapped=False).paragraphs
    blank = Figures.of(FORM, dict.fromkeys(FORM.cells, 0))
    for claim in ClaimReader(FORM).read(paragraphs, blank, year=2025):
        told = [code for code, number in NUMBERS.items() if number == claim.value]
        assert [kinds[code].cells for code in told] == [claim.cells], (topic, claim.text)


def test_a_draft_asserts_nothing_that_no_register_proves():
    """Every sentence rests on a fact and goes with it; what surrounds the facts praises and promises nothing."""
    for topic, sentence in drafts():
        assert "{{" in sentence, (topic, sentence)
        words = re.sub(r"\{\{[^{}]*\}\}", "", sentence)
        assert not re.search("，均|逐件|及时|严格|按规定|依照法定|可以检索|因情况复杂", words), (topic, words)


def test_what_adds_others_up_says_which_figures_are_the_organ_s_own():
    """A fact of the organ's registers never stands beside the tables' sums without a word."""
    for topic in reporting_law().topics:
        for one in topic.sentences:
            scopes = {fact_kinds()[code].scope for code in referred(one.rolled_up)}
            assert ("本级" in one.rolled_up) or Scope.REGISTER not in scopes, one.rolled_up
            if Scope.REGISTER in scopes:
                assert Scope.TABLES not in scopes, one.rolled_up


def test_whatever_is_proposed_goes_with_the_facts_that_it_tells():
    """A sentence about a register is proposed only when somebody kept it: a draft is never born with a hole."""
    for topic in reporting_law().topics:
        for one in topic.sentences:
            asked = {*one.when, *one.zero, *one.known}
            told = [code for code in referred(one.text) if fact_kinds()[code].scope is not Scope.REPORT]
            register = {code.partition(".")[0] for code in asked}
            assert all(code in asked or code.partition(".")[0] in register for code in told), one.text


def test_each_topic_of_section_one_is_drafted_and_headed_as_the_form_has_it():
    ours = [topic.heading for topic in reporting_law().topics if topic.section == 1]
    assert ours == [topic.heading for topic in FORM.topics]


def test_every_denial_knows_its_own_sentence():
    """What a fact itself says of nothing is a denial that its patterns find, where it has any."""
    for kind in fact_kinds().values():
        if kind.denials:
            assert any(denial.search(kind.none) for denial in kind.denials) or not kind.none, kind.code


def test_every_entry_names_its_source():
    for name, lists in (("facts", ("fact",)), ("reporting", ("topic",))):
        data = tomllib.loads((PACKAGE_LAW / f"{name}.toml").read_text("utf-8"))
        assert all(entry["source"] for key in lists for entry in data[key])


@pytest.mark.parametrize(
    ("name", "old", "new", "match"),
    [
        (
            "facts",
            'cells = ["table3.new_received.total"]',
            'cells = ["table3.nothing.total"]',
            "没有“table3.nothing.total”",
        ),
        ("facts", 'some = "收到政府信息公开申请{}"', 'some = "收到政府信息公开申请"', "有一处 {}"),
        ("facts", 'code = "organ.name"', 'code = "机关"', "由小写字母"),
        ("facts", 'topics = ["fees"]', 'topics = ["nothing"]', "主题“nothing”不在这里"),
        ("reporting", "{{organ.name}}", "{{organ.nothing}}", "不能这样引用"),
        ("reporting", 'when = ["items.published"]', 'when = ["items.nothing"]', "没有“items.nothing”"),
        ("reporting", "section = 6", "section = 2", "其他部分是表格"),
        ("reporting", 'code = "on_request"', 'code = "proactive"', "同名"),
        ("reporting", 'list = "measures"', 'list = "mending"', "“list”应是 carried、"),
        ("reporting", 'list = "measures"', 'list = "problems"', "须各有一项"),
        ("reporting", 'code = "special"', 'code = "extra"', "“code”是 special"),
        ("facts", 'scope = "report"', 'scope = "nothing"', "“scope”应是 report、"),
    ],
)
def test_a_slip_is_told_when_the_data_are_loaded(tmp_path, name, old, new, match):
    for file in ("facts", "reporting"):
        shutil.copyfile(PACKAGE_LAW / f"{file}.toml", tmp_path / f"{file}.toml")
    text = (tmp_path / f"{name}.toml").read_text("utf-8")
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=match):
        reporting_law(str(tmp_path))
