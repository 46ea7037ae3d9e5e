"""公开决定告知书: what a third party is told whose information is released although he did not agree (Art. 32)."""

from typing import Self

from django.db import models
from django.db.models import Q

from .ground import OfApplications
from .reply import Service


class OfReplies(OfApplications):
    """Questions about rows of a reply."""

    to_organ = "reply__application__organ__"

    def in_force(self) -> Self:
        """Those of a signature that was not taken back."""
        return self.filter(voided_on=None)


class ReleaseNotice(models.Model):
    """One notice to one third party, signed with the reply; the applicant gets nothing before it has gone out. It ends with
    its signature: whoever was told already is told anew, under another number."""

    reply = models.ForeignKey(
        "applications.Reply", models.PROTECT, related_name="notices", verbose_name="答复"
    )
    consultation = models.ForeignKey(
        "applications.Consultation", models.PROTECT, related_name="notices", verbose_name="征求意见"
    )
    number = models.CharField("文号", max_length=100, editable=False)
    reason = models.TextField("公开的理由", max_length=2000)
    remedy = models.TextField("救济途径", max_length=2000, editable=False)
    # As it was signed with the reply, without the name of whom it goes to.
    wording = models.JSONField("签发的文本", default=dict, blank=True, editable=False)
    service = models.CharField("送达方式", max_length=20, choices=Service.choices, blank=True)
    tracking_no = models.CharField("邮件号", max_length=60, blank=True)
    told_on = models.DateField("告知日期", null=True, editable=False)
    voided_on = models.DateField("作废日期", null=True, editable=False)

    objects = OfReplies.as_manager()

    class Meta:
        verbose_name = "公开决定告知书"
        verbose_name_plural = "公开决定告知书"
        ordering = ["reply", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "consultation"],
                condition=Q(voided_on=None),
                name="one_release_notice_a_party",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None, service="") | Q(told_on__isnull=False) & ~Q(service=""),
                name="told_in_some_way",
            ),
        ]

    def __str__(self) -> str:
        return self.number
