"""Reports on their way to the government that adds them up: handed in, settled, sent back, confirmed, and summed."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from gongkai.engine.kept import open_cells
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.ledger.verify import verify
from gongkai.web.reports import sources
from gongkai.web.reports.actions import collecting as acts
from gongkai.web.reports.actions import pre_reviewing, publishing
from gongkai.web.reports.collecting import figures_of, members_of, rolled, standing
from gongkai.web.reports.collecting.reconciling import reconciled
from gongkai.web.reports.forgetting import forget_words
from gongkai.web.reports.models import Filing, SettledCell, source_storage
from tests.web.conftest import NOW

from .conftest import LICENCES, NEW, below, publish, text

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    found_ = Event.objects.filter(kind__startswith="reports.").order_by("id")
    return list(found_.values_list("kind", flat=True))


def test_members_are_those_who_owe_a_report_down_to_the_next_government_that_adds_up(county, organ, dengxia):
    bureau = below(county, "bureau", "墨鹭县民政局", level="county", kind="department")
    below(county, "school", "墨鹭县第一中学", level="county", kind="institution")
    below(county, "tax", "墨鹭县税务局", level="county", kind="department", vertical="税务")
    lower = below(county, "lower", "下县人民政府", level="county")
    below(lower, "inner", "内镇人民政府")
    assert {one.name for one in members_of(county, 2024)} == {
        bureau.name,
        organ.name,
        dengxia.name,
        lower.name,
    }
    assert [one.name for one in members_of(lower, 2024)] == ["内镇人民政府"]


def test_what_was_published_is_handed_in_by_its_own_organ(organ, viewer_of):
    publish(organ)
    filing = acts.hand_in(organ, 2024, by=viewer_of("clerk", organ), at=NOW)
    assert (filing.state, filing.form, filing.data) == ("filed", "2021", None)
    assert filing.figures["table2"]["licences"] == {"decisions": 17}
    with pytest.raises(Refused, match="已经报送"):
        acts.hand_in(organ, 2024, by=viewer_of("clerk", organ), at=NOW)
    with pytest.raises(Refused, match="还没有签发，也没有公布"):
        acts.hand_in(organ, 2023, by=viewer_of("clerk", organ), at=NOW)
    with pytest.raises(NotYourDuty):
        acts.hand_in(organ, 2024, by=viewer_of("secrecy_reviewer", organ), at=NOW)


def test_a_file_that_nobody_confirmed_is_in_no_sum_also_when_it_is_taken_out_for_good(county, dengxia, filed):
    report = publish(dengxia)
    with act("reports.withdraw", dengxia.pk, by=SYSTEM, at=NOW) as pen:
        forget_words(pen, report)
    filed.refresh_from_db()
    assert (filed.state, filed.source.name) == ("filed", "")
    assert not next(one for one in standing(county, 2024) if one.organ == dengxia).is_counted


def test_a_blank_cell_is_settled_before_the_report_is_confirmed(filed, authority):
    assert filed.figures["table2"]["licences"] == {"decisions": None}
    with pytest.raises(Refused, match="还有1格空白"):
        acts.confirm(filed, by=authority, at=NOW)
    for value, reason in ((Decimal("1.5"), "电话核实"), (-1, "电话核实"), (3, " ")):
        with pytest.raises(Refused):
            acts.settle(filed, {LICENCES: value}, reason=reason, by=authority, at=NOW)
    with pytest.raises(Refused, match="已经读出数字"):
        acts.settle(filed, {NEW: 9}, reason="电话核实", by=authority, at=NOW)
    acts.settle(filed, {LICENCES: 4}, reason="电话核实，经办人确认。", by=authority, at=NOW)
    acts.settle(filed, {LICENCES: Decimal("3.000000")}, reason="见原件第3页。", by=authority, at=NOW)
    confirmed = acts.confirm(filed, by=authority, at=NOW)
    assert confirmed.figures["table2"]["licences"] == {"decisions": 3}
    assert (SettledCell.objects.get().value, confirmed.state) == (3, "confirmed")
    assert kinds() == [
        "reports.filed",
        *["reports.settled", "reports.settled_in"] * 2,
        "reports.confirmed",
    ]
    assert not list(verify())


def test_the_ledger_tells_it_in_sentences(filed, authority):
    acts.settle(filed, {LICENCES: 4}, reason="电话核实。", by=authority, at=NOW)
    acts.send_back(filed, reason="附件缺页。", by=authority, at=NOW)
    said = told(list(Event.objects.filter(kind__startswith="reports.").order_by("id")))
    assert "核定灯下镇人民政府2024年度报告的一格：表二“行政许可”的“本年处理决定数量”为4" in said[1]
    assert "附件缺页" not in "".join(said)


@pytest.mark.parametrize("duty", ["clerk", "office_head", "auditor"])
def test_only_the_authority_above_judges(filed, dengxia, viewer_of, duty):
    own = viewer_of(duty, dengxia)
    for what in (
        lambda: acts.confirm(filed, by=own, at=NOW),
        lambda: acts.send_back(filed, reason="缺页。", by=own, at=NOW),
        lambda: acts.settle(filed, {LICENCES: 0}, reason="核实。", by=own, at=NOW),
        lambda: acts.upload(dengxia, 2024, text(dengxia), by=own, at=NOW),
    ):
        with pytest.raises(NotYourDuty):
            what()


def test_nobody_confirms_the_report_of_his_own_organ(county, authority):
    publish(county)
    filing = acts.hand_in(county, 2024, by=authority, at=NOW)
    with pytest.raises(NotYourOwn):
        acts.confirm(filing, by=authority, at=NOW)


@pytest.mark.parametrize(
    ("what", "why"),
    [("other organ", "文件写的机关是“枕溪镇人民政府”"), ("other year", "文件是2023年度的报告")],
)
def test_what_does_not_fit_is_refused(organ, dengxia, authority, what, why):
    source = text(organ) if what == "other organ" else text(dengxia, year="2023年")
    with pytest.raises(Refused, match=why):
        acts.upload(dengxia, 2024, source, by=authority, at=NOW)
    assert not Filing.objects.exists()


def test_the_same_file_twice_is_refused(filed, dengxia, authority):
    with pytest.raises(Refused, match="已经报送"):
        acts.upload(dengxia, 2024, text(dengxia, licences="行政许可\t"), by=authority, at=NOW)


def test_a_returned_report_counts_no_more_until_it_comes_again(
    filed, county, authority, dengxia, django_capture_on_commit_callbacks
):
    acts.send_back(filed, reason="行政许可没有填。", by=authority, at=NOW)
    assert rolled(county, 2024).missing == (dengxia.name,)
    before = Filing.objects.get().source.name
    with django_capture_on_commit_callbacks(execute=True):
        again = acts.upload(dengxia, 2024, text(dengxia), by=authority, at=NOW + timedelta(days=1))
    assert (again.state, again.returned_on, again.returned_because) == ("filed", None, "")
    assert rolled(county, 2024).missing == (dengxia.name,)
    acts.confirm(again, by=authority, at=NOW + timedelta(days=1))
    assert rolled(county, 2024).missing == ()
    assert not source_storage().exists(before)
    assert sources.taken_out(again).data == text(dengxia).data
    assert not list(sources.troubles())


def test_a_confirmed_report_that_is_sent_back_keeps_what_was_settled_in_the_same_file(
    filed, authority, dengxia
):
    acts.settle(filed, {LICENCES: 4}, reason="电话核实。", by=authority, at=NOW)
    acts.confirm(filed, by=authority, at=NOW)
    acts.send_back(filed, reason="请核对附件。", by=authority, at=NOW)
    again = acts.upload(dengxia, 2024, text(dengxia, licences="行政许可\t"), by=authority, at=NOW)
    assert again.figures["table2"]["licences"] == {"decisions": 4}


def test_the_sums_have_their_parts_and_name_who_is_missing(county, organ, dengxia, authority, viewer_of):
    publish(organ, licences="行政许可\t")
    file = acts.upload(dengxia, 2024, text(dengxia), by=authority, at=NOW)
    assert rolled(county, 2024).missing == (dengxia.name, organ.name)
    acts.hand_in(organ, 2024, by=viewer_of("publisher", organ), at=NOW)
    assert rolled(county, 2024).missing == (dengxia.name,)  # somebody else's file, which nobody has confirmed
    acts.confirm(file, by=authority, at=NOW)
    found_ = rolled(county, 2024)
    assert found_.missing == ()
    assert found_.figures.value(NEW) == 10
    assert found_.gaps == {LICENCES: (organ.name,)}
    assert {(part.name, part.value) for part in found_.parts(LICENCES)} == {
        (organ.name, None),
        (dengxia.name, 17),
    }


def test_the_government_s_own_cases_are_a_part_of_its_own_report(county, organ, viewer_of):
    publish(organ)
    acts.hand_in(organ, 2024, by=viewer_of("publisher", organ), at=NOW)
    found_ = figures_of(county, 2024)
    assert found_.names == ("墨鹭县人民政府（本级）", organ.name)
    assert found_.known(NEW) == 5


def test_where_everybody_stands_is_asked_thrice_however_many_they_are(
    county, organ, filed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        found_ = standing(county, 2024)
    assert {one.organ.name: one.state_name for one in found_} == {
        organ.name: "等候报送",
        "灯下镇人民政府": "已报送",
    }


def test_what_was_published_is_held_against_what_was_handed_in(county, organ, filed, viewer_of, authority):
    publish(organ)
    acts.hand_in(organ, 2024, by=viewer_of("publisher", organ), at=NOW)
    [missing] = reconciled(county, 2024)
    assert (missing.organ.name, missing.report) == ("灯下镇人民政府", None)
    publish(organ, licences="行政许可\t19")
    found_ = {one.organ.name: one.differences for one in reconciled(county, 2024)}
    assert found_[organ.name] == ((LICENCES, 17, 19),)


def test_the_command_adds_up_and_tells_what_is_lacking(
    county, organ, dengxia, authority, viewer_of, tmp_path, capsys
):
    publish(organ)
    acts.hand_in(organ, 2024, by=viewer_of("publisher", organ), at=NOW)
    out = tmp_path / "county.json"
    with pytest.raises(CommandError, match=f"没有计入的1个：{dengxia.name}"):
        call_command("report", "rollup", county.slug, "2024", "-o", str(out))
    data = json.loads(out.read_text("utf-8"))
    assert [one["organ"] for one in data["rollup"]["members"]] == ["墨鹭县人民政府（本级）", organ.name]
    assert data["rollup"]["missing"] == [dengxia.name]
    assert data["rollup"]["parts"][NEW][1] == 5
    with pytest.raises(CommandError, match="不汇总下级机关的报告"):
        call_command("report", "rollup", organ.slug, "2024")


def test_what_was_signed_here_is_handed_in_once_before_or_by_its_publication(desk):
    compilation = desk.signed()
    filing = acts.hand_in(desk.organ, 2025, by=desk.viewer("publisher"), at=NOW)
    edition = filing.edition
    assert (filing.sha256, filing.data, filing.source.name) == (edition.content_hash, None, "")
    desk.publish(compilation)
    assert Filing.objects.get().filed_on == filing.filed_on
    assert kinds().count("reports.filed") == 1
    assert "reports.filed_again" not in kinds()
    assert reconciled(desk.county, 2025) == []


def test_what_was_sent_back_and_is_then_published_is_there_again(desk):
    compilation = desk.signed()
    filing = acts.hand_in(desk.organ, 2025, by=desk.viewer("publisher"), at=NOW)
    acts.send_back(filing, reason="请核对附件。", by=desk.viewer("authority"), at=NOW)
    desk.publish(compilation)
    again = Filing.objects.get()
    assert (again.state, again.edition, again.returned_because) == ("filed", filing.edition, "")
    assert kinds().count("reports.filed_again") == 1


def test_a_corrected_edition_opens_what_was_confirmed(desk):
    compilation = desk.published()
    filing, county = Filing.objects.get(), desk.viewer("authority")
    for cell in open_cells(filing.form, filing.figures):
        acts.settle(filing, {cell: 0}, reason="电话核实为0。", by=county, at=NOW)
    acts.confirm(filing, by=county, at=NOW)
    publishing.correct(compilation, note="新收申请少计一件。", by=desk.viewer("clerk"), at=NOW)
    assert Filing.objects.get().state == "confirmed"  # what is public has not changed yet
    desk.adjust(compilation, "table3.new_received.natural_person", 1)
    desk.adjust(compilation, "table3.carried_out.natural_person", 1)
    pre_reviewing.ask(compilation, by=desk.viewer("clerk"), at=NOW.replace(hour=11))
    pre_reviewing.give(compilation, "agreed", by=county, at=NOW.replace(hour=12))
    review = desk.send_in(compilation)
    desk.review(review)
    desk.approve(review)
    desk.publish(compilation)
    again = Filing.objects.get()
    assert (again.state, again.edition.number, again.confirmed_on) == ("filed", 2, None)
    assert again.figures["table3"]["new_received"][-1] == 1
