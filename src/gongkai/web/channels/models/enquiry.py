"""What is kept about enquiry places: equipment, materials, deliveries, and what people asked."""

from django.db import models
from django.db.models import F, Q

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.sentences import day

from .belonging import KEEPERS, OfInsiders
from .place import PublicPlace


class AtPlace(OfInsiders):
    """Rows about one place."""

    def visible_to(self, viewer: Viewer) -> "AtPlace":
        """Those of the places of organs in whose papers the viewer has a part."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix="place__organ__"))

    def changeable_by(self, viewer: Viewer) -> "AtPlace":
        """Those that the viewer keeps."""
        return self.filter(on_ground(viewer.ground(*KEEPERS), prefix="place__organ__"))


class KnownAtPlace(AtPlace):
    """Rows about one place that whoever goes there wants to know before."""

    def visible_to(self, viewer: Viewer) -> "KnownAtPlace":
        """Everybody sees them."""
        return self.all()


class EquipmentState(models.TextChoices):
    """How a machine was found."""

    WORKS = "works", "可用"
    LIMITED = "limited", "部分可用"
    BROKEN = "broken", "不可用"


class EquipmentCheck(models.Model):
    """设备检查: one machine of an enquiry place as it was found on a day."""

    place = models.ForeignKey(
        PublicPlace, models.PROTECT, related_name="equipment_checks", verbose_name="场所"
    )
    equipment = models.CharField("设备", max_length=60, help_text="例如：查询终端、打印机。")
    state = models.CharField("状况", max_length=10, choices=EquipmentState.choices)
    checked_on = models.DateField("检查日期")
    checked_by = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name="检查人"
    )
    remark = models.CharField("说明", max_length=200, blank=True)

    objects = AtPlace.as_manager()

    class Meta:
        verbose_name = "设备检查"
        verbose_name_plural = "设备检查"
        ordering = ["-checked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.equipment}，{self.get_state_display()}"


class Material(models.Model):
    """查阅资料: what lies there to be read, and when it was last brought up to date."""

    place = models.ForeignKey(PublicPlace, models.PROTECT, related_name="materials", verbose_name="场所")
    title = models.CharField("名称", max_length=100, help_text="例如：政府信息公开指南、政府公报。")
    updated_on = models.DateField("更新日期")
    removed_on = models.DateField("撤出日期", null=True, blank=True, editable=False)

    objects = KnownAtPlace.as_manager()

    class Meta:
        verbose_name = "查阅资料"
        verbose_name_plural = "查阅资料"
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "title"],
                condition=Q(removed_on=None),
                name="one_material_a_title",
                violation_error_message="这里已经有这份资料。",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """移送: what was published in a period, brought to an archive or a library (条例第二十五条)."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="deliveries", verbose_name="机关")
    receiver = models.CharField("接收单位", max_length=100, help_text="例如：墨鹭县档案馆、墨鹭县图书馆。")
    since_on = models.DateField("信息发布日期从")
    until_on = models.DateField("到")
    items = models.ManyToManyField("disclosure.Item", related_name="deliveries", verbose_name="信息条目")
    delivered_on = models.DateField("移送日期")
    receipt_on = models.DateField("签收日期", null=True, blank=True, editable=False)
    receipt_by = models.CharField("签收人", max_length=40, blank=True, editable=False)
    receipt = models.ForeignKey(
        "foundations.KeptFile",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="回执",
    )

    objects = OfInsiders.as_manager()

    class Meta:
        verbose_name = "移送"
        verbose_name_plural = "移送"
        ordering = ["-delivered_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("since_on")) & Q(delivered_on__gte=F("until_on")),
                name="a_delivery_follows_its_period",
            ),
            models.CheckConstraint(
                condition=Q(receipt_on=None) | Q(receipt_on__gte=F("delivered_on")),
                name="a_receipt_follows_the_delivery",
            ),
        ]

    def __str__(self) -> str:
        return f"{day(self.delivered_on)}移送{self.receiver}"


class Question(models.Model):
    """现场询问: what somebody wanted to know at an enquiry place; never who asked."""

    place = models.ForeignKey(PublicPlace, models.PROTECT, related_name="questions", verbose_name="场所")
    asked_on = models.DateField("日期")
    topic = models.CharField(
        "询问的内容", max_length=200, help_text="只写想了解什么，不写姓名、电话等个人信息。"
    )
    answer = models.CharField("怎样答复", max_length=200, blank=True)
    answered_by = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name="答复人"
    )

    objects = AtPlace.as_manager()

    class Meta:
        verbose_name = "现场询问"
        verbose_name_plural = "现场询问"
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return self.topic
