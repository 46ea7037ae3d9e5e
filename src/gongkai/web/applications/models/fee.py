"""信息处理费: what was billed, how it was reckoned, and whether it was paid. The money goes to the treasury."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .ground import OfApplications


class FeeMethod(models.TextChoices):
    """One of the two ways, never both."""

    BY_ITEM = "by_item", "按件计收"
    BY_VOLUME = "by_volume", "按量计收"


class FeeNotice(models.Model):
    """收费通知: one a case."""

    application = models.OneToOneField(
        "applications.Application", models.PROTECT, related_name="fee", verbose_name="申请"
    )
    method = models.CharField("计收方式", max_length=20, choices=FeeMethod.choices)
    quantity = models.PositiveIntegerField("数量")
    # How many others of the same applicant the month has before this one; what is counted by item goes on from there.
    prior = models.PositiveIntegerField("当月已有件数", default=0, editable=False)
    amount = models.PositiveIntegerField("金额（元）")
    # The sum band by band, as it is printed: what was billed stays readable when the ladder is another one.
    lines = models.JSONField("计算过程", default=list, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    noticed_on = models.DateField("送达日期", null=True, editable=False)
    due_on = models.DateField("缴费期限", null=True, editable=False)
    paid_on = models.DateField("缴费日期", null=True, editable=False)
    receipt_no = models.CharField("财政票据号", max_length=60, blank=True)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "收费通知"
        verbose_name_plural = "收费通知"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("proposed_by")),
                name="who_proposes_a_fee_does_not_approve_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.amount}元"
