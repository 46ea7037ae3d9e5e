"""One annual report of one organ for one year."""

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground

NAME_LENGTH = 255
# Whoever may take in a report for an organ, put another in its place and withdraw it.
PUBLISHERS = ("clerk", "publisher", "office_head", "authority")


def source_storage() -> Storage:
    """Where the files stay as they came: outside everything that the web server hands out."""
    return storages["sources"]


class Status(models.TextChoices):
    """Whether everybody may read a report."""

    PUBLISHED = "published", "公开"
    WITHDRAWN = "withdrawn", "已撤回"


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def published(self) -> "ReportQuerySet":
        """Those that everybody may read."""
        return self.filter(status=Status.PUBLISHED)

    def visible_to(self, viewer: Viewer) -> "ReportQuerySet":
        """Published ones for everybody; withdrawn ones for those who publish for the organ, and the authority above."""
        return self.filter(Q(status=Status.PUBLISHED) | on_ground(viewer.ground(*PUBLISHERS)))

    def changeable_by(self, viewer: Viewer) -> "ReportQuerySet":
        """Those that the viewer may replace or withdraw."""
        return self.filter(on_ground(viewer.ground(*PUBLISHERS)))


class Report(models.Model):
    """What an organ published for a year, what was read from it and how many things were found."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="reports", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=NAME_LENGTH)
    source = models.FileField("原文件", storage=source_storage, max_length=200)
    source_name = models.CharField("原文件名", max_length=NAME_LENGTH)
    media_type = models.CharField("文件类型", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    data = models.JSONField("读取结果", help_text="gongkai.annual-report/1")
    errors = models.PositiveSmallIntegerField("错误")
    warnings = models.PositiveSmallIntegerField("需核对")
    notices = models.PositiveSmallIntegerField("提示")
    read_at = models.DateTimeField("读取时间")
    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.PUBLISHED, editable=False
    )
    withdrawn_on = models.DateField("撤回日期", null=True, editable=False)
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "年度报告"
        verbose_name_plural = "年度报告"
        ordering = ["-year", "organ__path"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="one_report_a_year"),
            models.CheckConstraint(
                condition=Q(status=Status.PUBLISHED, withdrawn_on=None)
                | Q(status=Status.WITHDRAWN, withdrawn_on__isnull=False),
                name="withdrawn_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.status == Status.PUBLISHED
