"""What is filled in when reports are handed in, taken in, settled, sent back and confirmed."""

from datetime import datetime

from django import forms

from gongkai import lawbook
from gongkai.engine import intake
from gongkai.engine.kept import open_cells
from gongkai.engine.render.cells import cell_label
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.acts import ActForm
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions import collecting
from gongkai.web.reports.collecting import collecting_for
from gongkai.web.reports.models import PUBLISHERS, Filing
from gongkai.web.uploads import ReportFileField

from .collection_sheet import faults_of

EARLIEST = lawbook.load().first_year
ALSO = "also-"  # before the name of a cell that is settled beside another
MOST_TOLD = 3  # broken identities beside the reason, refusals; other pages name all


class _OfYear(ActForm):
    """An organ and a year; last year when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    year = forms.IntegerField(label="年度", min_value=EARLIEST, max_value=2999)
    duties: tuple[str, ...] = PUBLISHERS
    begun_with = ("organ", "year")

    def prepare(self) -> None:
        """Where the viewer holds the duty."""
        ground = on_ground(self.viewer.ground(*self.duties), prefix="")
        self.fields["organ"].queryset = Organ.objects.filter(ground).active()
        self.fields["year"].initial = clock.today().year - 1


class HandIn(_OfYear):
    """报送."""

    button = "报送"

    def carry_out(self, *, at: datetime) -> Filing:
        """Hand in what was signed or published."""
        return collecting.hand_in(**self.cleaned_data, by=self.viewer, at=at)


class Upload(_OfYear):
    """代收."""

    file = ReportFileField(label="年度报告文件", help_text="pdf、docx、xlsx、html 或 txt。")
    duties = (collecting.AUTHORITY,)
    button = "收下"

    def carry_out(self, *, at: datetime) -> Filing:
        """Read it and keep it."""
        file = self.cleaned_data["file"]
        source = intake.take_bytes(file.read(), name=file.name)
        organ, year = self.cleaned_data["organ"], self.cleaned_data["year"]
        return collecting.upload(organ, year, source, by=self.viewer, at=at)


class Settle(ActForm):
    """核定."""

    cell = forms.ChoiceField(label="哪一格")
    value = forms.DecimalField(
        label="数字", max_digits=20, decimal_places=6, help_text="没有发生的填 0；金额以万元为单位。"
    )
    reason = forms.CharField(
        label="依据", max_length=200, help_text="例如：电话核实，经办人确认为0件；见原件第3页。"
    )
    begun_with = ("cell",)

    def prepare(self) -> None:
        """The cells that are open, and those that were settled in this file before."""
        form = lawbook.load().form(self.row.form)
        known = self.row.settled.filter(sha256=self.row.sha256).values_list("cell", flat=True)
        cells = {*open_cells(self.row.form, self.row.figures), *known}
        named = [(cell, cell_label(form, cell)) for cell in form.cells if cell in cells]
        self.fields["cell"].choices = [("", "请选择"), *named]
        self._offer_row()

    def _offer_row(self) -> None:
        """A field for each other open cell of the row that the address asks for, and for each that was sent: a row that is
        blank as a whole is settled at once."""
        form, said = lawbook.load().form(self.row.form), self.data if self.is_bound else self.initial
        asked = str(said.get("cell", ""))
        for cell in open_cells(self.row.form, self.row.figures):
            is_beside = cell.rpartition(".")[0] == asked.rpartition(".")[0]
            if cell != asked and (is_beside or ALSO + cell in self.data):
                field = forms.DecimalField(
                    label=cell_label(form, cell), max_digits=20, decimal_places=6, required=False
                )
                field.help_text = "同一行空白的格，依据相同的一起填；不填的仍然空白。"
                self.fields[ALSO + cell] = field
        self.order_fields([name for name in self.fields if name != "reason"])

    def carry_out(self, *, at: datetime) -> Filing:
        """Settle what was filled in, all of it or nothing."""
        said = self.cleaned_data
        beside = {name.removeprefix(ALSO): said[name] for name in said if name.startswith(ALSO)}
        values = {cell: value for cell, value in beside.items() if value is not None}
        values = {said["cell"]: said["value"], **values}
        return collecting.settle(self.row, values, reason=said["reason"], by=self.viewer, at=at)


class SendBack(ActForm):
    """退回."""

    reason = forms.CharField(
        label="原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明哪些地方要更正，报送的机关据此修改。",
    )

    def carry_out(self, *, at: datetime) -> Filing:
        """Send it back."""
        return collecting.send_back(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Confirm(ActForm):
    """确认."""

    reason = forms.CharField(
        label="确认的理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def prepare(self) -> None:
        """A reason is asked for only where figures do not agree with each other."""
        faults = faults_of(self.row)
        if not faults:
            del self.fields["reason"]
            return
        told = "".join(one.message for one in faults[:MOST_TOLD])
        said = f"有{len(faults)}项勾稽关系不成立。{told}"
        self.fields["reason"].help_text = f"{said}写明怎样核实、为什么仍然确认；理由留在这份报送的记录中。"

    def carry_out(self, *, at: datetime) -> Filing:
        """Its figures stand."""
        return collecting.confirm(self.row, **self.cleaned_data, by=self.viewer, at=at)


class _OfMembers(_OfYear):
    """A government that adds up the reports below it, and a year."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label="汇总单位",
        help_text="收下级报告的政府，不是要催的机关；办理的是它的全部下级机关。",
    )

    def prepare(self) -> None:
        """Only governments that collect."""
        super().prepare()
        self.fields["organ"].queryset = collecting_for(self.viewer)


class Receive(_OfMembers):
    """收入已公开的报告."""

    button = "全部收入"

    def carry_out(self, *, at: datetime) -> None:
        """Each that is public counts as handed in."""
        authority, year = self.cleaned_data["organ"], self.cleaned_data["year"]
        done, refused = collecting.receive(authority, year, by=self.viewer, at=at)
        self.done = f"已收入{done}个机关公开的{year}年度报告，算作报送。"
        if refused:
            named = "".join(f"{name}的没有收入：{why}" for name, why in refused[:MOST_TOLD])
            self.done += f"还有{len(refused)}个没有收入。{named}"


class Remind(_OfMembers):
    """催报."""

    button = "发出提醒"

    def carry_out(self, *, at: datetime) -> None:
        """Tell those who have not handed in."""
        authority, year = self.cleaned_data["organ"], self.cleaned_data["year"]
        count = collecting.remind(authority, year, by=self.viewer, at=at)
        self.done = f"已经安排给{count}位经办人发邮件，在工作时间送出。"
