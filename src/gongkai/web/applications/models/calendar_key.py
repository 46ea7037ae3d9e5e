"""The key by which somebody's own calendar program fetches his days."""

from django.conf import settings
from django.db import models


class CalendarKey(models.Model):
    """日历订阅: whoever has the key reads the days of one colleague, and nothing else; only its digest is kept."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="订阅人"
    )
    digest = models.CharField("密钥", max_length=64, unique=True, editable=False)
    renewed_at = models.DateTimeField("生成时间", editable=False)

    class Meta:
        verbose_name = "日历订阅"
        verbose_name_plural = "日历订阅"

    def __str__(self) -> str:
        return f"{self.person}的日历"
