"""答复: what the organ says to the applicant, as it was approved, and how it reached him."""

from django.db import models
from django.db.models import Q

from .ground import OfApplications


class Service(models.TextChoices):
    """How a reply reaches the applicant; the way decides which day counts as the day of the reply."""

    DIRECT = "direct", "直接送达"
    POST = "post", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"
    SPOT = "spot", "当场答复"
    ANNOUNCEMENT = "announcement", "公告送达"


class Reply(models.Model):
    """答复书. A case that is opened again gets another one; the first stays."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="replies", verbose_name="申请"
    )
    round = models.PositiveSmallIntegerField("第几次答复", default=1)
    outcome = models.CharField("处理结果", max_length=10)
    # The results for the single things that were asked, and why one of them stands for the whole.
    parts = models.JSONField("各项内容的结果", default=list, blank=True)
    reason = models.CharField("以其中一项为主的理由", max_length=300, blank=True)
    basis = models.CharField("依据", max_length=1000, blank=True)
    text = models.TextField("答复内容", max_length=20000)
    # What an outcome wants to be told: the responsible organ, the published address, the named law …
    told = models.JSONField("答复的要素", default=dict, blank=True)
    # As it was approved and printed, whatever the law or the names are later.
    remedy = models.TextField("救济途径", max_length=2000, blank=True, editable=False)
    is_electronic = models.BooleanField("以电子方式送达", default=False, editable=False)
    # Why it goes out after its time; asked only then, and told to nobody outside.
    late_reason = models.CharField("逾期的原因", max_length=500, blank=True, editable=False)
    # Ids of people: few, read only with the row. Whose words they are, he does not judge them.
    authors = models.JSONField("起草人", default=list, blank=True, editable=False)
    content_hash = models.CharField("内容的哈希", max_length=64, editable=False)
    # The letter as it was signed, without anybody's name: what is found, moved or renamed later does not change it.
    wording = models.JSONField("签发的文本", default=dict, blank=True, editable=False)
    approval = models.ForeignKey(
        "reviews.Review", models.PROTECT, null=True, editable=False, related_name="+", verbose_name="批准"
    )
    number = models.CharField("文号", max_length=100, blank=True, editable=False)
    service = models.CharField("送达方式", max_length=20, choices=Service.choices, blank=True)
    tracking_no = models.CharField("邮件号", max_length=60, blank=True)
    signed_on = models.DateField("签发日期", null=True, editable=False)
    made_on = models.DateField("答复日期", null=True, editable=False)
    served_on = models.DateField("送达日期", null=True, editable=False)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "答复"
        verbose_name_plural = "答复"
        ordering = ["application", "round"]
        constraints = [
            models.UniqueConstraint(fields=["application", "round"], name="one_reply_a_round"),
            models.CheckConstraint(
                condition=Q(made_on=None) | Q(signed_on__isnull=False), name="replied_after_signing"
            ),
            models.CheckConstraint(condition=Q(signed_on=None) | ~Q(number=""), name="signed_with_a_number"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.application}的答复"
