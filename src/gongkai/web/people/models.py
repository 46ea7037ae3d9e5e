"""Who holds which duty in which organ, for which days."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongkai.kernel.duties import Duty, Viewer
from gongkai.lawbook.duties import duties
from gongkai.web.foundations.ground import on_ground


class Kind(models.TextChoices):
    """How somebody came to a duty."""

    REGULAR = "regular", "任命"
    STAND_IN = "stand_in", "代理"
    DELEGATED = "delegated", "委托"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Questions about who holds what."""

    def in_force(self, on: date) -> "AppointmentQuerySet":
        """Those that count on a day, of people who are still here."""
        return self.holding(since_on=on, until_on=on + timedelta(days=1)).filter(person__is_active=True)

    def holding(self, *, since_on: date, until_on: date | None) -> "AppointmentQuerySet":
        """Those that count on at least one day from the first up to the one on which it is over; None is without end."""
        begun = Q(since_on__lt=until_on) if until_on else Q()
        lasting = Q(until_on=None) | Q(until_on__gt=since_on) & Q(until_on__gt=F("since_on"))
        return self.filter(begun & lasting)

    def visible_to(self, viewer: Viewer) -> "AppointmentQuerySet":
        """Those in the organs where the viewer holds any duty, and his own."""
        ground = viewer.ground()
        if ground.everywhere:
            return self
        return self.filter(on_ground(ground) | Q(person=viewer.person))

    def changeable_by(self, viewer: Viewer) -> "AppointmentQuerySet":
        """Those that the viewer may end or hand over."""
        return self.filter(on_ground(viewer.ground("security_admin")))


class Appointment(models.Model):
    """任职: a person holds a duty in an organ from one day on, until the day from which he no longer does."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name="人员"
    )
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="appointments", verbose_name="机关"
    )
    section = models.ForeignKey(
        "organs.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="科室",
    )
    duty = models.CharField("职责", max_length=30)
    kind = models.CharField("方式", max_length=20, choices=Kind.choices, default=Kind.REGULAR)
    since_on = models.DateField("开始日期")
    # The first day without the duty, as everywhere: so it can also end at once.
    until_on = models.DateField("自何日起不再担任", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    delegated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="delegations", verbose_name="委托自"
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ["organ__path", "duty", "since_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="appointment_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(kind="delegated", delegated_from__isnull=False)
                | (~Q(kind="delegated") & Q(delegated_from=None)),
                name="delegated_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "duty"], name="appointments_of_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.person}为{self.organ}{self.duty_name}"

    @property
    def known_duty(self) -> Duty | None:
        """The duty as the law data has it; None when the data no longer does."""
        return duties().get(self.duty)

    @property
    def duty_name(self) -> str:
        """What the duty is called."""
        return self.known_duty.name if self.known_duty else self.duty

    @property
    def last_on(self) -> date | None:
        """The last day with the duty, as it stands on paper; None while it has no end."""
        return self.until_on - timedelta(days=1) if self.until_on else None

    def is_in_force(self, on: date) -> bool:
        """Whether it counts on a day; whether the person is still here is another question."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)

    def overlaps(self, other: "Appointment") -> bool:
        """Whether both count on some day."""
        last = min(self.until_on or date.max, other.until_on or date.max)
        return max(self.since_on, other.since_on) < last
