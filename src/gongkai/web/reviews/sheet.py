"""审签单: the paper on which a review goes to those who sign by hand, bound to the very words by their hash.

What has been signed already is printed; what is still to be signed has room for a hand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.timezone import localdate

from gongkai.kernel.checklist import Answer, Checklist
from gongkai.kernel.duties import Part
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, QrMark, Role
from gongkai.kernel.review import Stage, Turn, Verdict
from gongkai.lawbook.chains import review_law
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Section

from . import selectors
from .models import Review, Step

ANSWERS = {
    Answer.YES: "是",
    Answer.NO: "否",
    Answer.NA: "不涉及",
    Answer.EXCEPTED: "含有，但本人（权利人）同意，或者不公开会对公共利益造成重大影响（须写明意见）",
}
# A box has room for a word; what the word means stands below.
_BOXES = ANSWERS | {Answer.EXCEPTED: "例外"}
_LARGE = 16  # characters of the hash that people compare by eye
_FOR_A_HAND = 3  # rows' height
_HOW_BACK = (
    "1. 校验码与审核页面上的一致，才是这份内容；内容一经改动，本单作废，须重新送审。\n"
    "2. 请依次写明意见，签名并写上日期；有核对表的，请逐项勾选。不同意的，写明退回的理由。"
    f"“例外”：{ANSWERS[Answer.EXCEPTED]}。\n"
    "3. 签完后把全部页面扫描成一个文件，由提出人以外的同事在审核页面用“上传已签审签单”交回；原件由提出的科室存档。"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the sheet says of the paper under review besides the review itself: which draft it is, its words by their
    labels and its body, its attachments by name and SHA-256, and the address of the review's page, which the mark tells."""

    address: str
    version: str = ""
    attachments: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    body: tuple[Block, ...] = ()


def sheet(review: Review, *, printed: Printed) -> Paper:
    """The whole sheet, as it stands now."""
    steps = list(selectors.steps(review))
    chain = selectors.chain_of(review)
    title = "政府信息公开审签单"
    blocks: list[Block] = [
        Passage(f"{review.organ.name}\n{title}", Role.TITLE),
        _matter(review, printed),
        _mark(review, printed),
        _signatures(review, steps),
        *(_answers(one, stage, steps) for stage in chain.stages for one in stage.checklists),
        PaperTable("交回的办法", ((_head("说明"), PaperCell(_HOW_BACK)),), (2, 16), is_form=True),
        *_annex(review, printed),
    ]
    return Paper(f"{title}：{review.title}", review.organ.name, tuple(blocks))


def grouped(content_hash: str) -> str:
    """A hash as people compare it: in groups of four."""
    return " ".join(content_hash[start : start + 4] for start in range(0, len(content_hash), 4))


def _head(text: str, scope: str = "row") -> PaperCell:
    return PaperCell(text, scope)


def _matter(review: Review, printed: Printed) -> PaperTable:
    """What is under review."""
    law = review_law()
    attribute = law.attributes[review.attribute]
    proposed = f"{review.proposer.name}，{day(localdate(review.opened_at))}"
    rows = [
        (_head("标题"), PaperCell(review.title, colspan=3)),
        (_head("类别"), PaperCell(law.kind(review.kind).name), _head("稿次"), PaperCell(printed.version)),
        (_head("公开属性"), PaperCell(attribute.name), _head("提出"), PaperCell(proposed)),
    ]
    if review.lighter_because:
        rows.append((_head("选用较简\n流程的理由"), PaperCell(review.lighter_because, colspan=3)))
    if review.reason_code:
        reason = f"{law.reasons[review.reason_code].name}：{review.reason}"
        rows.append((_head("理由"), PaperCell(reason, colspan=3)))
    if review.overrides:
        kept = "\n".join(
            f"{place}. {why}" for place, (_, why) in enumerate(sorted(review.overrides.items()), 1)
        )
        rows.append((_head("筛查提示\n予以保留"), PaperCell(kept, colspan=3)))
    rows.append((_head("附件"), PaperCell(_attachments(printed.attachments), colspan=3)))
    return PaperTable("送审的内容", tuple(rows), (3, 7, 2, 6), is_form=True)


def _annex(review: Review, printed: Printed) -> Iterator[Block]:
    """The very words that are signed, so that nobody signs what he has not read: all of them, and the attachments with
    their whole hashes."""
    if not printed.words and not printed.body:
        return
    yield Passage(f"附：送审的全文（校验码 {grouped(review.content_hash[:_LARGE])}）", Role.HEADING_1)
    yield Passage(review.title, Role.TITLE)
    if printed.words:
        rows = tuple((_head(label), PaperCell(said)) for label, said in printed.words)
        yield PaperTable("文件信息", rows, (4, 14), is_form=True)
    yield from printed.body
    if printed.attachments:
        yield Passage("附件", Role.HEADING_2)
    for place, (name, sha256) in enumerate(printed.attachments, 1):
        yield Passage(f"{place}. {name}（SHA-256：{grouped(sha256)}）")


def _attachments(attachments: Iterable[tuple[str, str]]) -> str:
    lines = [
        f"{place}. {name}\n　 校验码 {grouped(sha256[:_LARGE])}"
        for place, (name, sha256) in enumerate(attachments, 1)
    ]
    return "\n".join(lines) or "无"


def _mark(review: Review, printed: Printed) -> QrMark:
    """The address of the review's page with the hash; beside it the hash for people."""
    told = review.content_hash
    caption = (
        f"{grouped(told[:_LARGE])}\n"
        "内容校验码（SHA-256）的前 16 位，全文如下，包括附件在内：\n"
        f"{grouped(told[:32])}\n{grouped(told[32:])}\n"
        "用手机扫描左边的二维码，打开这一件的审核页面，核对内容和校验码。"
    )
    return QrMark(f"{printed.address}?hash={told}", caption)


def _answers(checklist: Checklist, stage: Stage, steps: Iterable[Step]) -> PaperTable:
    """A checklist with its boxes, ticked where its stage has been signed."""
    said = next((step.checklist for step in steps if step.stage == stage.code), {})
    rows = [(_head(f"{checklist.name}核对事项", "col"), _head("核对结果", "col"))]
    for place, question in enumerate(checklist.questions, 1):
        boxes = "　".join(
            f"{'■' if said.get(question.code) == answer else '□'} {_BOXES[answer]}"
            for answer in question.answers
        )
        rows.append((PaperCell(f"{place}. {question.ask}"), PaperCell(boxes)))
    return PaperTable(checklist.name, tuple(rows), (25, 11), head_rows=1, is_form=True)


def _signatures(review: Review, steps: Iterable[Step]) -> PaperTable:
    """One row for each signature, those that are there and those that are still to come."""
    # The page that is signed may not be the one with the mark: it names the words, too.
    over = PaperCell(f"审签意见（校验码 {grouped(review.content_hash[:_LARGE])}）", "colgroup", colspan=4)
    rows = [(over,), tuple(_head(name, "col") for name in ("环节", "意见", "签名", "日期"))]
    rows += [_signed(review, step) for step in steps]
    sections = {section.pk: section.name for section in Section.objects.filter(organ=review.organ)}
    rows += [_unsigned(turn, sections) for turn in selectors.standing(review).ahead]
    return PaperTable("审签意见", tuple(rows), (8, 13, 8, 8), head_rows=2, is_form=True)


def _signed(review: Review, step: Step) -> tuple[PaperCell, ...]:
    stage = review_law().chains[review.chain].stage(step.stage)
    name = step.person.name + (f"\n（代{step.instead_of.name}）" if step.instead_of else "")
    on = step.signed_on or localdate(step.at)
    return (
        _head(stage.name + (f"\n（{step.section.name}）" if step.section else "")),
        PaperCell(_opinion(step)),
        PaperCell(name),
        PaperCell(day(on)),
    )


def _opinion(step: Step) -> str:
    if step.part == Part.PROPOSE:
        return "提请审签。"
    said = "退回。" if step.verdict == Verdict.RETURNED else "同意。"
    return said if not step.opinion else f"{said}{step.opinion}"


def _unsigned(turn: Turn, sections: dict[int, str]) -> tuple[PaperCell, ...]:
    where = f"\n（{sections[turn.section]}）" if turn.section in sections else ""
    free = PaperCell(None, room=_FOR_A_HAND)
    return (_head(f"{turn.stage.name}{where}"), free, free, free)
