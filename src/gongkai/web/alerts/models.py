"""What somebody wants to be told, and to which address; both sealed, and gone with the end."""

from django.db import models
from django.db.models import Q


class AlertState(models.TextChoices):
    """Where it stands."""

    ASKED = "asked", "等确认"
    ACTIVE = "active", "在用"
    ENDED = "ended", "已停止"


class AlertQuerySet(models.QuerySet["Alert"]):
    """Questions about alerts."""

    def active(self) -> "AlertQuerySet":
        """Those that are sent."""
        return self.filter(state=AlertState.ACTIVE)


class Alert(models.Model):
    """一个订阅. Nobody but whoever has its link sees it; it is no act of an organ, and the ledger knows nothing of it.

    `sealed` holds the address and what is looked for: what somebody searches says who he is.
    """

    source = models.CharField("来源", max_length=20, editable=False)
    sealed = models.TextField("加密的地址和内容", blank=True, editable=False)
    # Keyed hashes: of the address, so that it gets one mail a day; of both, so that nothing is asked for twice.
    address_digest = models.CharField("地址的哈希", max_length=64, blank=True, editable=False)
    wish_digest = models.CharField("内容的哈希", max_length=64, blank=True, editable=False)
    # The same for one place during one day, so that nobody floods us; it leads back to nobody.
    sender = models.CharField("来处", max_length=64, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=20, choices=AlertState.choices, default=AlertState.ASKED, editable=False
    )
    asked_at = models.DateTimeField("提出时间", editable=False)
    until_on = models.DateField("有效期至", null=True, editable=False)
    # The last number of the public list of which it has told, and on which day.
    told_number = models.PositiveBigIntegerField("已告知的序号", default=0, editable=False)
    told_on = models.DateField("最近一次邮件", null=True, editable=False)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "订阅"
        verbose_name_plural = "订阅"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["address_digest", "state"], name="alerts_of_address"),
            models.Index(fields=["asked_at"], name="alerts_asked"),
            models.Index(fields=["state", "until_on"], name="alerts_until"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["wish_digest"], condition=~Q(wish_digest=""), name="one_alert_a_wish"
            ),
            models.CheckConstraint(
                condition=Q(state=AlertState.ENDED, sealed="", address_digest="", wish_digest="")
                | ~Q(state=AlertState.ENDED) & ~Q(sealed="") & ~Q(address_digest=""),
                name="an_alert_that_ended_is_forgotten",
            ),
            models.CheckConstraint(
                condition=~Q(state=AlertState.ACTIVE) | Q(until_on__isnull=False), name="active_until_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"订阅{self.pk}（{self.get_state_display()}）"
