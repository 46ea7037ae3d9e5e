"""When which version was public: the history that counts are made of."""

from django.db import models
from django.db.models import Q

from gongkai.web.ledger.guarded import Guarded


class Release(Guarded):
    """One time that a version went live, on our portal or on the platform of others; the next one ends it."""

    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, related_name="releases", verbose_name="信息条目"
    )
    version = models.ForeignKey(
        "disclosure.Version", models.PROTECT, related_name="releases", verbose_name="稿"
    )
    approval = models.ForeignKey("reviews.Review", models.PROTECT, related_name="+", verbose_name="批准")
    row = models.ForeignKey(
        "catalogue.Row", models.PROTECT, null=True, related_name="+", verbose_name="目录事项"
    )
    is_statutory = models.BooleanField("法定主动公开内容", default=True)
    is_change = models.BooleanField("变更", default=False, help_text="第一次公开的为新增")
    on = models.DateField("发布日期")
    at = models.DateTimeField("发布时间")
    address = models.URLField("外部平台上的网址", max_length=500, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "发布"
        verbose_name_plural = "发布"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["on"], name="releases_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="one_release_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.version}，{self.on}"
