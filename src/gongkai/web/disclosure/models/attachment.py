"""Files that belong to one version of an item."""

from django.db import models

from gongkai.web.ledger.guarded import Guarded


class Attachment(Guarded):
    """附件. Part of what is approved: the database adds none to a version that is under review or approved."""

    version = models.ForeignKey(
        "disclosure.Version", models.PROTECT, related_name="attachments", verbose_name="稿"
    )
    kept = models.ForeignKey("foundations.KeptFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    order = models.PositiveSmallIntegerField("次序")

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "order"], name="one_attachment_a_place")]

    def __str__(self) -> str:
        return self.name
