"""Papers of a case: what came in, what went out, and what proves it."""

from django.conf import settings
from django.db import models

from .ground import OfApplications


class PaperKind(models.TextChoices):
    """What a paper is."""

    APPLICATION = "application", "申请书"
    IDENTITY = "identity", "身份证明"
    AUTHORITY = "authority", "授权委托书"
    CORRECTION = "correction", "补正材料"
    CONSULTATION = "consultation", "征求意见材料"
    SEARCH = "search", "检索记录"
    SOURCE = "source", "待区分处理的原件"
    SUPPLIED = "supplied", "提供的政府信息"
    LETTER = "letter", "文书"
    DRAFT = "draft", "送审稿"
    REPLY = "reply", "答复书"
    SERVICE = "service", "送达凭证"
    PAYMENT = "payment", "缴费凭证"
    OTHER = "other", "其他材料"


class CasePaper(models.Model):
    """卷内材料. Only what is supplied or served is ever shown to the applicant."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="papers", verbose_name="申请"
    )
    # What goes out with a reply, the reply itself, and what proves that it arrived, by the reply that they belong to.
    reply = models.ForeignKey(
        "applications.Reply",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="papers",
        verbose_name="所属的答复",
    )
    kind = models.CharField("材料类别", max_length=20, choices=PaperKind.choices)
    name = models.CharField("名称", max_length=200)
    kept = models.ForeignKey(
        "foundations.KeptFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    added_on = models.DateField("入卷日期")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="入卷人",
    )
    is_for_applicant = models.BooleanField("提供给申请人", default=False)
    destroyed_on = models.DateField("销毁日期", null=True, editable=False)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "卷内材料"
        verbose_name_plural = "卷内材料"
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return f"{self.application}：{self.name}"
