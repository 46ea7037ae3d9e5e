"""Who applied: read by those who say why, sealed anew under a new key, destroyed when its time is over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from operator import itemgetter

from django.db.models import Q, QuerySet

from gongkai.kernel.application import state
from gongkai.kernel.case import in_order
from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import Problem, Refused, Unreadable
from gongkai.lawbook.applications import retention
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.archive.lists import here
from gongkai.web.applications.identity import Identity, identity_of
from gongkai.web.applications.models import (
    AccessKind,
    Applicant,
    Application,
    Consultation,
    PersonalAccess,
)
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.foundations import sealed
from gongkai.web.foundations.sealed import Resealed
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.sentences import day

from .codes import accessed
from .forgetting import forget
from .moving import events_of, held

_AT_ONCE = 100  # rows that are sealed anew in one act: so long does everybody else wait


@dataclass(frozen=True, slots=True)
class Purged:
    """How many cases had their day settled or put off, how many were destroyed, how many could not be."""

    settled: int = 0
    put_off: int = 0
    destroyed: int = 0
    refused: int = 0


def unmask(applicant: Applicant, *, reason: str, by: Viewer, at: datetime) -> Identity:
    """查看申请人信息: who it is, for somebody who handles the case and writes down why; each time is an event. Raises
    Refused, NotYourDuty."""
    organ = applicant.application.organ_id
    with act("applications.unmask", organ, by=by, at=at, subject=applicant) as pen:
        stored = Applicant.objects.select_related("application__organ").get(pk=applicant.pk)
        pen.duty = by.must_hold(*HANDLERS, path=stored.application.organ.path)
        if stored.purged_on:
            raise Refused(
                f"申请人信息已于{day(stored.purged_on)}销毁。", "保存期限届满，案卷中只保留申请和答复的内容。"
            )
        access = accessed(pen, stored.application, AccessKind.UNMASKED, reason=reason, applicant=stored.pk)
        pen.save(access, "applications.unmasked")
        return identity_of(stored)


def purge(*, on: date, at: datetime) -> Purged:
    """定期销毁: settle when the applicants of closed cases are forgotten, and forget those whose day has come; a volume of
    the archive stays whole until it was handed over, or its destruction approved. One act a case; one that is refused does
    not stop the rest, and a repetition finds nothing left."""
    closed = [code for code, one in case_lifecycle().states.items() if not one.is_open]
    kept = Applicant.objects.filter(purged_on=None)
    is_kept = Q(application__volume__in=here())
    over = kept.filter(application__state__in=closed).exclude(is_kept)
    waiting = kept.filter(is_kept | ~Q(application__state__in=closed))
    put_off, refused_first = _each(waiting.filter(purge_on__isnull=False), _put_off, on=on, at=at)
    settled, refused_next = _each(over.filter(purge_on=None), _settle, on=on, at=at)
    destroyed, refused_last = _each(over.filter(purge_on__lte=on), _destroy, on=on, at=at)
    return Purged(settled, put_off, destroyed, refused_first + refused_next + refused_last)


def reseal(*, at: datetime) -> Iterator[Resealed]:
    """Seal everything under the first key, some rows an act; what came of each lot. Interrupted, it goes on where it
    stopped: what lies under the first key is left alone."""
    for model in (Applicant, Consultation, PersonalAccess):
        rows = model.objects.exclude(sealed="").order_by("application__organ_id", "pk")
        found = rows.values_list("application__organ_id", "pk", "sealed").iterator(chunk_size=1000)
        for organ, of_organ in groupby(found, key=itemgetter(0)):
            for lot in _lots(of_organ):
                old = [pk for _organ, pk, token in lot if not sealed.is_under_first_key(token)]
                counted = Resealed(kept=len(lot) - len(old))
                yield counted + (_sealed_anew(model, organ, old, at=at) if old else Resealed())


def _lots(rows: Iterable[tuple[int, int, str]]) -> Iterator[Sequence[tuple[int, int, str]]]:
    waiting = iter(rows)
    while lot := list(islice(waiting, _AT_ONCE)):
        yield lot


def _sealed_anew(
    model: type[Applicant] | type[Consultation] | type[PersonalAccess],
    organ: int,
    pks: Sequence[int],
    *,
    at: datetime,
) -> Resealed:
    done = unreadable = 0
    with act("applications.reseal", organ, by=SYSTEM, at=at) as pen:
        # Read again: somebody may have changed or destroyed one meanwhile.
        for row in model.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"):
            try:
                row.sealed = sealed.reseal(row.sealed)
            except Unreadable:
                unreadable += 1
                continue
            pen.save(row, "applications.resealed")
            done += 1
    return Resealed(done=done, unreadable=unreadable)


_Do = Callable[[Pen, Application, date], int]


def _each(applicants: QuerySet[Applicant], do: _Do, *, on: date, at: datetime) -> tuple[int, int]:
    """Each case in an act of its own; for how many it was done, and how many were refused."""
    done = refused = 0
    cases = applicants.order_by("application_id").values_list("application_id", "application__organ_id")
    for pk, organ in list(cases.distinct()):
        case = Application(pk=pk, organ_id=organ)
        try:
            with act("applications.purge", organ, by=SYSTEM, at=at, subject=case) as pen:
                done += do(pen, held(case), on)
        except Problem:
            refused += 1  # written down as a refused act of its own
    return done, refused


def _put_off(pen: Pen, application: Application, _on: date) -> int:
    for applicant in application.applicants.filter(purged_on=None):
        applicant.purge_on = None
        pen.save(applicant, "applications.purge_put_off")
    return 1


def _settle(pen: Pen, application: Application, _on: date) -> int:
    for applicant in application.applicants.filter(purged_on=None):
        applicant.purge_on = retention().ends_on(_ended_on(application))
        pen.save(applicant, "applications.purge_settled")
    return 1


def _destroy(pen: Pen, application: Application, on: date) -> int:
    """Forget everybody who comes into a case. One that was worked on anew meanwhile has another day, one that was archived
    meanwhile none."""
    if here().filter(application=application).exists():
        _put_off(pen, application, on)
        return 0
    ends_on = retention().ends_on(_ended_on(application))
    if ends_on > on:
        _settle(pen, application, on)
        return 0
    forget(pen, application, on=on)
    return 1


def _ended_on(application: Application) -> date:
    """The day on which it was closed last."""
    events, lifecycle = in_order(events_of(application)), case_lifecycle()
    is_open = [state(events[:place], lifecycle=lifecycle).state.is_open for place in range(len(events) + 1)]
    return max(event.on for place, event in enumerate(events) if is_open[place] and not is_open[place + 1])
