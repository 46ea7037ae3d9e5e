"""归档: the volume of a case that is over, how long it is kept, to whom it was handed over, and its lawful end."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.lawbook.archive import archive_law
from gongkai.web.ledger.sentences import day

from .ground import OfApplications

# Who puts a file in order and hands it over; who decides that one may be destroyed, never the one who proposes it.
KEEPERS = ("clerk", "office_head")
DECIDERS = ("office_head", "deputy_leader", "chief_leader")


def periods() -> list[tuple[str, str]]:
    """永久, 30年, 10年, by their codes."""
    return [(one.code, one.name) for one in archive_law().periods.values()]


class OfOrgans(OfApplications):
    """Questions about rows of an organ."""

    to_organ = "organ__"


class Volume(models.Model):
    """一案一卷: one case, one volume. Its number stays for good; what lies in it are the papers of the case."""

    application = models.OneToOneField(
        "applications.Application", models.PROTECT, related_name="volume", verbose_name="申请"
    )
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="立卷机关")
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("件号")
    period = models.CharField("保管期限", max_length=10, choices=periods)
    number = models.CharField("档号", max_length=100)
    keep_until_on = models.DateField("保管到期日", null=True, blank=True)
    # Why it is another period than the usual one; which papers are missing (codes of the law data), and why it was
    # archived without them; what else whoever opens it should know.
    period_because = models.TextField("改变保管期限的理由", max_length=300, blank=True)
    lacking = models.JSONField("缺少的材料", default=list, blank=True)
    lacking_because = models.TextField("缺少材料仍然归档的理由", max_length=300, blank=True)
    remark = models.TextField("本卷情况说明", max_length=1000, blank=True)
    # As many papers as lay in it then: lists that are printed again say the same.
    paper_count = models.PositiveIntegerField("份数", default=0, editable=False)
    archived_on = models.DateField("归档日期")
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="立卷人"
    )
    handed_on = models.DateField("移交日期", null=True, blank=True)
    destroyed_on = models.DateField("案卷销毁日期", null=True, blank=True)

    objects = OfOrgans.as_manager()

    class Meta:
        verbose_name = "案卷"
        verbose_name_plural = "案卷"
        ordering = ["organ__path", "year", "serial"]
        indexes = [
            models.Index(fields=["organ", "keep_until_on"], name="volumes_over"),
            models.Index(fields=["organ", "handed_on"], name="volumes_handed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="one_volume_a_number"),
            models.CheckConstraint(
                condition=Q(handed_on=None) | Q(destroyed_on=None),
                name="what_was_handed_over_is_not_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Transfer(models.Model):
    """移交: volumes that were given to an archive, against its receipt."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="移交机关")
    receiver = models.CharField("接收单位", max_length=100)
    on = models.DateField("移交日期")
    receipt_no = models.CharField("回执编号", max_length=60, blank=True)
    count = models.PositiveIntegerField("案卷数", editable=False)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="移交人"
    )
    volumes = models.ManyToManyField(Volume, related_name="transfers", verbose_name="案卷")

    objects = OfOrgans.as_manager()

    class Meta:
        verbose_name = "案卷移交"
        verbose_name_plural = "案卷移交"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.receiver}（{day(self.on)}移交）"


class DestructionState(models.TextChoices):
    """Where a proposal stands."""

    PROPOSED = "proposed", "待批准"
    APPROVED = "approved", "已批准，待销毁"
    REFUSED = "refused", "不同意销毁"
    DONE = "done", "已销毁"


# While a proposal stands so, no other one may be made of the same volumes.
OPEN_PROPOSALS = (DestructionState.PROPOSED, DestructionState.APPROVED)


class Destruction(models.Model):
    """销毁: volumes that are over their period: proposed by one, approved by another, destroyed before witnesses."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    because = models.CharField("鉴定意见", max_length=500)
    state = models.CharField(
        "状态", max_length=20, choices=DestructionState.choices, default=DestructionState.PROPOSED
    )
    count = models.PositiveIntegerField("案卷数", editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    decided_on = models.DateField("批准日期", null=True, blank=True)
    decision = models.CharField("批准意见", max_length=500, blank=True)
    witnesses = models.CharField("监销人", max_length=100, blank=True)
    # Which of the volumes were not destroyed after all, by their ids, and why.
    kept = models.JSONField("没有销毁的案卷", default=dict, blank=True, editable=False)
    done_on = models.DateField("销毁日期", null=True, blank=True)
    volumes = models.ManyToManyField(Volume, related_name="destructions", verbose_name="案卷")

    objects = OfOrgans.as_manager()

    class Meta:
        verbose_name = "案卷销毁"
        verbose_name_plural = "案卷销毁"
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="who_proposes_a_destruction_does_not_approve_it",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(decided_on__isnull=False) & ~Q(witnesses=""),
                name="destroyed_when_approved_and_witnessed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ.short_name}{day(self.proposed_on)}提出的销毁（{self.count}卷）"
