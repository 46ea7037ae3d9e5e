"""What stands behind the words of a topic by itself: problems with what is done about them, figures given by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai.engine.marks import inside_quotes
from gongkai.engine.numerals import to_numeral
from gongkai.engine.render.cells import cell_label, known_figure
from gongkai.kernel.compilation import Listing, ReportTopic
from gongkai.kernel.days import in_words
from gongkai.web.reports.models import Shortcoming

from .figures import Figured


class Sources(NamedTuple):
    """What the lists are made of: last year's problems, this year's, and the cells."""

    carried: Sequence[Shortcoming]
    new: Sequence[Shortcoming]
    figured: Figured

    @classmethod
    def of(cls, rows: Sequence[Shortcoming], figured: Figured) -> "Sources":
        """From the list of problems as it stands."""
        return cls(
            [row for row in rows if row.carried_from_id],
            [row for row in rows if not row.carried_from_id],
            figured,
        )


def lists_of(topic: ReportTopic, sources: Sources) -> tuple[str, ...]:
    """The paragraphs behind the text of a topic."""
    return tuple(_LISTS[topic.listed](sources)) if topic.listed in _LISTS else ()


def _carried(sources: Sources) -> Iterator[str]:
    for row in sources.carried:
        yield f"关于“{inside_quotes(_bare(row.problem))}”：{_bare(row.result) or '【整改结果没有填写】'}。"


def _problems(sources: Sources) -> Iterator[str]:
    if sources.new:
        yield _one_by_one([_bare(row.problem) for row in sources.new])


def _measures(sources: Sources) -> Iterator[str]:
    if measures := [_measure(row) for row in sources.new if row.measure]:
        yield "针对上述问题，" + _one_by_one(measures)


def _adjusted(sources: Sources) -> Iterator[str]:
    for cell, shown in sources.figured.cells.items():
        if shown.is_changed:
            told, given = known_figure(shown.counted), known_figure(shown.value)
            label = cell_label(sources.figured.form, cell)
            yield f"{label}，台账为{told}，本报告填报{given}。理由：{_bare(shown.reason)}。"


# Special items are topics of their own: see prose.
_LISTS: Mapping[Listing | None, Callable[[Sources], Iterator[str]]] = {
    Listing.CARRIED: _carried,
    Listing.PROBLEMS: _problems,
    Listing.MEASURES: _measures,
    Listing.ADJUSTED: _adjusted,
}


def _one_by_one(parts: Sequence[str]) -> str:
    """一是……。二是……。; what stands alone is not counted."""
    if len(parts) == 1:
        return f"{parts[0]}。"
    return "".join(f"{to_numeral(number)}是{part}。" for number, part in enumerate(parts, 1))


def _measure(row: Shortcoming) -> str:
    due = f"{in_words(row.due_on)}以前完成" if row.due_on else ""
    owner = f"责任单位：{_bare(row.owner)}" if row.owner else ""
    told = "，".join(part for part in (owner, due) if part)
    return f"{_bare(row.measure)}（{told}）" if told else _bare(row.measure)


def _bare(words: str) -> str:
    """Words without the mark that ends them: they go on inside a sentence of ours."""
    return words.strip().rstrip("。；;.")
