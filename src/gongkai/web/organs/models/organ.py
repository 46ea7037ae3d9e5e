"""One organ: its names, its place in the tree, how to reach it, for whom it answers."""

from datetime import date

from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs import checks
from gongkai.web.organs.kinds import Kind, Level, Status

from .once import Once


class OrganQuerySet(models.QuerySet["Organ"]):
    """Questions to the tree."""

    def visible_to(self, viewer: Viewer) -> "OrganQuerySet":
        """Everybody sees every organ that exists or has existed: organs are public information."""
        return self.all()

    def changeable_by(self, viewer: Viewer) -> "OrganQuerySet":
        """Those that the viewer keeps in order, as a system administrator."""
        return self.filter(on_ground(viewer.ground("admin"), prefix=""))

    def within(self, organ: "Organ") -> "OrganQuerySet":
        """The organ and everything below it."""
        return self.filter(path__startswith=organ.path)

    def active(self) -> "OrganQuerySet":
        """Those that exist."""
        return self.filter(status=Status.ACTIVE)

    def existing_on(self, day: date) -> "OrganQuerySet":
        """Those that existed on a day: `since_on` is the first, on `until_on` they were no more."""
        begun, stood = Q(since_on=None) | Q(since_on__lte=day), Q(until_on=None) | Q(until_on__gt=day)
        return self.filter(begun, stood)


class Organ(models.Model):
    """A body that must publish: 行政机关, 街道办事处, 授权组织, 公共企事业单位."""

    name = models.CharField("全称", max_length=100, validators=[checks.is_name])
    short_name = models.CharField("简称", max_length=40, validators=[checks.is_name])
    slug = models.CharField(
        "网址名",
        max_length=60,
        validators=[checks.is_slug],
        help_text="用在网址中，定下后不再更改。",
    )
    code = models.CharField("统一社会信用代码", max_length=18, blank=True, validators=[checks.is_credit_code])
    level = models.CharField("级别", max_length=20, choices=Level.choices)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级机关"
    )
    # The slugs from the root down, each with a slash: written by actions only, so that a subtree is one prefix.
    path = models.TextField(unique=True, editable=False)
    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    since_on = models.DateField("设立日期", null=True, blank=True)
    until_on = models.DateField("终止日期", null=True, blank=True, editable=False)
    has_rule_making_power = models.BooleanField("有规章或者行政规范性文件制定权", default=False)

    address = models.CharField("办公地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True, validators=[checks.is_postcode])
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真", max_length=60, blank=True)
    email = models.CharField("电子邮箱", max_length=254, blank=True, validators=[checks.is_email])
    online_channel = models.CharField(
        "在线申请网址", max_length=300, blank=True, validators=[checks.is_online_channel]
    )
    office_hours = models.CharField("办公时间", max_length=100, blank=True)

    authority = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised",
        verbose_name="主管部门",
        help_text="不填的，以最近的县级以上人民政府为准；办公厅（室）另立为机关的，请填写。",
    )
    vertical = models.CharField(
        "垂直领导系统", max_length=40, blank=True, help_text="例如：税务。不属于垂直领导系统的不填。"
    )
    respondent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_for",
        verbose_name="答复主体",
        help_text="以哪个机关的名义答复。不填的，派出机构为其上级机关，其他为本机关。",
    )
    issuing_office = models.CharField(
        "出具单位",
        max_length=100,
        blank=True,
        help_text="答复书由谁出具、盖章，例如：墨鹭县人民政府办公室。不填的为答复主体。",
    )

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"
        ordering = ["path"]
        constraints = [
            Once(
                fields=["name"],
                name="one_organ_a_name",
                violation_error_code="unique",  # told beside the field
                violation_error_message="全称“{row.name}”已经登记。请先查找这个机关；确是另一个机关的，全称应有区别。",
            ),
            Once(
                fields=["slug"],
                name="one_organ_a_slug",
                violation_error_code="unique",
                violation_error_message="网址名“{row.slug}”已经有机关使用。请另取一个，例如在前面加上所在地的拼音。",
            ),
            Once(
                fields=["code"],
                condition=~Q(code=""),
                name="one_organ_a_code",
                violation_error_code="unique",
                violation_error_message=(
                    "统一社会信用代码“{row.code}”已经属于另一个机关。请对照登记证书核对，或者先更正那个机关的代码。"
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ACTIVE, until_on=None)
                | Q(until_on__isnull=False) & ~Q(status=Status.ACTIVE),
                name="organ_ended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether it exists."""
        return self.status == Status.ACTIVE

    def path_below(self, parent: "Organ | None") -> str:
        """Its path when it stands below this parent."""
        return f"{parent.path if parent else ''}{self.slug}/"

    def is_called(self, name: str) -> bool:
        """Whether a name printed on a report may mean this organ: one of the two ends with the other.

        Reports leave out or put in front the names of the places above: 墨鹭县枕溪镇人民政府 is 枕溪镇人民政府.
        """
        printed = "".join(name.split())
        known = ("".join(own.split()) for own in (self.name, self.short_name))
        return any(own.endswith(printed) or printed.endswith(own) for own in known if own)
