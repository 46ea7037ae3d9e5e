"""What was handed over to the platform of somebody else, and whether it stands there as it was approved."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongkai.web.disclosure.models import ItemStatus

from .belonging import OfInsiders


class HandOverState(models.TextChoices):
    """How far it has come; only the actions write it."""

    MADE = "made", "待发布"
    LOCATED = "located", "待核对"
    DIFFERS = "differs", "核对不一致"
    EQUAL = "equal", "核对一致"
    DROPPED = "dropped", "已作废"


class HandOverQuerySet(OfInsiders):
    """Questions about what was handed over."""

    def waiting(self) -> "HandOverQuerySet":
        """Those that did not come to their end yet."""
        return self.filter(state__in=[HandOverState.MADE, HandOverState.LOCATED, HandOverState.DIFFERS])

    def to_watch(self, *, checked_before: date) -> "HandOverQuerySet":
        """Those that are public elsewhere and were not looked at for so long."""
        public = Q(state=HandOverState.EQUAL, item__live_version=models.F("version"))
        return self.filter(public & (Q(checked_on=None) | Q(checked_on__lt=checked_before)))

    def left_behind(self) -> "HandOverQuerySet":
        """Those that are not public any more and may still stand elsewhere: we cannot take them down there."""
        later = HandOver.objects.filter(
            item=OuterRef("item"), state=HandOverState.EQUAL, version__number__gt=OuterRef("version__number")
        )
        over = ~Q(item__status=ItemStatus.LIVE) & ~Exists(later)
        return self.filter(over, state=HandOverState.EQUAL, removed_on=None)

    def drifted(self) -> "HandOverQuerySet":
        """Those that no longer stand elsewhere as they were approved."""
        return self.filter(state=HandOverState.EQUAL, item__live_version=models.F("version")).exclude(
            drift=""
        )


class HandOver(models.Model):
    """移交: one approved version as a package for another platform, the address where it stands, and the comparison."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="hand_overs", verbose_name="机关")
    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, related_name="hand_overs", verbose_name="信息条目"
    )
    version = models.ForeignKey("disclosure.Version", models.PROTECT, related_name="+", verbose_name="稿")
    target_name = models.CharField("平台", max_length=100)
    package = models.ForeignKey(
        "foundations.KeptFile", models.PROTECT, related_name="+", verbose_name="移交的文件包"
    )
    state = models.CharField(
        "状态", max_length=10, choices=HandOverState.choices, default=HandOverState.MADE, editable=False
    )
    made_on = models.DateField("移交日期")
    address = models.URLField("网址", max_length=500, blank=True)
    located_on = models.DateField("登记网址日期", null=True, editable=False)
    located_by = models.ForeignKey(
        "foundations.User",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="登记人",
    )
    means = models.CharField(
        "核对方式",
        max_length=10,
        blank=True,
        editable=False,
        choices=[("fetched", "由系统读取网页"), ("uploaded", "上传保存的网页")],
    )
    checked_on = models.DateField("核对日期", null=True, editable=False)
    difference = models.TextField("不一致之处", blank=True, editable=False)
    drift = models.TextField("发布后的变化", blank=True, editable=False)
    drift_on = models.DateField("发现变化的日期", null=True, editable=False)
    removed_on = models.DateField("从平台撤下日期", null=True, editable=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = "移交"
        verbose_name_plural = "移交"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=~Q(state=HandOverState.DROPPED),
                name="one_hand_over_a_version",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[HandOverState.MADE, HandOverState.DROPPED]) | ~Q(address=""),
                name="compared_where_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.title}（{self.target_name}）"
