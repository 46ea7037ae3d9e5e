"""Entries of the ledger, and the head of each organ's chain."""

from datetime import UTC

from django.db import models

from gongkai.kernel.chain import Link, canonical

# The chain of the installation itself: sign-ins, people, the top of the tree before there is an organ.
INSTALLATION = 0


class Event(models.Model):
    """One act: who did what, when, under which article and duty. The database lets nobody change or delete it.

    It holds ids, days, codes and hashes. No foreign keys: what it tells of may be expunged, and the entry stays.
    """

    organ_id = models.BigIntegerField("机关")
    position = models.PositiveBigIntegerField("序号")
    kind = models.CharField("事项", max_length=60)
    subject_type = models.CharField("对象类别", max_length=60, blank=True)
    subject_id = models.BigIntegerField("对象", null=True)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    person_id = models.BigIntegerField("办理人", null=True)
    duty = models.CharField("职责", max_length=30, blank=True)
    appointment_id = models.BigIntegerField("任职", null=True)
    article = models.CharField("依据", max_length=100, blank=True)
    # Canonical JSON as text: a JSON column of PostgreSQL would write it in another order than was hashed.
    body = models.TextField("内容", default="{}")
    previous = models.CharField("上一条的哈希", max_length=64)
    hash = models.CharField("哈希", max_length=64)

    class Meta:
        verbose_name = "台账事件"
        verbose_name_plural = "台账"
        ordering = ["organ_id", "position"]
        constraints = [models.UniqueConstraint(fields=["organ_id", "position"], name="one_event_a_position")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="ledger_by_subject"),
            models.Index(fields=["organ_id", "on"], name="ledger_by_day"),
            models.Index(fields=["person_id"], name="ledger_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id}-{self.position} {self.kind}"

    def content(self) -> str:
        """All that the entry says, as the one text that is hashed."""
        return canonical(
            {
                "organ": self.organ_id,
                "position": self.position,
                "kind": self.kind,
                "subject": [self.subject_type, self.subject_id],
                "on": self.on.isoformat(),
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "person": self.person_id,
                "duty": self.duty,
                "appointment": self.appointment_id,
                "article": self.article,
                "body": self.body,
            }
        )

    def link(self) -> Link:
        """The entry as a link of its chain."""
        return Link(self.position, self.content(), self.previous, self.hash)


class Head(models.Model):
    """Where an organ's chain ends now. Whoever appends holds this row locked; it only ever moves forward."""

    organ_id = models.BigIntegerField("机关", primary_key=True)
    position = models.PositiveBigIntegerField("序号", default=0)
    hash = models.CharField("哈希", max_length=64)

    class Meta:
        verbose_name = "链头"
        verbose_name_plural = "链头"

    def __str__(self) -> str:
        return f"{self.organ_id}-{self.position}"
