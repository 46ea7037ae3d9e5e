"""归档 and what follows: the forms by which a case becomes a volume, is taken whole, handed over, or lawfully destroyed."""

from datetime import date, datetime

from django import forms
from django.http import HttpResponse
from django.utils.functional import cached_property

from gongkai.kernel.problems import Problem
from gongkai.lawbook.archive import archive_law
from gongkai.web.applications.actions import archiving, destroying
from gongkai.web.applications.actions.archiving import Filing
from gongkai.web.applications.archive.check import Closing, closing_of
from gongkai.web.applications.archive.lists import over, to_hand_over
from gongkai.web.applications.archive.volume import name_of, packed
from gongkai.web.applications.models import Application, Destruction, Transfer, Volume
from gongkai.web.applications.models.archive import KEEPERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.handing import handed_out
from gongkai.web.office.acts import ActForm
from gongkai.web.office.rooms.applications.moves import LINES, CaseForm
from gongkai.web.office.rows import Rows
from gongkai.web.organs.models import Organ

from .sheet import checks

_ZIP = "application/zip"
_WIDE = forms.Textarea(LINES)
_FOUR_DIGITS = {"min_value": 1000, "max_value": 9999}


def _periods() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in archive_law().periods.values()]


class Archive(CaseForm):
    """归档."""

    on = forms.DateField(label="归档日期")
    period = forms.ChoiceField(label="保管期限", choices=_periods)
    period_because = forms.CharField(label="改变保管期限的理由", required=False, max_length=300, widget=_WIDE)
    lacking_because = forms.CharField(label="缺少材料仍然归档的理由", max_length=300, widget=_WIDE)
    remark = forms.CharField(
        label="本卷情况说明",
        required=False,
        max_length=1000,
        widget=_WIDE,
        help_text="载入备考表，例如：原件另存、页码有误。不写申请人的姓名和证件号码。",
    )

    @cached_property
    def closing(self) -> Closing:
        """What the case holds now."""
        return closing_of(self.row)

    @property
    def checks(self) -> Rows:
        """The closing check, as the case shows it."""
        return checks(self.row, self.closing, self.viewer)

    def prepare(self) -> None:
        """Today, for the usual time; why something is missing is asked only where something is."""
        default = self.closing.default
        period = self.fields["period"]
        self.fields["on"].initial, period.initial = clock.today(), default.period
        name = archive_law().periods[default.period].name
        unverified = "（请按本机关的保管期限表核对）" if default.is_unverified else ""
        period.help_text = (
            f"默认{name}：{default.name}{unverified}。申请人信息的保存期限另外计算，见归档以后的案卷页面。"
        )
        self.fields["period_because"].help_text = "与默认的不同时填写，载入备考表。"
        if not self.closing.missing:
            del self.fields["lacking_because"]
            return
        names = "、".join(one.piece.name for one in self.closing.missing)
        self.fields["lacking_because"].help_text = f"还缺：{names}。能补的请先补入；确实没有的，写明为什么。"

    def carry_out(self, *, at: datetime) -> Application:
        """Make it a volume."""
        said = dict(self.cleaned_data)
        on = said.pop("on")
        volume = archiving.archive(self.row, Filing(**said), on=on, by=self.viewer, at=at)
        self.done = f"已归档，档号为{volume.number}。"
        return self.row


class ChangePeriod(ActForm):
    """改变保管期限."""

    period = forms.ChoiceField(label="保管期限", choices=_periods)
    because = forms.CharField(
        label="理由", max_length=300, widget=_WIDE, help_text="载入备考表。不写申请人的姓名。"
    )

    def prepare(self) -> None:
        """From what it is now."""
        self.fields["period"].initial = self.row.period

    def carry_out(self, *, at: datetime) -> Volume:
        """Change it."""
        return archiving.change_period(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Take(ActForm):
    """下载案卷."""

    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=_WIDE,
        help_text="全卷写明申请人是谁，每次下载都记入台账。例如：装订后移交档案馆；应诉举证。",
    )
    button = "下载全卷（ZIP）"

    def carry_out(self, *, at: datetime) -> HttpResponse:
        """The package; it is put together before the reason is written down, so that nobody waits for it."""
        data = packed(self.row)
        archiving.take_volume(self.row, reason=self.cleaned_data["reason"], by=self.viewer, at=at)
        return handed_out(data, media_type=_ZIP, name=name_of(self.row))


class _OfSeveral(ActForm):
    """Volumes of one organ, by year and place."""

    begun_with = ("organ", "year")
    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    year = forms.IntegerField(label="年度", **_FOUR_DIGITS)
    places = forms.CharField(
        label="件号", required=False, max_length=500, help_text="例如：1-35、40。空着的，为这一年度的全部。"
    )

    def prepare(self) -> None:
        """For one of the organs whose files the viewer keeps."""
        organs = Organ.objects.filter(on_ground(self.viewer.ground(*KEEPERS), prefix=""))
        self.fields["organ"].queryset = organs.order_by("path")

    def clean_places(self) -> frozenset[int]:
        """As numbers."""
        try:
            return archiving.placed(self.cleaned_data["places"])
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem


class HandOver(_OfSeveral):
    """移交."""

    period = forms.ChoiceField(
        label="保管期限", required=False, choices=lambda: [("", "各种期限"), *_periods()]
    )
    receiver = forms.CharField(
        label="接收单位", max_length=100, help_text="例如：墨鹭县档案馆、本机关档案室。"
    )
    on = forms.DateField(label="移交日期")
    receipt_no = forms.CharField(
        label="回执编号", max_length=60, required=False, help_text="还没有的，空着。"
    )

    def prepare(self) -> None:
        """Mostly today, of last year."""
        super().prepare()
        self.fields["on"].initial = clock.today()
        self.fields["year"].initial = clock.today().year - 1
        self.order_fields(("organ", "year", "places", "period"))

    def carry_out(self, *, at: datetime) -> Transfer:
        """Hand them over."""
        said = dict(self.cleaned_data)
        organ = said.pop("organ")
        chosen = {name: said.pop(name) for name in ("year", "period", "places")}
        return archiving.transfer(organ, to_hand_over(organ, **chosen), **said, by=self.viewer, at=at)


class Propose(_OfSeveral):
    """提出销毁."""

    year = forms.IntegerField(
        label="年度", **_FOUR_DIGITS, required=False, help_text="空着的，为所有保管期满的。"
    )
    because = forms.CharField(
        label="鉴定意见",
        max_length=500,
        widget=_WIDE,
        help_text="写明为什么没有继续保存的价值。还有价值的，请先改变它的保管期限。不写申请人的姓名。",
    )

    def carry_out(self, *, at: datetime) -> Destruction:
        """Propose it, with what is over today."""
        said, today = dict(self.cleaned_data), clock.today()
        organ = said.pop("organ")
        chosen = over(organ, on=today, year=said["year"], places=said["places"])
        return destroying.propose_destruction(
            organ, chosen, because=said["because"], on=today, by=self.viewer, at=at
        )


class Decide(ActForm):
    """批准或者不同意."""

    button = "提交决定"
    is_approved = forms.TypedChoiceField(
        label="决定",
        choices=[("yes", "同意销毁"), ("no", "不同意销毁")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label="意见", max_length=500, required=False, widget=_WIDE, help_text="不同意的，写明理由。"
    )

    def carry_out(self, *, at: datetime) -> Destruction:
        """Decide."""
        return destroying.decide_destruction(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Destroy(ActForm):
    """销毁."""

    witnesses = forms.CharField(label="监销人", max_length=100, help_text="两人以上，写姓名，用顿号隔开。")
    on = forms.DateField(label="销毁日期")

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()

    def clean_on(self) -> date:
        """Not a day that is still to come."""
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError("销毁日期还没有到。请写销毁的那一天。")
        return on

    def carry_out(self, *, at: datetime) -> Destruction:
        """Destroy them."""
        return destroying.destroy(self.row, **self.cleaned_data, by=self.viewer, at=at)
