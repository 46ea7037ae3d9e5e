"""The one list of what everybody may read, and where the next number of its feed comes from."""

from django.db import models
from django.db.models import Q

TITLE_LENGTH = 300


class Counter(models.Model):
    """The last number of the feed. Whoever gives out the next holds this one row until his act is complete, so that a
    reader who follows the numbers never passes one that is still being written."""

    number = models.PositiveBigIntegerField("最后一个序号", default=0)
    # How often words were read later than the act that made them public: no act tells of it.
    rewordings = models.PositiveBigIntegerField("补读次数", default=0)

    class Meta:
        verbose_name = "序号"
        verbose_name_plural = "序号"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_counter")]

    def __str__(self) -> str:
        return str(self.number)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about the list."""

    def public(self) -> "EntryQuerySet":
        """What everybody may read now."""
        return self.filter(removed_at=None)


class Entry(models.Model):
    """One thing that is public, or was: then nothing of what it said is left, only that it is gone, for those who follow
    the feed."""

    label = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    kind = models.CharField("类型", max_length=20)
    title = models.CharField("名称", max_length=TITLE_LENGTH, blank=True)
    doc_no = models.CharField("文号", max_length=80, blank=True)
    address = models.CharField("网址", max_length=600)
    published_on = models.DateField("发布日期", null=True)
    changed_on = models.DateField("变更日期", null=True)
    validity = models.CharField("有效性", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    number = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("列入或者移出的时间")
    removed_at = models.DateTimeField("移出时间", null=True)
    # Grows with the day of publication: the full-text index is in this order, so that the newest are met first.
    slot = models.BigIntegerField("排列位置", unique=True, null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "公开总表条目"
        verbose_name_plural = "公开总表"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["label", "subject_id"], name="one_entry_a_subject"),
            models.CheckConstraint(
                condition=Q(removed_at=None, slot__isnull=False)
                | Q(
                    removed_at__isnull=False,
                    slot=None,
                    title="",
                    doc_no="",
                    validity="",
                    year=None,
                    published_on=None,
                    changed_on=None,
                ),
                name="what_is_gone_says_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "slot"], name="entries_by_organ"),
            models.Index(fields=["kind", "slot"], name="entries_by_kind"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.label} {self.subject_id}"


class Passage(models.Model):
    """What one part of an entry says, as people read it: its text, or that of an attachment."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="passages", verbose_name="条目")
    order = models.PositiveSmallIntegerField("次序")
    place = models.CharField("所在", max_length=255)
    text = models.TextField("文字", blank=True)

    class Meta:
        verbose_name = "文字"
        verbose_name_plural = "文字"
        ordering = ["entry", "order"]
        constraints = [models.UniqueConstraint(fields=["entry", "order"], name="one_passage_a_place")]

    def __str__(self) -> str:
        return self.place
