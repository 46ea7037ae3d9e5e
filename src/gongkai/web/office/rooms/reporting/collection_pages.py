"""What the pages of the collection show: who has handed in, what it comes to, which figures differ from what is public."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import urlencode

from gongkai import lawbook
from gongkai.engine.kept import open_cells
from gongkai.engine.render.cells import NOT_KEPT, cell_label, figure
from gongkai.engine.render.people import STATE_NAMES
from gongkai.engine.rollup import broken
from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Number, Severity
from gongkai.kernel.rollup import Part, Rolled, own_name
from gongkai.web.office import spreadsheet
from gongkai.web.office.rows import Rows, day, link, rows
from gongkai.web.organs.models import Organ
from gongkai.web.reports.collecting import Standing, collecting_for, figures_of, standing
from gongkai.web.reports.collecting.reconciling import Published, reconciled
from gongkai.web.reports.collecting.reminding import words

from .collection_forms import EARLIEST
from .tables import Filling, Shown

_LACKING = "缺数"
_HEADS = ("机关", "状态", "报送日期", "退回日期", "退回的原因", "确认日期", "待核定的格")


class Choice(forms.Form):
    """Whose members, for which year; the viewer's first government and last year when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="汇总单位", empty_label=None)
    year = forms.IntegerField(label="年度", min_value=EARLIEST, max_value=2999)

    def __init__(self, data: Any, *, viewer: Viewer, today: date) -> None:
        organs = collecting_for(viewer)
        first = organs.first()
        begun = {"organ": first and first.pk, "year": today.year - 1}
        super().__init__({name: data.get(name) or begun[name] for name in begun})
        self.fields["organ"].queryset = organs


@dataclass(frozen=True, slots=True)
class Page:
    """One of the pages: its name, its template, what it shows of an organ and a year."""

    title: str
    template: str
    shown: Callable[[Organ, int], dict[str, Any]]


def _asked(organ: Organ, year: int) -> str:
    return urlencode({"organ": organ.pk, "year": year})


def _board(organ: Organ, year: int) -> dict[str, Any]:
    """Who has handed in, in a sentence, as a table and as files; and what those are told who have not."""
    members = standing(organ, year)
    counts = Counter(one.state_name for one in members)
    told = "，".join(f"{name}{count}个" for name, count in counts.items())
    late = [one.organ.name for one in members if one.is_awaited]
    public, asked = sum(one.is_to_be_received for one in members), _asked(organ, year)
    return {
        "lead": f"{organ}{year}年度：应报送{len(members)}个机关，{told}。"
        if members
        else f"{organ}没有下级机关要报送。",
        "lines": rows(_HEADS, map(_linked, members)),
        "ways": [
            ("汇总", f"{reverse('filings:sums')}?{asked}"),
            ("与公布的报告核对", f"{reverse('filings:differences')}?{asked}"),
            *([(f"收入已公开的{public}份", f"{reverse('filings:receive')}?{asked}")] if public else []),
            ("催报", f"{reverse('filings:remind')}?{asked}"),
            *(
                (f"下载 {one.upper()}", f"{reverse('filings:board-file', args=[one])}?{asked}")
                for one in spreadsheet.MEDIA_TYPES
            ),
        ],
        "reminder": words(late, year) if late else "",
    }


def _linked(member: Standing) -> Iterator[Any]:
    name, *rest = _line(member)
    yield link(reverse("filings:sheet", args=[member.filing.pk]), name) if member.filing else name
    yield from rest


def _line(member: Standing) -> tuple[Any, ...]:
    filing = member.filing
    if filing is None:
        return (member.organ.name, member.state_name, "", "", "", "", "")
    return (
        member.organ.name,
        member.state_name,
        day(filing.filed_on),
        day(filing.returned_on),
        filing.returned_because,
        day(filing.confirmed_on),
        len(open_cells(filing.form, filing.figures)),
    )


def file(organ: Organ, year: int, ending: str) -> bytes:
    """Who has handed in, as a spreadsheet."""
    lines = [_HEADS, *map(_line, standing(organ, year))]
    return spreadsheet.written("报送情况", lines, ending)


def _sums(organ: Organ, year: int) -> dict[str, Any]:
    """The three tables as on the form, each figure a way to its parts."""
    found = figures_of(organ, year)
    asked, form, faults = _asked(organ, year), found.figures.form, broken(found.figures)
    grades = dict.fromkeys(form.cells if _is_alone(found) else found.gaps, Severity.WARNING)
    grades |= {cell: Severity.ERROR for one in faults for cell in one.cells}

    def address(cell: str) -> str:
        return f"{reverse('filings:sums-cell', args=[cell])}?{asked}"

    shown = {cell: Shown(found.figures.value(cell)) for cell in form.cells}
    return {
        "lead": _summed(organ, year, found),
        "missing": found.missing,
        "gaps": len(found.gaps),
        "broken": [*_broken_by_member(found), *(f"合计：{one.message}" for one in faults)],
        "tables": Filling(form, shown, address, grades, _LACKING).tables().values(),
        "board": f"{reverse('filings:board')}?{asked}",
    }


def _broken_by_member(found: Rolled) -> Iterator[str]:
    """The identities that do not hold already in what one member says."""
    for member in found.members:
        yield from (f"{member.name}：{one.message}" for one in broken(member.figures))


def _is_alone(found: Rolled) -> bool:
    """Whether the government's own figures stand there by themselves, where others belong to them."""
    return len(found.members) == 1 and bool(found.missing)


def _summed(organ: Organ, year: int, found: Rolled) -> str:
    if _is_alone(found):
        return f"{organ}{year}年度：下级机关的报告还没有计入，下面只有本级的数字，不是汇总。"
    members = len(found.members) - 1
    return f"{organ}{year}年度：本级的数字加上{members}个机关报送的数字。"


def parts(organ: Organ, year: int, cell: str) -> dict[str, Any] | None:
    """The members behind a figure; None where the form has no such cell."""
    form = lawbook.load().form_for(year)
    if cell not in form.cells:
        return None
    found, members = figures_of(organ, year), {one.organ.name: one for one in standing(organ, year)}
    lines = [
        (_of(part.name, members), _told(part.value) or _why_none(part, organ)) for part in found.parts(cell)
    ]
    lines += [(_of(name, members), _why_missing(members[name])) for name in found.missing]
    return {
        "title": cell_label(form, cell),
        "shown": _told(found.figures.value(cell)) or f"不能得出；已有的各数之和 {figure(found.known(cell))}",
        "how": "本级的数字从台账计得，下级的是报送时的数字。空白的格不当作 0。",
        "facts": [],
        "tables": [{"label": "各机关", "rows": rows(("机关", "数字"), lines), "more": ""}],
        "nothing": "没有机关报送。",
        "back": f"{reverse('filings:sums')}?{_asked(organ, year)}",
        "back_to": "汇总",
    }


def _why_none(part: Part, organ: Organ) -> str:
    """What a member's cell is without a figure: the government's own comes from its registers, all others were filled in."""
    return NOT_KEPT if part.name == own_name(organ.name) else STATE_NAMES[part.state]


def _of(name: str, members: dict[str, Standing]) -> Any:
    """The member, as a link to what it handed in; the government itself has no such thing."""
    member = members.get(name)
    return link(reverse("filings:sheet", args=[member.filing.pk]), name) if member and member.filing else name


def _why_missing(member: Standing) -> str:
    """Why a member is not in the sum."""
    if not member.is_handed_in:
        return "没有报送"
    return "用的是另一种格式" if member.is_counted else "代收的报告还没有确认"


def _told(value: Number | None) -> str:
    return "" if value is None else figure(value)


def _differences(organ: Organ, year: int) -> dict[str, Any]:
    found = reconciled(organ, year)
    if found:
        said = f"{len(found)}个机关公布的与报送的不一致，或者还没有公布。"
    elif any(one.is_handed_in for one in standing(organ, year)):
        said = "已经报送的，公布的数字都与报送的一致。"
    else:
        said = "下级机关还没有报送，没有可以核对的。"
    return {
        "lead": f"{organ}{year}年度：{said}",
        "lines": _differing(found),
        "ways": [("报送情况", f"{reverse('filings:board')}?{_asked(organ, year)}")],
    }


def _differing(found: Sequence[Published]) -> Rows:
    lines: list[tuple[Any, ...]] = []
    for one in found:
        if one.report is None:
            lines.append((one.organ.name, "还没有公布", "", ""))
            continue
        form = lawbook.load().form(one.form)
        name = link(reverse("portal:report", args=[one.organ.slug, one.report.year]), one.organ.name)
        if not one.differences:
            lines.append((name, "公布的表格是另一种格式", "", ""))
        for cell, left, right in one.differences:
            lines.append((name, cell_label(form, cell), _told(left) or "空白", _told(right) or "空白"))
    return rows(("机关", "格", "报送的", "公布的"), lines)


PAGES = {
    "board": Page("报送情况", "office/reporting/collection_board.html", _board),
    "sums": Page("汇总", "office/reporting/collection_sums.html", _sums),
    "differences": Page("与公布的报告核对", "office/reporting/collection_board.html", _differences),
}
