"""What a visitor says of a page, and what he is answered."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models.item import DRAFTERS, INSIDERS
from gongkai.web.foundations.ground import on_ground


class Topic(models.TextChoices):
    """What it is about."""

    WRONG = "wrong", "内容有误"
    OUTDATED = "outdated", "内容过时"
    BROKEN = "broken", "链接或者附件打不开"
    UNCLEAR = "unclear", "看不懂"
    PERSONAL = "personal", "公开了个人信息"
    IDEA = "idea", "意见建议"


class FeedbackStatus(models.TextChoices):
    """Where it stands."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"


class Outcome(models.TextChoices):
    """What became of it."""

    CORRECTED = "corrected", "已改正"
    EXPLAINED = "explained", "已说明"
    DECLINED = "declined", "不采纳"


class FeedbackQuerySet(models.QuerySet[Any]):
    """Questions about what visitors said."""

    def visible_to(self, viewer: Viewer) -> "FeedbackQuerySet":
        """What was said of the pages of organs in whose papers the viewer has a part; never to the public."""
        return self.filter(on_ground(viewer.ground(*INSIDERS)))

    def changeable_by(self, viewer: Viewer) -> "FeedbackQuerySet":
        """What the viewer answers."""
        return self.filter(on_ground(viewer.ground(*DRAFTERS)))

    def open(self) -> "FeedbackQuerySet":
        """What waits for an answer."""
        return self.filter(status=FeedbackStatus.OPEN)


class Feedback(models.Model):
    """One thing that a visitor said. Who he is, nobody asks: with number and code he reads the answer himself."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="feedback", verbose_name="机关")
    section = models.ForeignKey(
        "organs.Section", models.PROTECT, null=True, related_name="+", verbose_name="承办科室"
    )
    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, null=True, related_name="feedback", verbose_name="信息"
    )
    page = models.CharField("页面", max_length=300, help_text="本站内的路径。")
    topic = models.CharField("类型", max_length=20, choices=Topic.choices)
    text = models.TextField("内容", max_length=2000)
    code_digest = models.CharField("查询码", max_length=64, editable=False)
    # The same for one place during one day, so that nobody floods us; it leads back to nobody.
    sender = models.CharField("来处", max_length=64, blank=True, editable=False)
    received_at = models.DateTimeField("收到时间")
    due_on = models.DateField("答复期限")
    is_due_provisional = models.BooleanField("期限为暂定", default=False)
    status = models.CharField(
        "状态", max_length=20, choices=FeedbackStatus.choices, default=FeedbackStatus.OPEN, editable=False
    )
    outcome = models.CharField("处理结果", max_length=20, choices=Outcome.choices, blank=True, editable=False)
    answer = models.TextField("答复", max_length=2000, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="答复人",
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "报错和意见"
        verbose_name_plural = "报错和意见"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["organ", "status", "due_on"], name="feedback_waiting"),
            models.Index(fields=["received_at"], name="feedback_received"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=FeedbackStatus.OPEN, outcome="", answer="", answered_on=None)
                | Q(status=FeedbackStatus.ANSWERED, answered_on__isnull=False)
                & ~Q(outcome="")
                & ~Q(answer=""),
                name="feedback_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}（{self.number}）"

    @property
    def number(self) -> str:
        """回执号, by which the visitor asks for it."""
        return f"F{self.pk:06d}"

    @property
    def is_urgent(self) -> bool:
        """Whether every hour counts: a person stands there with what is his own affair."""
        return self.topic == Topic.PERSONAL

    def is_late(self, on: date) -> bool:
        """Whether it waits beyond its limit."""
        return self.status == FeedbackStatus.OPEN and self.due_on < on
