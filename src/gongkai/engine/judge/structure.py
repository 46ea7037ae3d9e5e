"""Rules about how a report is built: sections, topics, headings, period, organ, years, results, hidden parts."""

import re
from collections.abc import Iterator, Sequence

from gongkai.engine.judge.case import Case, Outcome, checks, passage
from gongkai.engine.locate import Subheading, kind_of
from gongkai.engine.marks import han
from gongkai.engine.numerals import to_numeral
from gongkai.engine.prose import Paragraph
from gongkai.kernel.findings import Evidence, Finding, Origin, Severity
from gongkai.kernel.rules import Result

_YEAR_CLAIM = re.compile(r"(?:^|[。;:,]|现将|总结)(?:在)?(?P<year>20\d\d)年(?P<rest>[^。;]{0,60})")
MOST = 5  # passages quoted of one kind
_OWN_ACT = re.compile(
    r"(?:度)?[,]?(?:全年|我.|本.|全[镇乡县区市局])?(?:共|累计|总计)?"
    r"(?:主动公开|公开|收到|新收|受理|办结|答复|制发|发布|清理|未收到|没有收到|未发生|没有发生|未收取|我[镇乡街县区市局委办]|本[机镇乡街单])"
)


@checks("SECTION_MISSING")
def sections(case: Case) -> Outcome:
    """All six sections, whatever their exact wording."""
    present = {part.number for part in case.outline.parts}
    findings = []
    for section in case.form.sections:
        if section.number not in present:
            name = f"第{to_numeral(section.number)}部分“{section.heading}”"
            is_read = any(cell.startswith(f"table{section.number}.") for cell in case.figures.read)
            message = f"没有找到{name}的标题；表中的数已读到。" if is_read else f"没有找到{name}。"
            if case.document.pictures:
                message += f"{_pictures(case)}，可能在那里，请对照原文。"
                findings.append(
                    case.finding("SECTION_MISSING", message, severity=Severity.WARNING, origin=Origin.UNCLEAR)
                )
            else:
                findings.append(case.finding("SECTION_MISSING", message))
    return findings


def _pictures(case: Case) -> str:
    pages = "、".join(str(page) for page in case.document.pictures[:6])
    return f"第 {pages} 页是图片，没有读到文字"


@checks("TOPIC_MISSING")
def topics(case: Case) -> Outcome:
    """The five matters of section one; a section without any headings is searched by its words."""
    if 1 not in case.prose:
        return Result.UNKNOWN
    headings = case.subheadings.get(1, ())
    kinds = {kind_of(heading.text, case.form) for heading in headings}
    text = "".join(paragraph.text for paragraph in case.prose[1].paragraphs)
    missing = [
        topic
        for topic in case.form.topics
        if topic.kind not in kinds and (headings or not any(keyword in text for keyword in topic.keywords))
    ]
    if not missing:
        return []
    names = "、".join(topic.heading for topic in missing)
    part = case.outline.part(1)
    seen = [Evidence(f"（{h.number}）{h.text}", h.place) for h in headings]
    fallback = [Evidence(part.heading.text, part.heading.place)] if part else []
    if case.has_gap:
        why = _pictures(case) if case.document.pictures else "标题编号中断，可能是文字丢失"
        message = f"总体情况没有读到：{names}。{why}，请对照原文。"
        return [case.finding("TOPIC_MISSING", message, evidence=seen, origin=Origin.UNCLEAR)]
    return [case.finding("TOPIC_MISSING", f"总体情况没有写：{names}。", evidence=seen or fallback)]


@checks("HEADING_NUMBER")
def heading_numbers(case: Case) -> Outcome:
    """Numbers of sections and of the headings inside sections rise by one."""
    findings = []
    for part in case.outline.parts:
        if part.heading.number not in (0, part.number):
            printed, right = to_numeral(part.heading.number), to_numeral(part.number)
            message = f"“{part.heading.text}”编号为“{printed}”，应为“{right}”。"
            proof = [Evidence(f"{printed}、{part.heading.text}", part.heading.place)]
            findings.append(case.finding("HEADING_NUMBER", message, evidence=proof))
    for number in sorted(case.subheadings):
        findings.extend(_misnumbered(case, case.subheadings[number]))
    return findings


def _misnumbered(case: Case, headings: Sequence[Subheading]) -> list[Finding]:
    findings = []
    before = 0
    for heading in headings:
        if heading.ordinal != before + 1 and heading.ordinal != 1:
            if heading.ordinal == before:
                what = f"编号（{heading.number}）重复"
            elif heading.ordinal > before + 1:
                what = f"编号从（{to_numeral(before) or '无'}）跳到（{heading.number}）"
            else:
                what = f"编号（{heading.number}）次序倒置"
            proof = [Evidence(f"（{heading.number}）{heading.text}", heading.place)]
            origin = Origin.UNCLEAR if heading.ordinal > before + 1 else Origin.REPORT
            message = f"{what}：“{heading.text}”。"
            findings.append(case.finding("HEADING_NUMBER", message, evidence=proof, origin=origin))
        before = heading.ordinal
    return findings


@checks("HEADING_WORDING")
def heading_wording(case: Case) -> Outcome:
    """The six headings as the form words them."""
    findings = []
    for part in case.outline.parts:
        section = case.form.sections[part.number - 1]
        if han(part.heading.text) != han(section.heading):
            message = (
                f"第{to_numeral(part.number)}部分标题写作“{part.heading.text}”，规定为“{section.heading}”。"
            )
            proof = [Evidence(part.heading.text, part.heading.place)]
            findings.append(case.finding("HEADING_WORDING", message, evidence=proof))
    return findings


@checks("PERIOD")
def period(case: Case) -> Outcome:
    """The statistical period is stated and is the whole year of the title."""
    if case.period is None:
        is_cut = case.outline.part(6) is None
        origin = Origin.UNCLEAR if is_cut else Origin.REPORT
        return [
            case.finding("PERIOD", "没有写明统计期间（应为本年度 1 月 1 日至 12 月 31 日）。", origin=origin)
        ]
    start, end = case.period
    year = case.outline.year
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year
    if whole and year in (None, start.year):
        return []
    told = f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
    message = (
        f"统计期间写作{told}，与标题的 {year} 年度不符。"
        if year
        else f"统计期间写作{told}，不是一个完整年度。"
    )
    proof = [case.period_evidence] if case.period_evidence else []
    return [case.finding("PERIOD", message, evidence=proof, severity=Severity.ERROR)]


@checks("ORGAN")
def organ(case: Case) -> Outcome:
    """The title names an administrative organ, not only a place."""
    words = case.book.wording["organ"]["words"]
    title = case.outline.title
    if not title:
        return [case.finding("ORGAN", "没有找到写明机关名称和年度的标题。")]
    if any(re.search(word, case.outline.organ) for word in words):
        return []
    name = case.outline.organ
    message = f"标题只写了“{name}”，没有写行政机关的全称。" if name else "标题没有写行政机关的名称。"
    return [case.finding("ORGAN", message, evidence=[Evidence(title, case.outline.title_place)])]


@checks("YEAR_MIX")
def year_mix(case: Case) -> Outcome:
    """Plain statements of this year's work that open with another year's number, one finding for each such year."""
    year = case.outline.year
    if year is None:
        return Result.UNKNOWN
    passages: dict[int, list[Evidence]] = {}
    for number in (0, 1, 6):
        for paragraph in case.prose[number].paragraphs if number in case.prose else ():
            for stated, proof in _other_years(case, paragraph, year=year):
                passages.setdefault(stated, []).append(proof)
    return [
        case.finding(
            "YEAR_MIX",
            f"标题是 {year} 年度，正文有 {len(proof)} 处写的是 {stated} 年。",
            evidence=proof[:MOST],
        )
        for stated, proof in passages.items()
    ]


_OTHER_SENSE = re.compile(
    r"相比|比上|较|同期|增长|下降|上升|减少|以来|截至|上年|去年|上一年|修订|印发|发布的|施行|实施以|出台|月\d+日|报告格式|机构改革|成立|报告格式|下一步|计划|拟|将"
)


def _other_years(case: Case, paragraph: Paragraph, *, year: int) -> Iterator[tuple[int, Evidence]]:
    """The other years that a paragraph tells of as if they were this one, with the passages."""
    for match in _YEAR_CLAIM.finditer(paragraph.text):
        stated, rest = int(match["year"]), match["rest"]
        if stated == year or f"{year}年" in rest or _OTHER_SENSE.search(rest[:20]):
            continue
        if _OWN_ACT.match(rest) or case.core_name in rest[:24] or "政府信息公开工作" in rest[:24]:
            yield stated, passage(paragraph, start=match.start("year"), stop=match.end())


@checks("RESULTS_MISSING")
def results(case: Case) -> Outcome:
    """A government's report tells the results of assessment, social review and accountability."""
    if not case.is_government:
        return Result.NOT_APPLICABLE
    words = case.book.wording["results"]
    text = "\n".join(paragraph.text for paragraph in _about_results(case))
    told = re.sub("|".join(words["not_results"]), "", text)
    missing = [
        entry["label"]
        for entry in (words["assessment"], words["social_review"], words["accountability"])
        if not re.search("|".join(entry["words"]), told)
    ]
    if not missing:
        return []
    place = next((h for h in case.subheadings.get(1, ()) if "监督" in h.text or "保障" in h.text), None)
    proof = [Evidence(f"（{place.number}）{place.text}", place.place)] if place else []
    message = f"没有写明{'、'.join(missing)}的结果。"
    return [case.finding("RESULTS_MISSING", message, evidence=proof)]


def _about_results(case: Case) -> list[Paragraph]:
    """Where results may be told: sections one and six."""
    return [
        paragraph for number in (1, 6) if number in case.prose for paragraph in case.prose[number].paragraphs
    ]


@checks("HIDDEN_CONTENT")
def hidden_content(case: Case) -> Outcome:
    """What the file holds without showing it goes out with it: told in one finding, and not quoted."""
    notes = case.document.notes
    if not notes:
        return []
    message = f"文件里有 {len(notes)} 处内容看不见，或者显示得与存储的不同。"
    return [case.finding("HIDDEN_CONTENT", message, evidence=notes)]
