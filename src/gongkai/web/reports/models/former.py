"""以前公开的报告: what everybody read as a file, until another took its place or it was withdrawn; it stays as an edition of
its own."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reviews.models import INSIDERS

from .report import NAME_LENGTH, Report, source_storage


class FormerReportQuerySet(models.QuerySet["FormerReport"]):
    """Questions about former reports."""

    def visible_to(self, viewer: Viewer) -> Self:
        """For everybody as long as the organ's report of the year is public, but for what was withdrawn itself or taken out
        for good; for those who have a part in it in any case."""
        public = Report.objects.published().filter(organ=OuterRef("organ"), year=OuterRef("year"))
        shown = Q(withdrawn_on=None) & ~Q(data={})
        return self.filter(Exists(public) & shown | on_ground(viewer.ground(*INSIDERS)))


class FormerReport(models.Model):
    """One report that came as a file and was public, with its file; the database lets nobody change it."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="former_reports", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    title = models.CharField("标题", max_length=NAME_LENGTH)
    source = models.FileField("原文件", storage=source_storage, max_length=200, blank=True)
    source_name = models.CharField("原文件名", max_length=NAME_LENGTH)
    media_type = models.CharField("文件类型", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    data = models.JSONField("读取结果", help_text="gongkai.annual-report/1")
    public_from = models.DateTimeField("公开时间")
    replaced_at = models.DateTimeField("被取代的时间")
    # Where nobody could read it any more before another took its place.
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True)
    # Of what took its place; what takes the place of a withdrawn file may do without.
    note = models.CharField("更正说明", max_length=300, blank=True)

    objects = FormerReportQuerySet.as_manager()

    class Meta:
        verbose_name = "以前公开的报告"
        verbose_name_plural = "以前公开的报告"
        ordering = ["organ__path", "-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "number"], name="one_former_report_a_number"),
            models.CheckConstraint(
                condition=~Q(note="") | Q(withdrawn_on__isnull=False), name="a_former_report_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年度报告第{self.number}版"
