"""用印登记: which letter bears which seal, who put it there, and by whose signature."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from .carried import ONE_LETTER, OfOneLetter
from .ground import OfApplications


class Seal(models.TextChoices):
    """The seals under which letters of an application go out."""

    OFFICIAL = "official", "机关公章"
    DISCLOSURE = "disclosure", "政府信息公开专用章"


class Sealing(OfOneLetter):
    """One entry of the register. Both versions are kept: what was drawn, and what bears the seal."""

    name = models.CharField("文书", max_length=200)
    seal = models.CharField("印章", max_length=20, choices=Seal.choices)
    copies = models.PositiveSmallIntegerField("份数", default=1, validators=[MinValueValidator(1)])
    sealed_on = models.DateField("用印日期")
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="用印人",
    )
    # The signature on which the seal rests. A letter for which no chain is needed rests on the act that issued it.
    approval = models.ForeignKey(
        "reviews.Review", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审签"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签发人",
    )
    drawn = models.ForeignKey(
        "applications.CasePaper", models.PROTECT, related_name="+", verbose_name="用印前的文本"
    )
    stamped = models.ForeignKey(
        "applications.CasePaper",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="盖章件",
    )
    is_electronic = models.BooleanField("电子印章", default=False)
    voided_on = models.DateField("作废日期", null=True, blank=True)
    voided_because = models.CharField("作废的原因", max_length=300, blank=True)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "用印登记"
        verbose_name_plural = "用印登记"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sealed_on"], name="applications_sealed")]
        constraints = [
            models.CheckConstraint(condition=ONE_LETTER, name="one_letter_a_sealing"),
            models.CheckConstraint(
                condition=Q(voided_on=None, voided_because="")
                | Q(voided_on__isnull=False) & ~Q(voided_because=""),
                name="a_void_sealing_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_seal_display()}）"
