"""网上申请行政复议的渠道: what a reply that goes out electronically must name (行政复议法 Art. 22)."""

from django.db import models

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground


class ReviewOnlineQuerySet(models.QuerySet["ReviewOnline"]):
    """Questions about where one files for review online."""

    def visible_to(self, viewer: Viewer) -> "ReviewOnlineQuerySet":
        """Those of the organs in which the viewer has a part."""
        return self.filter(on_ground(viewer.ground()))

    def changeable_by(self, viewer: Viewer) -> "ReviewOnlineQuerySet":
        """Those of the organs that the viewer keeps in order."""
        return self.filter(on_ground(viewer.ground("admin")))


class ReviewOnline(models.Model):
    """Where one files online for review of an organ's replies, from a day on; the next one takes its place."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="reviews_online", verbose_name="机关"
    )
    address = models.URLField("网址", max_length=200)
    since_on = models.DateField("起用日期")

    objects = ReviewOnlineQuerySet.as_manager()

    class Meta:
        verbose_name = "网上申请行政复议的渠道"
        verbose_name_plural = "网上申请行政复议的渠道"
        ordering = ["organ__path", "-since_on"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "since_on"], name="one_review_online_a_day"),
        ]

    def __str__(self) -> str:
        return self.address
