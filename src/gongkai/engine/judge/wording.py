"""Rules about the text: claims, breakdowns, lost text, labels, other places, published items, problems."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from gongkai.engine.document import Line
from gongkai.engine.fill.labels import is_variant, lost_characters, official_wording, wording
from gongkai.engine.fill.rows import Found
from gongkai.engine.judge.case import Case, Outcome, checks, evidence_of, passage
from gongkai.engine.marks import fold, han
from gongkai.engine.prose import Paragraph
from gongkai.kernel.findings import Evidence, Finding, Origin, Verdict
from gongkai.kernel.rules import Result

_ACTS = ("licences", "penalties", "compulsion")


@checks("CLAIM_MISMATCH")
def claim_mismatch(case: Case) -> Outcome:
    """Figures in prose against the cells they speak of."""
    findings = []
    for claim in case.claims:
        if claim.verdict is Verdict.MISMATCH:
            values = [case.figures[cell].value for cell in claim.cells]
            added = sum(value for value in values if value is not None)
            rows = "、".join(dict.fromkeys(_row_label(case, cell) for cell in claim.cells))
            message = f"正文写 {claim.value}，表中{rows}为 {added}。"
            shown = [cell for cell in claim.cells if case.figures[cell].value] or claim.cells[:1]
            proof = [Evidence(claim.text, claim.place), *(e for c in shown[:3] for e in evidence_of(case.figures[c]))]
            sides = (claim.value, added)
            findings.append(case.finding("CLAIM_MISMATCH", message, cells=claim.cells, sides=sides, evidence=proof))
    return findings


def _row_label(case: Case, cell: str) -> str:
    table, row, _ = cell.split(".")
    return f"“{case.form.table(table).row(row).label}”"


@checks("BREAKDOWN_SUM")
def breakdown_sum(case: Case) -> Outcome:
    """88 = 82 + 2 + 1 + 1 + 1 + 1."""
    findings = []
    for item in case.breakdowns:
        if not item.holds:
            added = sum(item.parts)
            told = " + ".join(str(part) for part in item.parts)
            message = f"总数写 {item.total}，分项 {told} = {added}。"
            proof = [Evidence(item.text[:120], item.place)]
            findings.append(case.finding("BREAKDOWN_SUM", message, sides=(item.total, added), evidence=proof))
    return findings


@checks("COUNT_MISSING")
def count_missing(case: Case) -> Outcome:
    """The report says how many items were published."""
    if case.published is not None or 1 not in case.prose:
        return []
    heading = next((h for h in case.subheadings.get(1, ()) if "主动公开" in h.text), None)
    proof = [Evidence(f"（{heading.number}）{heading.text}", heading.place)] if heading else []
    return [case.finding("COUNT_MISSING", "没有写明本年度主动公开政府信息的条数。", evidence=proof)]


@checks("ACTS_UNPUBLISHED")
def acts_unpublished(case: Case) -> Outcome:
    """More decisions made than items published."""
    if case.published is None:
        return Result.UNKNOWN
    names = [name for row in _ACTS if (name := f"table2.{row}.decisions") in case.figures.cells]
    known = [name for name in names if case.figures.value(name)]
    decisions = sum(case.figures.value(name) or 0 for name in known)
    count, text, place = case.published
    if decisions <= count:
        return []
    message = f"许可、处罚、强制决定共 {decisions} 件，多于所写公开信息 {count} 条：请核对办理结果是否公开。"
    proof = [Evidence(text, place), *(e for name in known for e in evidence_of(case.figures[name]))]
    return [case.finding("ACTS_UNPUBLISHED", message, cells=known, sides=(decisions, count), evidence=proof)]


@checks("TEXT_LOST")
def text_lost(case: Case) -> Outcome:
    """Paragraphs that break off in the middle of a sentence, before a heading or where numbers of headings jump."""
    findings = []
    for number in (1, 5, 6):
        paragraphs = case.prose[number].paragraphs if number in case.prose else ()
        for index, paragraph in enumerate(paragraphs):
            if _breaks_off(paragraph) and _goes_nowhere(paragraphs, index):
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
    )


def _goes_nowhere(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether nothing continues a paragraph: the section ends, a heading follows, or the next number jumps."""
    following = paragraphs[index + 1 :]
    if not following or _ordinal(following[0].text):
        return True
    before = next((o for p in reversed(paragraphs[: index + 1]) if (o := _ordinal(p.text))), 0)
    behind = next((o for p in following if (o := _ordinal(p.text))), 0)
    return before > 0 and behind > before + 1


def _ordinal(text: str) -> int:
    match = re.match(r"\(([一二三四五六七八九])\)", text)
    return "一二三四五六七八九".index(match[1]) + 1 if match else 0


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
        if lost in (1, 2) and len(official) > 5 and not official.startswith(printed):  # a tail may stand behind the figures
            findings.append(_short_label(case, item.label, item.row.label, Evidence(item.quote, item.place)))
    findings.extend(_short_groups(case))
    return findings


def _page_mark(case: Case, marks: tuple[Line, Line, Line]) -> Finding:
    before, page, after = marks
    quote = f"{fold(before.raw)[-16:]} / {fold(page.raw)} / {fold(after.raw)[:16]}"
    message = f"页码“{fold(page.raw)}”夹在句子中间。"
    return case.finding("TEXT_ARTEFACT", message, evidence=[Evidence(quote, page.place)], origin=Origin.EXTRACTION)


def _short_label(case: Case, printed: str, official: str, proof: Evidence) -> Finding:
    message = f"表格标签“{printed}”缺字，应为“{official}”。"
    return case.finding("TEXT_ARTEFACT", message, evidence=[proof], origin=Origin.EXTRACTION)


def _short_groups(case: Case) -> list[Finding]:
    """Vertical group labels, read together between two rows, that have lost a character."""
    part = case.outline.part(3)
    if part is None:
        return []
    text, places = _words_only(part.lines)
    findings = []
    for group in case.form.table("table3").groups:
        official = han(group.label)
        if official in text or official[:-1] not in text:
            continue
        at = text.index(official[:-1])
        proof = Evidence(f"{official[:-1]}", places[at].place)
        findings.append(_short_label(case, official[:-1], group.label, proof))
    return findings


def _words_only(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The Chinese characters of lines, and the line of each."""
    characters: list[str] = []
    owners: list[Line] = []
    for line in lines:
        kept = han(line.text)
        characters.append(kept)
        owners.extend([line] * len(kept))
    return "".join(characters), owners


@checks("OTHER_PLACE")
def other_place(case: Case) -> Outcome:
    """Names of another organ or of another level in the running text."""
    findings: list[Finding] = []
    findings.extend(_wrong_level(case))
    findings.extend(_other_organs(case))
    return findings


def _wrong_level(case: Case) -> list[Finding]:
    words: Mapping[str, Any] = case.book.wording["places"].get(case.level, {})
    if not words:
        return []
    wrong = re.compile("|".join(words["wrong"]))
    usual = re.compile("|".join(words["except"]) or r"(?!)")
    findings = []
    for paragraph in case.paragraphs:
        fine = [match.span() for match in usual.finditer(paragraph.text)]
        for match in wrong.finditer(paragraph.text):
            if not any(start < match.end() and match.start() < stop for start, stop in fine):
                message = f"{case.outline.organ}的报告中出现“{match[0]}”，与本机关层级不符。"
                start = max(0, match.start() - 20)
                proof = [passage(paragraph, start=start, stop=match.end() + 20)]
                findings.append(case.finding("OTHER_PLACE", message, evidence=proof))
    return findings


_TOWN = re.compile(
    r"(?:^|[,。;:、(\"》]|[县市区旗]|\d年度?)([\u4e00-\u9fff]{2,3}(?:[镇乡]|街道))(?=人民政府|党委|政府(?!信息)|办事处|党工委)"
)


def _other_organs(case: Case) -> list[Finding]:
    """Townships and sub-districts by name that are not this organ. Only judged for organs of that level."""
    if case.level not in ("township", "street"):
        return []
    own = case.outline.organ
    core = re.sub(r"人民政府|政府|办事处", "", own)
    no_name = re.compile("|".join(case.book.wording["places"]["no_name"]))
    findings = []
    for paragraph in case.paragraphs:
        for match in _TOWN.finditer(paragraph.text):
            name = match[1]
            if no_name.search(name) or _same_place(name, core):
                continue
            message = f"{own}的报告中出现其他机关的名称“{name}”。"
            proof = [passage(paragraph, start=max(0, match.start() - 12), stop=match.end() + 20)]
            findings.append(case.finding("OTHER_PLACE", message, evidence=proof))
    return findings


def _same_place(name: str, core: str) -> bool:
    """Whether a name cut out of running text is this organ's: one ends like the other."""
    return any(core.endswith(name[start:]) for start in range(len(name) - 2))


@checks("PROBLEM_UNANSWERED")
def problem_unanswered(case: Case) -> Outcome:
    """Each problem of section five has a measure about the same matter."""
    if 5 not in case.prose:
        return Result.UNKNOWN
    problems, measures, paragraphs = _problems_and_measures(case.prose[5].paragraphs)
    if not problems or not measures:
        return Result.UNKNOWN
    matters = case.book.wording["matters"]
    findings = []
    for problem in problems:
        matter = _matter_of(problem, matters)
        if matter and not re.search("|".join(matter["answer"]), measures):
            message = f"问题“{problem.strip(',。;')[:40]}”（{matter['label']}）没有找到对应的改进措施。"
            owner = next((p for p in paragraphs if problem in p.text), paragraphs[0])
            at = max(owner.text.find(problem), 0)
            proof = [passage(owner, start=at, stop=at + len(problem))]
            findings.append(case.finding("PROBLEM_UNANSWERED", message, evidence=proof, origin=Origin.UNCLEAR))
    return findings


_TURN = re.compile(r"改进(?:情况|措施|方向|工作)|下一步|接下来|今后|针对(?:上述|以上|存在)|下步|20\d\d年[,，]?(?:我|本|将)|整改措施")
_ITEM = re.compile(r"(?:[一二三四五六七八九十]是|\([一二三四五六七八九十]\)|\d[.、])")


def _problems_and_measures(paragraphs: Sequence[Paragraph]) -> tuple[list[str], str, Sequence[Paragraph]]:
    """The problems one by one, and all measures as one text. The text turns where measures are announced."""
    text = "".join(paragraph.text for paragraph in paragraphs)
    turn = _turning_point(text)
    if turn is None:
        return [], "", paragraphs
    told = text[:turn]
    marks = [match.start() for match in _ITEM.finditer(told) if told[match.start()] != "("]
    if not marks:
        return [], text[turn:], paragraphs
    spans = pairwise([*marks, len(told)])
    return [re.split(r"。|;", told[start:stop])[0] for start, stop in spans], text[turn:], paragraphs


def _turning_point(text: str) -> int | None:
    """Where measures begin: the first announcement behind the first problem."""
    first = _ITEM.search(text)
    match = _TURN.search(text, first.end() if first else 0)
    return match.start() if match else None


def _matter_of(problem: str, matters: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What a problem is about: the matter named first in it."""
    hits = [
        (match.start(), order, matter)
        for order, matter in enumerate(matters)
        if (match := re.search("|".join(matter["problem"]), problem))
    ]
    return min(hits, key=lambda hit: hit[:2])[2] if hits else None
