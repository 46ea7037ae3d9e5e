"""The register held beside what was published, month by month, and kept as it was found."""

from django.db import models

from .document import OfInsiders


class Reconciliation(models.Model):
    """对账: what was found for a month, frozen. What has been put right since shows in a later one."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="reconciliations", verbose_name="机关"
    )
    month_on = models.DateField("月份", help_text="这个月的第一天")
    on = models.DateField("对账日期")
    at = models.DateTimeField("对账时间")
    person = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="+", verbose_name="对账人"
    )
    counts = models.JSONField("件数")
    findings = models.JSONField("查出的情况")
    hash = models.CharField("哈希", max_length=64)

    objects = OfInsiders.as_manager()

    class Meta:
        verbose_name = "发文对账"
        verbose_name_plural = "发文对账"
        ordering = ["-month_on", "-at"]
        indexes = [models.Index(fields=["organ", "month_on"], name="reconciliations_by_month")]

    def __str__(self) -> str:
        return f"{self.organ}{self.month_on.year}年{self.month_on.month}月发文对账"
