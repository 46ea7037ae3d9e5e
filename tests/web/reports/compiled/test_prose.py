"""The prose of a report: facts as live references, denials, problems and what becomes of them, special items."""

from datetime import date

import pytest

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.findings import Severity
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.catalogue.models import Row
from gongkai.web.reports import actions
from gongkai.web.reports.actions import arranging, compiling, shortcomings
from gongkai.web.reports.compiling import Standing, preview, workspace
from gongkai.web.reports.meeting import _met
from gongkai.web.reports.models import Report, Shortcoming
from gongkai.web.reports.selectors import due_board
from tests.law.test_rules import HOLDS
from tests.web import sample
from tests.web.applications.happenings import moment
from tests.web.conftest import NOW
from tests.web.reports.ledgers import bulk

from .desk import YEAR, fresh, text_of

pytestmark = pytest.mark.django_db


def test_the_draft_tells_what_the_registers_know(desk):
    bulk([desk.organ], cases=30, seed=3, years=range(2025, 2026))
    compilation = desk.begin()
    assert text_of(compilation, "preface").startswith("根据《中华人民共和国政府信息公开条例》")
    assert "统计期限为2025年1月1日至2025年12月31日" in text_of(compilation, "preface")
    assert "地址：溪前街2号；电话：0555-5550123" in text_of(compilation, "preface")
    assert "收到政府信息公开申请" in text_of(compilation, "on_request")
    assert "{{" not in str(Standing(compilation).data["sections"])
    assert "未发出收费通知，未收取信息处理费" in text_of(compilation, "fees")
    assert text_of(compilation, "safeguards") == ""  # no register here keeps any of it yet
    data = Standing(compilation).data
    assert [section["number"] for section in data["sections"]] == [1, 2, 3, 4, 5, 6]
    assert [topic["kind"] for topic in data["sections"][0]["topics"]] == [
        *("on_request", "management", "platform"),
    ]


def test_the_drafted_prose_never_contradicts_the_tables(desk):
    bulk([desk.organ], cases=40, seed=11, years=range(2024, 2026))
    findings = {one.code for one in Standing(desk.begin()).found}
    assert not findings & {"CLAIM_MISMATCH", "BREAKDOWN_SUM", "NEGATIVE_CLAIM", "PERIOD", "ORGAN", "YEAR_MIX"}


def test_a_draft_is_not_born_with_an_error_that_nobody_can_mend(desk):
    assert [one.message for one in Standing(desk.begin()).found if one.code == "FACT_UNKNOWN"] == []


def test_what_no_register_keeps_is_told_by_hand_and_marked_for_whoever_signs(desk):
    compilation = desk.begin()
    (told,) = [one for one in Standing(compilation).written if one.topic == "safeguards"]
    assert told.unregistered == ("政府信息公开培训", "工作考核", "社会评议", "责任追究")
    assert Standing(compilation).data["by_hand"] == []
    desk.write(compilation, 1, "safeguards", "全年举办培训2次，参加40人次。")
    standing = Standing(fresh(compilation))
    assert standing.data["by_hand"] == [{"topic": "监督保障", "about": list(told.unregistered)}]
    assert not [one for one in standing.found if one.topic == "safeguards" and one.is_open]


def test_a_fact_that_nobody_registered_cannot_be_published(desk):
    compilation = desk.begin()
    desk.write(compilation, 1, "safeguards", "责任追究方面，{{accountability.cases|句}}。")
    compilation = fresh(compilation)
    found = [one for one in Standing(compilation).found if one.code == "FACT_UNKNOWN"]
    assert {one.topic for one in found} == {"safeguards"}
    assert all(one.is_final and one.is_open for one in found)
    assert "责任追究" in "".join(one.message for one in found)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("全年未收到政府信息公开申请。", Severity.ERROR),  # there were some
        ("全年未发生泄密事件。", Severity.WARNING),  # nobody kept that register
        ("责任追究0起。", Severity.WARNING),
        ("全年没有收到投诉举报。", Severity.WARNING),
        ("全年未被申请行政复议。", None),  # the register of challenges says so, too
        ("本镇无障碍设施齐全。", None),
    ],
)
def test_what_is_denied_is_held_against_its_register(desk, text, severity):
    bulk([desk.organ], cases=5, seed=2, years=range(2025, 2026))
    compilation = desk.begin()
    desk.write(compilation, 1, "management", text)
    found = [one for one in Standing(fresh(compilation)).found if one.code == "NEGATIVE_CLAIM"]
    assert [one.severity for one in found] == ([] if severity is None else [severity])
    assert [one.topic for one in found] == ([] if severity is None else ["management"])


def test_nobody_is_forbidden_to_tell_by_hand_what_nothing_here_keeps(desk):
    compilation = desk.begin()
    (told,) = preview(compilation, "全年没有发生责任追究的情形。").faults
    assert told.endswith("本系统还没有责任追究台账，无登记可查。请核实，由签发人负责。")


def test_a_preview_never_fails(desk):
    compilation = desk.begin()
    shown = preview(compilation, "收到{{applications.received}}，{{leaks.cases|句}}，{{nothing}}，{{half")
    assert [piece.text for piece in shown.pieces][:2] == ["收到", "0件"]
    assert len(shown.faults) == 3
    assert not preview(compilation, "").pieces


def test_chips_say_what_can_be_told_where(desk):
    found = workspace(desk.begin(), desk.viewer("clerk"))
    chips = {code: chip for code, chip in found.chips.items() if "on_request" in chip.topics}
    assert chips["applications.received"].statement == "未收到政府信息公开申请"
    assert not chips["applications.average_days"].is_known


def test_problems_are_listed_with_their_measures_and_go_on_into_the_next_year(desk):
    clerk = desk.viewer("clerk")
    compilation = compiling.begin(desk.organ, YEAR - 1, by=clerk, at=NOW)
    told = shortcomings.Told("公开的信息不够及时。", "每月核对一次公开目录", "党政办公室", date(2025, 6, 30))
    shortcomings.note(compilation, told, by=clerk, at=NOW)
    shortcomings.note(compilation, shortcomings.Told("专区资料没有更新"), by=clerk, at=NOW)
    assert text_of(compilation, "problems") == "一是公开的信息不够及时。二是专区资料没有更新。"
    assert text_of(compilation, "improvement") == (
        "针对上述问题，每月核对一次公开目录（责任单位：党政办公室，2025年6月30日以前完成）。"
    )
    unanswered = [one for one in Standing(fresh(compilation)).found if one.code == "PROBLEM_UNANSWERED"]
    assert ["专区资料没有更新" in one.message for one in unanswered] == [True]
    following = desk.begin()
    carried = list(Shortcoming.objects.filter(compilation=following))
    assert [row.carried_from.problem for row in carried] == ["公开的信息不够及时。", "专区资料没有更新"]
    with pytest.raises(Refused, match="不能删去"):
        shortcomings.remove(carried[0], by=clerk, at=NOW)
    with pytest.raises(Refused, match="不能改写"):
        shortcomings.note(following, shortcomings.Told("别的问题"), row=carried[0], by=clerk, at=NOW)
    answered = shortcomings.Told(carried[0].problem, result="已建立月度核对制度", is_settled=True)
    shortcomings.note(following, answered, row=carried[0], by=clerk, at=NOW)
    assert "关于“公开的信息不够及时”：已建立月度核对制度。" in text_of(fresh(following), "carried")


@pytest.mark.parametrize(
    ("topic", "own", "is_repeated"),
    [
        ("problems", "一是部分涉农补贴信息更新不够及时。", True),
        ("problems", "我镇部分涉农补贴信息的更新还不够及时，专区里的资料也旧。", False),
        ("improvement", "今年将每月核对一次公开目录，由党政办公室负责。", True),
        ("improvement", "部分涉农补贴信息更新不够及时的问题，已列入计划。", False),  # its place is another
        ("problems", "", False),
    ],
)
def test_what_the_list_of_problems_says_is_not_written_again(desk, topic, own, is_repeated):
    compilation = desk.begin()
    told = shortcomings.Told("部分涉农补贴信息更新不够及时。", "每月核对一次公开目录")
    shortcomings.note(compilation, told, by=desk.viewer("clerk"), at=NOW)
    desk.write(compilation, 5, topic, own)
    found = [one for one in Standing(fresh(compilation)).found if one.code == "REPEATED"]
    assert [(one.section, one.topic) for one in found] == [(5, topic)] * is_repeated


def test_a_preview_shows_what_follows_by_itself(desk):
    compilation = desk.begin()
    told = shortcomings.Told("公开不够及时", "每月核对目录")
    shortcomings.note(compilation, told, by=desk.viewer("clerk"), at=NOW)
    assert preview(compilation, "", section="5", topic="problems").lists == ("公开不够及时。",)
    assert preview(compilation, "", section="1", topic="proactive").lists == ()


def test_what_the_authority_asks_for_is_told_in_the_last_section(desk):
    authority = desk.viewer("authority")
    item = arranging.set_special(
        desk.county, YEAR, title="基层政务公开", what="写明村务公开情况。", by=authority, at=NOW
    )
    compilation = desk.begin()
    missing = [one.message for one in Standing(compilation).found if one.code == "TOPIC_MISSING"]
    assert "没有写：基层政务公开。" in missing
    desk.write(compilation, 6, "special", "全镇各村按季公开村务。", special=item)
    assert "基层政务公开\n全镇各村按季公开村务。" in Standing(fresh(compilation)).data["sections"][5]["text"]
    arranging.drop_special(item, by=authority, at=NOW)
    with pytest.raises(Refused, match="不是本年度要求"):
        desk.write(compilation, 6, "special", "另一段。", special=item)


def test_only_the_authority_arranges_and_never_later_than_the_law(desk):
    with pytest.raises(NotYourDuty):
        arranging.set_calendar(desk.county, YEAR, arranging.Dates(), by=desk.viewer("clerk"), at=NOW)
    late = arranging.Dates(townships_due_on=date(2026, 2, 1))
    with pytest.raises(Refused, match="公布期限应在"):
        arranging.set_calendar(desk.county, YEAR, late, by=desk.viewer("authority"), at=NOW)
    early = arranging.Dates(townships_due_on=date(2026, 1, 20))
    arranging.set_calendar(desk.county, YEAR, early, by=desk.viewer("authority"), at=NOW)
    rows = {row.organ.slug: row for row in due_board(desk.viewer("authority"), YEAR, date(2026, 1, 15))}
    assert (rows["zhenxi"].due_on, rows["zhenxi"].days_left) == (date(2026, 1, 20), 5)
    assert rows["county"].due_on == date(2026, 3, 31)
    assert not rows["zhenxi"].is_late


def test_a_later_correction_makes_nobody_late(desk):
    first = moment(date(2026, 1, 20))
    taken_in(desk.organ, "行政许可\t17", first)
    report = taken_in(desk.organ, "行政许可\t19", moment(date(2026, 3, 2)))
    assert report.read_at > first
    [row] = [
        one for one in due_board(desk.viewer("authority"), YEAR, date(2026, 3, 3)) if one.organ == desk.organ
    ]
    assert (row.published_on, row.is_late) == (first.date(), False)
    bound = Row(organ=desk.organ, limit="township_report")
    assert bound.is_of_reports
    assert _met([bound])[bound.pk].on == first.date()


def taken_in(organ, licences, at):
    """Its report as a file."""
    said = HOLDS.replace("雁回镇", organ.short_name).replace("2024年", f"{YEAR}年")
    source = intake.take_bytes(said.replace("行政许可\t17", licences).encode(), "report.txt")
    return actions.take_in(organ, source, by=SYSTEM, at=at)


def test_the_board_asks_a_constant_number_of_questions(desk, django_assert_max_num_queries):
    authority = desk.viewer("authority")
    with django_assert_max_num_queries(8):
        due_board(authority, YEAR, date(2026, 2, 3))


def test_text_copied_from_a_sibling_is_quoted(desk, kept):
    passage = "本镇坚持把政务公开作为联系群众的重要渠道，组织全镇各村干部逐户走访，收集对公开工作的意见建议。"
    compilation = desk.begin()
    for topic in ("proactive", "on_request", "management", "platform", "safeguards", "fees"):
        section = 6 if topic == "fees" else 1
        desk.write(compilation, section, topic, passage)
    data = sample.report()
    data["sections"][0]["text"] = passage
    other = type(desk.organ).objects.create(
        slug="dengxia",
        name="灯下镇人民政府",
        short_name="灯下镇",
        level="township",
        kind="government",
        parent=desk.county,
        path=f"{desk.county.path}dengxia/",
    )
    Report.objects.filter(pk=kept.pk).update(organ=other, year=YEAR, data=data)
    (copied,) = [one for one in Standing(fresh(compilation)).found if one.code == "COPY_SIBLING"]
    assert "灯下镇人民政府" in copied.message
    assert copied.quotes[0].startswith("本镇坚持把政务公开")


@pytest.mark.parametrize(
    ("section", "topic"), [(1, "nothing"), (5, "proactive"), (2, "proactive"), (6, "special")]
)
def test_what_has_no_place_in_a_report_is_refused(desk, section, topic):
    with pytest.raises(Refused, match="没有这一主题"):
        desk.write(desk.begin(), section, topic, "一段话。")
