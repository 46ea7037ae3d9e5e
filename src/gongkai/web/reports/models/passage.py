"""What people write in a report: passages of its sections, and its problems with what is done about them."""

from django.db import models
from django.db.models import Q

from .compilation import OfReports

PREFACE, OVERALL, PROBLEMS, OTHER = 0, 1, 5, 6  # the sections that are prose; the others are tables


class Passage(models.Model):
    """正文的一部分: one topic of one section; `{{code}}` stands for a fact, which is told as it is on that day."""

    compilation = models.ForeignKey(
        "reports.Compilation", models.PROTECT, related_name="passages", verbose_name="年度报告"
    )
    section = models.PositiveSmallIntegerField("部分")
    topic = models.CharField("主题", max_length=40)
    # The authority's item that it answers; then the topic is "special".
    special = models.ForeignKey(
        "reports.SpecialItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name="专项内容",
    )
    order = models.PositiveSmallIntegerField("次序")
    text = models.TextField("内容", blank=True, max_length=20000)

    objects = OfReports.as_manager()

    class Meta:
        verbose_name = "报告的正文"
        verbose_name_plural = "报告的正文"
        ordering = ["compilation", "section", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compilation", "section", "topic"],
                condition=Q(special=None),
                name="one_passage_a_topic",
            ),
            models.UniqueConstraint(
                fields=["compilation", "special"],
                condition=Q(special__isnull=False),
                name="one_answer_a_special_item",
            ),
            models.CheckConstraint(
                condition=Q(section__in=(PREFACE, OVERALL, PROBLEMS, OTHER)), name="prose_has_its_section"
            ),
            models.CheckConstraint(
                condition=Q(special=None) | Q(section=OTHER, topic="special"),
                name="special_items_are_answered_last",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compilation}第{self.section}部分的正文（{self.topic}）"


class Shortcoming(models.Model):
    """问题清单的一项: what is wrong, what is done about it, by whom and by when; and, in the next year, what came of it."""

    compilation = models.ForeignKey(
        "reports.Compilation", models.PROTECT, related_name="shortcomings", verbose_name="年度报告"
    )
    order = models.PositiveSmallIntegerField("次序")
    problem = models.CharField("问题", max_length=500)
    measure = models.CharField("改进措施", max_length=500, blank=True)
    owner = models.CharField("责任单位", max_length=60, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    # In the report of the next year, which opens with it.
    result = models.CharField("整改结果", max_length=500, blank=True)
    is_settled = models.BooleanField("已经解决", default=False)
    is_removed = models.BooleanField("已删去", default=False, editable=False)
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="carried_to",
        verbose_name="上年的问题",
    )

    objects = OfReports.as_manager()

    class Meta:
        verbose_name = "问题清单"
        verbose_name_plural = "问题清单"
        ordering = ["compilation", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compilation", "carried_from"],
                condition=Q(carried_from__isnull=False),
                name="a_problem_is_carried_over_once",
            ),
            models.CheckConstraint(condition=~Q(problem=""), name="a_shortcoming_has_words"),
            models.CheckConstraint(
                condition=Q(is_settled=False) | ~Q(result=""), name="settled_with_a_result"
            ),
        ]

    def __str__(self) -> str:
        return self.problem
