"""Figures that the prose states, held against the cells they speak of; and breakdowns that must add up.

A claim that can mean several cells is a mismatch only when it agrees with none of them. A sentence about another
year, or with 余 and 约, is not judged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.marks import parse_number
from gongkai.engine.prose import Paragraph
from gongkai.kernel.figures import Figures, State
from gongkai.kernel.findings import Claim, Number, Place, Verdict
from gongkai.kernel.form import Form

_UNIT = r"(?:件次|人次|件|条|位|份|宗|起|例|次|个|项|篇|名|家)"
_N = rf"(?P<n>\d[\d,]*(?:\.\d+)?){_UNIT}"
_GAP = r"[^。;:!?\d]{0,28}?"
_YEAR = re.compile(r"(20\d\d)年")
_FOREIGN = re.compile(r"建议|提案|投诉|来信|来电|来访|留言|咨询|信访件|同比|较上年|比上年|较去年|相比|增长|下降|累计到|以来共")
_KINDS = (
    ("natural_person", re.compile(r"自然人|公民|个人|群众")),
    ("commercial_enterprise", re.compile(r"商业企业|企业|公司")),
    ("research_institution", re.compile(r"科研机构")),
    ("social_welfare_org", re.compile(r"公益组织")),
    ("legal_service_org", re.compile(r"法律服务机构|律师事务所|律所")),
)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total stated in prose with the parts that it is said to consist of."""

    text: str
    total: int
    parts: tuple[int, ...]
    is_open: bool
    place: Place

    @property
    def holds(self) -> bool:
        """Whether the parts add up; a list closed with 等, or of one part, need only not exceed the total."""
        added = sum(self.parts)
        return added == self.total or (added < self.total and (self.is_open or len(self.parts) == 1))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of stating a figure: `readings` are the sums of cells that it may mean, most likely first."""

    pattern: re.Pattern[str]
    readings: tuple[tuple[str, ...], ...]
    value: int | None = None
    by_kind: bool = False
    needs: re.Pattern[str] | None = None
    refuses: re.Pattern[str] | None = _FOREIGN


def _row(*names: str) -> tuple[str, ...]:
    return tuple(f"table3.{name}.total" for name in names)


_NO_COUNT = r"(?![^。;,]{0,8}\d)"
_ASKS = re.compile(r"申请|依申请公开")
_NOT_CASES = re.compile(rf"{_FOREIGN.pattern}|复议|诉讼")
_NOT_NEW = re.compile(rf"{_NOT_CASES.pattern}|结转")
_NEW, _IN, _DONE, _OUT = "new_received", "carried_in", "result_total", "carried_out"
_REVIEW = ("table4.review.total",)
_SUITS = ("table4.suit_direct.total", "table4.suit_after_review.total")
_NONE = r"(?:未|没有|无|尚未|均未)(?![经法正故论])(?:曾)?"


def _compile(form: Form) -> tuple[Pattern, ...]:
    """All patterns for one form; group sums follow the form's own rows."""
    groups = {
        prefix: tuple(f"table3.{row.id}.total" for row in form.table("table3").leaves if row.id.startswith(prefix))
        for prefix in ("denied", "unable", "refused", "other")
    }
    handled = (_row(_DONE), _row(_NEW), _row(_NEW, _IN))
    return (
        Pattern(re.compile(rf"(?:新收|收到|接到|接收|接受|收|受理){_GAP}{_N}"), (_row(_NEW), _row(_NEW, _IN)), by_kind=True, needs=_ASKS, refuses=_NOT_NEW),
        Pattern(re.compile(rf"{_NONE}(?:收到|接到|受理|接收)[^。;,]{{0,24}}?(?:申请|依申请公开)(?!行政复议)"), (_row(_NEW),), value=0, refuses=_NOT_CASES),
        Pattern(re.compile(rf"(?<!不予)(?<!其他)处理{_GAP}{_N}"), handled, needs=_ASKS, refuses=_NOT_NEW),
        Pattern(re.compile(rf"(?:办结|答复){_GAP}{_N}"), (_row(_DONE), _row(_NEW)), needs=_ASKS, refuses=_NOT_CASES),
        Pattern(re.compile(rf"(?:上年度?|上一年度?|去年)结转{_GAP}{_N}"), (_row(_IN),), refuses=_NOT_CASES),
        Pattern(re.compile(rf"结转(?:至|到|入)?(?:下一?年度?|次年|20\d\d年){_GAP}{_N}"), (_row(_OUT),), refuses=_NOT_CASES),
        Pattern(re.compile(rf"(?<!不)(?<!部分)予以公开(?:的)?{_N}"), (_row("granted"),), refuses=_NOT_CASES),
        Pattern(re.compile(rf"部分公开(?:的)?{_N}"), (_row("partially_granted"),), refuses=_NOT_CASES),
        Pattern(re.compile(rf"不予公开(?:的)?{_N}"), (groups["denied"],), refuses=_NOT_CASES),
        Pattern(re.compile(rf"无法提供(?:的)?{_N}"), (groups["unable"],), refuses=_NOT_CASES),
        Pattern(re.compile(rf"不予处理(?:的)?{_N}"), (groups["refused"],), refuses=_NOT_CASES),
        Pattern(re.compile(rf"其他处理(?:的)?{_N}"), (groups["other"],), refuses=_NOT_CASES),
        Pattern(re.compile(rf"行政复议(?:案件|申请|的)?(?:共|为)?{_N}"), (_REVIEW,)),
        Pattern(re.compile(rf"行政诉讼(?:案件|的)?(?:共|为)?{_N}"), (_SUITS, _SUITS[:1], _SUITS[1:])),
        Pattern(re.compile(rf"{_NONE}(?:发生|出现|收到|产生|涉及|引发|因)?[^。;,\d]{{0,32}}?行政复议{_NO_COUNT}"), (_REVIEW,), value=0, refuses=None),
        Pattern(re.compile(rf"{_NONE}(?:发生|出现|收到|产生|涉及|引发|因)?[^。;,\d]{{0,40}}?行政诉讼{_NO_COUNT}"), (_SUITS,), value=0, refuses=None),
        *_acts(form),
    )


def _acts(form: Form) -> Iterator[Pattern]:
    """Patterns for table 2, as far as the form has the cells."""
    known = set(form.table("table2").cells)
    made = "table2.normative_docs.issued", "table2.normative_docs.repealed", "table2.normative_docs.in_force"
    texts = (
        (made[0], rf"(?:制发|制定|出台|印发)(?:并公开|公开)?(?:了)?(?:行政)?规范性文件(?:共)?{_N}", None),
        (made[0], rf"(?:制发|制定|出台|印发)(?:并公开|公开)?(?:了)?{_N}(?:行政)?规范性文件", None),
        (made[0], rf"{_NONE}(?:制发|制定|出台|印发)[^。;,\d]{{0,8}}规范性文件", 0),
        (made[1], rf"废止(?:行政)?规范性文件{_N}", None),
        (made[2], rf"现行有效(?:的)?(?:行政)?规范性文件(?:共)?{_N}", None),
        ("table2.licences.decisions", rf"(?:作出|办理|办结|完成|实施)(?:各类)?行政许可(?:决定|事项)?(?:共)?{_N}", None),
        ("table2.penalties.decisions", rf"(?:作出|办理|办结|实施)行政处罚(?:决定|案件)?(?:共)?{_N}", None),
        ("table2.compulsion.decisions", rf"(?:作出|办理|办结|实施)行政强制(?:决定|措施|案件)?(?:共)?{_N}", None),
    )
    for cell, text, value in texts:
        if cell in known:
            yield Pattern(re.compile(text), ((cell,),), value=value)


class ClaimReader:
    """Finds claims under one form; compiled once for each form."""

    def __init__(self, form: Form) -> None:
        self._patterns = _compile(form)

    def read(self, paragraphs: Iterable[Paragraph], figures: Figures, year: int | None) -> list[Claim]:
        """Every figure stated in these paragraphs that speaks of a cell, each once."""
        found: list[Claim] = []
        for paragraph in paragraphs:
            for start, stop in _sentences(paragraph.text):
                sentence = paragraph.text[start:stop]
                if "件" in sentence or "申请" in sentence or "行政" in sentence or "公开" in sentence:
                    found.extend(self._in_sentence(sentence, start, paragraph, figures, year))
        return found

    def _in_sentence(
        self, sentence: str, start: int, paragraph: Paragraph, figures: Figures, year: int | None
    ) -> Iterator[Claim]:
        taken: set[int] = set()
        for pattern in self._patterns:
            if pattern.needs and not pattern.needs.search(sentence):
                continue
            for match in pattern.pattern.finditer(sentence):
                key = match.start("n") if pattern.value is None else -1 - match.end()
                clause = _clause(sentence, match.start(), match.end())
                if key in taken or not _speaks(pattern, match, sentence, clause, year):
                    continue
                taken.add(key)
                value = pattern.value if pattern.value is not None else parse_number(match["n"])
                if value is not None:
                    stop = match.end() + len(_TO_CLAUSE_END.match(sentence[match.end() :])[0])
                    text = paragraph.quote(start + match.start(), start + stop)
                    place = paragraph.place_of(start + match.start())
                    yield _judge(text, value, _readings(pattern, match, sentence), figures, place)


_TO_CLAUSE_END = re.compile(r"[^,。;:!?]{0,24}")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"[。;!?]", text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _clause(sentence: str, start: int, stop: int) -> str:
    """The part between commas that holds a match."""
    left = max(sentence.rfind(mark, 0, start) for mark in ",:。") + 1
    right = min((at for at in (sentence.find(",", stop), sentence.find("。", stop)) if at >= 0), default=len(sentence))
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
    if pattern.by_kind:
        near = match[0] + sentence[match.end() : match.end() + 8].split(",")[0]
        for kind, words in _KINDS:
            if words.search(near):
                narrowed = tuple(tuple(c.replace(".total", f".{kind}") for c in cells) for cells in pattern.readings)
                return (*narrowed, *pattern.readings) if kind == "natural_person" and "位" not in near else narrowed
    return pattern.readings


def _judge(text: str, value: Number, readings: Sequence[tuple[str, ...]], figures: Figures, place: Place) -> Claim:
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


_HEADLINE = re.compile(
    rf"(?P<n>\d[\d,]*){_UNIT}[^。;!?\d()]{{0,16}}?(?:[。,:(]?其中[:,]?|(?P<list>\()(?=[^()]{{2,30}}?\d+{_UNIT}))"
)
_PART = re.compile(rf"(\d[\d,]*)({_UNIT})")
_LIST_ENDS = re.compile(r"[。;!?]|另有|另外|此外|同时,")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def breakdowns(paragraphs: Iterable[Paragraph]) -> list[Breakdown]:
    """Every 共…88 条，其中…82 条，…2 条 and 88 条（…82 条，…6 条） in these paragraphs."""
    found = []
    for paragraph in paragraphs:
        if "其中" in paragraph.text or "(" in paragraph.text:
            for match in _HEADLINE.finditer(paragraph.text):
                item = _breakdown(paragraph, match)
                if item:
                    found.append(item)
    return found


def _breakdown(paragraph: Paragraph, match: re.Match[str]) -> Breakdown | None:
    """The parts behind a headline number, of its own unit, up to the one with which the sum is reached."""
    text = paragraph.text
    tail = text[match.end() :].split(")")[0] if match["list"] else _IN_BRACKETS.sub("", text[match.end() :])
    end = _LIST_ENDS.search(tail)
    tail = tail[: end.start()] if end else tail
    unit = text[match.end("n")]
    parts = [int(n.replace(",", "")) for n, u in _PART.findall(tail) if u[0] == unit]
    total = int(match["n"].replace(",", ""))
    for count in range(2, len(parts)):
        if sum(parts[:count]) == total:
            parts = parts[:count]
            break
    if not parts or (match["list"] and len(parts) < 2):
        return None
    quote = paragraph.quote(match.start(), match.end() + len(tail))
    is_open = re.search(r"等(?:[^级次候]|$)", tail) is not None or "其中" in tail
    return Breakdown(quote, total, tuple(parts), is_open, paragraph.place_of(match.start()))


_PUBLISHED = re.compile(
    r"(?:公开|发布|更新|新增|变更)(?:[^。;,!?\d清撤删]{0,24}?(?:信息|条目|内容))+[^。;!?\d清撤删]{0,10}?(?P<n>\d[\d,]*)余?(?:条|篇|件|则|个|项)"
    r"|(?:公开|发布|更新|新增|变更)[^。;,!?\d清撤删]{0,16}?(?P<m>\d[\d,]*)余?(?:条|篇|件|则|个)[^。;,\d]{0,8}信息"
    r"|(?:公开|发布|更新|新增)[^。;,!?\d清撤删件]{0,12}?(?P<k>\d[\d,]*)余?条"
)
_NOT_ITEMS = re.compile(r"申请|建议|提案|投诉|办结|复议|诉讼|规范性|解读|图文|次$")


def published_count(paragraphs: Iterable[Paragraph]) -> tuple[int, str, Place] | None:
    """How many items the report says were published: (count, quote, place); the first number so named."""
    for paragraph in paragraphs:
        for match in _PUBLISHED.finditer(paragraph.text):
            if not _NOT_ITEMS.search(match[0] + paragraph.text[match.end() : match.end() + 1]):
                number = int((match["n"] or match["m"] or match["k"]).replace(",", ""))
                text = paragraph.quote(match.start(), match.end())
                return number, text, paragraph.place_of(match.start())
    return None
