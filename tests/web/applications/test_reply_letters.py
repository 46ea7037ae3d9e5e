"""The letter of every result, from a real case: everything that it must say stands in the DOCX and in the PDF."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.days import in_words
from gongkai.kernel.duties import SYSTEM
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions import answering, replying
from gongkai.web.applications.actions.replying import Supplied
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.models import Application, PaperKind, Reply
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.known import looked_up
from gongkai.web.applications.replies.letters import letter_of, paragraphs_of, still_asked
from gongkai.web.foundations import files
from gongkai.web.organs.actions import settle_remedy
from gongkai.web.organs.models import Organ, RemedyBody
from tests.web.conftest import NOW
from tests.web.office.writing import PDF

from .bureau import TODAY, Bureau, opened, told_for
from .conftest import PERSON
from .happenings import moment
from .on_paper import plain, said_by, words_of

pytestmark = pytest.mark.django_db(transaction=True)
ENDINGS = ("docx", "pdf")
# Every result that a reply may have, and several together.
ENDS = [
    *([code] for code in outcome_law().outcomes if code <= "O21" and code != "O04"),
    ["O25"],
    ["O02", "O08"],
    ["O01", "O05", "O13"],
    ["O03", "O09", "O14", "O17"],
    ["O13", "O05"],
    ["O09", "O10"],
    ["O05", "O06", "O07"],
    ["O02", "O01"],
]
TEXT = "经核对，灌渠的结算由本机关办理。"
# What domain experts ask of every reply, as it must be read (the number and the day come with the signature).
COMMON = (
    *("枕溪镇人民政府", "枕溪政公开答〔2026〕", "周明远：", "2026年2月3日收到您", "登记编号：〔2026〕"),
    *("2025年耕地地力保护补贴发放明细", "分户面积", TEXT, "墨鹭县人民政府", "墨鹭县人民法院"),
    *("送达方式：邮寄送达", "0555-5550123", "溪前街2号"),
)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return bureau.take_in(applied, wanted=replace(applied.wanted, delivery="post"))


def signed(bureau: Bureau, applied, codes: list[str]) -> Reply:
    """Answered so, with everything that it rests on."""
    wanted = replace(applied.wanted, delivery="post")
    case, said = bureau.take_in(applied, wanted=wanted), {}
    if "O18" in codes:
        bureau.answer(case, "O02")
        case, said = bureau.take_in(applied, wanted=wanted), {"earlier": case}
    bureau.prepare(case, codes)
    if len(codes) > 1:
        said |= {"principal": codes[0], "reason": "主要的一项。"}
    return bureau.sign(bureau.draft(case, *codes, text=TEXT, **said))


@pytest.mark.parametrize("codes", ENDS, ids="-".join)
def test_everything_that_a_reply_must_say_is_read_in_both_files(bureau, applied, codes) -> None:
    reply = signed(bureau, applied, codes)
    letter = letter_of(reply, addressee=PERSON.name)
    assert not letter.gaps
    decision = replies.decision_of(reply)
    for ending in ENDINGS:
        read = words_of(replies.rendered(reply, ending, addressee=PERSON.name), ending)
        for words in (*COMMON, letter.form.name, "2026年2月3日", *reply.remedy.splitlines()):
            assert plain(words) in read, (ending, words)
        for article in decision.basis:
            assert article.replace("档案法", "《中华人民共和国档案法》") in read, (ending, article)
        for element in letter.form.elements:
            if element.is_due(letter.outcomes):
                wanted = said_by(element, letter)
                assert wanted, element.code
                for words in wanted:
                    assert words in read, (ending, element.code)


def read(reply: Reply) -> str:
    return plain(letter_of(reply).text)


def test_what_lies_in_the_case_is_not_typed_again(bureau, case) -> None:
    bureau.search(case)
    text = read(bureau.draft(case, "O13"))
    assert "本机关已于2026年2月3日查找您要的信息。查找的范围是：档案室、财政所。" in text
    assert "以“地力补贴”检索" in text
    assert "同事一" not in text


def test_the_applicants_own_words_stand_in_the_letter(bureau, case) -> None:
    asked = CaseEvent(kind=Happened.CORRECTION_ASKED, on=TODAY, limit_on=TODAY + timedelta(days=21))
    step(case, asked, by=bureau.clerk, at=NOW)
    answering.correct(case, text="就是修渠的\n所有材料", at=NOW)
    reply = bureau.draft(case, "O16")
    assert "corrected_with" not in reply.told
    assert "于2026年2月3日请您补正申请，于2026年2月3日收到您的补正：“就是修渠的所有材料”。" in read(reply)
    assert f"“{case.title}：{case.wanted.rstrip('。')}”" in letter_of(reply).text


def test_who_did_not_say_why_he_asks_for_so_much_is_told_so(bureau, case) -> None:
    asked = CaseEvent(kind=Happened.REASONS_ASKED, on=TODAY, limit_on=TODAY + timedelta(days=10))
    step(case, asked, by=bureau.office_head, at=NOW)
    limit, over = in_words(asked.limit_on), moment(asked.limit_on + timedelta(days=1))
    assert looked_up(case).items() >= {"silent_on": limit, "limit_on": limit}.items()
    silent = read(bureau.draft(case, "O20", at=over))
    assert f"您到{limit}没有说明理由。因此，对这件申请不予处理。" in silent
    assert "不合理" not in silent
    asked_for = still_asked(case, replies.decision_of(replies.latest(case)))
    assert not {"reasons_given", "why_unreasonable"} & asked_for.keys()


def test_the_reasons_that_were_given_are_quoted(bureau, case) -> None:
    asked = CaseEvent(kind=Happened.REASONS_ASKED, on=TODAY, limit_on=TODAY + timedelta(days=10))
    step(case, asked, by=bureau.office_head, at=NOW)
    answering.give_reasons(case, text="想知道就申请。", at=NOW)
    assert "您说明的情况是：“想知道就申请”" in read(bureau.draft(case, "O20"))


@pytest.mark.parametrize(
    ("opinion", "told"), [("refuses", "第三方不同意公开"), ("partly", "第三方同意公开一部分")]
)
def test_the_third_partys_opinion_is_told_without_a_name(bureau, case, opinion, told) -> None:
    bureau.consult(case, opinion)
    text = read(bureau.draft(case, "O08"))
    assert f"征求第三方的意见：{told}。" in text
    assert "李望山" not in text


def test_what_is_supplied_is_listed_with_its_pages(bureau, case) -> None:
    papers = [Supplied("明细.pdf", PDF), Supplied("说明.txt", "每亩九十元。".encode())]
    told = {"supply_list": "随本答复提供", "supplied": [{"name": "光盘", "form": "光盘", "size": "1张"}]}
    text = read(bureau.draft(case, "O02", supplied=papers, told=told))
    for line in ("1．明细.pdf，电子邮件，1页", "2．说明.txt，电子邮件，1份", "3．光盘，光盘，1张"):
        assert line in text
    assert "附件1：明细.pdf附件2：说明.txt" in text


def test_part_of_it_is_told_thing_by_thing(bureau, case) -> None:
    bureau.prepare(case, ["O02", "O08", "O13"])
    told = told_for(["O02", "O08", "O13"]) | {
        "given": [{"about": "汇总表", "how": "随本答复提供"}],
        "withheld": [{"about": "分户的银行账号", "reason": "公开会损害农户的个人隐私"}],
        "unable": [{"about": "2019年的明细"}],
    }
    text = read(bureau.draft(case, "O02", "O08", "O13", told=told))
    for words in (
        "（一）汇总表。随本答复提供。",
        "不予公开（一）：分户的银行账号。依据条例第十五条、条例第三十二条、条例第三十六条第（三）项，不予公开。",
        "理由是：公开会损害农户的个人隐私。",
        "对其中涉及第三方合法权益的内容，本机关依照条例第三十二条书面征求第三方的意见：第三方不同意公开。",
        "不能提供（一）：2019年的明细。依据条例第三十六条第（四）项，本机关不能提供。理由是：本机关已于2026年2月3日查找",
        "经查找，这部分信息不存在。",
        "三、区分处理",
    ):
        assert plain(words) in text, words
    assert "因此" not in text


def test_what_is_only_not_there_was_not_separated(bureau, case) -> None:
    bureau.search(case)
    reply = bureau.draft(case, "O02", "O13")
    assert "separation_note" not in reply.told
    assert "第三十七条" not in read(reply)


def test_a_corrected_request_is_quoted_as_corrected_and_its_days_are_told(bureau, case) -> None:
    asked = CaseEvent(kind=Happened.CORRECTION_ASKED, on=TODAY, limit_on=TODAY + timedelta(days=21))
    step(case, asked, by=bureau.clerk, at=NOW)
    answering.correct(case, text="2025年的分户明细。", at=NOW)
    reply = bureau.draft(case, "O15")
    words = "您于2026年2月3日补正，补正的内容是：“2025年的分户明细”。现根据"
    assert words in read(reply)
    due_on = in_words(Application.objects.get(pk=case.pk).due_on)
    told = f"答复期限的计算：您于2026年2月3日补正，自次日起计算。期限到{due_on}（含当日）为止。"
    assert told in read(reply)
    # Whatever comes after the signature, the letter tells what it told.
    signed_ = bureau.sign(reply)
    assert told in read(bureau.post(signed_))


def test_twenty_days_that_simply_ran_are_not_explained(bureau, case) -> None:
    assert "期限的计算" not in read(bureau.draft(case, "O15"))


def test_what_the_letter_says_itself_no_row_repeats(bureau, case) -> None:
    reply = bureau.draft(case, "O09", "O10", principal="O09", reason="主要的一项。")
    assert read(reply).count("本机关权衡以后决定不公开") == 1


def test_what_is_asked_for_besides_the_principal_thing_is_answered(bureau, case) -> None:
    bureau.search(case)
    told = told_for(["O13", "O05"]) | {"others": [{"about": "会议纪要", "answer": "定为秘密，还没有解密"}]}
    reply = bureau.draft(case, "O13", "O05", principal="O13", reason="大部分不存在。", told=told)
    wanted = "（会议纪要），答复是：依据条例第十四条、条例第三十六条第（三）项，本机关决定不予公开。定为秘密，还没有解密。"
    assert plain(wanted) in read(reply)


def test_what_only_the_file_keeps_is_not_in_the_letter(bureau, case) -> None:
    told = told_for(["O10"]) | {
        "discretion_note": "内部裁量的考虑。",
        "discretion_reason": "会影响坦率的讨论。",
    }
    text = read(bureau.draft(case, "O10", told=told))
    assert "会影响坦率的讨论" in text
    assert "内部裁量的考虑" not in text


def test_the_page_of_the_applicant_tells_the_same(bureau, case) -> None:
    told = told_for(["O14"]) | {"why_not_ours": "由县水利局制作。"}
    told_there = "".join(paragraphs_of(bureau.draft(case, "O14", text=TEXT, told=told)))
    assert TEXT in told_there
    assert "由县水利局制作" in told_there
    assert "联系" not in told_there.split("理由")[0]


def test_a_third_party_reads_what_is_released_and_why(bureau, case) -> None:
    bureau.consult(case, "refuses")
    told = told_for(["O02"]) | {proofs.RELEASE_REASON: "关系全村的公共利益。"}
    reply = bureau.sign(bureau.draft(case, "O02", told=told))
    notice = reply.notices.get()
    text = "".join(block.text for block in replies.notice_of(notice, addressee="李望山").blocks)
    for words in (
        "公开决定告知书",
        notice.number,
        "李望山：",
        "2026年2月3日",
        "分户的补贴金额",
        "关系全村的公共利益",
    ):
        assert words in text
    assert "如不服本机关公开该信息的决定" in text
    assert "周" not in text
    assert "李望山" not in "".join(block.text for block in replies.notice_of(notice).blocks)


# The axes of the remedies, each once through a whole case: the result, the day, the way, the kind of organ.
@pytest.mark.parametrize(
    ("codes", "opens"), [(["O05"], "应当自收到本答复之日起60日内先向"), (["O15"], "或者自收到")]
)
def test_the_remedy_follows_the_result(bureau, applied, codes, opens) -> None:
    assert opens in signed(bureau, applied, codes).remedy


def test_the_remedy_follows_the_day(bureau, case) -> None:
    assert "先向" not in replies.remedy_told("RF", bureau.organ, date(2023, 6, 1)).text
    assert "先向" in replies.remedy_told("RF", bureau.organ, TODAY).text


@pytest.mark.parametrize(("delivery", "is_told"), [("online", True), ("email", True), ("post", False)])
def test_the_remedy_follows_the_way(bureau, applied, delivery, is_told) -> None:
    case = bureau.take_in(applied, wanted=replace(applied.wanted, delivery=delivery))
    reply = bureau.sign(bureau.draft(case, "O15"))
    assert ("https://fuyi.example/" in letter_of(reply).text) == is_told


def test_the_remedy_is_that_of_the_organ_in_whose_name_it_answers(bureau, county, case) -> None:
    Organ.objects.filter(pk=bureau.organ.pk).update(respondent=county)
    for remedy, name in (("review", "澄汀市人民政府"), ("court", "澄汀市中级人民法院")):
        settle_remedy(RemedyBody(organ=county, remedy=remedy, name=name, since_on=TODAY), by=SYSTEM, at=NOW)
    reply = bureau.sign(bureau.draft(case, "O15"))
    assert "向澄汀市人民政府申请行政复议" in reply.remedy
    assert "墨鹭县人民法院" not in reply.remedy


def test_what_was_sent_in_can_be_read_again(bureau, case) -> None:
    first = bureau.draft(case, "O02", text="第一稿的话。")
    review = replying.submit(first, by=bureau.clerk, at=NOW)
    second = bureau.sign(bureau.draft(case, "O02", text="第二稿的话。"))
    kept = list(case.papers.filter(kind=PaperKind.DRAFT).order_by("pk"))
    assert [paper.name.partition("校验码")[2][:12] for paper in kept] == [
        review.content_hash[:12],
        second.content_hash[:12],
    ]
    words = [words_of(files.read(paper.kept), "pdf") for paper in kept]
    assert "第一稿的话" in words[0]
    assert "第二稿的话" in words[1]
    assert not any(PERSON.name in one for one in words)
    assert not any(paper.is_for_applicant for paper in kept)
