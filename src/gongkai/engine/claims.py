"""Figures that the prose states, held against the cells they speak of.

A claim that can mean several cells is a mismatch only when it agrees with none of them. A sentence about another
year, or with 余 and 约, is not judged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.engine.counts import UNIT as _UNIT
from gongkai.engine.marks import parse_number
from gongkai.engine.prose import Paragraph
from gongkai.kernel.figures import Figures, State
from gongkai.kernel.findings import Claim, Number, Place, Verdict
from gongkai.kernel.form import Form

_N = rf"(?P<n>\d[\d,]*(?:\.\d+)?){_UNIT}"
_GAP = r"[^。;:!?\d]{0,28}?"
MOST = 400  # claims read from one report; a real one has a few dozen
LONGEST_SENTENCE = 1_000
_LONGEST_TAIL = 24  # characters quoted behind a figure
_YEAR = re.compile(r"(20\d\d)年")
_FOREIGN = re.compile(
    r"建议|提案|投诉|来信|来电|来访|留言|咨询|信访件|同比|较上年|比上年|较去年|相比|增长|下降|累计到|以来共"
)
_KINDS = (
    ("natural_person", re.compile(r"自然人|公民(?![、和与])|个人|群众")),
    ("commercial_enterprise", re.compile(r"商业企业|企业|公司")),
    ("research_institution", re.compile(r"科研机构")),
    ("social_welfare_org", re.compile(r"公益组织")),
    ("legal_service_org", re.compile(r"法律服务机构|律师事务所|律所")),
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of stating a figure: `readings` are the sums of cells that it may mean, most likely first.

    `word` stands in every match, so that most sentences are passed over without trying the pattern.
    """

    word: str
    pattern: re.Pattern[str]
    readings: tuple[tuple[str, ...], ...]
    value: int | None = None
    by_kind: bool = False
    needs: re.Pattern[str] | None = None
    refuses: re.Pattern[str] | None = _FOREIGN


def _row(*names: str) -> tuple[str, ...]:
    return tuple(f"table3.{name}.total" for name in names)


_NO_COUNT = r"(?![^。;,]{0,8}\d)"
_NEXT = r"(?:下一?年度?|次年|20\d\d年)"
_RECEIVED = re.compile(r"新收|收到|受理|接到|接收")
_NORMATIVE = re.compile(r"规范性文件")
_ASKS = re.compile(r"申请|依申请公开")
_NOT_CASES = re.compile(rf"{_FOREIGN.pattern}|复议|诉讼")
_NOT_NEW = re.compile(rf"{_NOT_CASES.pattern}|结转")
_REVIEW = ("table4.review.total",)
_SUITS = ("table4.suit_direct.total", "table4.suit_after_review.total")
_NONE = r"(?:未|没有|无|尚未|均未)(?![经法正故论])(?:曾)?"


def _compile(form: Form) -> tuple[Pattern, ...]:
    """All patterns for one form; group sums follow the form's own rows."""
    return (*_arrivals(), *_results(form), *_cases(), *_acts(form))


def _pattern(word: str, text: str, *readings: tuple[str, ...], **rest: Any) -> Pattern:
    return Pattern(word, re.compile(text), readings, **rest)


def _arrivals() -> tuple[Pattern, ...]:
    """Applications received, handled and carried over."""
    new, both, done = _row("new_received"), _row("new_received", "carried_in"), _row("result_total")
    asks: dict[str, Any] = {"needs": _ASKS, "refuses": _NOT_NEW}
    cases: dict[str, Any] = {"needs": _ASKS, "refuses": _NOT_CASES}
    none = rf"{_NONE}(?:收到|接到|受理|接收|公民、法人|人提出|人申请)[^。;,]{{0,30}}?(?:申请|依申请公开)(?!行政复议)"
    return (
        _pattern("收", rf"(?:新收|收到|接收|收){_GAP}{_N}", new, both, by_kind=True, **asks),
        _pattern("接", rf"(?:接到|接受){_GAP}{_N}", new, both, by_kind=True, **asks),
        _pattern("受理", rf"受理{_GAP}{_N}", new, both, by_kind=True, **asks),
        _pattern("申请", none, new, value=0, refuses=_NOT_CASES),
        _pattern("处理", rf"(?<!不予)(?<!其他)处理{_GAP}{_N}", done, new, both, **asks),
        _pattern("办结", rf"办结{_GAP}{_N}", done, **cases),
        _pattern("答复", rf"答复(?!并办结){_GAP}{_N}", done, **cases),
        _pattern(
            "结转", rf"(?:上年度?|上一年度?|去年)结转{_GAP}{_N}", _row("carried_in"), refuses=_NOT_CASES
        ),
        _pattern("结转", rf"结转(?:至|到|入)?{_NEXT}{_GAP}{_N}", _row("carried_out"), refuses=_NOT_CASES),
        _pattern(
            "结转", rf"{_N}[^。;,\d]{{0,8}}结转(?:至|到|入)?{_NEXT}", _row("carried_out"), refuses=_NOT_CASES
        ),
        *_kinds(),
    )


def _kinds() -> Iterator[Pattern]:
    """其中自然人 16 件，法人或其他组织 6 件 beside what was received."""
    words = {
        "natural_person": "自然人|公民",
        "commercial_enterprise": "商业企业",
        "research_institution": "科研机构",
        "social_welfare_org": "社会公益组织|公益组织",
        "legal_service_org": "法律服务机构",
    }
    for kind, names in words.items():
        cells = (f"table3.new_received.{kind}",)
        for name in names.split("|"):
            yield _pattern(
                name, rf"{name}(?:提出)?(?:的)?(?:申请)?{_N}", cells, needs=_RECEIVED, refuses=_NOT_NEW
            )
    organisations = tuple(f"table3.new_received.{kind}" for kind in (*list(words)[1:], "other_org"))
    text = rf"法人(?:或|和|及)其他组织(?:提出)?(?:的)?(?:申请)?{_N}"
    yield _pattern("其他组织", text, organisations, needs=_RECEIVED, refuses=_NOT_NEW)


def _results(form: Form) -> Iterator[Pattern]:
    """The ways in which applications ended, one by one or by group."""
    leaves = form.table("table3").leaves
    for prefix, word, before in (
        ("granted", "予以公开", "(?<!不)(?<!部分)"),
        ("partially", "部分公开", ""),
        ("denied", "不予公开", ""),
        ("unable", "无法提供", ""),
        ("refused", "不予处理", ""),
        ("other", "其他处理", ""),
    ):
        cells = tuple(f"table3.{row.id}.total" for row in leaves if row.id.startswith(prefix))
        yield _pattern(word, rf"{before}{word}(?:的)?{_N}", cells, refuses=_NOT_CASES)


def _cases() -> tuple[Pattern, ...]:
    """Reviews and suits, and statements that there were none."""
    none = rf"{_NONE}(?:发生|出现|收到|产生|涉及|引发|因)?[^。;,\d]{{0,40}}?"
    return (
        _pattern("复议", rf"行政复议(?:案件|申请|的)?(?:共|为)?{_N}", _REVIEW),
        _pattern("诉讼", rf"行政诉讼(?:案件|的)?(?:共|为)?{_N}", _SUITS, _SUITS[:1], _SUITS[1:]),
        _pattern("复议", rf"{none}行政复议{_NO_COUNT}", _REVIEW, value=0, refuses=None),
        _pattern("诉讼", rf"{none}行政诉讼{_NO_COUNT}", _SUITS, value=0, refuses=None),
    )


def _acts(form: Form) -> Iterator[Pattern]:
    """Patterns for table 2, as far as the form has the cells."""
    known = set(form.table("table2").cells)
    made = "table2.normative_docs.issued", "table2.normative_docs.repealed", "table2.normative_docs.in_force"
    make = r"(?:制发|制定|出台|印发)(?:并公开|公开)?(?:了)?"
    do = r"(?:作出|办理|办结|完成|实施)(?:各类)?"
    document = "规范性文件"
    texts = (
        (made[0], "制", rf"{make}(?:行政)?(?:规范性文件)?(?:共)?{_N}", None),
        (made[0], document, rf"(?:出台|印发)(?:了)?(?:行政)?(?:规范性文件)(?:共)?{_N}", None),
        (made[0], document, rf"{_NONE}(?:制发|制定|出台|印发)[^。;,\d]{{0,8}}规范性文件", 0),
        (made[1], "废止", rf"废止(?:行政)?(?:规范性文件)?{_N}", None),
        (made[2], "现行有效", rf"现行有效(?:的)?(?:行政)?(?:规范性文件)?(?:共)?{_N}", None),
        ("table2.licences.decisions", "行政许可", rf"{do}行政许可(?:决定|事项)?(?:共)?{_N}", None),
        ("table2.penalties.decisions", "行政处罚", rf"{do}行政处罚(?:决定|案件)?(?:共)?{_N}", None),
        ("table2.compulsion.decisions", "行政强制", rf"{do}行政强制(?:决定|措施|案件)?(?:共)?{_N}", None),
    )
    for cell, word, text, value in texts:
        if cell in known:
            needs = _NORMATIVE if "normative_docs" in cell else None
            yield _pattern(word, text, (cell,), value=value, needs=needs)


class ClaimReader:
    """Finds claims under one form; compiled once for each form."""

    def __init__(self, form: Form) -> None:
        self._patterns = _compile(form)

    def read(self, paragraphs: Iterable[Paragraph], figures: Figures, *, year: int | None) -> list[Claim]:
        """Every figure stated in these paragraphs that speaks of a cell, each once."""
        found: list[Claim] = []
        for paragraph in paragraphs:
            for start, stop in _sentences(paragraph.text):
                sentence = paragraph.text[start:stop]
                if _CLAIMING.search(sentence):
                    found.extend(self._in_sentence(sentence, start, paragraph, figures, year))
                if len(found) >= MOST:
                    return found
        return found

    def _in_sentence(
        self, sentence: str, start: int, paragraph: Paragraph, figures: Figures, year: int | None
    ) -> Iterator[Claim]:
        taken: set[int] = set()
        for pattern in self._patterns:
            if pattern.word not in sentence or (pattern.needs and not pattern.needs.search(paragraph.text)):
                continue
            for match in pattern.pattern.finditer(sentence):
                key = match.start("n") if pattern.value is None else -1 - match.end()
                clause = _clause(sentence, match.start(), match.end())
                if key in taken or not _speaks(pattern, match, sentence, clause, year):
                    continue
                taken.add(key)
                value = pattern.value if pattern.value is not None else parse_number(match["n"])
                if value is not None:
                    end = _CLAUSE_END.search(sentence, match.end())
                    stop = min(end.start() if end else len(sentence), match.end() + _LONGEST_TAIL)
                    text = paragraph.quote(start + match.start(), start + stop)
                    place = paragraph.place_of(start + match.start())
                    yield _judge(text, value, _readings(pattern, match, sentence), figures, place)


_CLAIMING = re.compile(r"\d|未|没有|无")  # a sentence without any of these states no figure
_SENTENCE_END = re.compile(r"[。;!?]")
_CLAUSE_END = re.compile(r"[,。;:!?]")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end; what has no end for a page is cut."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield from _pieces(start, match.end())
        start = match.end()
    yield from _pieces(start, len(text))


def _pieces(start: int, stop: int) -> Iterator[tuple[int, int]]:
    for at in range(start, stop, LONGEST_SENTENCE):
        yield at, min(at + LONGEST_SENTENCE, stop)


def _clause(sentence: str, start: int, stop: int) -> str:
    """The part between commas that holds a match."""
    left = max(sentence.rfind(mark, 0, start) for mark in ",:。") + 1
    right = min(
        (at for at in (sentence.find(",", stop), sentence.find("。", stop)) if at >= 0), default=len(sentence)
    )
    return sentence[left:right]


def _speaks(pattern: Pattern, match: re.Match[str], sentence: str, clause: str, year: int | None) -> bool:
    """Whether a match is a plain statement about this year's applications, cases or acts."""
    if pattern.refuses and pattern.refuses.search(clause):
        return False
    if re.match(r"[余多左]", sentence[match.end() :]) or "约" in clause or "%" in clause:
        return False
    years = _YEAR.findall(sentence[: match.start() + 8])
    return not (years and year is not None and int(years[-1]) != year)


def _readings(pattern: Pattern, match: re.Match[str], sentence: str) -> tuple[tuple[str, ...], ...]:
    """The cells a claim may mean; a kind of applicant named at the number narrows them to its column."""
    if not pattern.by_kind:
        return pattern.readings
    behind = re.split(r"[,(]", sentence[match.end() : match.end() + 8])[0]
    for kind, words in _KINDS:
        if words.search(match[0] + behind):
            narrowed = tuple(
                tuple(c.replace(".total", f".{kind}") for c in cells) for cells in pattern.readings
            )
            is_sure = words.search(match[0]) or kind != "natural_person" or "位" in match[0]
            return narrowed if is_sure else (*narrowed, *pattern.readings)
    return pattern.readings


def _judge(
    text: str, value: Number, readings: Sequence[tuple[str, ...]], figures: Figures, place: Place
) -> Claim:
    """Hold a claim against its readings: the first that agrees, else mismatch if the likeliest is fully read."""
    for cells in readings:
        if _sum(cells, figures) == value:
            return Claim(text, value, cells, Verdict.MATCH, place)
    known = all(_sum(cells, figures) is not None for cells in readings)
    return Claim(text, value, readings[0], Verdict.MISMATCH if known else Verdict.UNKNOWN, place)


def _sum(cells: tuple[str, ...], figures: Figures) -> Number | None:
    """The sum of cells; None when one was not read or all are blank."""
    states = [figures[cell] for cell in cells]
    if not states or any(cell.state not in (State.READ, State.BLANK) for cell in states):
        return None
    values = [cell.value for cell in states if cell.value is not None]
    return sum(values) if values else None
