"""Looking again at what was not made public."""

from django.db import models


class Outcome(models.TextChoices):
    """What came of it."""

    KEEP = "keep", "维持原属性"
    RELEASE = "release", "改为主动公开"
    PARTLY = "partly", "删减后公开"


class Reassessment(models.Model):
    """动态调整: one look at an item that was determined not to be public, with its reason."""

    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, related_name="reassessments", verbose_name="信息条目"
    )
    on = models.DateField("评估日期")
    outcome = models.CharField("结果", max_length=20, choices=Outcome.choices)
    reason = models.TextField("理由")
    person = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="+", verbose_name="评估人"
    )

    class Meta:
        verbose_name = "评估"
        verbose_name_plural = "评估"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.item}，{self.get_outcome_display()}"
