"""Which information several applicants were given, so that it may become public for everybody (Art. 44)."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from gongkai.lawbook.promotions import promotion_rule
from gongkai.web.applications.likeness import is_same_number, words_in_common
from gongkai.web.applications.models import AlikeHow, Applicant, Application, Promotion, PromotionResult
from gongkai.web.disclosure.models import ItemStatus
from gongkai.web.organs.models import Organ

# What was drafted and came to nothing may be suggested again.
_GONE = (ItemStatus.DISCARDED, ItemStatus.WITHDRAWN, ItemStatus.EXPIRED, ItemStatus.KEPT)
_COMPARED = ("pk", "organ_id", "title", "doc_no", "made_on", "year", "serial")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Several:
    """A case, the others of the organ that were given the same, and how many different applicants that makes."""

    application: Application
    alike: Mapping[int, AlikeHow]
    applicants: int


def given() -> QuerySet[Application]:
    """Cases in which an applicant got what he wanted, whole or in part."""
    return Application.objects.filter(made_on__isnull=False, outcome__in=promotion_rule().given)


def newly_given(on: date) -> Iterator[Several]:
    """What was given lately to one applicant and before to another, and is suggested nowhere yet."""
    rule = promotion_rule()
    lately = given().filter(made_on__gt=on - timedelta(days=rule.days), promotions=None, alike_in=None)
    for organ in lately.order_by("organ").values_list("organ", flat=True).distinct():
        compared = list(_compared(organ)[: rule.compared])
        for one in lately.filter(organ=organ).only(*_COMPARED).order_by("made_on", "pk"):
            if (found := _several(one, compared)).applicants >= rule.applicants:
                yield found


def several(application: Application, others: Collection[Application]) -> Several:
    """A case and others that an officer holds to be about the same."""
    alike = {one.pk: AlikeHow.OFFICER for one in others}
    return Several(application, alike, applicants_of([application.pk, *alike]))


def how_alike(one: Application, other: Application) -> AlikeHow | None:
    """By what two cases are seen to be about the same information; None when they are not.

    The same words about another year are other information: what both say in figures must be the same.
    """
    if is_same_number(one, other):
        return AlikeHow.DOC_NO
    if _NUMBERS.findall(one.title) != _NUMBERS.findall(other.title):
        return None
    return AlikeHow.TITLE if words_in_common(one.title, other.title) >= promotion_rule().alike else None


def applicants_of(applications: Collection[int]) -> int:
    """How many different applicants these cases have, known by keyed hashes of their numbers and telephones: those who
    apply together are one, and so are two cases with anybody in common. Who left neither counts for nobody."""
    known: dict[int, set[str]] = {}
    rows = Applicant.objects.filter(application__in=applications)
    for application, *digests in rows.values_list("application", "identity_digest", "phone_digest"):
        known.setdefault(application, set()).update(filter(None, digests))
    parties: list[set[str]] = []
    for one in filter(None, known.values()):
        same = [party for party in parties if party & one]
        parties = [party for party in parties if not party & one]
        parties.append(one.union(*same))
    return len(parties)


def earlier_of(found: Several) -> QuerySet[Promotion]:
    """The suggestions at which these cases stand already."""
    cases = [found.application.pk, *found.alike]
    return Promotion.objects.filter(Q(application__in=cases) | Q(alike__application__in=cases)).distinct()


def is_settled(found: Several) -> bool:
    """Whether it is public, or on its way, or was decided for as many applicants as there are now."""
    earlier = earlier_of(found)
    on_its_way = earlier.decided(PromotionResult.PROMOTED).exclude(item__status__in=_GONE)
    kept = earlier.decided(PromotionResult.KEPT).filter(applicants__gte=found.applicants)
    return on_its_way.exists() or kept.exists()


def counted(organ: Organ, *, since: date, until: date) -> dict[tuple[str, str], int]:
    """How many suggestions of a period there were, by who made them and what was decided; "" where nothing is yet."""
    made = Promotion.objects.filter(application__organ=organ, suggested_on__range=(since, until))
    lines = made.order_by().values_list("suggested_by", "result").annotate(n=Count("pk"))
    return {(suggested_by, result): n for suggested_by, result, n in lines}


def _compared(organ: int) -> QuerySet[Application]:
    return given().filter(organ=organ).only(*_COMPARED).order_by("-made_on", "-pk")


def _several(one: Application, compared: Collection[Application]) -> Several:
    found = ((other.pk, how_alike(one, other)) for other in compared if other.pk != one.pk)
    alike = {pk: how for pk, how in found if how is not None}
    return Several(one, alike, applicants_of([one.pk, *alike]) if alike else 1)
