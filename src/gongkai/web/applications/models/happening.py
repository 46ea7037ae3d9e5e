"""What happened to an application, as it was entered; the database lets nobody change or delete it."""

from django.conf import settings
from django.db import models

from gongkai.kernel.case import CaseEvent, Consulted, Happened, Reopener
from gongkai.web.ledger.guarded import Guarded, GuardedQuerySet

from .ground import OfApplications


class HappeningQuerySet(OfApplications, GuardedQuerySet):
    """Questions about what happened."""


class Happening(Guarded):
    """One event of a case (kernel.case.CaseEvent), who entered it and when."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="happenings", verbose_name="申请"
    )
    kind = models.CharField("事项", max_length=30, choices=[(one.value, one.value) for one in Happened])
    on = models.DateField("日期")
    ref = models.CharField("所属的征求意见", max_length=20, blank=True)
    days = models.PositiveSmallIntegerField("工作日数", null=True)
    limit_on = models.DateField("限期", null=True)
    until_on = models.DateField("延至", null=True)
    of = models.CharField("征求谁的意见", max_length=20, blank=True)
    reopener = models.CharField("由谁重新启动", max_length=20, blank=True)
    outcome = models.CharField("处理结果", max_length=10, blank=True)
    reason = models.TextField("理由", max_length=2000, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    at = models.DateTimeField("录入时间")

    objects = HappeningQuerySet.as_manager()

    class Meta:
        verbose_name = "办理事项"
        verbose_name_plural = "办理事项"
        ordering = ["application", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.application}：{self.kind}"

    @property
    def event(self) -> CaseEvent:
        """What the kernel knows of it."""
        return CaseEvent(
            kind=Happened(self.kind),
            on=self.on,
            id=self.ref,
            days=self.days,
            limit_on=self.limit_on,
            until=self.until_on,
            of=Consulted(self.of) if self.of else None,
            by=Reopener(self.reopener) if self.reopener else None,
            outcome=self.outcome,
            reason=self.reason,
            entry=self.pk,
        )
