"""报送: what one organ handed in for one year to the authority that collects the reports."""

from typing import Self

from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reviews.models import INSIDERS

from .report import NAME_LENGTH, source_storage


class FilingState(models.TextChoices):
    """How far it has come; an organ that has handed in nothing has no row."""

    FILED = "filed", "已报送"
    RETURNED = "returned", "已退回"
    CONFIRMED = "confirmed", "已确认"


class FilingQuerySet(models.QuerySet["Filing"]):
    """Questions about filings."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the organs in whose reports the viewer has a part, and those below his authority."""
        return self.filter(on_ground(viewer.ground(*INSIDERS)))

    def changeable_by(self, viewer: Viewer) -> Self:
        """Those that the viewer judges."""
        return self.filter(on_ground(viewer.ground("authority")))


class Filing(models.Model):
    """一个机关一个年度的报送, with the figures as they were handed in and as people settled their doubts."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="filings", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=20, choices=FilingState.choices, editable=False)
    # An edition of ours, or a file of an organ outside the system; a public report is known by its hash.
    edition = models.ForeignKey(
        "reports.Edition", models.PROTECT, null=True, related_name="filings", verbose_name="报告的版本"
    )
    source = models.FileField("报送的文件", storage=source_storage, max_length=200, blank=True)
    source_name = models.CharField("文件名", max_length=NAME_LENGTH, blank=True)
    media_type = models.CharField("文件类型", max_length=100, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, help_text="文件的，或者版本内容的")
    data = models.JSONField("读取结果", null=True, help_text="gongkai.annual-report/1")
    form = models.CharField("格式", max_length=10)
    # The three tables as the contract has them; what people settled is written into them.
    figures = models.JSONField("数字")
    filed_on = models.DateField("报送日期")
    returned_on = models.DateField("退回日期", null=True)
    returned_because = models.TextField("退回的原因", max_length=500, blank=True)
    confirmed_on = models.DateField("确认日期", null=True)
    # Why its figures count although some of them do not agree with each other.
    confirmed_because = models.TextField("确认的理由", max_length=500, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "年度报告的报送"
        verbose_name_plural = "年度报告的报送"
        ordering = ["-year", "organ__path"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="one_filing_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=FilingState.values), name="a_filing_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="returned", returned_on__isnull=False) & ~Q(returned_because="")
                | ~Q(state="returned") & Q(returned_on=None, returned_because=""),
                name="returned_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False)
                | ~Q(state="confirmed") & Q(confirmed_on=None, confirmed_because=""),
                name="confirmed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年度报告的报送"

    @property
    def was_taken_in(self) -> bool:
        """Whether the authority took in a file; told by what stays when the file is taken out for good."""
        return bool(self.media_type)


class SettledCellQuerySet(models.QuerySet["SettledCell"]):
    """Questions about settled cells."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the filings that the viewer may see."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix="filing__organ__"))


class SettledCell(models.Model):
    """核定的一格: a blank or doubtful figure of a filing that somebody at the authority settled, and why so."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="settled", verbose_name="报送")
    sha256 = models.CharField("所核定的文件的 SHA-256", max_length=64)
    cell = models.CharField("格", max_length=80)
    value = models.DecimalField("数字", max_digits=20, decimal_places=6)
    reason = models.CharField("依据", max_length=200)
    settled_on = models.DateField("核定日期")

    objects = SettledCellQuerySet.as_manager()

    class Meta:
        verbose_name = "核定的数字"
        verbose_name_plural = "核定的数字"
        ordering = ["filing", "cell"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "cell", "sha256"], name="settled_once_a_cell"),
            models.CheckConstraint(condition=~Q(reason="") & Q(value__gte=0), name="settled_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.filing}的{self.cell}"
