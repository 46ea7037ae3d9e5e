"""How a report begins, and how a figure of it is given by hand."""

from datetime import datetime

from django import forms

from gongkai.engine.render.cells import cell_label, figure
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.acts import ActForm
from gongkai.web.office.years import years_offered
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions import compiling
from gongkai.web.reports.duties import makers
from gongkai.web.reports.former import file_of_year
from gongkai.web.reports.models import Adjustment, Compilation

from .due import replaced
from .work_form import LINES, REASON, WorkForm, one_of


class Begin(ActForm):
    """开始编制."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    year = forms.TypedChoiceField(
        label="年度",
        coerce=int,
        help_text="这一年已有公开的报告的，公布新编制的是更正：须写更正说明，原来的一份保留为以前的版本。",
    )
    begun_with = ("organ", "year")
    button = "开始编制"

    def prepare(self) -> None:
        """The organs whose reports the viewer writes; last year's report is the usual one."""
        organs = Organ.objects.filter(on_ground(self.viewer.ground(*makers()), prefix="")).active()
        self.fields["organ"].queryset = organs
        self.fields["year"].choices = years_offered(clock.today())
        self.fields["year"].initial = clock.today().year - 1

    def carry_out(self, *, at: datetime) -> Compilation:
        """Begin it: the tables are there at once, with a first draft of the prose."""
        said = self.cleaned_data
        begun = compiling.begin(said["organ"], said["year"], by=self.viewer, at=at)
        file = file_of_year(begun.organ_id, begun.year)
        self.done = f"已经开始编制{begun}：三张表已从台账计得，正文有了初稿。{replaced(file) if file else ''}"
        return begun


class _OfCell(WorkForm):
    """A form about one cell."""

    cell = forms.CharField(widget=forms.HiddenInput)
    begun_with = ("cell",)

    @property
    def heading(self) -> str:
        """The cell in words."""
        return cell_label(self.work.form, self.asked("cell")) or "没有这一格"

    @property
    def told(self) -> str:
        """What the registers say."""
        known = self.work.figures.get(self.asked("cell"))
        if known is None:
            return "请从报告的表格中打开一格，再填写。"
        if known.counted is None:
            return "这个数字没有登记。"
        return f"按台账计算是{figure(known.counted)}。"


class Adjust(_OfCell):
    """改为手工填报."""

    given = forms.DecimalField(label="填报的数字", min_value=0, max_digits=20, decimal_places=6)
    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES), max_length=500, help_text=REASON)
    button = "保存手工填报的数字"

    def carry_out(self, *, at: datetime) -> Adjustment:
        """Keep both figures."""
        said = self.cleaned_data
        row = compiling.adjust(
            self.row, said["cell"], given=said["given"], reason=said["reason"], by=self.viewer, at=at
        )
        self.done = f"已改为手工填报：{self.heading}。理由随报告公开，台账的数字也保留。"
        return row


class WithdrawAdjustment(_OfCell):
    """撤销手工填报."""

    button = "恢复台账的数字"

    def carry_out(self, *, at: datetime) -> Adjustment:
        """The registers count again."""
        rows = self.row.adjustments.filter(is_withdrawn=False)
        row = one_of(rows, "这一格没有手工填报的数字。", cell=self.cleaned_data["cell"])
        self.done = f"已恢复台账的数字：{self.heading}。"
        return compiling.withdraw_adjustment(row, by=self.viewer, at=at)
