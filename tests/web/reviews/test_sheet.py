"""审签单: what is under review, its hash for eyes and telephones, what was signed, and room for what is not."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from pypdfium2 import PdfDocument

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.paper import PaperTable, Passage, QrMark, Role
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from gongkai.web.people import actions as people
from gongkai.web.people.models import Appointment
from gongkai.web.reviews import actions
from gongkai.web.reviews.registry import Proposal
from gongkai.web.reviews.sheet import Printed, grouped, sheet
from tests.web.conftest import NOW

from .conftest import BOTH, HASH, WITHHELD, propose, viewer

PRINTED = Printed(
    "https://gongkai.example/office/reviews/7/",
    "第3稿",
    (("附件1：名册.pdf", "3f2a9c01" * 8), ("附件2：分布图.png", "77de0b4c" * 8)),
)


def paper(review):
    return sheet(review, printed=PRINTED)


def table(review, caption):
    """A table of the sheet as lines of words."""
    [found] = [one for one in paper(review).blocks if isinstance(one, PaperTable) and one.caption == caption]
    return [[cell.text for cell in row] for row in found.rows]


def test_it_is_headed_by_the_organ(proposed):
    title = paper(proposed).blocks[0]
    assert title == Passage("枕溪镇人民政府\n政府信息公开审签单", Role.TITLE)


def test_it_says_what_is_under_review(proposed):
    told = table(proposed, "送审的内容")
    assert ["标题", "关于秋收补贴的通知"] in told
    assert ["类别", "政策文件", "稿次", "第3稿"] in told
    assert ["公开属性", "主动公开", "提出", "clerk甲，2026年2月3日"] in told
    files = told[-1][1]
    assert (
        files
        == "1. 附件1：名册.pdf\n　 校验码 3f2a 9c01 3f2a 9c01\n2. 附件2：分布图.png\n　 校验码 77de 0b4c 77de 0b4c"
    )
    assert not [line for line in told if line[0].startswith(("理由", "筛查"))]


def test_reason_and_overrides_stand_on_it(papers, staff, organ):
    proposal = Proposal(
        "withheld", "privacy", "名册中有村民的病情。", overrides={"b": "办公电话。", "a": "已征得同意。"}
    )
    told = dict(
        line[:2]
        for line in table(propose(papers.new(organ), staff["clerk"], proposal=proposal), "送审的内容")
    )
    assert told["理由"] == "个人隐私：名册中有村民的病情。"
    assert told["筛查提示\n予以保留"] == "1. 已征得同意。\n2. 办公电话。"


def test_the_mark_tells_page_and_hash_and_people_read_the_same(proposed):
    [mark] = [one for one in paper(proposed).blocks if isinstance(one, QrMark)]
    assert mark.text == f"{PRINTED.address}?hash={HASH}"
    assert mark.heading == "aaaa aaaa aaaa aaaa"
    assert grouped(HASH) in " ".join(mark.lines)


def test_an_annex_carries_every_word_behind_the_signatures(proposed):
    words, body = (
        (("内容概述", "秋收补贴怎样领。"), ("文号", "枕政发〔2026〕9号")),
        (Passage("每亩一百元。"),),
    )
    printed = replace(PRINTED, words=words, body=body)
    blocks = list(sheet(proposed, printed=printed).blocks)
    start = next(
        place for place, one in enumerate(blocks) if isinstance(one, Passage) and "送审的全文" in one.text
    )
    signed = next(place for place, one in enumerate(blocks) if getattr(one, "caption", "") == "审签意见")
    assert signed < start
    told = str(blocks[start:])
    for said in ("aaaa aaaa", proposed.title, "秋收补贴怎样领。", "枕政发〔2026〕9号", "每亩一百元。"):
        assert said in told
    for name, sha256 in PRINTED.attachments:
        assert name in told
        assert grouped(sha256) in told
    render_paper(sheet(proposed, printed=printed), "pdf")


def test_what_is_not_signed_has_room_for_a_hand(proposed):
    [signatures] = [
        one for one in paper(proposed).blocks if isinstance(one, PaperTable) and one.caption == "审签意见"
    ]
    over, head, first, *ahead = signatures.rows
    assert over[0].text == "审签意见（校验码 aaaa aaaa aaaa aaaa）"
    assert [cell.text for cell in head] == ["环节", "意见", "签名", "日期"]
    assert [cell.text for cell in first] == ["提出", "提请审签。", "clerk甲", "2026年2月3日"]
    assert [row[0].text for row in ahead] == ["保密和合法性审查", "批准"]
    assert all(cell.content is None and cell.room > 1 for row in ahead for cell in row[1:])
    assert "□ 是　□ 否" in [line[1] for line in table(proposed, "保密审查")]
    assert "■" not in str(paper(proposed))


def test_what_is_signed_is_filled_in(proposed, staff):
    review = actions.pass_stage(
        proposed, checklist=BOTH, opinion="已核对。", by=viewer(staff["reviewer"]), at=NOW
    )
    assert table(review, "审签意见")[3] == [
        "保密和合法性审查",
        "同意。已核对。",
        "reviewer甲",
        "2026年2月3日",
    ]
    secrecy, legality = table(review, "保密审查"), table(review, "合法性审核")
    assert secrecy[1] == ["1. 是否含有国家秘密？", "□ 是　■ 否"]
    assert secrecy[9] == ["9. 现在公开，时机是否适当？", "■ 是　□ 否"]
    assert legality[6][1] == "□ 是　□ 否　■ 不涉及"


def test_who_signs_for_another_says_so(proposed, staff, person_with, organ):
    other = person_with(None, organ, name="替班")
    [given] = Appointment.objects.filter(person=staff["reviewer"])
    people.delegate(
        given, other, since_on=NOW.date(), last_on=date(2026, 3, 1), by=viewer(staff["reviewer"]), at=NOW
    )
    review = actions.pass_stage(proposed, checklist=BOTH, by=viewer(other), at=NOW)
    assert table(review, "审签意见")[3][2] == "替班\n（代reviewer甲）"


def test_each_section_that_signs_along_has_a_row(papers, staff, organ, person_with):
    named = [
        organs.add_section(Section(organ=organ, name=name), by=SYSTEM, at=NOW)
        for name in ("党政办", "经济办")
    ]
    proposal = Proposal("active", cosigning=tuple(one.pk for one in named))
    review = propose(papers.new(organ), staff["clerk"], proposal=proposal, chain="full")
    head = viewer(person_with("section_head", organ, section=named[0]))
    review = actions.pass_stage(review, by=head, at=NOW)
    stages = [line[0] for line in table(review, "审签意见")]
    assert stages[3:5] == ["会签\n（党政办）", "会签\n（经济办）"]
    assert stages[-1] == "主要领导批准"


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_same_bytes_each_time(proposed, ending):
    assert render_paper(paper(proposed), ending) == render_paper(paper(proposed), ending)


def test_printed_it_fits_two_pages_with_their_numbers(papers, staff, organ):
    review = propose(papers.new(organ), staff["clerk"], proposal=WITHHELD)
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(render_paper(paper(review), "pdf"))]
    assert len(pages) == 2
    assert ["— 1 —" in pages[0], "— 2 —" in pages[1]] == [True, True]
    assert "签名" in pages[0]
    assert "由提出人以外的同事" in pages[1].replace("\r\n", "")


def test_as_a_word_file_it_says_the_same(proposed):
    file = docx.Document(io.BytesIO(render_paper(paper(proposed), "docx")))
    told = "".join(cell.text for one in file.tables for cell in one._cells)
    assert "关于秋收补贴的通知" in told
    assert "aaaa aaaa aaaa aaaa" in told
