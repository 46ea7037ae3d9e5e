"""What a letter of a case is, wherever something is written down about one: a reply, a notice or another letter."""

from django.db import models
from django.db.models import Q


class OfOneLetter(models.Model):
    """A row about exactly one of them, and the application to which it belongs; keep `ONE_LETTER` as a constraint."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="%(class)ss", verbose_name="申请"
    )
    reply = models.ForeignKey(
        "applications.Reply",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="答复",
    )
    notice = models.ForeignKey(
        "applications.ReleaseNotice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="公开决定告知书",
    )
    letter = models.ForeignKey(
        "applications.Letter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="文书",
    )

    class Meta:
        abstract = True

    @property
    def carried(self) -> models.Model:
        """The letter that it is about."""
        return self.reply or self.notice or self.letter


ONE_LETTER = (
    Q(reply__isnull=False, notice=None, letter=None)
    | Q(reply=None, notice__isnull=False, letter=None)
    | Q(reply=None, notice=None, letter__isnull=False)
)
