"""Where somebody turns who does not agree with an organ's reply: settled by the office, never derived."""

from django.db import models
from django.db.models import Q

from .belonging import OfOrgan
from .once import Once
from .organ import Organ


class Remedy(models.TextChoices):
    """The two ways."""

    REVIEW = "review", "行政复议机关"
    COURT = "court", "管辖法院"


class RemedyBody(models.Model):
    """The review organ or the court of an organ from a day on; the next one takes its place."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="remedy_bodies", verbose_name="机关")
    remedy = models.CharField("途径", max_length=10, choices=Remedy.choices)
    # Either an organ of the tree, which goes on under its new name when it is renamed, or a body outside, in words.
    body = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="本系统中的机关"
    )
    name = models.CharField("名称", max_length=100, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    since_on = models.DateField("起用日期")

    objects = OfOrgan.as_manager()

    class Meta:
        verbose_name = "救济机关"
        verbose_name_plural = "救济机关"
        ordering = ["organ__path", "remedy", "-since_on"]
        constraints = [
            Once(
                fields=["organ", "remedy", "since_on"],
                name="one_remedy_body_a_day",
                violation_error_message=(
                    "自{row.since_on.year}年{row.since_on.month}月{row.since_on.day}日起的已经定过，"
                    "同一途径同一天只定一个。请核对起用日期。"
                ),
            ),
            models.CheckConstraint(
                condition=Q(body=None) & ~Q(name="") | Q(body__isnull=False, name="", address=""),
                name="remedy_body_is_named_once",
                violation_error_message="请在“本系统中的机关”和“名称”中填一项。",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.body.name
