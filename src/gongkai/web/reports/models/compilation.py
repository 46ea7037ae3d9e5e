"""编制中的年度报告: one organ's report for one year while it is made, and what was decided about it on the way."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reports.duties import makers
from gongkai.web.reviews.models import INSIDERS

_DECIMALS = {"max_digits": 20, "decimal_places": 6}  # 万元 has at most six


class OfReports(models.QuerySet[Any]):
    """Questions about rows of an organ's report; `to_organ` leads from the row to the organ."""

    to_organ = "compilation__organ__"

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the organs in whose reports the viewer has a part, and those below his authority."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix=self.to_organ))

    def changeable_by(self, viewer: Viewer) -> Self:
        """Those that the viewer may write."""
        return self.filter(on_ground(viewer.ground(*makers()), prefix=self.to_organ))


class CompilationQuerySet(OfReports):
    """Questions about compilations."""

    to_organ = "organ__"

    def visible_to(self, viewer: Viewer) -> Self:
        """Besides, what the viewer's authority is asked to comment on: it need not stand above the organ in the tree."""
        asked = PreReview.objects.filter(
            on_ground(viewer.ground("authority"), prefix="authority__"), taken_back_at=None
        )
        insiders = on_ground(viewer.ground(*INSIDERS), prefix=self.to_organ)
        return self.filter(insiders | Q(pk__in=asked.values("compilation")))


class State(models.TextChoices):
    """How far a report has come. What may follow is in the law data (reporting.toml)."""

    DRAFTING = "drafting", "编写中"
    WITH_AUTHORITY = "with_authority", "主管部门审阅中"
    COMMENTED = "commented", "主管部门已反馈"
    UNDER_REVIEW = "under_review", "审签中"
    SIGNED = "signed", "已批准"
    PUBLISHED = "published", "已公布"


class Compilation(models.Model):
    """一份编制中的年度报告: the tables come from the registers, the prose and the reasons from people."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="compilations", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    is_rolled_up = models.BooleanField("由下级汇总", default=False)
    state = models.CharField(
        "状态", max_length=20, choices=State.choices, default=State.DRAFTING, editable=False
    )
    begun_at = models.DateTimeField("开始时间", editable=False)
    changed_at = models.DateTimeField("最近修改", editable=False)
    # What the rules found when it was last changed; None before they looked.
    errors = models.PositiveSmallIntegerField("错误", null=True, editable=False)
    warnings = models.PositiveSmallIntegerField("需核对", null=True, editable=False)
    # Ids of people: few, read only with the row. Whose words they are, he does not judge them.
    authors = models.JSONField("起草人", default=list, editable=False)
    # Why a published report is being changed; it is printed on the next edition.
    correction_note = models.CharField("更正说明", max_length=300, blank=True, editable=False)

    objects = CompilationQuerySet.as_manager()

    class Meta:
        verbose_name = "编制中的年度报告"
        verbose_name_plural = "编制中的年度报告"
        ordering = ["-year", "organ__path"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="one_compilation_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="a_compilation_has_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年政府信息公开工作年度报告"


class Adjustment(models.Model):
    """手工修改的数字: both values are kept, and the reason is published with the report."""

    compilation = models.ForeignKey(
        Compilation, models.PROTECT, related_name="adjustments", verbose_name="年度报告"
    )
    cell = models.CharField("格", max_length=80)
    counted = models.DecimalField("台账的数字", null=True, **_DECIMALS)
    given = models.DecimalField("填写的数字", **_DECIMALS)
    reason = models.CharField("理由", max_length=500, help_text="随报告一并公开。")
    is_withdrawn = models.BooleanField("已撤销", default=False, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="修改人",
    )
    at = models.DateTimeField("修改时间", editable=False)

    objects = OfReports.as_manager()

    class Meta:
        verbose_name = "手工修改的数字"
        verbose_name_plural = "手工修改的数字"
        ordering = ["compilation", "cell", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compilation", "cell"],
                condition=Q(is_withdrawn=False),
                name="one_adjustment_a_cell",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="adjusted_for_a_reason"),
            models.CheckConstraint(condition=Q(given__gte=0), name="no_figure_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.compilation}的{self.cell}"


class Justification(models.Model):
    """签署错误的理由: why a report is signed although a rule finds an error; it holds for these figures alone."""

    compilation = models.ForeignKey(
        Compilation, models.PROTECT, related_name="justifications", verbose_name="年度报告"
    )
    code = models.CharField("规则", max_length=40)
    cells = models.JSONField("格", default=list)
    message = models.CharField("发现的问题", max_length=500)
    # Of rule, cells and both sides: another figure, another finding, and this counts no more.
    fingerprint = models.CharField("问题的指纹", max_length=64)
    reason = models.CharField("理由", max_length=500)
    is_withdrawn = models.BooleanField("已撤销", default=False, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="说明人",
    )
    at = models.DateTimeField("说明时间", editable=False)

    objects = OfReports.as_manager()

    class Meta:
        verbose_name = "错误的说明"
        verbose_name_plural = "错误的说明"
        ordering = ["compilation", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compilation", "fingerprint"],
                condition=Q(is_withdrawn=False),
                name="one_justification_a_finding",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="justified_with_words"),
        ]

    def __str__(self) -> str:
        return f"{self.compilation}：{self.code}"


class PreReviewVerdict(models.TextChoices):
    """What the authority says: these words may go on; they may when its remarks are followed; or it wants to see them again."""

    AGREED = "agreed", "无意见"
    REMARKS = "remarks", "有意见，修改后送审"
    RETURNED = "returned", "退回，修改后再报"


class PreReview(models.Model):
    """主管部门在公布前的审阅: what it was asked about, word for word, and what it said."""

    compilation = models.ForeignKey(
        Compilation, models.PROTECT, related_name="pre_reviews", verbose_name="年度报告"
    )
    authority = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="主管部门")
    content_hash = models.CharField("内容的哈希", max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="报送人"
    )
    asked_at = models.DateTimeField("报送时间")
    verdict = models.CharField("结论", max_length=20, choices=PreReviewVerdict.choices, blank=True)
    text = models.TextField("意见", blank=True, max_length=5000)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审阅人"
    )
    given_at = models.DateTimeField("反馈时间", null=True)
    # Taken back by whoever had sent it, before the authority said anything.
    taken_back_at = models.DateTimeField("取回时间", null=True, blank=True)

    objects = OfReports.as_manager()

    class Meta:
        verbose_name = "公布前的审阅"
        verbose_name_plural = "公布前的审阅"
        ordering = ["compilation", "-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compilation"],
                condition=Q(given_at=None, taken_back_at=None),
                name="one_pre_review_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", given_at=None) | ~Q(verdict="") & Q(given_at__isnull=False),
                name="a_verdict_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=("", "agreed")) | ~Q(text=""), name="remarks_have_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}对{self.compilation}的审阅"
