"""What an authority settles for the reports of a year: earlier days, its comments before publication, special items."""

from datetime import datetime

from django import forms

from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.acts import ActForm
from gongkai.web.office.years import years_offered
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions import arranging
from gongkai.web.reports.models import SpecialItem


class _OfAuthority(ActForm):
    """A form of an authority about one year."""

    authority = forms.ModelChoiceField(Organ.objects.none(), label="主管部门")
    year = forms.TypedChoiceField(label="年度", coerce=int, help_text="报告所属的年度，不是公布的年份。")
    begun_with = ("authority", "year")

    def prepare(self) -> None:
        """The viewer's authorities; the report that is due next."""
        organs = Organ.objects.filter(on_ground(self.viewer.ground("authority"), prefix="")).active()
        self.fields["authority"].queryset = organs.filter(pk__in=self._own())
        self.fields["year"].choices = years_offered(clock.today())
        self.fields["year"].initial = clock.today().year - 1

    def _own(self) -> list[int]:
        """Where the viewer himself is the authority; what lies below is settled from there."""
        return [held.organ for held in self.viewer.held if held.duty.code == "authority"]


class Arrange(_OfAuthority):
    """年度报告的安排."""

    departments_due_on = forms.DateField(
        label="部门公布期限", required=False, help_text="不填的按规定的期限；只能提前，不能推后。"
    )
    townships_due_on = forms.DateField(label="乡镇、街道公布期限", required=False)
    areas_due_on = forms.DateField(label="人民政府公布期限", required=False)
    has_pre_review = forms.BooleanField(
        label="公布前由主管部门审阅", required=False, initial=True, help_text="取消后，各机关可以直接送审。"
    )
    button = "保存安排"

    def carry_out(self, *, at: datetime) -> None:
        """Settle it."""
        said = dict(self.cleaned_data)
        authority, year = said.pop("authority"), said.pop("year")
        arranging.set_calendar(authority, year, arranging.Dates(**said), by=self.viewer, at=at)
        self.done = f"已保存{year}年度报告的安排。"


class SetSpecial(_OfAuthority):
    """布置专项内容."""

    title = forms.CharField(label="标题", max_length=100, help_text="作为报告第六部分中的小标题。")
    what = forms.CharField(label="要求", widget=forms.Textarea({"rows": 4}), max_length=500)
    button = "布置"

    def carry_out(self, *, at: datetime) -> None:
        """Every report of the year answers it."""
        said = dict(self.cleaned_data)
        authority, year = said.pop("authority"), said.pop("year")
        arranging.set_special(authority, year, **said, by=self.viewer, at=at)
        self.done = f"已布置{year}年度的专项内容：{said['title']}。"


class DropSpecial(ActForm):
    """取消专项内容."""

    item = forms.ModelChoiceField(SpecialItem.objects.none(), label="专项内容")
    begun_with = ("item",)
    button = "取消"

    def prepare(self) -> None:
        """Those that the viewer's authority asks for."""
        self.fields["item"].queryset = SpecialItem.objects.changeable_by(self.viewer).filter(is_dropped=False)

    def carry_out(self, *, at: datetime) -> None:
        """Nobody has to answer it any more."""
        item = self.cleaned_data["item"]
        arranging.drop_special(item, by=self.viewer, at=at)
        self.done = f"已取消专项内容：{item.title}。已经写好的内容仍在各机关的报告中。"
