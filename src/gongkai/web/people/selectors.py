"""Questions about people and their duties."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Case, F, QuerySet, When

from gongkai.kernel.duties import PUBLIC, Duty, Held, Viewer
from gongkai.lawbook.duties import duties
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.models import User
from gongkai.web.ledger.troubles import Trouble
from gongkai.web.organs.models import Organ

from .models import Appointment, AppointmentQuerySet, Kind


def viewer_for(person_id: int | None, on: date) -> Viewer:
    """Somebody with the duties that are in force for him on a day; nobody in particular when he is not active."""
    if person_id is None:
        return PUBLIC
    rows = (
        Appointment.objects.in_force(on)
        .filter(person_id=person_id)
        .values_list("duty", "organ_id", "organ__path", "pk", "section_id", "delegated_from__person_id")
        .order_by("pk")
    )
    known = duties()
    held = tuple(Held(known[duty], *rest) for duty, *rest in rows if duty in known)
    if not held and not User.objects.filter(pk=person_id, is_active=True).exists():
        return PUBLIC
    return Viewer(person=person_id, held=held)


def locked(person: User) -> User:
    """The person's row, held until the act is over: two acts at once cannot give him duties that must be apart."""
    return User.objects.select_for_update().get(pk=person.pk)


def holders(organ: Organ, duty: str, on: date) -> AppointmentQuerySet:
    """Who holds a duty in an organ on a day, with the people."""
    return (
        Appointment.objects.in_force(on)
        .filter(organ=organ, duty=duty)
        .select_related("person", "organ", "section")
    )


def vacancies(organ: Organ, on: date) -> list[Duty]:
    """The duties that every organ needs and that nobody holds here on a day."""
    held = set(Appointment.objects.in_force(on).filter(organ=organ).values_list("duty", flat=True))
    return [duty for duty in duties().values() if duty.needed and duty.code not in held]


def appointments_of(person: User, *, viewer: Viewer) -> AppointmentQuerySet:
    """All that somebody holds, held and will hold, the latest first: only what the viewer may see."""
    return (
        Appointment.objects.visible_to(viewer)
        .filter(person=person)
        .select_related("organ", "section", "delegated_from__person")
        .order_by("-since_on", "-pk")
    )


def history(organ: Organ, *, viewer: Viewer) -> AppointmentQuerySet:
    """Who held what in an organ, the latest first: only what the viewer may see."""
    return (
        Appointment.objects.visible_to(viewer)
        .filter(organ=organ)
        .select_related("person", "section", "delegated_from__person")
        .order_by("-since_on", "-pk")
    )


def names_of_appointments(ids: Collection[int]) -> dict[int, str]:
    """What the ledger calls appointments, asked for all at once."""
    rows = Appointment.objects.filter(pk__in=ids).select_related("person", "organ").order_by()
    return {row.pk: str(row) for row in rows}


def combined() -> Iterator[Trouble]:
    """Duties that must be apart and that one person was given for the same days: no act of ours does that."""
    known = duties()
    theirs: dict[int, list[Appointment]] = defaultdict(list)
    lasting = Appointment.objects.exclude(until_on__lte=F("since_on")).filter(duty__in=known)
    for one in lasting.select_related("person", "organ").order_by("pk"):
        for other in theirs[one.person_id]:
            if known[one.duty].is_apart_from(known[other.duty]) and one.overlaps(other):
                yield Trouble(
                    "people.combined",
                    f"任职 {other.pk} 与 {one.pk}",
                    f"{other}，同时{one}，这两项职责不得由同一人担任。",
                    "请查明是谁绕过系统写入的，并终止其中一项。",
                    organ=one.organ_id,
                )
        theirs[one.person_id].append(one)


def colleagues(organ: Organ) -> QuerySet[User]:
    """The people of an organ who are here."""
    return User.objects.filter(organ=organ, is_active=True).select_related("organ")


def able(organ: Organ, *, viewer: Viewer) -> QuerySet[User]:
    """Who may be given a duty in an organ: people who are here and whom the viewer sees, those of the organ first."""
    own_first = Case(When(organ=organ, then=0), default=1)
    return User.objects.visible_to(viewer).filter(is_active=True).order_by(own_first, "name", "pk")


def holding(duty: str, on: date) -> QuerySet:
    """The ids of the people who hold a duty on a day, wherever."""
    return Appointment.objects.in_force(on).filter(duty=duty).order_by().values("person")


def reachable(organ_ids: Collection[int], duties: Collection[str], on: date) -> list[tuple[User, int]]:
    """Who holds one of these duties in some organs on a day and has an address for mail, once for each of the organs."""
    held = Appointment.objects.in_force(on).filter(organ__in=organ_ids, duty__in=duties)
    reached = held.filter(person__is_active=True).exclude(person__email="").select_related("person")
    found = {(one.person_id, one.organ_id): one.person for one in reached.order_by("organ_id", "person_id")}
    return [(person, organ) for (_, organ), person in found.items()]


def delegable(person: User, on: date) -> AppointmentQuerySet:
    """The duties that somebody holds on a day and may leave to a colleague for a time."""
    may = [duty.code for duty in duties().values() if duty.delegable]
    own = Appointment.objects.in_force(on).filter(person=person, duty__in=may)
    return own.exclude(kind=Kind.DELEGATED).select_related("person", "organ")


def delegated_by(person: User, on: date) -> AppointmentQuerySet:
    """What somebody has left to colleagues and what is not over on a day."""
    lasting = Appointment.objects.holding(since_on=on, until_on=None).filter(delegated_from__person=person)
    return lasting.select_related("organ", "person", "section")


def duties_now(ids: Collection[int], on: date, *, viewer: Viewer) -> dict[int, list[str]]:
    """For several people the duties that they hold on a day, in words: only what the viewer may see."""
    held: dict[int, list[str]] = defaultdict(list)
    seen = Appointment.objects.visible_to(viewer).in_force(on).filter(person__in=ids)
    for one in seen.select_related("organ"):
        held[one.person_id].append(f"{one.organ.short_name}{one.duty_name}")
    return held


def lacking(viewer: Viewer, on: date, *minding: str) -> list[tuple[Organ, list[Duty]]]:
    """The organs where needed duties are vacant, among those for which the viewer holds one of these duties."""
    needed = [duty for duty in duties().values() if duty.needed]
    organs = Organ.objects.active().filter(on_ground(viewer.ground(*minding), prefix=""))
    held: dict[int, set[str]] = defaultdict(set)
    for organ, duty in Appointment.objects.in_force(on).filter(organ__in=organs).values_list("organ", "duty"):
        held[organ].add(duty)
    missing = ((organ, [duty for duty in needed if duty.code not in held[organ.pk]]) for organ in organs)
    return [(organ, duties_) for organ, duties_ in missing if duties_]
