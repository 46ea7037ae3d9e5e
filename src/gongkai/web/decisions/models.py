"""月度登记数: how many decisions of one kind an organ made in a month, or how much it charged, and how that is known."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Number
from gongkai.lawbook.decisions import DecisionKind, decision_kinds
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reviews.models import INSIDERS

# Who enters what an organ counts.
ENTERERS = ("clerk", "office_head")
LONGEST_SOURCE, LONGEST_NOTE = 100, 200


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of the law data."""
    return [(kind.code, kind.name) for kind in decision_kinds().values()]


class MonthlyCountQuerySet(models.QuerySet["MonthlyCount"]):
    """Questions about what was counted."""

    def kept(self) -> "MonthlyCountQuerySet":
        """Those that say something: zero does, a count that was taken back does not."""
        return self.exclude(number=None, amount=None)

    def of(self, organs: Iterable[int]) -> "MonthlyCountQuerySet":
        """Those of some organs, by their ids."""
        return self.filter(organ__in=organs)

    def within(self, first: date, last: date) -> "MonthlyCountQuerySet":
        """Those of the months that begin between two days, both included."""
        return self.filter(month__range=(first, last))

    def visible_to(self, viewer: Viewer) -> "MonthlyCountQuerySet":
        """Those of organs in which the viewer works, or which he supervises."""
        return self.filter(on_ground(viewer.ground(*INSIDERS)))

    def changeable_by(self, viewer: Viewer) -> "MonthlyCountQuerySet":
        """Those that the viewer may put right."""
        return self.filter(on_ground(viewer.ground(*ENTERERS)))


class MonthlyCount(models.Model):
    """One kind in one month of an organ. Zero is a value; a month without a row, or with neither value, is not kept.

    Who entered it and when, and what it was before, the ledger tells.
    """

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="monthly_counts", verbose_name="机关"
    )
    kind = models.CharField("种类", max_length=20, choices=kind_choices)
    month = models.DateField("月份", help_text="这个月的第一天。")
    number = models.PositiveIntegerField("件数", null=True, blank=True)
    amount = models.DecimalField(
        "收费金额", max_digits=14, decimal_places=2, null=True, blank=True, help_text="以元为单位。"
    )
    source = models.CharField("数据来源", max_length=LONGEST_SOURCE)
    note = models.CharField("说明", max_length=LONGEST_NOTE, blank=True)

    objects = MonthlyCountQuerySet.as_manager()

    class Meta:
        verbose_name = "月度登记数"
        verbose_name_plural = "月度登记数"
        ordering = ["organ__path", "month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "month"], name="one_count_a_month"),
            models.CheckConstraint(
                condition=Q(number=None) | Q(amount=None), name="a_count_is_a_number_or_an_amount"
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="no_amount_is_negative"),
        ]
        indexes = [models.Index(fields=["month", "organ"], name="monthly_counts_of_period")]

    def __str__(self) -> str:
        return f"{self.month.year}年{self.month.month}月{self.get_kind_display()}"

    @property
    def known_kind(self) -> DecisionKind:
        """The kind as the law data has it."""
        return decision_kinds()[self.kind]

    @property
    def value(self) -> Number | None:
        """How many, or how much in yuan; None when it was taken back."""
        return self.amount if self.amount is not None else self.number

    def put(self, value: Number | None) -> None:
        """Write a value where its kind keeps it; not saved."""
        self.number, self.amount = (None, value) if self.known_kind.is_amount else (value, None)
