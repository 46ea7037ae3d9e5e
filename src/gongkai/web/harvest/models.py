"""Whom we collect from, what was collected, and what could not be kept, with the reason."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models import ItemKind, Validity
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.guarded import Guarded, GuardedQuerySet
from gongkai.web.organs.kinds import Level
from gongkai.web.search.registry import ANNUAL_REPORT

# Who adds and pauses sources; who may look at how they are doing.
KEEPERS = ("admin", "office_head")
LOOKERS = (*KEEPERS, "publisher", "authority")
KINDS = [*ItemKind.choices, (ANNUAL_REPORT, "年度报告")]
ADDRESS_LENGTH, WHY_LENGTH = 500, 500


class Instance(models.Model):
    """This installation by the id that it gave itself: what it publishes is named by it wherever it is collected."""

    code = models.UUIDField("标识", default=uuid4, editable=False)

    class Meta:
        verbose_name = "本站标识"
        verbose_name_plural = "本站标识"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_instance")]

    def __str__(self) -> str:
        return str(self.code)

    @classmethod
    def own(cls) -> UUID:
        """The id, given when somebody first asks for it and not with the tables: a folder that is copied before it is used
        becomes an installation of its own."""
        return cls.objects.get_or_create(pk=1)[0].code


class SourceState(models.TextChoices):
    """Whether we collect from a source; only the actions write it."""

    COLLECTING = "collecting", "采集中"
    PAUSED = "paused", "已暂停"
    ENDED = "ended", "已停止"


class SourceQuerySet(GuardedQuerySet):
    """Questions about sources."""

    def visible_to(self, viewer: Viewer) -> "SourceQuerySet":
        """Those of the organs whose sources the viewer keeps or looks after."""
        return self.filter(on_ground(viewer.ground(*LOOKERS)))

    def changeable_by(self, viewer: Viewer) -> "SourceQuerySet":
        """Those that the viewer keeps."""
        return self.filter(on_ground(viewer.ground(*KEEPERS)))

    def collecting(self) -> "SourceQuerySet":
        """Those from which we collect."""
        return self.filter(state=SourceState.COLLECTING)


class Source(Guarded):
    """采集来源: another instance, and how far we have read it.

    `cursor` is the number of the last entry that we have taken in, `last_mark` is the hash of what stood there: a source
    that was restored from a backup says something else. `round` grows with each comparison of everything.
    """

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="sources", verbose_name="归入机关")
    name = models.CharField("名称", max_length=100)
    address = models.CharField("网址", max_length=ADDRESS_LENGTH, help_text="对方网站首页的完整网址。")
    key_name = models.CharField("密钥", max_length=40, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=12, choices=SourceState.choices, default=SourceState.COLLECTING, editable=False
    )
    instance = models.CharField("对方标识", max_length=36, blank=True, editable=False)
    cursor = models.PositiveBigIntegerField("已读到的编号", default=0, editable=False)
    last_mark = models.CharField("已读到的内容的哈希", max_length=64, blank=True, editable=False)
    round = models.PositiveIntegerField("全面核对的次数", default=0, editable=False)
    is_comparing = models.BooleanField("正在全面核对", default=False, editable=False)
    compared_on = models.DateField("上次全面核对", null=True, editable=False)
    collected_at = models.DateTimeField("上次采集完毕", null=True, editable=False)
    problem = models.CharField("最近的问题", max_length=WHY_LENGTH, blank=True, editable=False)
    problem_at = models.DateTimeField("问题发生的时间", null=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "采集来源"
        verbose_name_plural = "采集来源"
        ordering = ["organ__path", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=~Q(state=SourceState.ENDED),
                name="one_source_an_address",
                violation_error_message="这个网址已经是采集来源。",
            ),
            models.UniqueConstraint(
                fields=["instance"],
                condition=~Q(instance="") & ~Q(state=SourceState.ENDED),
                name="one_source_an_instance",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CollectedQuerySet(GuardedQuerySet):
    """Questions about what was collected."""

    def visible_to(self, viewer: Viewer) -> "CollectedQuerySet":
        """What is public where it comes from, everybody may read here, as long as we collect from there."""
        return self.filter(removed_at=None).exclude(source__state=SourceState.ENDED)

    def unseen(self, source: Source) -> "CollectedQuerySet":
        """What a source did not list when everything was compared."""
        return self.filter(source=source, removed_at=None, round__lt=source.round)


class Collected(Guarded):
    """One thing that is public elsewhere, as it was said there; of what is no longer public nothing but the uid stays."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="collected", verbose_name="采集来源")
    uid = models.CharField("标识", max_length=120, unique=True)
    number = models.PositiveBigIntegerField("对方的编号")
    round = models.PositiveIntegerField("核对的次数", default=0)
    moment = models.DateTimeField("对方公开或者撤下的时间")
    kind = models.CharField("类型", max_length=20, choices=KINDS)
    organ_code = models.CharField("发布机构代码", max_length=18, blank=True)
    organ_name = models.CharField("发布机构", max_length=100)
    organ_level = models.CharField("发布机构级别", max_length=20, choices=Level.choices)
    organ_path = models.CharField("发布机构在对方的位置", max_length=1000, blank=True)
    title = models.CharField("名称", max_length=300, blank=True)
    doc_no = models.CharField("文号", max_length=80, blank=True)
    href = models.CharField("原文网址", max_length=1000, blank=True)
    published_on = models.DateField("发布日期", null=True)
    changed_on = models.DateField("变更日期", null=True)
    validity = models.CharField("有效性", max_length=20, choices=Validity.choices, blank=True)
    body = models.TextField("正文", blank=True, help_text="经过清理的 HTML")
    record = models.JSONField("对方的原话", null=True)
    record_hash = models.CharField("内容哈希", max_length=64, blank=True)
    removed_at = models.DateTimeField("移出时间", null=True)

    objects = CollectedQuerySet.as_manager()

    class Meta:
        verbose_name = "采集的信息"
        verbose_name_plural = "采集的信息"
        ordering = ["source", "number"]
        indexes = [models.Index(fields=["source", "round"], name="collected_by_round")]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None)
                | Q(title="", doc_no="", href="", body="", record=None, record_hash=""),
                name="what_was_taken_down_is_not_kept",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.uid

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it here."""
        return self.removed_at is None and self.source.state != SourceState.ENDED


class Gap(Guarded):
    """缺口: an entry of a source that we do not keep, and why; gone as soon as a later one under its uid is kept."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="gaps", verbose_name="采集来源")
    uid = models.CharField("标识", max_length=120, blank=True)
    number = models.PositiveBigIntegerField("对方的编号")
    round = models.PositiveIntegerField("核对的次数", default=0)
    code = models.CharField("问题代码", max_length=30)
    why = models.CharField("原因", max_length=WHY_LENGTH)
    seen_at = models.DateTimeField("发现时间")

    class Meta:
        verbose_name = "缺口"
        verbose_name_plural = "缺口"
        ordering = ["source", "number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="one_gap_a_number")]

    def __str__(self) -> str:
        return f"{self.uid or self.number}：{self.why}"
