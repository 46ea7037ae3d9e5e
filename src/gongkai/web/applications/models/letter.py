"""文书: a notice or an inner paper that was made for a case, as it went out, whether it still counts."""

from django.db import models
from django.db.models import Q

from .ground import OfApplications


class Letter(models.Model):
    """One letter of a form of the law data. `told` are its facts with everybody masked, so that it can be drawn again;
    the names stand in its `paper` alone. A letter that came to nothing stays with its number and the reason."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="letters", verbose_name="申请"
    )
    code = models.CharField("文书编号", max_length=10, editable=False)
    name = models.CharField("名称", max_length=100, editable=False)
    number = models.CharField("文号", max_length=100, blank=True, editable=False)
    told = models.JSONField("文书的内容", default=dict, blank=True, editable=False)
    # The results that it tells: some of its paragraphs belong to certain ones alone.
    outcomes = models.JSONField("处理结果", default=list, blank=True, editable=False)
    signed_on = models.DateField("成文日期", editable=False)
    consultation = models.ForeignKey(
        "applications.Consultation",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="letters",
        verbose_name="征求意见",
    )
    contribution = models.ForeignKey(
        "applications.Contribution",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="letters",
        verbose_name="协办",
    )
    fee = models.ForeignKey(
        "applications.FeeNotice",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="letters",
        verbose_name="收费通知",
    )
    paper = models.OneToOneField(
        "applications.CasePaper",
        models.PROTECT,
        editable=False,
        related_name="letter",
        verbose_name="入卷的文书",
    )
    voided_on = models.DateField("作废日期", null=True, blank=True, editable=False)
    voided_because = models.CharField("作废的原因", max_length=200, blank=True)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="one_letter_a_number"),
            models.CheckConstraint(
                condition=Q(voided_on=None, voided_because="")
                | Q(voided_on__isnull=False) & ~Q(voided_because=""),
                name="a_void_letter_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}{self.number}"
