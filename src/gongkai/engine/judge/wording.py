"""Rules about the text itself: sentences that break off, labels, traces of a conversion."""

import re
from collections.abc import Iterable, Sequence

from gongkai.engine.document import Line
from gongkai.engine.fill.labels import is_variant, lost_characters, official_wording, wording
from gongkai.engine.fill.rows import Found
from gongkai.engine.judge.case import Case, Outcome, checks, passage
from gongkai.engine.marks import fold, han
from gongkai.engine.numerals import CHARACTERS, to_number
from gongkai.engine.prose import Paragraph
from gongkai.kernel.findings import NOWHERE, Evidence, Finding, Origin, Place

_NUMBERED = re.compile(rf"\(([{CHARACTERS}]{{1,3}})\)")
_NEARBY = 60  # paragraphs between two headings of a real report


@checks("TEXT_LOST")
def text_lost(case: Case) -> Outcome:
    """Paragraphs that break off in the middle of a sentence, before a heading or where numbers of headings jump."""
    findings = []
    for number in (1, 5, 6):
        paragraphs = case.prose[number].paragraphs if number in case.prose else ()
        ordinals = [_ordinal(paragraph.text) for paragraph in paragraphs]
        for index, paragraph in enumerate(paragraphs):
            if _breaks_off(paragraph) and _goes_nowhere(ordinals, index):
                proof = [passage(paragraph, start=max(0, len(paragraph.text) - 40))]
                message = f"文字在“{proof[0].text[-12:]}”处中断，后面的内容丢失。"
                findings.append(case.finding("TEXT_LOST", message, evidence=proof, origin=Origin.UNCLEAR))
    return findings


def _breaks_off(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a sentence without an end: long, with marks inside, closed by a plain character."""
    text = paragraph.text
    return (
        len(text) >= 20
        and not paragraph.ends
        and re.search(r"[,。;]", text) is not None
        and re.search(r"[\u4e00-\u9fff,、]$", text) is not None
        and not re.match(r"(?:地址|联系|机构|电话|电子|邮)", text)
        and not re.search(r"(?:如下|下表|下列各表|附表|见表|附件|所示)$", text)
    )


def _goes_nowhere(ordinals: Sequence[int], index: int) -> bool:
    """Whether nothing continues a paragraph: the section ends, a heading follows, or the next number jumps.

    `ordinals` are the numbers of the headings among the paragraphs, 0 for the others.
    """
    if index + 1 == len(ordinals) or ordinals[index + 1]:
        return True
    nearby = slice(max(0, index - _NEARBY), index + 1)
    before = next((ordinal for ordinal in reversed(ordinals[nearby]) if ordinal), 0)
    behind = next((ordinal for ordinal in ordinals[index + 1 : index + _NEARBY] if ordinal), 0)
    return before > 0 and behind > before + 1


def _ordinal(text: str) -> int:
    match = _NUMBERED.match(text) if text[:1] == "(" else None
    return to_number(match[1]) if match else 0


@checks("LABEL_NONSTANDARD")
def labels(case: Case) -> Outcome:
    """Row labels that are worded otherwise than in the form."""
    findings = []
    for item in _printed_rows(case.filled.rows):
        if is_variant(item.row, item.label):
            message = f"行名写作“{item.label}”，规定为“{item.row.label}”。"
            proof = [Evidence(item.quote, item.place)]
            findings.append(case.finding("LABEL_NONSTANDARD", message, evidence=proof))
    return findings


def _printed_rows(rows: Iterable[Found]) -> list[Found]:
    """One occurrence of each row: the one with figures."""
    best: dict[str, Found] = {}
    for item in rows:
        if item.row.id not in best or len(item.slots) >= len(best[item.row.id].slots):
            best[item.row.id] = item
    return list(best.values())


@checks("TEXT_ARTEFACT")
def artefacts(case: Case) -> Outcome:
    """What the conversion to text left behind: page numbers inside sentences, labels short of a character."""
    findings = [_page_mark(case, marks) for number in case.prose for marks in case.prose[number].page_marks]
    for item in _printed_rows(case.filled.rows):
        official = official_wording(item.row)
        printed = wording(item.label)
        lost = None if is_variant(item.row, item.label) else lost_characters(printed, official)
        if (
            lost in (1, 2) and len(official) > 5 and not official.startswith(printed)
        ):  # a tail may stand behind the figures
            findings.append(_short_label(case, item.label, item.row.label, Evidence(item.quote, item.place)))
    findings.extend(_short_groups(case))
    return findings


def _page_mark(case: Case, marks: tuple[Line, Line, Line]) -> Finding:
    before, page, after = marks
    quote = f"{fold(before.raw)[-16:]} / {fold(page.raw)} / {fold(after.raw)[:16]}"
    message = f"页码“{fold(page.raw)}”夹在句子中间。"
    return case.finding(
        "TEXT_ARTEFACT", message, evidence=[Evidence(quote, page.place)], origin=Origin.EXTRACTION
    )


def _short_label(case: Case, printed: str, official: str, proof: Evidence) -> Finding:
    message = f"表格标签“{printed}”缺字，应为“{official}”。"
    return case.finding("TEXT_ARTEFACT", message, evidence=[proof], origin=Origin.EXTRACTION)


def _short_groups(case: Case) -> list[Finding]:
    """Vertical group labels, read together between two rows, that have lost their last character."""
    part = case.outline.part(3)
    if part is None or case.document.grids:
        return []
    text = han("".join(line.text for line in part.lines))
    findings = []
    for group in case.form.table("table3").groups:
        official = han(group.label)
        if official not in text and official[:-1] in text:
            place = _place_of_han(part.lines, text.index(official[:-1]))
            proof = Evidence(group.label[:-1], place)
            findings.append(_short_label(case, group.label[:-1], group.label, proof))
    return findings


def _place_of_han(lines: Sequence[Line], offset: int) -> Place:
    """The place of the line that holds a Chinese character, counted through all lines."""
    for line in lines:
        offset -= len(han(line.text))
        if offset < 0:
            return line.place
    return NOWHERE
