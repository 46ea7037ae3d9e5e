"""A list from another system: each row gets its verdict; nothing is half taken in; a second run changes nothing."""

import io
from time import perf_counter

import pytest
from openpyxl import Workbook

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.web.documents import actions
from gongkai.web.documents.importing import carry_out, plan, take_list, template
from gongkai.web.documents.importing.columns import LAYOUT, columns
from gongkai.web.documents.models import Document, NormativeDocument
from gongkai.web.ledger.models import Event
from gongkai.web.organs.actions import add_section
from gongkai.web.organs.importing.sheet import read
from gongkai.web.organs.models import Section
from tests.web.conftest import NOW

from .conftest import TODAY, is_sound

pytestmark = pytest.mark.django_db
HEADINGS = (
    "公文编号",
    "标题",
    "发文字号",
    "文件类型",
    "拟稿部门",
    "拟稿日期",
    "签发日期",
    "公开属性",
    "理由",
    "理由说明",
)


def row(number=1, **said):
    """One line of an export, good unless something else is said."""
    values = {
        "external_id": f"OA-{number}",
        "title": f"关于第{number}件事的通知",
        "doc_no": f"枕政发〔2026〕{number}号",
        "doc_type": "公文",
        "section": "",
        "drafted_on": "2026-01-05",
        "formed_on": "2026-01-12",
        "attribute": "主动公开",
        "reason_code": "",
        "reason": "",
    } | said
    return tuple(values.values())


def csv_file(*rows, headings=HEADINGS, encoding="utf-8"):
    lines = [headings, *rows]
    return take_list("\n".join(",".join(line) for line in lines).encode(encoding), name="导出.csv")


def xlsx_file(*rows):
    book = Workbook()
    book.active.append(["枕溪镇2026年发文"])
    for line in (HEADINGS, *rows):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return take_list(out.getvalue(), name="导出.xlsx")


@pytest.fixture
def judged(town):
    return lambda source: plan(source, organ=town.organ, on=TODAY, by=town.clerk)


@pytest.fixture
def taken_in(town, judged):
    def carried(source):
        planned = judged(source)
        return carry_out(planned, organ=town.organ, seal=planned.seal, by=town.clerk, at=NOW)

    return carried


def verdicts(planned):
    return {row.line: str(row.verdict) for row in planned.rows}


@pytest.mark.parametrize("make", [csv_file, xlsx_file], ids=["csv", "xlsx"])
def test_a_list_is_taken_in(town, taken_in, make):
    planned = taken_in(make(row(1), row(2, doc_no="", formed_on="")))
    assert list(verdicts(planned).values()) == ["new", "new"]
    first, second = Document.objects.order_by("external_id")
    assert (first.status, first.origin, first.doc_no) == ("issued", "import", "枕政发〔2026〕1号")
    assert (second.status, second.formed_on, second.drafter_id) == ("drafting", None, town.clerk.person)
    assert is_sound()


def test_the_dry_run_writes_nothing(judged):
    before = Event.objects.count()
    judged(csv_file(row()))
    assert (Document.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_repetition_changes_nothing(taken_in, encoding):
    taken_in(csv_file(row(1), row(2, doc_no="")))
    before = Event.objects.count()
    assert set(verdicts(taken_in(csv_file(row(1), row(2, doc_no=""), encoding=encoding))).values()) == {
        "unchanged"
    }
    assert Event.objects.count() == before


def test_what_has_no_id_elsewhere_is_known_by_its_number(taken_in):
    taken_in(csv_file(row(external_id="")))
    planned = taken_in(csv_file(row(external_id="", title="关于另一件事的通知")))
    assert [(one.heading, one.before, one.after) for one in planned.rows[0].changes] == [
        ("标题", "关于第1件事的通知", "关于另一件事的通知")
    ]
    assert Document.objects.get().title == "关于另一件事的通知"
    assert is_sound()


def test_a_draft_that_was_signed_meanwhile_is_issued(taken_in):
    taken_in(csv_file(row(doc_no="", formed_on="")))
    taken_in(csv_file(row()))
    assert Document.objects.get().status == "issued"


def test_what_came_without_a_reason_is_taken_in_and_told(judged, taken_in):
    source = csv_file(row(attribute="不公开"))
    assert "没有写明不公开的理由" in judged(source).rows[0].notes[0]
    taken_in(source)
    assert Document.objects.get().lacks_reason


def test_a_normative_document_gets_its_own_life(taken_in):
    taken_in(csv_file(row(doc_type="规范性文件")))
    assert NormativeDocument.objects.get().state == "drafting"


REFUSED = {
    "title": ({"title": ""}, "没有填标题"),
    "number": ({"doc_no": "枕政发〔2026〕第1号"}, "多了“第”字"),
    "type": ({"doc_type": "电影"}, "类型：没有“电影”这一种，可以填：行政规范性文件、政策性文件"),
    "section": ({"section": "航天科"}, "本机关没有“航天科”这个科室"),
    "day": ({"formed_on": "去年冬天"}, "成文日期：“去年冬天”不是日期"),
    "no day": ({"formed_on": "", "drafted_on": ""}, "起草日期和成文日期都没有填"),
    "to come": ({"formed_on": "2026-12-01"}, "成文日期还没有到"),
    "backwards": ({"drafted_on": "2026-01-20"}, "成文日期早于起草日期"),
    "no attribute": ({"attribute": ""}, "没有填公开属性。台账中每份文件都要有公开属性"),
    "attribute": ({"attribute": "看情况"}, "公开属性：没有“看情况”这一种"),
    "reason": (
        {"attribute": "不予公开", "reason_code": "只涉及特定对象，不需要社会公众广泛知晓".replace("，", "")},
        "理由：没有",
    ),
    "unfit": ({"attribute": "依申请公开", "reason_code": "国家秘密"}, "不适用于公开属性“依申请公开”"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_row_that_cannot_be_taken_in_is_explained_and_stops_the_rest(town, judged, case):
    said, reason = REFUSED[case]
    planned = judged(csv_file(row(1, **said), row(2)))
    assert verdicts(planned) == {2: "refused", 3: "new"}
    assert reason in "".join(map(str, planned.rows[0].faults))
    with pytest.raises(Refused, match="一行也没有登记"):
        carry_out(planned, organ=town.organ, seal=planned.seal, by=town.clerk, at=NOW)
    assert not Document.objects.exists()


def test_every_fault_of_a_row_is_told(judged):
    planned = judged(csv_file(row(title="", doc_no="x", attribute="", formed_on="2026-12-01")))
    assert len(planned.rows[0].faults) == 4


@pytest.mark.parametrize("key", ["external_id", "doc_no"])
def test_rows_that_mean_the_same(judged, key):
    same = dict(zip(("external_id", "doc_no"), (row()[0], row()[2]), strict=True))[key]
    planned = judged(csv_file(row(1), row(2, **{key: same})))
    assert "与第2行重复" in str(planned.rows[1].faults[0])


def test_a_row_that_means_two_documents(taken_in, judged):
    taken_in(csv_file(row(1), row(2)))
    planned = judged(csv_file(row(1, doc_no="枕政发〔2026〕2号")))
    assert "原系统编号是《关于第1件事的通知》的，文号是《关于第2件事的通知》的" in str(
        planned.rows[0].faults[0]
    )


def test_what_was_entered_here_is_changed_here(town, judged):
    document = town.issued(doc_no="枕政发〔2026〕1号")
    planned = judged(csv_file(row(external_id="")))
    assert "已在本系统登记，内容与这一行不同" in str(planned.rows[0].faults[0])
    same = row(
        external_id="",
        title=document.title,
        drafted_on=str(document.drafted_on),
        formed_on=str(document.formed_on),
    )
    assert verdicts(judged(csv_file(same))) == {2: "unchanged"}


def test_what_was_void_stays_void(town, taken_in, judged):
    taken_in(csv_file(row()))
    actions.void(Document.objects.get(), reason="重复", by=town.clerk, at=NOW)
    assert "已经作废" in str(judged(csv_file(row())).rows[0].faults[0])


def test_what_was_released_here_stays_released(town, taken_in):
    source = csv_file(row(attribute="不公开"))
    taken_in(source)
    actions.reassess(
        Document.objects.get(), attribute="active", reason="已经解密。", by=town.office_head, at=NOW
    )
    assert set(verdicts(taken_in(source)).values()) == {"unchanged"}
    assert Document.objects.get().attribute == "active"


def test_a_section_is_known_by_its_name(town, taken_in):
    add_section(Section(organ=town.organ, name="党政办公室"), by=SYSTEM, at=NOW)
    taken_in(csv_file(row(section="党政办公室")))
    assert Document.objects.get().section.name == "党政办公室"


def test_a_plan_holds_only_while_the_register_stands(town, judged):
    planned = judged(csv_file(row()))
    town.register("又一份")
    with pytest.raises(Refused, match="有了变动"):
        carry_out(planned, organ=town.organ, seal=planned.seal, by=town.clerk, at=NOW)
    again = judged(csv_file(row()))
    with pytest.raises(Refused, match="有了变动"):
        carry_out(again, organ=town.organ, seal=planned.seal, by=town.clerk, at=NOW)


def test_only_the_organs_own_people(town, viewer_of, county):
    with pytest.raises(NotYourDuty):
        plan(csv_file(row()), organ=town.organ, on=TODAY, by=viewer_of("clerk", county))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.4 nothing", "a.pdf", "发文清单应是 XLSX 或 CSV"),
        ("第一行,第二行\n1,2".encode(), "a.csv", "发文清单中要有一行写着“标题”等列名"),
        ("<html><body><p>网页</p></body></html>".encode(), "a.html", "发文清单应是 XLSX 或 CSV"),
    ],
)
def test_what_is_no_list(judged, data, name, said):
    with pytest.raises(Problem, match=said):
        judged(take_list(data, name=name))


def test_the_empty_list_is_read_back():
    sheet = read(take_list(template(), name="空白.xlsx"), LAYOUT)
    assert sheet.fields == {column.field for column in columns()}
    assert sheet.rows == ()


def test_five_hundred_rows(town, judged):
    source = csv_file(*(row(number) for number in range(1, 501)))
    begun = perf_counter()
    planned = judged(source)
    carry_out(planned, organ=town.organ, seal=planned.seal, by=town.clerk, at=NOW)
    assert Document.objects.count() == 500
    print(f"500 rows: {perf_counter() - begun:.1f} s")
