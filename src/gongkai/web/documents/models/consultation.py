"""Asking the public about a draft, what came back, and what became of it."""

from django.db import models
from django.db.models import F, Q

from .document import OfInsiders


class ConsultationStatus(models.TextChoices):
    """Where a consultation stands."""

    OPEN = "open", "正在征求意见"
    CLOSED = "closed", "已经截止"
    ANSWERED = "answered", "已反馈采纳情况"


class Sender(models.TextChoices):
    """Who gave an opinion; never by name."""

    CITIZEN = "citizen", "公民"
    ENTERPRISE = "enterprise", "企业"
    ASSOCIATION = "association", "行业协会、社会组织"
    ORGAN = "organ", "行政机关"
    EXPERT = "expert", "专家"
    OTHER = "other", "其他"


class OpinionVerdict(models.TextChoices):
    """What became of an opinion."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    DECLINED = "declined", "未采纳"


class ConsultationQuerySet(OfInsiders):
    """Questions about consultations."""

    to_organ = "document__organ__"


class OpinionQuerySet(OfInsiders):
    """Questions about opinions."""

    to_organ = "consultation__document__organ__"


class Consultation(models.Model):
    """公开征求意见 on a draft, for a period; afterwards it is told what was adopted and why."""

    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="consultations", verbose_name="文件"
    )
    item = models.OneToOneField(
        "disclosure.Item",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="consultation",
        verbose_name="公布的征求意见稿",
    )
    summary_item = models.OneToOneField(
        "disclosure.Item",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="consultation_summarised",
        verbose_name="公布的采纳情况",
    )
    is_major = models.BooleanField("重大行政决策", default=False)
    since_on = models.DateField("开始日期")
    until_on = models.DateField("截止日期", help_text="最后一天，含当日。")
    channels = models.CharField("提出意见的途径", max_length=300)
    shortened_because = models.CharField("缩短期限的理由", max_length=200, blank=True)
    status = models.CharField(
        "状态",
        max_length=20,
        choices=ConsultationStatus.choices,
        default=ConsultationStatus.OPEN,
        editable=False,
    )
    closed_on = models.DateField("结束日期", null=True, editable=False)
    # Where the draft was public, when not as an item of ours, and what shows it.
    elsewhere = models.CharField("公布征求意见稿的其他渠道", max_length=100, blank=True, editable=False)
    elsewhere_proof = models.CharField("其他渠道的网址或者情况", max_length=300, blank=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "公开征求意见"
        verbose_name_plural = "公开征求意见"
        ordering = ["-since_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(status=ConsultationStatus.OPEN),
                name="one_open_consultation_a_document",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("since_on")), name="consulted_from_to"),
            models.CheckConstraint(
                condition=Q(elsewhere="", elsewhere_proof="") | ~Q(elsewhere="") & ~Q(elsewhere_proof=""),
                name="public_elsewhere_with_a_proof",
            ),
        ]

    def __str__(self) -> str:
        return self.document.title


class Opinion(models.Model):
    """意见: one opinion on a draft. What it says stays here; the ledger keeps only that it came and what became of it."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="opinions", verbose_name="公开征求意见"
    )
    number = models.PositiveIntegerField("序号", editable=False)
    received_on = models.DateField("收到日期")
    sender = models.CharField("提出者", max_length=20, choices=Sender.choices, default=Sender.CITIZEN)
    text = models.TextField("意见内容", help_text="只写意见本身，不写提出者的姓名和联系方式。")
    verdict = models.CharField(
        "处理", max_length=20, choices=OpinionVerdict.choices, blank=True, editable=False
    )
    reason = models.TextField("理由", blank=True, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "意见"
        verbose_name_plural = "意见"
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_opinion_a_number"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict=OpinionVerdict.ADOPTED) | ~Q(reason=""),
                name="an_opinion_is_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}，第{self.number}条意见"
