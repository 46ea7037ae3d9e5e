"""One organ: its names, its place in the tree, how to reach it."""

from django.core.validators import RegexValidator
from django.db import models

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "只能用小写英文字母、数字，词与词之间用一个连字符。")


class Level(models.TextChoices):
    """Which government an organ is or belongs to."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class Kind(models.TextChoices):
    """What an organ is within its level."""

    GOVERNMENT = "government", "人民政府"
    SUBDISTRICT = "subdistrict", "街道办事处"
    DEPARTMENT = "department", "部门"
    INSTITUTION = "institution", "公共企事业单位"


class OrganQuerySet(models.QuerySet["Organ"]):
    """Questions to the tree."""

    def within(self, organ: "Organ") -> "OrganQuerySet":
        """The organ and everything below it."""
        return self.filter(path__startswith=organ.path)


class Organ(models.Model):
    """A body that must publish: 行政机关, 街道办事处, or 公共企事业单位."""

    name = models.CharField("全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    slug = models.CharField(
        "网址名", max_length=60, unique=True, validators=[SLUG], help_text="用在网址中，定下后不再更改。"
    )
    level = models.CharField("级别", max_length=20, choices=Level.choices)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级机关"
    )
    # The slugs from the root down, each with a slash: written by actions only, so that a subtree is one prefix.
    path = models.TextField(unique=True, editable=False)
    address = models.CharField("办公地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    office_hours = models.CharField("办公时间", max_length=100, blank=True)

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def is_called(self, name: str) -> bool:
        """Whether a name printed on a report may mean this organ: one of the two ends with the other.

        Reports leave out or put in front the names of the places above: 墨鹭县枕溪镇人民政府 is 枕溪镇人民政府.
        """
        printed = "".join(name.split())
        known = ("".join(own.split()) for own in (self.name, self.short_name))
        return any(own.endswith(printed) or printed.endswith(own) for own in known if own)
