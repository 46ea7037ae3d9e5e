"""What the organ does to find out what it has: it asks its sections, and writes down where it searched."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .ground import OfApplications


class Contribution(models.Model):
    """协办: what a section of the organ is asked, and what it says. It never stops a clock."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="contributions", verbose_name="申请"
    )
    section = models.ForeignKey("organs.Section", models.PROTECT, related_name="+", verbose_name="协办科室")
    question = models.TextField("需要什么", max_length=1000)
    asked_on = models.DateField("提出日期", editable=False)
    due_on = models.DateField("内部期限")
    answer = models.TextField("意见", max_length=4000, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="答复人",
    )

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "协办"
        verbose_name_plural = "协办"
        ordering = ["application", "pk"]
        indexes = [
            models.Index(
                fields=["section", "due_on"], condition=Q(answered_on=None), name="contribution_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | Q(answered_on__isnull=False) & ~Q(answer=""),
                name="a_contribution_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.section}"


class SearchRecord(models.Model):
    """检索记录: where, for what and by whom was searched; without it nothing is said not to exist (Art. 36 (4))."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="searches", verbose_name="申请"
    )
    on = models.DateField("检索日期")
    places = models.TextField("检索的地方和系统", max_length=1000)
    terms = models.CharField("检索词", max_length=300)
    people = models.CharField("检索人", max_length=100)
    result = models.TextField("检索结果", max_length=2000)
    is_found = models.BooleanField("找到所需信息", default=False)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "检索记录"
        verbose_name_plural = "检索记录"
        ordering = ["application", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.application}：{self.on}"
