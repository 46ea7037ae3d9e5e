"""Entries of the ledger, and the head of each organ's chain."""

import json
from datetime import UTC, date, datetime
from typing import Any

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

    # What the hash covers, in the order that `content_of` takes it.
    SAID = (
        "organ_id",
        "position",
        "kind",
        "subject_type",
        "subject_id",
        "on",
        "at",
        "person_id",
        "duty",
        "appointment_id",
        "article",
        "body",
    )

    def content(self) -> str:
        """All that the entry says, as the one text that is hashed."""
        return content_of(*(getattr(self, name) for name in self.SAID))

    def told(self) -> dict[str, dict[str, Any]]:
        """What it carries under `before`, `after` and `facts`; nothing where somebody damaged it."""
        try:
            body = json.loads(self.body)
        except ValueError:
            return {}
        parts = body.items() if isinstance(body, dict) else ()
        return {part: values for part, values in parts if isinstance(values, dict)}

    def link(self) -> Link:
        """The entry as a link of its chain."""
        return Link(self.position, self.content(), self.previous, self.hash)


def content_of(
    organ: int,
    position: int,
    kind: str,
    subject_type: str,
    subject: int | None,
    on: date,
    at: datetime,
    person: int | None,
    duty: str,
    appointment: int | None,
    article: str,
    body: str,
) -> str:
    """An entry as the one text that is hashed; of its columns, for a walk over 100,000 entries makes no rows of them."""
    return canonical(
        {
            "organ": organ,
            "position": position,
            "kind": kind,
            "subject": [subject_type, subject],
            "on": on.isoformat(),
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "person": person,
            "duty": duty,
            "appointment": appointment,
            "article": article,
            "body": body,
        }
    )


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
