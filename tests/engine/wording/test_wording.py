"""Proofreading: every rule finds its example and leaves alone what is fine; an organ's own list; places; few false alarms."""

from pathlib import Path

import pytest

from gongkai.engine.intake import take_file
from gongkai.engine.wording import proofread, proofread_file, proofread_html
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.phrasing import phrasing, read_words
from tests.specimens.specimens import specimens

RULES = phrasing().rules


def codes(text: str) -> list[str]:
    return [slip.code for slip in proofread(text)]


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_rule_finds_its_example_and_leaves_the_rest(rule) -> None:
    assert rule.code in codes(rule.example)
    assert not [text for text in rule.fine if rule.code in codes(text)]
    assert rule.instead.endswith("。")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《政府信息公开条例（国务院令第711号》。", ["brackets"]),
        ("公开“应公开、尽公开的要求。", ["brackets"]),
        ("（一）总体情况：1）制度；2）人员。", []),
        ("2024年2月30日印发", ["no_such_day"]),
        ("自2024年12月1日至2024年3月1日", ["days_reversed"]),
        ("自2024年12月1日至2025年3月1日", []),
        (
            "枕溪镇2024年政府信息公开工作年度报告\n\n本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止",
            ["years_mixed"],
        ),
        (
            "枕溪镇2024年政府信息公开工作年度报告\n\n本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止",
            [],
        ),
    ],
)
def test_what_no_pattern_finds(text: str, found: list[str]) -> None:
    assert codes(text) == found


def test_a_slip_that_a_line_break_hides_is_found_in_its_place() -> None:
    lines = (
        "一是召开全镇政务公开工作推进会议，安排部署全年的公开工作",
        "任务；二是健全制度，明确专人负责，对信息发布工作大力加强监",
        "督检查力度，做到应公开尽公开，保障群众的知情权和监督权利。",
    )
    (slip,) = proofread("\n\n".join(lines))
    assert (slip.code, slip.place, slip.found) == ("strengthen_force", "正文第2段", "加强监督检查力度")


def test_pages_and_files_are_read_too() -> None:
    assert [slip.place for slip in proofread_html("<p>好</p><p>坚强组织领导</p>")] == ["正文第2段"]
    assert [slip.place for slip in proofread_file("坚强组织领导".encode(), name="a.txt")] == [
        "附件“a.txt”第1行"
    ]


def test_what_is_quoted_is_masked() -> None:
    (slip,) = proofread("坚强组织领导，电话13912345678")
    assert "139****" in slip.context
    assert "1234" not in slip.context


def test_the_words_of_an_organ() -> None:
    words = read_words("词,级别,建议\n枕溪公社,严重,应为枕溪镇\n老办公楼,提示,\n枕溪公社旧址,info,地名不改\n")
    slips = proofread("枕溪公社旧址在老办公楼旁，枕溪公社已撤销", words=words)
    assert [(slip.found, slip.level, slip.advice) for slip in slips] == [
        ("枕溪公社旧址", "info", "地名不改"),
        ("老办公楼", "info", "请核对。"),
        ("枕溪公社", "block", "应为枕溪镇"),
    ]


def test_a_slip_in_such_a_list_is_told_with_its_line() -> None:
    with pytest.raises(LawInvalid, match="第 2 行"):
        read_words("甲,确认,\n乙,可怕,\n")


def test_reports_of_our_own_raise_hardly_any_alarm() -> None:
    """They were written as such reports are, with faults in figures and none in words."""
    files = [specimen.source for specimen in specimens()][::6]
    alarms = []
    for file in files:
        source = take_file(Path(file))
        alarms += [
            f"{file.parent.name}: {slip.code} {slip.context}"
            for slip in proofread_file(source.data, name=file.name)
            if slip.level != "info" and slip.code != "years_mixed"  # which some of them do mix, on purpose
        ]
    print(f"{len(alarms)} alarms in {len(files)} reports", *alarms[:20], sep="\n")
    assert len(alarms) <= len(files) // 10


@pytest.mark.real_reports
def test_the_slips_of_the_published_reports(real_reports: Path) -> None:
    said = {file.stem: proofread(file.read_text("utf-8")) for file in sorted(real_reports.glob("*.txt"))}
    found = [slip.found for slips in said.values() for slip in slips]
    for word in ("公开找工作", "严落实", "县县", "如有对本报告有疑问", "坚强", "加强对各类政策解读力度"):
        assert word in found
    others = [slip for slips in said.values() for slip in slips if slip.level == "info"]
    assert len(others) <= 2  # “涉及到”
