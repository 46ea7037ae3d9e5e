"""区分处理: a file in which some must be withheld, where and why, and what was made of it (Art. 37)."""

from django.db import models
from django.db.models import Q

from .ground import OfApplications


class RedactionState(models.TextChoices):
    """How far it is: marks are being set, the file is being made in the background, or it is made of these marks."""

    OPEN = "open", "正在标记"
    MAKING = "making", "正在生成"
    MADE = "made", "已经生成"


class Redaction(models.Model):
    """One file of the office with its marks. What is made of it goes out with a reply; the file itself never does.

    Places are points from the left and upper edge of a page as people see it. `version` counts the changes, so that two
    officers do not undo each other's marks unseen.
    """

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="redactions", verbose_name="申请"
    )
    source = models.ForeignKey(
        "applications.CasePaper", models.PROTECT, related_name="redactions", verbose_name="原件"
    )
    result = models.ForeignKey(
        "applications.CasePaper",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="made_by",
        verbose_name="遮盖后的文件",
    )
    state = models.CharField(
        "进度", max_length=10, choices=RedactionState.choices, default=RedactionState.OPEN
    )
    version = models.PositiveIntegerField("第几次改动", default=0, editable=False)
    source_hash = models.CharField("原件的哈希", max_length=64, editable=False)
    result_hash = models.CharField("遮盖后文件的哈希", max_length=64, blank=True, editable=False)
    # Width and height of each page; the pages on which a machine reads nothing; what could not be printed.
    sizes = models.JSONField("页面大小", default=list, editable=False)
    silent = models.JSONField("没有文字的页", default=list, blank=True, editable=False)
    notes = models.JSONField("打印时的说明", default=list, blank=True, editable=False)
    suggestions = models.JSONField("建议遮盖之处", default=list, blank=True, editable=False)
    marks = models.JSONField("遮盖之处", default=list, blank=True, editable=False)
    undone = models.JSONField("可以撤销的改动", default=list, blank=True, editable=False)
    # As it was made: the numbers in the boxes with their grounds.
    withheld = models.JSONField("不予公开的内容", default=list, blank=True, editable=False)
    # What the last attempt found: why nothing was made, and where the same stands unmarked.
    trouble = models.CharField("没有生成的原因", max_length=500, blank=True, editable=False)
    standing = models.JSONField("同样的内容", default=list, blank=True, editable=False)
    kept_because = models.CharField("同样的内容不遮盖的理由", max_length=300, blank=True)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "区分处理"
        verbose_name_plural = "区分处理"
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="made") | Q(result__isnull=False), name="made_with_a_result"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.source.name}"
