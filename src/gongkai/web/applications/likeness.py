"""Which other applications of the same applicant to the same organ may be the same one, entered or handed in twice."""

from collections.abc import Collection

from django.db.models import Q

from gongkai.kernel.case_codes import CaseStateCode

from .models import Applicant, Application

# Of so many of one applicant the last are compared: who asks more often is known to the office anyhow.
_MOST = 200
# Which share of the pairs of characters must be common; two forms of one wish have far more, two wishes far less.
_ALIKE = 0.5
# One went on as several, and one was no application of its own.
_NO_CASES = (CaseStateCode.VOIDED_DUPLICATE, CaseStateCode.SPLIT)


def alike(application: Application) -> list[Application]:
    """Others of the same applicant to the same organ that ask for the same thing, the most like first.

    An applicant is known by keyed hashes of his number and his telephone; nobody's name is read.
    """
    others = Application.objects.filter(organ=application.organ_id, pk__in=_of_same(application))
    others = others.exclude(pk__in=_family(application)).exclude(state__in=_NO_CASES)
    found = [(likeness(application, other), other) for other in others.order_by("-pk")[:_MOST]]
    near = [(share, other) for share, other in found if share >= _ALIKE]
    return [other for _share, other in sorted(near, key=lambda one: (-one[0], -one[1].pk))]


def likeness(one: Application, other: Application) -> float:
    """How much two applications have in common, from 0 to 1; the same document number is the same thing."""
    if is_same_number(one, other):
        return 1.0
    return max(words_in_common(one.title, other.title), words_in_common(one.wanted, other.wanted))


def is_same_number(one: Application, other: Application) -> bool:
    """Whether two applications name the same document by its number."""
    return bool(one.doc_no) and _bare(one.doc_no) == _bare(other.doc_no)


def words_in_common(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1."""
    return _common(_pairs(one), _pairs(other))


def _of_same(application: Application) -> Collection[int]:
    known = Q()
    for identity, phone in application.applicants.values_list("identity_digest", "phone_digest"):
        known |= Q(identity_digest=identity) if identity else Q()
        known |= Q(phone_digest=phone) if phone else Q()
    if not known:
        return []
    return Applicant.objects.filter(known).values_list("application_id", flat=True)


def _family(application: Application) -> list[int]:
    """Itself, what it was split from, and the parts beside it: these are different things by a decision."""
    whole = application.parent_id or application.pk
    return [application.pk, whole, *Application.objects.filter(parent=whole).values_list("pk", flat=True)]


def _bare(text: str) -> str:
    return "".join(character for character in text.upper() if character.isalnum())


def _pairs(text: str) -> set[str]:
    bare = _bare(text)
    return {bare[place : place + 2] for place in range(len(bare) - 1)} or {bare}


def _common(one: set[str], other: set[str]) -> float:
    """Twice what is common, by what both have (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other))
