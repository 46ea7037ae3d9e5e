"""复议诉讼: one review or suit against what was done with an application, and by when the organ answers it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.models.ground import OfApplications


class ChallengeKind(models.TextChoices):
    """Before whom."""

    REVIEW = "review", "行政复议"
    SUIT = "suit", "行政诉讼"


class Procedure(models.TextChoices):
    """How it is heard; a review of disclosure may be heard by the simple one, which leaves half the time."""

    SIMPLE = "simple", "简易程序"
    ORDINARY = "ordinary", "普通程序"


class ChallengeQuerySet(OfApplications):
    """Questions about reviews and suits."""

    def open(self) -> "ChallengeQuerySet":
        """Those that wait for the organ's answer."""
        return self.filter(answered_on=None, ended_on=None)

    def waiting_for(self, viewer: Viewer) -> "ChallengeQuerySet":
        """Those that the viewer answers: his own, those of nobody, and as head of the office all of the organ's."""
        nobodys = Q(owner=None) | Q(owner__is_active=False)
        heads = [one.organ for one in viewer.held if one.duty.code == "office_head"]
        mine = Q(owner=viewer.person) | nobodys | Q(application__organ__in=heads)
        return self.changeable_by(viewer).open().filter(mine)


class Challenge(models.Model):
    """一件复议或者诉讼. When it is decided, and how, will be kept beside it; the application itself stays as it is."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="challenges", verbose_name="申请"
    )
    kind = models.CharField("类型", max_length=20, choices=ChallengeKind.choices)
    procedure = models.CharField("程序", max_length=20, choices=Procedure.choices)
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
    # Ended before it was answered: taken back, or entered by mistake.
    ended_on = models.DateField("终止日期", null=True, blank=True, editable=False)
    ended_because = models.CharField("终止的原因", max_length=200, blank=True, editable=False)

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
                fields=["application", "kind", "body", "case_no"], name="one_challenge_a_case_no"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="a_challenge_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=models.F("received_on")),
                name="answered_after_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}{self.get_kind_display()}（{self.case_no}）"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the organ's answer."""
        return self.answered_on is None and self.ended_on is None

    def is_late(self, on: date) -> bool:
        """Whether the answer is overdue, or was made too late."""
        return self.ended_on is None and (self.answered_on or on) > self.due_on
