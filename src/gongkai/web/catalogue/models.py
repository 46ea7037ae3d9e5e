"""The catalogue of what an organ must publish: each row a duty of somebody, with a limit."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.kernel.limits import Limit, Unit
from gongkai.lawbook.catalogue import catalogue
from gongkai.lawbook.channels import channel_rules
from gongkai.lawbook.limits import limits
from gongkai.web.foundations.ground import on_ground

# Whoever keeps the catalogue of an organ: its own office, and the authority above, which pushes duties down.
KEEPERS = ("office_head", "authority")
# Codes of rows that an organ added itself begin so; those of the law never do.
OWN = "own_"

Choices = list[tuple[str, str]]


class Cycle(models.TextChoices):
    """How often something is published anew, in words for people; what the codes mean the kernel knows."""

    NONE = "none", "长期公开"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"
    AS_IT_HAPPENS = "as_it_happens", "随时公开"


class Method(models.TextChoices):
    """Whether everybody is told, or whoever asks."""

    ACTIVE = "active", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"


class Status(models.TextChoices):
    """Whether a duty still holds."""

    ACTIVE = "active", "在用"
    ENDED = "ended", "已停用"


def limit_choices() -> Choices:
    """The limits of the law data."""
    return [(limit.code, limit.name) for limit in limits().values()]


def article_choices() -> Choices:
    """The items that the Regulation names."""
    return [(one.code, f"{one.article}：{one.name}") for one in catalogue().articles.values()]


def field_choices() -> Choices:
    """The fields for which there is a standard catalogue."""
    return list(catalogue().fields.items())


def channel_choices() -> Choices:
    """The ways of publishing."""
    return [(kind.code, kind.name) for kind in channel_rules().kinds.values()]


def known_channels(codes: Any) -> None:
    """Refuse a channel that the law data does not know."""
    if not isinstance(codes, list) or any(code not in channel_rules().kinds for code in codes):
        raise ValidationError("公开渠道不在法定数据的渠道之列。")


class RowQuerySet(models.QuerySet["Row"]):
    """Questions about catalogues."""

    def active(self) -> "RowQuerySet":
        """Duties that hold."""
        return self.filter(status=Status.ACTIVE)

    def visible_to(self, viewer: Viewer) -> "RowQuerySet":
        """What holds, for everybody; what has ended, for those who hold a duty in the organ or above it."""
        return self.filter(Q(status=Status.ACTIVE) | on_ground(viewer.ground()))

    def changeable_by(self, viewer: Viewer) -> "RowQuerySet":
        """Those in the catalogues that the viewer keeps."""
        return self.filter(on_ground(viewer.ground(*KEEPERS)))


class Row(models.Model):
    """事项: one duty to publish, of a section and a person, with its limit and its cycle."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="catalogue_rows", verbose_name="机关"
    )
    code = models.CharField("编码", max_length=60, editable=False)
    level1 = models.CharField("一级事项", max_length=60)
    name = models.CharField("公开事项", max_length=100)
    content = models.TextField("公开内容（要素）", max_length=1000, blank=True)
    basis = models.CharField("公开依据", max_length=200)
    article = models.CharField(
        "法定内容", max_length=40, blank=True, choices=article_choices, help_text="属于条例列举的哪一项。"
    )
    field = models.CharField("试点领域", max_length=40, blank=True, choices=field_choices)
    limit = models.CharField("公开时限", max_length=40, choices=limit_choices, default="publication")
    cycle = models.CharField("更新周期", max_length=20, choices=Cycle.choices, default=Cycle.AS_IT_HAPPENS)
    channels = models.JSONField("公开渠道和载体", default=list, validators=[known_channels])
    audience = models.CharField("公开对象", max_length=100, default="全社会")
    method = models.CharField("公开方式", max_length=20, choices=Method.choices, default=Method.ACTIVE)
    is_statutory = models.BooleanField("法定主动公开", default=False)
    section = models.ForeignKey(
        "organs.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="catalogue_rows",
        verbose_name="责任科室",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="catalogue_rows",
        verbose_name="责任人",
    )
    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    # The published item that says 未涉及: the rooms that hold items stand above this one, so it is only their number.
    statement_item = models.PositiveBigIntegerField("未涉及声明", null=True, editable=False)
    order = models.PositiveSmallIntegerField("排列次序", editable=False)
    since_on = models.DateField("开始日期", editable=False)
    until_on = models.DateField("停用日期", null=True, editable=False)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = "公开事项"
        verbose_name_plural = "公开事项"
        ordering = ["organ__path", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "code"], name="one_row_a_code"),
            models.CheckConstraint(
                condition=Q(status=Status.ACTIVE, until_on=None)
                | Q(status=Status.ENDED, until_on__isnull=False, statement_item=None),
                name="catalogue_row_ended_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["organ", "status"], name="catalogue_rows_of_organ")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether the duty holds."""
        return self.status == Status.ACTIVE

    @property
    def is_own(self) -> bool:
        """Whether the organ added it itself; the others come from the law data."""
        return self.code.startswith(OWN)

    @property
    def is_not_involved(self) -> bool:
        """Whether the organ has stated that there is nothing to publish (未涉及)."""
        return self.statement_item is not None

    @property
    def is_of_reports(self) -> bool:
        """Whether it is the annual report of the year before that is owed."""
        return self.known_limit is not None and self.known_limit.unit is Unit.NEXT_YEAR

    @property
    def state_name(self) -> str:
        """How it stands, in a word."""
        return "未涉及" if self.is_not_involved else self.get_status_display()

    @property
    def channel_names(self) -> str:
        """The ways of publishing, in words."""
        known = dict(channel_choices())
        return "、".join(known.get(code, code) for code in self.channels)

    @property
    def known_limit(self) -> Limit | None:
        """The limit as the law data has it; None when the data no longer does."""
        return limits().get(self.limit)
