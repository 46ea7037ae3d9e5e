"""征求意见: whom the organ asked before it decides, and what came back."""

from django.db import models

from gongkai.kernel.case import Consulted

from .ground import OfApplications

_NAMES = {
    Consulted.THIRD_PARTY: "第三方",
    Consulted.ORGAN: "其他机关",
    Consulted.CO_MAKER: "共同制作的机关",
}


class Opinion(models.TextChoices):
    """What was answered."""

    AGREES = "agrees", "同意公开"
    REFUSES = "refuses", "不同意公开"
    PARTLY = "partly", "同意公开一部分"
    SILENT = "silent", "逾期未答复"
    RETURNED = "returned", "未能送达"


class Consultation(models.Model):
    """One party that was asked about one application; its days are happenings under `ref`."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="consultations", verbose_name="申请"
    )
    ref = models.CharField("编号", max_length=20)
    of = models.CharField(
        "征求谁的意见", max_length=20, choices=[(one.value, name) for one, name in _NAMES.items()]
    )
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所征求的机关"
    )
    sealed = models.TextField("加密的第三方信息", blank=True, editable=False)
    masked_name = models.CharField("名称", max_length=100)
    about = models.TextField("涉及的内容", max_length=2000)
    opinion = models.CharField("意见", max_length=20, choices=Opinion.choices, blank=True, editable=False)
    grounds = models.TextField("理由", max_length=4000, blank=True, editable=False)
    token_digest = models.CharField("一次性链接的哈希", max_length=64, blank=True, editable=False)
    token_until_at = models.DateTimeField("链接有效期", null=True, editable=False)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "征求意见"
        verbose_name_plural = "征求意见"
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "ref"], name="one_consultation_a_ref"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~models.Q(token_digest=""), name="one_consultation_a_token"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.get_of_display()}"
