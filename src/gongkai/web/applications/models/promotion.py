"""What becomes public of cases: answers that the organ chose to show, and information that goes from one applicant to all."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .ground import OfApplications


class PublishedAnswer(models.Model):
    """公开的答复. An item that shows what was asked and answered, and the case from which it was made; the office alone knows
    of both. What becomes of the item changes nothing in the case."""

    reply = models.ForeignKey(
        "applications.Reply", models.PROTECT, related_name="published", verbose_name="答复"
    )
    item = models.OneToOneField(
        "disclosure.Item", models.PROTECT, related_name="published_answer", verbose_name="公开的信息"
    )
    made_on = models.DateField("起草日期")

    class Meta:
        verbose_name = "公开的答复"
        verbose_name_plural = "公开的答复"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.reply.application}公开的答复"


class SuggestedBy(models.TextChoices):
    """Who thinks that everybody should have it."""

    SEVERAL = "several", "多名申请人申请同样的信息"
    OFFICER = "officer", "经办人提出"
    APPLICANT = "applicant", "申请人建议"


class PromotionResult(models.TextChoices):
    """What became of it."""

    PROMOTED = "promoted", "转为主动公开"
    KEPT = "kept", "暂不转为主动公开"


class PromotionQuerySet(OfApplications):
    """Questions about suggestions."""

    def open(self) -> "PromotionQuerySet":
        """Those that wait for a decision."""
        return self.filter(result="")

    def decided(self, result: str) -> "PromotionQuerySet":
        """Those with this result."""
        return self.filter(result=result)


class Promotion(models.Model):
    """转为主动公开的建议 (Art. 44): who made it and when, by when it is decided, and what was decided.

    It stands at one case; the others that asked for the same information are its `alike`.
    """

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="promotions", verbose_name="申请"
    )
    suggested_by = models.CharField("提出的方式", max_length=20, choices=SuggestedBy.choices)
    suggested_on = models.DateField("提出日期")
    # How many different applicants had asked for it when it was suggested.
    applicants = models.PositiveSmallIntegerField("申请人数", default=1)
    due_on = models.DateField("决定的期限")
    result = models.CharField(
        "决定", max_length=20, choices=PromotionResult.choices, blank=True, editable=False
    )
    reason = models.CharField("理由", max_length=500, blank=True, editable=False)
    decided_on = models.DateField("决定日期", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="决定人",
    )
    item = models.OneToOneField(
        "disclosure.Item",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="promotion",
        verbose_name="公开的信息",
    )

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = "转为主动公开的建议"
        verbose_name_plural = "转为主动公开的建议"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(result=""), name="one_open_promotion_a_case"
            ),
            models.CheckConstraint(
                condition=Q(result="", decided_on=None, item=None)
                | Q(result=PromotionResult.PROMOTED, decided_on__isnull=False, item__isnull=False)
                | Q(result=PromotionResult.KEPT, decided_on__isnull=False, item=None) & ~Q(reason=""),
                name="promotion_is_decided_as_it_says",
            ),
        ]
        indexes = [models.Index(fields=["result", "due_on"], name="promotions_waiting")]

    def __str__(self) -> str:
        return f"{self.application}转为主动公开的建议"


class AlikeHow(models.TextChoices):
    """How it is known that two cases are about the same information."""

    DOC_NO = "doc_no", "文号相同"
    TITLE = "title", "名称相似"
    OFFICER = "officer", "经办人认定"


class PromotionMember(models.Model):
    """One more case that asked for the same information as the one at which a suggestion stands."""

    promotion = models.ForeignKey(
        "applications.Promotion", models.PROTECT, related_name="alike", verbose_name="建议"
    )
    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="alike_in", verbose_name="申请"
    )
    how = models.CharField("怎样认定", max_length=20, choices=AlikeHow.choices)

    class Meta:
        verbose_name = "同一信息的申请"
        verbose_name_plural = "同一信息的申请"
        ordering = ["promotion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["promotion", "application"], name="one_member_a_promotion")
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.get_how_display()}"
