"""What an organ can be: its level, its kind, and whether it still exists.

The kinds are those that the Regulation (条例) gives duties to: 行政机关 in Articles 2 and 4, 派出机构 in Article 10,
授权组织 in Article 54, 公共企事业单位 in Article 55. 街道办事处 and 开发区 are the dispatched organs that people know by name.
"""

from django.db import models


class Level(models.TextChoices):
    """Which government an organ is or belongs to."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"

    @property
    def rank(self) -> int:
        """Its place from the top, which has 0."""
        return list(Level).index(self)


class Kind(models.TextChoices):
    """What an organ is within its level."""

    GOVERNMENT = "government", "人民政府"
    SUBDISTRICT = "subdistrict", "街道办事处"
    DEVELOPMENT_ZONE = "development_zone", "开发区管理机构"
    DISPATCHED_ORGAN = "dispatched_organ", "派出机关"
    DEPARTMENT = "department", "部门"
    DISPATCHED_UNIT = "dispatched_unit", "派出机构"
    AUTHORISED = "authorised", "授权组织"
    INSTITUTION = "institution", "公共企事业单位"


class Status(models.TextChoices):
    """Whether an organ exists; one that ended stays to be seen, with those that took over from it."""

    ACTIVE = "active", "存续"
    MERGED = "merged", "已合并"
    DISSOLVED = "dissolved", "已撤销"
