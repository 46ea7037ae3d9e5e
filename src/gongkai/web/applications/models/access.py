"""Why somebody touched what only the applicant knows; and wrong codes that were tried."""

from django.conf import settings
from django.db import models

from .ground import OfApplications


class AccessKind(models.TextChoices):
    """What was done."""

    UNMASKED = "unmasked", "查看申请人信息"
    CODE_RENEWED = "code_renewed", "换发查询码"
    CORRECTED = "corrected", "更正申请人信息"
    BUNDLED = "bundled", "制作证据包"


class PersonalAccess(models.Model):
    """One time that a colleague read who applied, corrected it, or gave out a new code; the ledger keeps that it was, not
    the reason. `sealed` is what stood there before it was corrected."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="accesses", verbose_name="申请"
    )
    applicant = models.ForeignKey(
        "applications.Applicant",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accesses",
        verbose_name="申请人",
    )
    kind = models.CharField("事项", max_length=20, choices=AccessKind.choices)
    reason = models.CharField("理由", max_length=300)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="办理人",
    )
    at = models.DateTimeField("时间")
    sealed = models.TextField("加密的原申请人信息", blank=True, editable=False)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "接触个人信息的记录"
        verbose_name_plural = "接触个人信息的记录"
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return f"{self.application}：{self.get_kind_display()}"


class WrongTry(models.Model):
    """One try with a wrong code or telephone; `place` is a keyed hash of where it came from, kept for an hour."""

    place = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "输错的查询码"
        verbose_name_plural = "输错的查询码"
        indexes = [models.Index(fields=["place", "at"], name="wrong_tries_of_place")]

    def __str__(self) -> str:
        return f"{self.place[:8]} {self.at:%Y-%m-%d %H:%M}"
