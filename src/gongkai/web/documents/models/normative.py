"""A document that binds everybody, and each step of its life."""

from django.db import models
from django.db.models import Q

from gongkai.kernel.normative import Phase
from gongkai.lawbook.normative import normative_law

from .document import OfInsiders


class NormativeQuerySet(OfInsiders):
    """Questions about normative documents; what is in force, the law data say by the phase of its state."""

    to_organ = "document__organ__"

    def in_phase(self, phase: Phase) -> "NormativeQuerySet":
        """Those whose state belongs to a phase."""
        states = normative_law().lifecycle.states.values()
        return self.filter(state__in=[state.code for state in states if state.phase is phase])


class StepQuerySet(OfInsiders):
    """Questions about steps."""

    to_organ = "normative__document__organ__"


class NormativeDocument(models.Model):
    """行政规范性文件: what the register knows of it beside the document. Its state is a fold over its steps."""

    document = models.OneToOneField(
        "documents.Document", models.PROTECT, related_name="normative", verbose_name="文件"
    )
    state = models.CharField("环节", max_length=30, editable=False)
    is_trial = models.BooleanField("暂行或者试行", default=False)
    is_major = models.BooleanField(
        "重大行政决策", default=False, help_text="属于重大行政决策的，公开征求意见的期限较长。"
    )
    is_lead = models.BooleanField(
        "由本机关制定或者牵头制定",
        default=True,
        help_text="与其他机关联合制定、不由本机关牵头的，不计入本机关的件数。",
    )
    effective_on = models.DateField("施行日期", null=True, editable=False)
    valid_until_on = models.DateField("有效期至", null=True, editable=False)
    published_on = models.DateField("公布日期", null=True, editable=False)
    filing_due_on = models.DateField("备案期限", null=True, editable=False)
    filed_on = models.DateField("报送备案日期", null=True, editable=False)
    filed_with = models.CharField("报送备案的机关", max_length=100, blank=True, editable=False)
    filing_receipt = models.CharField("备案回执", max_length=100, blank=True, editable=False)
    cleanup_due_on = models.DateField("下次清理日期", null=True, editable=False)
    ended_on = models.DateField("停止执行日期", null=True, editable=False)
    # The days by which table 2 counts it.
    counted_in_on = models.DateField("计入制发的日期", null=True, editable=False)
    counted_out_on = models.DateField("计入废止的日期", null=True, editable=False)
    changed_by = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="changes",
        verbose_name="修改或者废止它的文件",
    )

    objects = NormativeQuerySet.as_manager()

    class Meta:
        verbose_name = "行政规范性文件"
        verbose_name_plural = "行政规范性文件"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "valid_until_on"], name="normative_to_expire"),
            models.Index(fields=["published_on"], name="normative_by_publication"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(published_on__isnull=False), name="ended_after_publication"
            ),
        ]

    def __str__(self) -> str:
        return self.document.title

    def get_state_display(self) -> str:
        """起草, 合法性审核, 备案, 废止 …"""
        known = normative_law().lifecycle.states.get(self.state)
        return known.name if known else self.state

    @property
    def phase(self) -> Phase:
        """Whether it does not bind yet, is in force, or binds no more."""
        return normative_law().lifecycle.states[self.state].phase


class NormativeStep(models.Model):
    """One step of its life: which, on which day, by whom, on what paper."""

    normative = models.ForeignKey(
        NormativeDocument, models.PROTECT, related_name="steps", verbose_name="行政规范性文件"
    )
    number = models.PositiveIntegerField("次序")
    move = models.CharField("步骤", max_length=30)
    on = models.DateField("日期")
    reference = models.CharField("依据的文件或者材料", max_length=200, blank=True)
    reason = models.TextField("理由", blank=True)
    person = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "规范性文件办理步骤"
        verbose_name_plural = "规范性文件办理步骤"
        ordering = ["normative", "number"]
        constraints = [models.UniqueConstraint(fields=["normative", "number"], name="one_step_a_place")]

    def __str__(self) -> str:
        return f"{self.normative}：{self.get_move_display()}"

    def get_move_display(self) -> str:
        """公开征求意见, 签发, 报送备案 …"""
        known = normative_law().lifecycle.moves.get(self.move)
        return known.name if known else self.move
