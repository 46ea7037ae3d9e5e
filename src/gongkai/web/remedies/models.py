"""复议诉讼: one review or suit against what was done with an application, by when the organ answers it, and how it was decided."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Value, When

from gongkai.kernel.challenges import ChallengeColumn, ChallengeResult, ChallengeRow
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.challenges import challenge_results
from gongkai.web.applications.models.ground import OfApplications


class ChallengeKind(models.TextChoices):
    """Before whom."""

    REVIEW = "review", "行政复议"
    SUIT = "suit", "行政诉讼"


class Procedure(models.TextChoices):
    """How it is heard; a review of disclosure may be heard by the simple one, which leaves half the time."""

    SIMPLE = "simple", "简易程序"
    ORDINARY = "ordinary", "普通程序"


class Instance(models.TextChoices):
    """By whom a ruling was made: the review organ, or a court the first or the second time, or in a retrial."""

    REVIEW = "review", "复议"
    FIRST = "first", "一审"
    SECOND = "second", "二审"
    RETRIAL = "retrial", "再审"


def stands_on(day: date, *, path: str = "rulings__") -> Q:
    """The one ruling that counts on a day: made by then, and no appeal against it lodged by then. What was entered for
    days that were closed counts since the day of its entry."""
    made = Q(**{f"{path}is_void": False, f"{path}counted_on__lte": day})
    return made & (Q(**{f"{path}appeal_counted_on": None}) | Q(**{f"{path}appeal_counted_on__gt": day}))


class ChallengeQuerySet(OfApplications):
    """Questions about reviews and suits."""

    def open(self) -> "ChallengeQuerySet":
        """Those that wait for the organ's answer; once somebody has decided, nobody waits for it any more."""
        decided = Ruling.objects.filter(challenge=OuterRef("pk"), is_void=False)
        return self.filter(~Exists(decided), answered_on=None, ended_on=None)

    def as_of(self, day: date) -> "ChallengeQuerySet":
        """Those that had come by a day, each with where it stood in table 4 on that day: `in_row`, `in_column`."""
        return self.filter(counted_in_on__lte=day).annotate(
            standing=FilteredRelation("rulings", condition=stands_on(day)),
            in_row=_in_row(),
            in_column=_in_column(day),
        )

    def waiting_for(self, viewer: Viewer) -> "ChallengeQuerySet":
        """Those that the viewer answers: his own, those of nobody, and as head of the office all of the organ's."""
        nobodys = Q(owner=None) | Q(owner__is_active=False)
        heads = [one.organ for one in viewer.held if one.duty.code == "office_head"]
        mine = Q(owner=viewer.person) | nobodys | Q(application__organ__in=heads)
        return self.changeable_by(viewer).open().filter(mine)


def _in_row() -> Case:
    """The line of table 4: a suit is one after a review when it names that review."""
    return Case(
        When(kind=ChallengeKind.REVIEW, then=Value(ChallengeRow.REVIEW.value)),
        When(review=None, then=Value(ChallengeRow.SUIT_DIRECT.value)),
        default=Value(ChallengeRow.SUIT_AFTER_REVIEW.value),
    )


def _in_column(day: date) -> Case:
    """The column of table 4: what was taken back before anybody decided has ended otherwise."""
    counted = (
        When(standing__result__in=codes, then=Value(column.value))
        for column in (ChallengeColumn.UPHELD, ChallengeColumn.CORRECTED)
        if (codes := [one.code for one in challenge_results().values() if one.column is column])
    )
    return Case(
        *counted,
        When(Q(standing__isnull=False) | Q(counted_out_on__lte=day), then=Value(ChallengeColumn.OTHER.value)),
        default=Value(ChallengeColumn.PENDING.value),
    )


class RulingQuerySet(OfApplications):
    """Questions about rulings."""

    to_organ = "challenge__application__organ__"


class Challenge(models.Model):
    """一件复议或者诉讼. How it was decided stands in its rulings; the application itself stays as it is."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="challenges", verbose_name="申请"
    )
    kind = models.CharField("类型", max_length=20, choices=ChallengeKind.choices)
    # Of a review; how a court hears a suit changes nothing for the answer, and is mostly not known when the papers come.
    procedure = models.CharField("程序", max_length=20, choices=Procedure.choices, blank=True)
    body = models.CharField("复议机关或者法院", max_length=100)
    case_no = models.CharField("案号", max_length=100)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限", editable=False)
    is_due_provisional = models.BooleanField("期限为暂定", default=False, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="承办人",
    )
    answered_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    # Of the bundle that was handed in, as the ledger knows it.
    bundle_sha256 = models.CharField("提交的证据包", max_length=64, blank=True, editable=False)
    # A suit after a review names that review; without one it was brought at once.
    review = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="suits", verbose_name="先行的复议"
    )
    # Ended before it was answered: taken back, or entered by mistake; only what was a mistake is void and not counted.
    ended_on = models.DateField("终止日期", null=True, blank=True, editable=False)
    ended_because = models.CharField("终止的原因", max_length=200, blank=True, editable=False)
    is_void = models.BooleanField("登记有误", default=False, editable=False)
    # The days by which table 4 counts it; what is counted nowhere has none.
    counted_in_on = models.DateField("计入收件的日期", null=True, editable=False)
    counted_out_on = models.DateField("计入终止的日期", null=True, editable=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = "复议诉讼"
        verbose_name_plural = "复议诉讼"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(answered_on=None, ended_on=None), name="challenges_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "body", "case_no"],
                condition=Q(is_void=False),
                name="one_challenge_a_case_no",
                violation_error_message="这一件已经登记过：同一件申请、同一案号。",
            ),
            models.CheckConstraint(
                condition=Q(review=None) | Q(kind=ChallengeKind.SUIT), name="only_a_suit_follows_a_review"
            ),
            models.CheckConstraint(
                condition=Q(is_void=False) | Q(ended_on__isnull=False), name="void_since_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="a_challenge_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("received_on")),
                name="answered_after_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}{self.get_kind_display()}（{self.case_no}）"

    @property
    def latest(self) -> "Ruling | None":
        """The last ruling, whether an appeal was lodged against it or not."""
        rulings = [one for one in self.rulings.all() if not one.is_void]
        return rulings[-1] if rulings else None

    @property
    def decided(self) -> "Ruling | None":
        """The ruling that counts now."""
        latest = self.latest
        return latest if latest and latest.appealed_on is None else None

    @property
    def is_open(self) -> bool:
        """Whether it waits for the organ's answer."""
        return self.answered_on is None and self.ended_on is None and self.latest is None

    @property
    def row(self) -> ChallengeRow:
        """Its line of table 4."""
        if self.kind == ChallengeKind.REVIEW:
            return ChallengeRow.REVIEW
        return ChallengeRow.SUIT_AFTER_REVIEW if self.review_id else ChallengeRow.SUIT_DIRECT

    def is_late(self, on: date) -> bool:
        """Whether the answer is overdue, or was made too late."""
        if self.ended_on is not None or (self.answered_on is None and self.latest is not None):
            return False
        return (self.answered_on or on) > self.due_on


class Ruling(models.Model):
    """裁决: a decision of the review organ, or a judgement or order of a court. It counts until an appeal is lodged."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="rulings", verbose_name="复议诉讼")
    instance = models.CharField("审级", max_length=10, choices=Instance.choices)
    # A code of law/challenges.toml.
    result = models.CharField("结果", max_length=30)
    decided_on = models.DateField("作出日期")
    received_on = models.DateField("收到日期")
    gist = models.CharField("主文摘要", max_length=500, blank=True)
    orders_reply = models.BooleanField("责令重新答复", default=False)
    limit_on = models.DateField("限定的日期", null=True, blank=True)
    # From this day on it counts no more, and the case is pending again.
    appealed_on = models.DateField("上诉日期", null=True, blank=True)
    # The days by which table 4 counts it, and the appeal.
    counted_on = models.DateField("计入结果的日期", editable=False)
    appeal_counted_on = models.DateField("计入上诉的日期", null=True, editable=False)
    is_void = models.BooleanField("登记有误", default=False, editable=False)
    changed_because = models.CharField("更正的原因", max_length=200, blank=True)
    paper = models.ForeignKey(
        "applications.CasePaper",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="决定书或者裁判文书",
    )

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = "裁决"
        verbose_name_plural = "裁决"
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge"],
                condition=Q(is_void=False, appealed_on=None),
                name="one_ruling_counts",
            ),
            models.CheckConstraint(condition=Q(received_on__gte=F("decided_on")), name="received_once_made"),
            models.CheckConstraint(
                condition=Q(appealed_on=None) | Q(appealed_on__gte=F("decided_on")), name="appealed_once_made"
            ),
            models.CheckConstraint(
                condition=Q(limit_on=None) | Q(orders_reply=True, limit_on__gte=F("received_on")),
                name="a_limit_is_ordered",
            ),
            models.CheckConstraint(
                condition=Q(is_void=False) | ~Q(changed_because=""), name="void_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge}{self.result_name}"

    @property
    def known(self) -> ChallengeResult | None:
        """What the law data say of its result; None for a code that they know no more."""
        return challenge_results().get(self.result)

    @property
    def result_name(self) -> str:
        """撤销或者部分撤销."""
        return self.known.name if self.known else self.result
