"""送达经过: one attempt to bring a letter to somebody, and what became of it."""

from django.db import models
from django.db.models import Q

from .carried import ONE_LETTER, OfOneLetter
from .ground import OfApplications
from .reply import Service


class Attempt(OfOneLetter):
    """A reply, a notice or another letter goes out once by one way; it arrives, or it comes back with a reason.

    A letter that came back goes out again by another row, so that the file tells all that was tried.
    """

    way = models.CharField("送达方式", max_length=20, choices=Service.choices)
    on = models.DateField("送出日期")
    # When an electronic letter was sent, to the minute.
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    tracking_no = models.CharField("邮件号", max_length=60, blank=True)
    # Why it goes out without a seal; asked only then, and told to nobody outside.
    unsealed_because = models.CharField("没有用印仍然送出的原因", max_length=300, blank=True)
    # Where it was announced; of an electronic letter, and of one that was posted elsewhere, the address, masked.
    place = models.CharField("送达的地点", max_length=200, blank=True)
    counts_on = models.DateField("视为送达的日期", null=True, blank=True)
    arrived_on = models.DateField("送达日期", null=True, blank=True)
    failed_on = models.DateField("退回日期", null=True, blank=True)
    failed_because = models.CharField("没有送到的原因", max_length=300, blank=True)
    proof = models.ForeignKey(
        "applications.CasePaper", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="凭证"
    )

    objects = OfApplications.as_manager()

    class Meta:
        verbose_name = "送达经过"
        verbose_name_plural = "送达经过"
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_LETTER, name="one_letter_an_attempt"),
            models.CheckConstraint(
                condition=Q(failed_on=None, failed_because="")
                | Q(failed_on__isnull=False, arrived_on=None) & ~Q(failed_because=""),
                name="came_back_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(way=Service.ANNOUNCEMENT.value, counts_on__isnull=False)
                | ~Q(way=Service.ANNOUNCEMENT.value) & Q(counts_on=None),
                name="an_announcement_counts_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carried}：{self.get_way_display()}"

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet what became of it."""
        return self.arrived_on is None and self.failed_on is None
