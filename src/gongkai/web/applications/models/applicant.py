"""Who applied: told in sealed words, recognised by a keyed hash, shown masked."""

from django.db import models
from django.db.models import Q

from .ground import OfApplications


class ApplicantKind(models.TextChoices):
    """The six columns of the report's third table."""

    NATURAL_PERSON = "natural_person", "自然人"
    COMMERCIAL_ENTERPRISE = "commercial_enterprise", "商业企业"
    RESEARCH_INSTITUTION = "research_institution", "科研机构"
    SOCIAL_WELFARE_ORG = "social_welfare_org", "社会公益组织"
    LEGAL_SERVICE_ORG = "legal_service_org", "法律服务机构"
    OTHER_ORG = "other_org", "其他"


class Applicant(models.Model):
    """One who applies, or one of several who apply together; the first named gives the kind that is counted.

    `sealed` holds what only those may read who write down why: see `identity.Identity`. What is masked shows in lists.
    """

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="applicants", verbose_name="申请"
    )
    order = models.PositiveSmallIntegerField("次序", default=0)
    kind = models.CharField("申请人类别", max_length=30, choices=ApplicantKind.choices)
    sealed = models.TextField("加密的申请人信息", editable=False)
    masked_name = models.CharField("申请人", max_length=60, editable=False)
    masked_contact = models.CharField("联系方式", max_length=60, blank=True, editable=False)
    # Keyed hashes: whether it is the same person, and by which telephone a lost code is asked for.
    identity_digest = models.CharField("证件的哈希", max_length=64, blank=True, editable=False)
    phone_digest = models.CharField("电话的哈希", max_length=64, blank=True, editable=False)
    has_agent = models.BooleanField("有代理人", default=False)
    purge_on = models.DateField("信息销毁日期", null=True, editable=False)
    purged_on = models.DateField("信息已销毁", null=True, editable=False)

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "申请人"
        verbose_name_plural = "申请人"
        ordering = ["application", "order"]
        constraints = [
            models.UniqueConstraint(fields=["application", "order"], name="one_applicant_a_place"),
            models.CheckConstraint(
                condition=Q(purged_on=None) & ~Q(sealed="") | Q(purged_on__isnull=False, sealed=""),
                name="what_is_purged_is_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["identity_digest"], name="applicant_identity"),
            models.Index(fields=["phone_digest"], name="applicant_phone"),
            models.Index(fields=["purge_on"], condition=Q(purged_on=None), name="applicant_to_purge"),
        ]

    def __str__(self) -> str:
        return self.masked_name
