"""Where information is found without a network: enquiry places with what stands and lies there, and what hangs in villages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.kernel.duties import PUBLIC
from gongkai.web.channels.models import Material, PublicPlace
from gongkai.web.channels.selectors import Machine, machines, open_places
from gongkai.web.organs.models import Organ

MOST_SHOWN = 300  # places on one page: a county's villages


@dataclass(frozen=True, slots=True)
class EnquiryPlace:
    """Somewhere to go and ask: where, when, with what machines, and what lies there to be read."""

    place: PublicPlace
    machines: tuple[Machine, ...]
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class Village:
    """The places of one village; those of no village stand under the organ's name."""

    name: str
    places: tuple[PublicPlace, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """All places of an organ and of those below it, and how many more there are than are shown."""

    enquiry: tuple[EnquiryPlace, ...]
    villages: tuple[Village, ...]
    hidden: int

    def __bool__(self) -> bool:
        return bool(self.enquiry or self.villages)


def places_of(organ: Organ) -> Places:
    """The open places: three questions however many there are."""
    found = list(open_places(organ))
    shown = found[:MOST_SHOWN]
    enquiry = [place for place in shown if place.rules.is_enquiry]
    standing, lying = machines(enquiry), _materials(enquiry)
    return Places(
        enquiry=tuple(
            EnquiryPlace(place, tuple(standing.get(place.pk, ())), tuple(lying.get(place.pk, ())))
            for place in enquiry
        ),
        villages=tuple(_villages(place for place in shown if not place.rules.is_enquiry)),
        hidden=len(found) - len(shown),
    )


def _materials(places: Sequence[PublicPlace]) -> Mapping[int, list[Material]]:
    found: dict[int, list[Material]] = {}
    lying = Material.objects.visible_to(PUBLIC).filter(place__in=places, removed_on=None)
    for material in lying.order_by("title"):
        found.setdefault(material.place_id, []).append(material)
    return found


def _villages(places: Iterable[PublicPlace]) -> Iterable[Village]:
    grouped: dict[tuple[str, str], list[PublicPlace]] = {}
    for place in places:
        grouped.setdefault((place.organ.short_name, place.village), []).append(place)
    return (Village(f"{organ}{village}", tuple(members)) for (organ, village), members in grouped.items())
