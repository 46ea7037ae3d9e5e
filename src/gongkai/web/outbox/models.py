"""One thing that must still happen."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

# An errand that failed this often is left alone until somebody asks for it again: with the pauses, after about 15 hours.
MOST_ATTEMPTS = 12
LONGEST_PAUSE = timedelta(hours=6)
# From then on a pause may end on the next day.
_EVENING = time(24 - LONGEST_PAUSE // timedelta(hours=1))


class ErrandQuerySet(models.QuerySet["Errand"]):
    """Errands by where they stand."""

    def open(self) -> "ErrandQuerySet":
        """Not done yet."""
        return self.filter(done_at=None)

    def due(self, at: datetime) -> "ErrandQuerySet":
        """To be run now, the longest waiting first; neither stuck nor, as far as we know, in somebody's hands."""
        is_due = Q(next_at__lte=at)
        if settings.FIXED_TODAY and localtime(at).time() < _EVENING:
            # A demo never sees tomorrow: what was put off beyond midnight is due when that hour comes again.
            is_beyond = Q(next_at__date__gt=settings.FIXED_TODAY, next_at__lte=at + timedelta(days=1))
            is_due |= is_beyond & Q(attempts__gt=0)
        return self.open().filter(is_due, attempts__lt=MOST_ATTEMPTS).order_by("next_at", "pk")

    def stuck(self) -> "ErrandQuerySet":
        """Failed too often: nobody tries them any more."""
        return self.open().filter(attempts__gte=MOST_ATTEMPTS).order_by("due_at", "pk")


class Errand(models.Model):
    """Something that must happen once: asked for in the transaction of its cause, run later by a worker.

    `next_at` is when it may be run: its due moment, then the end of a lease (somebody runs it) or of a pause (it
    failed). A worker that dies leaves a lease behind, which ends: nobody needs to know that he died.
    """

    topic = models.CharField("事项", max_length=60)
    key = models.CharField("标识", max_length=120)
    payload = models.JSONField("内容", default=dict)
    due_at = models.DateTimeField("应办时刻")
    next_at = models.DateTimeField("下次办理时刻")
    attempts = models.PositiveSmallIntegerField("办理次数", default=0)
    lease = models.UUIDField("办理凭证", null=True, editable=False)
    problem = models.CharField("最近一次的问题", max_length=100, blank=True, default="")
    done_at = models.DateTimeField("办结时刻", null=True)

    objects = ErrandQuerySet.as_manager()

    class Meta:
        verbose_name = "后台事务"
        verbose_name_plural = "后台事务"
        constraints = [
            models.UniqueConstraint(fields=["topic", "key"], name="errand_asked_once"),
            models.CheckConstraint(condition=Q(next_at__gte=F("due_at")), name="errand_not_before_due"),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(done_at=None), name="errand_open"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="errand_done"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
