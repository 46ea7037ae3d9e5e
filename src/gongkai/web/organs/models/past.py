"""What became of an organ: its former names, and the organs that took over its functions."""

from django.db import models
from django.db.models import F, Q

from .belonging import OfOrgan
from .organ import Organ


class FormerName(models.Model):
    """A name that an organ had until a day; people go on looking for it."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="former_names", verbose_name="机关")
    name = models.CharField("曾用名", max_length=100)
    short_name = models.CharField("曾用简称", max_length=40)
    until_on = models.DateField("停用日期")
    document = models.CharField("依据文件", max_length=200, blank=True)

    objects = OfOrgan.as_manager()

    class Meta:
        verbose_name = "曾用名"
        verbose_name_plural = "曾用名"
        ordering = ["organ__path", "-until_on", "-pk"]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """Functions that passed from an organ to another on a day: all of them, when none are named."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="successions", verbose_name="原机关")
    successor = models.ForeignKey(Organ, models.PROTECT, related_name="inherited", verbose_name="承接机关")
    functions = models.CharField("职能", max_length=200, blank=True, help_text="移交全部职能的不填。")
    since_on = models.DateField("移交日期")
    document = models.CharField("依据文件", max_length=200)

    objects = OfOrgan.as_manager()

    class Meta:
        verbose_name = "职能承接"
        verbose_name_plural = "职能承接"
        ordering = ["organ__path", "since_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(organ=F("successor")), name="nobody_succeeds_himself"),
        ]

    def __str__(self) -> str:
        return f"{self.organ} → {self.successor}"
