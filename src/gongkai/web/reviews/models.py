"""One passage through the chain, its signed steps, and the links by which somebody signs without signing in."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Part, Viewer
from gongkai.kernel.review import State, Verdict
from gongkai.lawbook.chains import review_law
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.guarded import Guarded, GuardedQuerySet

# Who takes part in the papers of an organ. An auditor reads the ledger alone, and an administrator no contents.
SIGNERS = (
    "clerk",
    "section_head",
    "publisher",
    "legality_reviewer",
    "secrecy_reviewer",
    "office_head",
    "deputy_leader",
    "chief_leader",
)
INSIDERS = (*SIGNERS, "authority")

STATES = [
    (State.OPEN.value, "审签中"),
    (State.APPROVED.value, "已批准"),
    (State.RETURNED.value, "已退回"),
    (State.VOID.value, "已作废"),
]
VERDICTS = [(Verdict.PASSED.value, "通过"), (Verdict.RETURNED.value, "退回")]
PARTS = [(Part.PROPOSE.value, "提出"), (Part.REVIEW.value, "审核"), (Part.APPROVE.value, "批准")]


class Means(models.TextChoices):
    """How somebody signed."""

    OFFICE = "office", "登录办理"
    PAPER = "paper", "纸质审签单"
    LINK = "link", "一次性链接"


class ReviewQuerySet(GuardedQuerySet):
    """Questions about reviews."""

    def open(self) -> "ReviewQuerySet":
        """Those that are under way."""
        return self.filter(state=State.OPEN)

    def visible_to(self, viewer: Viewer) -> "ReviewQuerySet":
        """Those of the organs in whose papers the viewer has a part, and those below his authority."""
        return self.filter(on_ground(viewer.ground(*INSIDERS)))

    def changeable_by(self, viewer: Viewer) -> "ReviewQuerySet":
        """Those that the viewer may sign, record or withdraw, if their turn has come."""
        return self.open().filter(on_ground(viewer.ground(*SIGNERS)))


class Review(Guarded):
    """一次审签: from the proposal to the approval, over one text word for word; anything else needs another one."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="reviews", verbose_name="机关")
    subject_label = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象")
    kind = models.CharField("材料类别", max_length=40)
    chain = models.CharField("审签方式", max_length=40)
    section = models.ForeignKey(
        "organs.Section", models.PROTECT, null=True, related_name="+", verbose_name="科室"
    )
    # Ids of sections: few, read only with the row, and never asked for by themselves.
    cosigning = models.JSONField("会签科室", default=list)
    title = models.CharField("标题", max_length=300)
    content_hash = models.CharField("内容的哈希", max_length=64)
    attribute = models.CharField("公开属性", max_length=40)
    reason_code = models.CharField("理由类别", max_length=40, blank=True)
    reason = models.TextField("理由", blank=True)
    overrides = models.JSONField("保留提示内容的理由", default=dict)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposed_reviews", verbose_name="提出人"
    )
    # Ids of people: few, read only with the row. Whose words they are, he does not judge them.
    authors = models.JSONField("起草人", default=list)
    lighter_because = models.TextField("选用较简流程的理由", blank=True)
    state = models.CharField("状态", max_length=20, choices=STATES, default=State.OPEN.value)
    stage = models.CharField("环节", max_length=40, blank=True)
    opened_at = models.DateTimeField("提出时间")
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_because = models.CharField("办结原因", max_length=300, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "审签"
        verbose_name_plural = "审签"
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["organ", "state", "chain", "stage"], name="reviews_waiting"),
            models.Index(fields=["subject_label", "subject_id"], name="reviews_of_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_id"],
                condition=Q(state="open"),
                name="one_open_review_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) & ~Q(stage="")
                | ~Q(state="open") & Q(closed_at__isnull=False, stage=""),
                name="a_review_is_open_or_closed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="a_review_has_a_known_state"
            ),
            models.CheckConstraint(condition=~Q(content_hash=""), name="a_review_is_of_some_content"),
            models.CheckConstraint(
                condition=Q(reason_code="", reason="") | ~Q(reason_code="") & ~Q(reason=""),
                name="a_reason_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stage_name(self) -> str:
        """What the next stage is called; empty when there is none."""
        chain = review_law().chains.get(self.chain)
        names = {stage.code: stage.name for stage in chain.stages} if chain else {}
        return names.get(self.stage, self.stage)

    @property
    def attribute_name(self) -> str:
        """What the attribute is called."""
        known = review_law().attributes.get(self.attribute)
        return known.name if known else self.attribute


class StepQuerySet(GuardedQuerySet):
    """Questions about steps."""

    def visible_to(self, viewer: Viewer) -> "StepQuerySet":
        """Those of the reviews that the viewer may see."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix="review__organ__"))


class Step(Guarded):
    """审签的一步: who said what, over which words, by which means. The database lets nobody change or delete it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="steps", verbose_name="审签")
    stage = models.CharField("环节", max_length=40)
    part = models.CharField("作用", max_length=20, choices=PARTS)
    section = models.ForeignKey(
        "organs.Section", models.PROTECT, null=True, related_name="+", verbose_name="会签科室"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_steps", verbose_name="签署人"
    )
    duty = models.CharField("职责", max_length=30)
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="受谁委托"
    )
    verdict = models.CharField("结论", max_length=20, choices=VERDICTS)
    checklist = models.JSONField("核对", default=dict)
    opinion = models.TextField("意见", blank=True)
    content_hash = models.CharField("内容的哈希", max_length=64)
    means = models.CharField("方式", max_length=20, choices=Means.choices)
    scan = models.ForeignKey(
        "foundations.KeptFile", models.PROTECT, null=True, related_name="+", verbose_name="审签单扫描件"
    )
    signed_on = models.DateField("签署日期")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    at = models.DateTimeField("录入时间")

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "审签的一步"
        verbose_name_plural = "审签的各步"
        ordering = ["review", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(means="paper", scan__isnull=False) | ~Q(means="paper") & Q(scan=None),
                name="a_paper_step_has_its_scan",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="returned") | ~Q(opinion=""), name="who_sends_back_says_why"
            ),
            models.CheckConstraint(
                condition=Q(part__in=[one.value for one in Part])
                & Q(verdict__in=[one.value for one in Verdict]),
                name="a_step_has_a_known_part_and_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}，{self.stage_name}"

    @property
    def stage_name(self) -> str:
        """What the stage is called."""
        chain = review_law().chains.get(self.review.chain)
        names = {stage.code: stage.name for stage in chain.stages} if chain else {}
        return names.get(self.stage, self.stage)


class ReviewLinkQuerySet(models.QuerySet["ReviewLink"]):
    """Questions about links."""

    def usable_at(self, at: datetime) -> "ReviewLinkQuerySet":
        """Those with which somebody may still sign."""
        fresh = self.filter(used_at=None, expires_at__gt=at)
        return fresh.filter(failures__lt=review_law().link_failures, review__state=State.OPEN)

    def visible_to(self, viewer: Viewer) -> "ReviewLinkQuerySet":
        """Those for reviews of the organs in whose papers the viewer has a part."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix="review__organ__"))


class ReviewLink(models.Model):
    """一次性链接: one person signs one step with the code of his own device. Only a hash of the token is kept."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="links", verbose_name="审签")
    stage = models.CharField("环节", max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_links", verbose_name="签署人"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="开出人"
    )
    digest = models.CharField("链接的哈希", max_length=64, unique=True)
    made_at = models.DateTimeField("开出时间")
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True)
    failures = models.PositiveSmallIntegerField("输错次数", default=0)

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "一次性链接"
        verbose_name_plural = "一次性链接"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.review}，{self.person}"
