"""The channels of an organ, and which item went through which of them."""

from django.db import models
from django.db.models import F, Q

from gongkai.lawbook.channels import ChannelKind, channel_rules

from .belonging import Known, OfInsiders


def kinds() -> list[tuple[str, str]]:
    """The kinds of channels for a field to choose from."""
    return [(kind.code, kind.name) for kind in channel_rules().kinds.values()]


class Channel(models.Model):
    """渠道: one way in which an organ makes information public, beside this portal."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="channels", verbose_name="机关")
    kind = models.CharField("类别", max_length=20, choices=kinds)
    name = models.CharField("名称", max_length=100, help_text="例如：“枕溪发布”微信公众号。")
    address = models.CharField("网址或者账号", max_length=300, blank=True)
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True, editable=False)

    objects = Known.as_manager()

    class Meta:
        verbose_name = "渠道"
        verbose_name_plural = "渠道"
        ordering = ["organ__path", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "name"],
                condition=Q(closed_on=None),
                name="one_channel_a_name",
                violation_error_message="本机关已经登记了这个渠道。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="a_channel_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it is in use."""
        return self.closed_on is None

    @property
    def rules(self) -> ChannelKind:
        """What holds for its kind."""
        return channel_rules().kinds[self.kind]


class Publication(models.Model):
    """渠道发布: one item through one channel, at one place where the channel has places, from one day to another."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="publications", verbose_name="机关"
    )
    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, related_name="publications", verbose_name="信息条目"
    )
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="publications", verbose_name="渠道")
    place = models.ForeignKey(
        "channels.PublicPlace",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name="场所",
    )
    posted_on = models.DateField("发布日期")
    posted_by = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name="登记人"
    )
    address = models.CharField("网址或者期号", max_length=500, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True, editable=False)

    objects = OfInsiders.as_manager()

    class Meta:
        verbose_name = "渠道发布"
        verbose_name_plural = "渠道发布"
        ordering = ["-posted_on", "-pk"]
        indexes = [models.Index(fields=["organ", "posted_on"], name="publications_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "channel"],
                condition=Q(ended_on=None, place=None),
                name="one_publication_a_channel",
            ),
            models.UniqueConstraint(
                fields=["item", "channel", "place"],
                condition=Q(ended_on=None, place__isnull=False),
                name="one_publication_a_place",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("posted_on")),
                name="a_publication_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}，{self.place or self.channel}"
