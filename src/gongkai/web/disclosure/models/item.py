"""One piece of information, from its draft to the day when it is no longer public."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.guarded import Guarded, GuardedQuerySet
from gongkai.web.reviews.models import INSIDERS

# Who drafts and changes items, and who lets them go live.
DRAFTERS = ("clerk", "publisher", "section_head", "office_head")
RELEASERS = ("publisher", "office_head")


class ItemKind(models.TextChoices):
    """What kind of paper an item is: it decides through which chain it goes."""

    INFORMATION = "information", "一般信息"
    POLICY = "policy", "政策文件"
    NORMATIVE = "normative", "行政规范性文件"
    INTERPRETATION = "interpretation", "政策解读"
    NOTICE = "notice", "公示公告"
    GUIDE = "guide", "公开指南"
    REGIME = "regime", "公开制度"
    STATEMENT = "statement", "未涉及声明"
    PROPOSAL_REPLY = "proposal_reply", "建议提案办理结果"
    CLARIFICATION = "clarification", "澄清回应"
    NEWS = "news", "工作动态"


class ItemStatus(models.TextChoices):
    """Where an item stands; only the actions write it."""

    DRAFT = "draft", "起草中"
    IN_REVIEW = "in_review", "审核中"
    APPROVED = "approved", "待发布"
    LIVE = "live", "已公开"
    KEPT = "kept", "审定不公开"
    EXPIRED = "expired", "公示期满"
    WITHDRAWN = "withdrawn", "已撤回"
    DISCARDED = "discarded", "已作废"


class Validity(models.TextChoices):
    """Whether a document is in force."""

    VALID = "valid", "有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "废止"
    EXPIRED = "expired", "失效"


class InterpretationForm(models.TextChoices):
    """In which form a policy is explained."""

    TEXT = "text", "文字"
    PICTURE = "picture", "图解"
    VIDEO = "video", "音视频"
    QUESTIONS = "questions", "问答"


class ItemQuerySet(GuardedQuerySet):
    """Questions about items."""

    def live(self) -> "ItemQuerySet":
        """Those that everybody may read."""
        return self.filter(status=ItemStatus.LIVE)

    def visible_to(self, viewer: Viewer) -> "ItemQuerySet":
        """Live ones for everybody; all of an organ for those with a duty in it, and for the authority above."""
        return self.filter(Q(status=ItemStatus.LIVE) | on_ground(viewer.ground(*INSIDERS)))

    def seen_inside_by(self, viewer: Viewer) -> "ItemQuerySet":
        """Those whose drafts and reviews the viewer may read: what is public, others read on the portal."""
        return self.filter(on_ground(viewer.ground(*INSIDERS)))

    def due_to_publish(self, at: datetime) -> "ItemQuerySet":
        """Those whose moment to go live has come."""
        return self.filter(
            status__in=[ItemStatus.APPROVED, ItemStatus.LIVE], go_live_at__isnull=False, go_live_at__lte=at
        )

    def due_to_end(self, on: date) -> "ItemQuerySet":
        """Notices whose time was over before this day."""
        return self.filter(status=ItemStatus.LIVE, notice_until_on__lt=on)

    def provisionally_due(self) -> "ItemQuerySet":
        """Those not public yet whose limit a notice of holidays may still move."""
        waiting = [ItemStatus.DRAFT, ItemStatus.IN_REVIEW, ItemStatus.APPROVED]
        return self.filter(status__in=waiting, published_on=None, is_due_provisional=True)

    def changeable_by(self, viewer: Viewer) -> "ItemQuerySet":
        """Those that the viewer may edit."""
        return self.filter(on_ground(viewer.ground(*DRAFTERS)))


class Item(Guarded):
    """信息条目. What it says stands in its versions; here stands which of them is public, and by which approval.

    The database itself lets it be live only with an approval of exactly the version that is live.
    """

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="items", verbose_name="发布机构")
    kind = models.CharField("类型", max_length=20, choices=ItemKind.choices)
    status = models.CharField(
        "状态", max_length=20, choices=ItemStatus.choices, default=ItemStatus.DRAFT, editable=False
    )
    index_no = models.CharField("索引号", max_length=60, blank=True, editable=False)
    row = models.ForeignKey(
        "catalogue.Row", models.PROTECT, null=True, blank=True, related_name="items", verbose_name="目录事项"
    )
    section = models.ForeignKey(
        "organs.Section", models.PROTECT, null=True, blank=True, related_name="items", verbose_name="责任科室"
    )
    drafter = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="items", verbose_name="起草人"
    )
    latest = models.ForeignKey(
        "disclosure.Version",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="最新一稿",
    )

    live_version = models.ForeignKey(
        "disclosure.Version",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="公开的版本",
    )
    live_hash = models.CharField("公开内容的哈希", max_length=64, blank=True, editable=False)
    approval = models.ForeignKey(
        "reviews.Review", models.PROTECT, null=True, related_name="+", editable=False, verbose_name="批准"
    )
    approved_hash = models.CharField("批准内容的哈希", max_length=64, blank=True, editable=False)
    published_on = models.DateField("发布日期", null=True, editable=False)
    changed_on = models.DateField("变更日期", null=True, editable=False)
    ended_on = models.DateField("停止公开日期", null=True, editable=False)
    ended_because = models.CharField("停止公开的原因", max_length=200, blank=True, editable=False)

    go_live_at = models.DateTimeField("定时发布", null=True, editable=False)
    notice_until_on = models.DateField("公示截止日期", null=True, editable=False)
    due_on = models.DateField("公开期限", null=True, editable=False)
    # A year on the way has no notice of its holidays yet: the daily sweep counts again.
    is_due_provisional = models.BooleanField("期限暂定", default=False, editable=False)
    due_from_on = models.DateField("期限另自何日起算", null=True, editable=False)
    # It came with a list of what an old site held: its publication here is no first one, and nobody is late with it.
    is_old = models.BooleanField("旧信息", default=False, editable=False)
    reassess_on = models.DateField("下次评估日期", null=True, editable=False)

    validity = models.CharField("有效性", max_length=20, choices=Validity.choices, blank=True, editable=False)
    repealed_on = models.DateField("废止日期", null=True, editable=False)
    repealed_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="repeals", editable=False, verbose_name="废止依据"
    )
    interprets = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interpretations",
        verbose_name="解读的文件",
    )
    interpretation_form = models.CharField(
        "解读形式", max_length=20, choices=InterpretationForm.choices, blank=True
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "信息条目"
        verbose_name_plural = "信息条目"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organ", "status", "due_on"], name="items_by_due"),
            models.Index(fields=["status", "go_live_at"], name="items_to_publish"),
            models.Index(fields=["status", "notice_until_on"], name="items_to_take_down"),
            models.Index(fields=["organ", "published_on"], name="items_by_publication"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "index_no"], condition=~Q(index_no=""), name="one_item_an_index_no"
            ),
            models.CheckConstraint(
                condition=~Q(status=ItemStatus.LIVE, live_version=None)
                & (Q(status=ItemStatus.LIVE) | Q(live_version=None)),
                name="a_live_item_has_a_live_version",
            ),
            models.CheckConstraint(
                condition=Q(live_version=None, live_hash="")
                | Q(approval__isnull=False) & ~Q(live_hash="") & Q(live_hash=F("approved_hash")),
                name="live_only_as_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ItemStatus.EXPIRED, ItemStatus.WITHDRAWN])
                | Q(ended_on__isnull=False),
                name="ended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the public version is called, or the latest draft."""
        shown = self.live_version or self.latest
        return shown.title if shown else ""

    @property
    def is_live(self) -> bool:
        """Whether everybody may read it."""
        return self.status == ItemStatus.LIVE

    @property
    def has_changes(self) -> bool:
        """Whether a draft waits behind what is public."""
        return self.is_live and self.latest_id != self.live_version_id
