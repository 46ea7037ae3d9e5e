"""The places where people find information without a network, and what hangs there."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from gongkai.lawbook.channels import ChannelKind, channel_rules

from .belonging import Known, OfInsiders


def place_kinds() -> list[tuple[str, str]]:
    """The kinds of places for a field to choose from."""
    return [(kind.code, kind.name) for kind in channel_rules().places()]


class PublicPlace(models.Model):
    """公开场所: a notice board, a loudspeaker, a screen, an enquiry place."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="public_places", verbose_name="机关"
    )
    kind = models.CharField("类别", max_length=20, choices=place_kinds)
    name = models.CharField("名称", max_length=100, help_text="例如：柳湾村村委会公示栏。")
    village = models.CharField("所在村（社区）", max_length=60, blank=True)
    location = models.CharField("位置", max_length=200, help_text="写明到了村里怎样找到它。")
    keeper = models.CharField("管理人", max_length=40, blank=True, help_text="负责张贴、播放或者值守的人。")
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True, editable=False)

    objects = Known.as_manager()

    class Meta:
        verbose_name = "公开场所"
        verbose_name_plural = "公开场所"
        ordering = ["organ__path", "village", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "name"],
                condition=Q(closed_on=None),
                name="one_place_a_name",
                violation_error_message="本机关已经登记了这个名称的场所。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="a_place_closes_after_it_opens",
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


class PostingStatus(models.TextChoices):
    """Where one posting stands; only the actions write it."""

    PLANNED = "planned", "待张贴"
    UP = "up", "已张贴"
    DOWN = "down", "已撤下"
    DROPPED = "dropped", "未张贴"


class PostingQuerySet(OfInsiders):
    """Questions about postings."""

    def up(self) -> "PostingQuerySet":
        """Those that hang now."""
        return self.filter(status=PostingStatus.UP)

    def over(self, on: date) -> "PostingQuerySet":
        """Those that hang although they should not any more: a task was set, or their period has ended."""
        return self.up().filter(Q(remove_by_on__isnull=False) | Q(version__notice_until_on__lt=on))


class Posting(models.Model):
    """张贴、播放: one version of an item at one place, from the plan to the day when it is taken down."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="postings", verbose_name="机关")
    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, related_name="postings", verbose_name="信息条目"
    )
    version = models.ForeignKey("disclosure.Version", models.PROTECT, related_name="+", verbose_name="稿")
    place = models.ForeignKey(PublicPlace, models.PROTECT, related_name="postings", verbose_name="场所")
    publication = models.OneToOneField(
        "channels.Publication",
        models.PROTECT,
        null=True,
        related_name="posting",
        editable=False,
        verbose_name="渠道发布",
    )
    status = models.CharField(
        "状态",
        max_length=10,
        choices=PostingStatus.choices,
        default=PostingStatus.PLANNED,
        editable=False,
    )
    planned_on = models.DateField("安排日期")
    posted_on = models.DateField("张贴日期", null=True, editable=False)
    posted_by = models.CharField("张贴人", max_length=40, blank=True, editable=False)
    photo = models.ForeignKey(
        "foundations.KeptFile",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="照片",
    )
    remove_by_on = models.DateField("最迟撤下日期", null=True, editable=False)
    remove_because = models.CharField("撤下原因", max_length=100, blank=True, editable=False)
    down_on = models.DateField("撤下日期", null=True, editable=False)
    down_by = models.CharField("撤下人", max_length=40, blank=True, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "张贴"
        verbose_name_plural = "张贴"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "remove_by_on"], name="postings_to_take_down")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "place"],
                condition=Q(status__in=[PostingStatus.PLANNED, PostingStatus.UP]),
                name="one_posting_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PostingStatus.PLANNED, PostingStatus.DROPPED], posted_on=None)
                | Q(status__in=[PostingStatus.UP, PostingStatus.DOWN], posted_on__isnull=False),
                name="posted_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=PostingStatus.DOWN) & Q(down_on=None)
                | Q(status=PostingStatus.DOWN, down_on__gte=F("posted_on")),
                name="taken_down_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.title}（{self.place}）"

    @property
    def due_on(self) -> date | None:
        """When it must be down at the latest; None while nothing says so."""
        until = self.version.notice_until_on
        days = timedelta(days=channel_rules().removal_days)
        return self.remove_by_on or (until + days if until else None)
