"""What an authority settles for the reports of a year: earlier days, its comments before publication, special items."""

from typing import Self

from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reviews.models import INSIDERS


class OfAuthorities(models.QuerySet):
    """Rows that an authority writes for everybody below it."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the organs in whose reports the viewer has a part; what binds an organ is asked for by its authority."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix="authority__"))

    def changeable_by(self, viewer: Viewer) -> Self:
        """Those of the viewer's own authority."""
        return self.filter(on_ground(viewer.ground("authority"), prefix="authority__"))


class ReportCalendar(models.Model):
    """年度报告的安排: no day is later than the law's; an empty one is the law's."""

    authority = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="report_calendars", verbose_name="主管部门"
    )
    year = models.PositiveSmallIntegerField("年度", help_text="报告所属的年度，不是公布的年份。")
    departments_due_on = models.DateField("部门公布期限", null=True, blank=True)
    townships_due_on = models.DateField("乡镇、街道公布期限", null=True, blank=True)
    areas_due_on = models.DateField("人民政府公布期限", null=True, blank=True)
    has_pre_review = models.BooleanField("公布前由主管部门审阅", default=True)

    objects = OfAuthorities.as_manager()

    class Meta:
        verbose_name = "年度报告的安排"
        verbose_name_plural = "年度报告的安排"
        ordering = ["-year", "authority__path"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "year"], name="one_report_calendar_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.authority}{self.year}年度报告的安排"


class SpecialItem(models.Model):
    """专项内容: what the authority wants every report of a year to tell in its last section."""

    authority = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="special_items", verbose_name="主管部门"
    )
    year = models.PositiveSmallIntegerField("年度")
    order = models.PositiveSmallIntegerField("次序")
    title = models.CharField("标题", max_length=100)
    what = models.CharField("要求", max_length=500)
    is_dropped = models.BooleanField("已取消", default=False, editable=False)

    objects = OfAuthorities.as_manager()

    class Meta:
        verbose_name = "专项内容"
        verbose_name_plural = "专项内容"
        ordering = ["authority__path", "-year", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(what=""), name="a_special_item_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度专项内容：{self.title}"
