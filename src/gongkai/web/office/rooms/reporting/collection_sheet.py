"""报送的一份报告 as the authority judges it: its three tables, what was given by hand and why, what is found, what is open."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.urls import reverse

from gongkai import lawbook
from gongkai.engine.kept import figures, open_cells
from gongkai.engine.render.cells import cell_label, figure, known_figure
from gongkai.engine.render.people import SEVERITY_MARKS, SEVERITY_NAMES, STATE_NAMES, placed
from gongkai.engine.rollup import broken
from gongkai.kernel.figures import State
from gongkai.kernel.findings import Finding, Severity
from gongkai.web.office.pages import Sheet
from gongkai.web.office.rows import Rows, code, day, link, rows
from gongkai.web.reports.downloads import source_ending
from gongkai.web.reports.models import Filing, FilingState, Report

from .tables import Drawn, Filling, Shown, gravest

_OPEN = ("CELL_BLANK", "CELL_UNREAD", "CELL_NOT_A_NUMBER")


class FilingSheet(Sheet):
    """One filing with its tables; the acts stand above them."""

    template_name = "office/reporting/filing.html"


def about(row: Filing, *, can_settle: bool) -> dict[str, Any]:
    """Everything that is drawn of a filing, besides what happened to it."""
    return _Filed(row).context(can_settle=can_settle)


class _Filed:
    """A filing with what it says, looked up once."""

    def __init__(self, row: Filing) -> None:
        self.row = row
        self.form = lawbook.load().form(row.form)
        self.figures = figures(row.form, row.figures)
        self.open = open_cells(row.form, row.figures)
        self.faults = broken(self.figures)

    def context(self, *, can_settle: bool) -> dict[str, Any]:
        """Lead and facts, the drawn tables, and the lists below them."""
        return {
            "lead": self._lead(),
            "facts": list(self._facts()),
            "drawn": self._drawn(),
            "tables": [
                ("待核定的格", self._open(can_settle=can_settle), "没有空白或者读不准的格。"),
                ("已核定的格", self._settled(), "没有核定过。"),
                (
                    "不成立的勾稽关系",
                    rows(("不成立的勾稽关系",), ((one.message,) for one in self.faults)),
                    "已读出的数字，勾稽关系都成立，或者因缺数还不能判断。",
                ),
                ("手工填报的数字", self._by_hand(), "没有手工填报的数字，或者不是在本系统编制的。"),
                ("有错误仍然签发的理由", self._justified(), "没有。"),
                ("检查发现的其他问题", self._found(), "没有发现。"),
            ],
        }

    @cached_property
    def report(self) -> Report | None:
        """The public report of the year."""
        return Report.objects.published().filter(organ=self.row.organ_id, year=self.row.year).first()

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """What was handed in, as data: of the edition, of the file, or of the public report."""
        row = self.row
        if row.edition_id:
            return row.edition.data
        if row.source:
            return row.data or {}
        return self.report.data if self.report and self.report.sha256 == row.sha256 else {}

    @cached_property
    def findings(self) -> list[Mapping[str, Any]]:
        """What the rules found; of an edition, in the document that everybody reads, once it is out."""
        is_out = self.row.edition_id and self.report and self.report.sha256 == self.row.edition.source_sha256
        return list((self.report.data if is_out else self.data).get("findings", ()))

    def _lead(self) -> str:
        row = self.row
        if row.state == FilingState.RETURNED:
            return f"{day(row.returned_on)}退回：{row.returned_because}"
        if row.state == FilingState.CONFIRMED:
            why = f"有{len(self.faults)}项勾稽关系不成立，确认的理由：" if row.confirmed_because else ""
            return f"已于{day(row.confirmed_on)}确认。{why}{row.confirmed_because}"
        if self.open:
            more = f"另有{len(self.faults)}项勾稽关系不成立。" if self.faults else ""
            return f"还有{len(self.open)}格要核定，核定以后才能确认。{more}"
        if self.faults:
            return f"有{len(self.faults)}项勾稽关系不成立。数字有误的请退回；确实如此的，写明理由再确认。"
        return "数字齐全，勾稽关系都成立，等候主管部门确认。"

    def _facts(self) -> Iterator[tuple[str, Any]]:
        row = self.row
        yield "机关", row.organ
        yield "年度", row.year
        yield "状态", row.get_state_display()
        yield "报送日期", day(row.filed_on)
        if row.source:
            yield "代收的文件", link(reverse("filings:file", args=[row.pk]), row.source_name)
        elif row.edition_id:
            versions = reverse("compilations:versions", args=[row.edition.compilation_id])
            yield "报送的是", link(versions, f"本系统签发的第{row.edition.number}版")
        else:
            yield "报送的是", "已经公布的报告"
        if self.report:
            where = reverse("portal:report", args=[row.organ.slug, row.year])
            yield "公开的报告", link(where, self.report.title)
        yield "SHA-256", code(row.sha256)

    def _drawn(self) -> Iterable[Drawn]:
        """The tables as on the form; a cell of a broken identity, or one without a figure, is marked."""
        changed = {one["cell"] for one in self.data.get("reasons", ())}
        shown = {cell: Shown(self.figures.value(cell), cell in changed) for cell in self.form.cells}
        grades = gravest(
            [(Severity.WARNING, tuple(self.open)), *((Severity.ERROR, one.cells) for one in self.faults)]
        )
        return Filling(self.form, shown, lambda _cell: "", grades, STATE_NAMES[State.BLANK]).tables().values()

    def _open(self, *, can_settle: bool) -> Rows:
        """Each cell with what the file says there, and where it is settled."""
        found = self._evidence()
        lines = []
        for cell in self.open:
            address = f"{reverse('filings:settle', args=[self.row.pk])}?cell={cell}"
            name = cell_label(self.form, cell)
            why, quote = found.get(cell, ("空白", ""))
            lines.append((link(address, name) if can_settle else name, why, quote))
        return rows(("格", "原因", "原文"), lines)

    def _evidence(self) -> Mapping[str, tuple[str, str]]:
        """Why a cell has no figure, and the row of the file in which it stands."""
        quoted = {
            cell: "　".join(self._quote(one) for one in finding["evidence"][:1])
            for finding in self.data.get("findings", ())
            for cell in finding["cells"]
            if finding["code"] in _OPEN
        }
        reasons = {doubt["cell"]: doubt["why"] for doubt in self.data.get("doubts", ())}
        return {cell: (reasons.get(cell, "空白"), quoted.get(cell, "")) for cell in {*quoted, *reasons}}

    def _quote(self, evidence: Mapping[str, Any]) -> str:
        kind = source_ending(self.row if self.row.source else self.report) if self.data else ""
        where = placed(evidence["page"], evidence["line"], kind=kind).replace(" ", "")
        return f"{where}{evidence['text']}"

    def _settled(self) -> Rows:
        lines = (
            (cell_label(self.form, one.cell), figure(one.value.normalize()), one.reason, day(one.settled_on))
            for one in self.row.settled.filter(sha256=self.row.sha256)
        )
        return rows(("格", "数字", "依据", "日期"), lines)

    def _by_hand(self) -> Rows:
        lines = (
            (one["name"], known_figure(one["given"]), known_figure(one["counted"]), one["reason"])
            for one in self.data.get("reasons", ())
        )
        return rows(("数字", "填报", "台账", "理由"), lines)

    def _justified(self) -> Rows:
        lines = ((one["message"], one["reason"]) for one in self.data.get("justified", ()))
        return rows(("错误", "理由"), lines)

    def _found(self) -> Rows:
        """The gravest first; blank cells and broken identities have lists of their own."""
        known = {*_OPEN, *(one.code for one in self.faults)}
        others = [one for one in self.findings if one["code"] not in known]
        order = list(Severity)
        lines = [
            (f"{SEVERITY_MARKS[grade]} {SEVERITY_NAMES[grade]}", one["message"], self._quotes(one))
            for one in sorted(others, key=lambda one: order.index(Severity(one["severity"])))
            for grade in (Severity(one["severity"]),)
        ]
        return rows(("程度", "问题", "原文"), lines)

    def _quotes(self, finding: Mapping[str, Any]) -> str:
        return "　".join(self._quote(one) for one in finding["evidence"][:1])


def faults_of(row: Filing) -> tuple[Finding, ...]:
    """The identities that its figures break."""
    return broken(figures(row.form, row.figures))
