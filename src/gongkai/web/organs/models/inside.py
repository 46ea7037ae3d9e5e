"""What stands inside an organ: its sections, and the document numbers that it gives."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs import checks

from .belonging import OfOrgan
from .once import Once
from .organ import Organ


class Section(models.Model):
    """内设机构, 科室, 站所: a part of an organ for a time, with a head."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="sections", verbose_name="机关")
    name = models.CharField("名称", max_length=60)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="负责人",
    )
    is_disclosure_office = models.BooleanField("政府信息公开工作机构", default=False)
    order = models.PositiveSmallIntegerField("排列次序", default=0)
    since_on = models.DateField("设立日期", null=True, blank=True)
    until_on = models.DateField("撤销日期", null=True, blank=True, editable=False)

    objects = OfOrgan.as_manager()

    class Meta:
        verbose_name = "内设机构"
        verbose_name_plural = "内设机构"
        ordering = ["organ__path", "order", "pk"]
        constraints = [
            Once(
                fields=["organ", "name"],
                condition=Q(until_on=None),
                name="one_section_a_name",
                violation_error_message="本机关已有内设机构“{row.name}”。请改用别的名称，或者更改原来的那一个。",
            ),
            models.UniqueConstraint(
                fields=["organ"],
                condition=Q(until_on=None, is_disclosure_office=True),
                name="one_disclosure_office_an_organ",
                violation_error_message="本机关已另有政府信息公开工作机构，请先改那一处。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NumberFamily(models.Model):
    """文号: numbers of one kind of paper of an organ, from 1 each year, without a gap."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="number_families", verbose_name="机关")
    name = models.CharField("用途", max_length=60)
    pattern = models.CharField(
        "文号格式",
        max_length=80,
        validators=[checks.is_number_pattern],
        help_text="例如：墨鹭政公开告〔{year}〕{n}号。",
    )
    # An organ that comes from paper goes on where it was; in later years the numbers begin at 1.
    first_year = models.PositiveSmallIntegerField("启用年份")
    first = models.PositiveIntegerField("启用年份的起始号", default=1)
    is_open = models.BooleanField("启用", default=True, editable=False)

    objects = OfOrgan.as_manager()

    class Meta:
        verbose_name = "文号"
        verbose_name_plural = "文号"
        ordering = ["organ__path", "name"]
        constraints = [
            # No two organs print the same number on their papers.
            Once(
                fields=["pattern"],
                name="one_family_a_pattern",
                violation_error_message="文号格式“{row.pattern}”已经启用，两种文号不能印成一样。请另定格式。",
            ),
            Once(
                fields=["organ", "name"],
                name="one_family_a_use",
                violation_error_message="本机关已有用途为“{row.name}”的文号。请写明与它不同的用途。",
            ),
            models.CheckConstraint(condition=Q(first__gte=1), name="numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return self.name

    def printed(self, *, year: int, n: int) -> str:
        """The number as it stands on paper."""
        return self.pattern.replace("{year}", str(year)).replace("{n}", str(n))


class NumberQuerySet(models.QuerySet["DocumentNumber"]):
    """Questions to the numbers given: they stand on papers of which not all are public."""

    def visible_to(self, viewer: Viewer) -> "NumberQuerySet":
        """Those of the organs in which the viewer holds a duty."""
        return self.filter(on_ground(viewer.ground(), prefix="family__organ__"))

    def changeable_by(self, viewer: Viewer) -> "NumberQuerySet":
        """Those of the organs that the viewer keeps in order."""
        return self.filter(on_ground(viewer.ground("admin"), prefix="family__organ__"))


class DocumentNumber(models.Model):
    """One number given. It is never given again, also when its paper came to nothing."""

    family = models.ForeignKey(NumberFamily, models.PROTECT, related_name="numbers", verbose_name="文号")
    year = models.PositiveSmallIntegerField("年份")
    n = models.PositiveIntegerField("顺序号")
    text = models.CharField("文号", max_length=100, unique=True)
    given_on = models.DateField("取号日期")
    voided_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = "已取文号"
        verbose_name_plural = "已取文号"
        ordering = ["family", "-year", "-n"]
        constraints = [
            models.UniqueConstraint(fields=["family", "year", "n"], name="one_number_once"),
            models.CheckConstraint(
                condition=Q(voided_on=None, void_reason="") | Q(voided_on__isnull=False) & ~Q(void_reason=""),
                name="a_void_number_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text
