"""The one pipeline: intake → read → locate → fill → check. Web, command line and corpus all call `examine`."""

from collections.abc import Mapping, Sequence
from functools import cache

from gongkai import lawbook
from gongkai.engine.claims import ClaimReader
from gongkai.engine.counts import breakdowns, published_count
from gongkai.engine.document import Document, Line
from gongkai.engine.fill import Filled, fill
from gongkai.engine.intake import Source
from gongkai.engine.judge import judge_all
from gongkai.engine.judge.case import Case
from gongkai.engine.locate import Outline, locate, subheadings
from gongkai.engine.period import stated_period
from gongkai.engine.printed import are_printed
from gongkai.engine.prose import Prose, prose
from gongkai.engine.read import read
from gongkai.engine.report import AnnualReport
from gongkai.engine.sections import section_texts
from gongkai.kernel.form import Form
from gongkai.kernel.problems import ImageOnly, NotAReport, Unsupported
from gongkai.kernel.rules import judge

_ENOUGH_CELLS = 20
_ENOUGH_SECTIONS = 3
_PROSE_SECTIONS = (1, 5, 6)


def examine(source: Source, *, last_year: AnnualReport | None = None) -> AnnualReport:
    """Read and check one report. Raises NotAReport or ImageOnly when the source holds none."""
    book = lawbook.load()
    document = read(source)
    outline = locate(document, book.form_for(None))
    form = _form_of(book, document, outline)
    filled = fill(document, outline, form=form)
    _require_form_of_year(book, outline.year, filled=filled)
    _require_report(document, outline, filled)
    case = _case(book, form, document, outline, filled, last_year)
    findings, outcomes = judge_all(case)
    return AnnualReport(
        source=source,
        pages=document.pages,
        title=outline.title,
        organ=outline.organ,
        year=outline.year,
        form=form,
        period=case.period,
        preface=case.prose[0].paragraphs,
        sections=section_texts(case),
        closing=outline.closing,
        figures=filled.figures,
        claims=case.claims,
        breakdowns=case.breakdowns,
        judgements=case.judgements,
        findings=findings,
        outcomes=outcomes,
    )


def _form_of(book: lawbook.LawBook, document: Document, outline: Outline) -> Form:
    """The form of the title's year, unless the tables themselves show the other one's heads."""
    form = book.form_for(outline.year)
    words = [cell.text for grid in document.grids for cell in grid.cells]
    if not words:
        tables = [part for part in outline.parts if part.number in (2, 3)]
        words = [line.text for part in tables for line in part.lines] or [
            line.text for line in document.lines
        ]
    text = "".join("".join(words).split())
    if "本年新制作数量" in text or "上一年项目数量" in text:
        return book.form("2019")
    if "逾期未按收费通知" in text and "本年制发件数" in text:
        return book.form("2021")
    return form


def _require_form_of_year(book: lawbook.LawBook, year: int | None, *, filled: Filled) -> None:
    """Refuse reports of years before the first form; a mistyped year over tables that were read is judged."""
    first = book.first_year
    if year is not None and year < first and len(filled.figures.read) < _ENOUGH_CELLS:
        raise Unsupported(
            f"这是 {year} 年度的报告，用的是 {first} 年以前的格式，没有三张表。",
            "可以作为附件保存，不能核对。",
        )


def _require_report(document: Document, outline: Outline, filled: Filled) -> None:
    """Refuse what is no annual report, telling pictures from other texts."""
    if len(outline.parts) >= _ENOUGH_SECTIONS or len(filled.figures.read) >= _ENOUGH_CELLS:
        return
    if outline.title and outline.parts:
        return
    if sum(len(line.text) for line in document.lines) < 20 and not document.grids:
        raise ImageOnly("文件里没有文字，可能只有图片。", "请提供文字版报告，或先做文字识别。")
    raise NotAReport(
        "看起来不是政府信息公开工作年度报告：没有找到标题、六个部分或三张表。",
        "请确认文件是否选对，或者是否缺页。",
    )


def _case(
    book: lawbook.LawBook,
    form: Form,
    document: Document,
    outline: Outline,
    filled: Filled,
    last_year: AnnualReport | None,
) -> Case:
    """Everything that the rules look at."""
    texts = _texts(outline)
    paragraphs = [paragraph for number in sorted(texts) for paragraph in texts[number].paragraphs]
    headings = {
        part.number: subheadings(part.lines) for part in outline.parts if part.number in _PROSE_SECTIONS
    }
    period, evidence = stated_period(paragraphs)
    claims = _reader(form).read(paragraphs, filled.figures, year=outline.year)
    return Case(
        book=book,
        form=form,
        document=document,
        outline=outline,
        filled=filled,
        judgements=tuple(judge(identity, filled.figures) for identity in book.identities(form)),
        prose=texts,
        subheadings=headings,
        period=period,
        period_evidence=evidence,
        claims=tuple(claims),
        breakdowns=tuple(breakdowns(paragraphs)),
        published=published_count(texts[1].paragraphs if 1 in texts else ()),
        last_year=last_year,
    )


@cache
def _reader(form: Form) -> ClaimReader:
    return ClaimReader(form)


def _texts(outline: Outline) -> Mapping[int, Prose]:
    """Running text by section, 0 for the preface. Whether lines are joined is decided for all of them together."""
    lines = {
        part.number: _prose_lines(part.lines) for part in outline.parts if part.number in _PROSE_SECTIONS
    }
    lines[0] = list(outline.preface)
    is_wrapped = are_printed([line for part in lines.values() for line in part])
    return {number: prose(part, is_wrapped=is_wrapped) for number, part in lines.items()}


def _prose_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines of a section that are text and not a table set with tabs."""
    return [line for line in lines if line.text.count("\t") < 2]
