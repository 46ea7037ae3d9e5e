"""统计截止时的数字: what the registers said of a period when it was over, kept byte for byte."""

from django.db import models
from django.db.models import F, Q

from .compilation import OfReports


class SnapshotQuerySet(OfReports):
    """Questions about snapshots."""

    to_organ = "organ__"


class Snapshot(models.Model):
    """One organ's figures for one period, as canonical JSON under their hash; the database lets nobody change them."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="snapshots", verbose_name="机关")
    first_on = models.DateField("起始日期")
    last_on = models.DateField("截止日期")
    data = models.TextField("数字", help_text="规范 JSON")
    sha256 = models.CharField("SHA-256", max_length=64)
    frozen_at = models.DateTimeField("固定时间")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "年末的数字"
        verbose_name_plural = "年末的数字"
        ordering = ["-last_on", "organ__path"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "first_on", "last_on"], name="one_snapshot_a_period"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="a_period_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.first_on}至{self.last_on}的数字"
