"""报告的一版: what was sent into the chain, word for word; approved and published as it is, and kept when another follows."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reviews.models import INSIDERS

from .compilation import OfReports
from .report import Status

# What everybody may read of an edition: it went out, and the organ has not withdrawn its report.
_PUBLIC = Q(published_at__isnull=False, report__status=Status.PUBLISHED)


class EditionQuerySet(OfReports):
    """Questions about editions."""

    def published(self) -> Self:
        """Those that went out."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, viewer: Viewer) -> Self:
        """Published ones for everybody, the others for those who have a part in the report."""
        return self.filter(_PUBLIC | on_ground(viewer.ground(*INSIDERS), prefix=self.to_organ))


class Edition(models.Model):
    """One wording of a report with its figures. The database lets nobody publish it without its approval, or change it then."""

    compilation = models.ForeignKey(
        "reports.Compilation", models.PROTECT, related_name="editions", verbose_name="年度报告"
    )
    number = models.PositiveSmallIntegerField("版次")
    data = models.JSONField("内容", help_text="gongkai.annual-report/1")
    content_hash = models.CharField("内容的哈希", max_length=64)
    note = models.CharField("更正说明", max_length=300, blank=True)
    snapshot = models.ForeignKey(
        "reports.Snapshot", models.PROTECT, null=True, related_name="editions", verbose_name="年末的数字"
    )
    # Ids of people: few, read only with the row. Whose words they are, he does not judge them.
    authors = models.JSONField("起草人", default=list)
    approval = models.ForeignKey(
        "reviews.Review", models.PROTECT, null=True, related_name="+", verbose_name="批准"
    )
    # Of exactly what was approved; equal to `content_hash`, or the database refuses.
    approved_hash = models.CharField("批准的内容的哈希", max_length=64, blank=True)
    signed_on = models.DateField("签发日期", null=True)
    published_at = models.DateTimeField("公布时间", null=True)
    report = models.ForeignKey(
        "reports.Report", models.PROTECT, null=True, related_name="editions", verbose_name="公布的报告"
    )
    # Of the document that the public report was read back from.
    source_sha256 = models.CharField("公布的文件的 SHA-256", max_length=64, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "报告的版本"
        verbose_name_plural = "报告的版本"
        ordering = ["compilation", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["compilation", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["compilation"], condition=Q(published_at=None), name="one_unpublished_edition"
            ),
            models.CheckConstraint(
                condition=Q(approval=None, approved_hash="", signed_on=None)
                | Q(approval__isnull=False, signed_on__isnull=False, approved_hash=F("content_hash")),
                name="an_edition_is_approved_word_for_word",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(approval__isnull=False) & ~Q(source_sha256=""),
                name="published_with_an_approval",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(note=""), name="a_later_edition_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.compilation}第{self.number}版"
