"""Numbers that the prose gives of its own: how many items were published, and totals with their parts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.engine.prose import Paragraph
from gongkai.kernel.findings import Place

LONGEST_LIST = 600
MOST = 200  # breakdowns read from one report; a real one has a handful
UNIT = r"(?:件次|人次|件|条|位|份|宗|起|例|次|个|项|篇|名|家)"


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


_COUNT = r"(?<![\d,])\d[\d,]{0,11}(?![\d,])"
_HEADLINE = re.compile(
    rf"(?P<n>{_COUNT}){UNIT}[^。;!?\d()]{{0,16}}?(?:[。,:(]?其中[:,]?|(?P<list>\()(?=[^()]{{2,30}}?\d{UNIT}))"
)
_PART = re.compile(rf"({_COUNT})({UNIT})")
# One item may go out on several channels: such parts need not add up.
_OVERLAPPING = re.compile(r"同时发布|同步发布|重复|网站\d|微信|公众号|微博|抖音|公开栏|公示栏|广播|报纸")
# Where a list of parts ends and the next statement begins: 其中自然人 4 件，上年度结转 2 件
_LIST_ENDS = re.compile(
    r"[。;!?]|另|此外|同时|结转|[,、](?:均?已|共|累计|全年|被|提起|发生|办结|答复|制发|废止|申请量)"
)
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
                if len(found) >= MOST:
                    return found
    return found


def _breakdown(paragraph: Paragraph, match: re.Match[str]) -> Breakdown | None:
    """The parts behind a headline number, of its own unit, up to the next statement."""
    text = paragraph.text
    tail = text[match.end() : match.end() + LONGEST_LIST]
    tail = tail.split(")")[0] if match["list"] else _IN_BRACKETS.sub("", tail)
    end = _LIST_ENDS.search(tail)
    is_cut = not end and not match["list"]  # the passage breaks off, as at the end of a page
    tail = tail[: end.start()] if end else tail
    unit = text[match.end("n")]
    parts = [int(n.replace(",", "")) for n, u in _PART.findall(tail) if u[0] == unit]
    total = int(match["n"].replace(",", ""))
    if (
        not parts
        or (match["list"] and len(parts) < 2)
        or _OVERLAPPING.search(text, match.end(), match.end() + LONGEST_LIST)
    ):
        return None
    stop = match.end() + len(tail)
    quote, place = paragraph.quote(match.start(), stop), paragraph.place_of(match.start(), stop)
    is_open = is_cut or re.search(r"等(?:[^级次候]|$)", tail) is not None or "其中" in tail
    return Breakdown(quote, total, tuple(parts), is_open, place)


_GAP = r"[^。;,!?\d清撤删]"
_ITEMS = "余?(?:条|篇|件|则|个|项)"
_PUBLISH = "(?<!申请)(?:公开|发布|更新|新增|变更)"
_PUBLISHED = re.compile(
    rf"{_PUBLISH}{_GAP}{{0,40}}?(?:信息|条目|内容){_GAP}{{0,12}}?,?{_GAP}{{0,6}}?(?P<n>{_COUNT}){_ITEMS}"
    rf"|{_PUBLISH}{_GAP}{{0,16}}?(?P<m>{_COUNT}){_ITEMS}[^。;,\d]{{0,8}}信息"
    rf"|{_PUBLISH}{_GAP}{{0,12}}?(?P<k>{_COUNT})余?条"
)
_NOT_ITEMS = re.compile(r"申请|建议|提案|投诉|办结|复议|诉讼|规范性|解读|图文|次$")


def published_count(paragraphs: Iterable[Paragraph]) -> tuple[int, str, Place] | None:
    """How many items the report says were published: (count, quote, place); the first number so named."""
    for paragraph in paragraphs:
        for match in _PUBLISHED.finditer(paragraph.text):
            if not _NOT_ITEMS.search(match[0] + paragraph.text[match.end() : match.end() + 1]):
                number = int((match["n"] or match["m"] or match["k"]).replace(",", ""))
                text = paragraph.quote(match.start(), match.end())
                return number, text, paragraph.place_of(*match.span())
    return None
