"""更正申请人信息: what was written down wrongly about an applicant is put right, and what stood there before stays sealed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.application_form import faults_of_identity, must_be_sound, tidied_identity
from gongkai.web.applications.identity import Identity, identity_of, written
from gongkai.web.applications.models import AccessKind, Applicant, Application
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.sentences import day

from .codes import accessed
from .moving import held


def correct_identity(
    applicant: Applicant, changes: Mapping[str, str], *, reason: str, by: Viewer, at: datetime
) -> Applicant:
    """Put right some of the words about an applicant (fields of `Identity`), of the parts that it was split into, too; nobody
    reads the others for it. By the new number he is known again. Raises Refused."""
    organ = applicant.application.organ_id
    with act("applications.correct_identity", organ, by=by, at=at, subject=applicant) as pen:
        application = held(applicant.application)
        pen.duty = by.must_hold(*HANDLERS, path=application.organ.path)
        stored = Applicant.objects.get(pk=applicant.pk)
        if stored.purged_on:
            raise Refused(f"申请人信息已于{day(stored.purged_on)}销毁。", "销毁以后不能再更正。")
        before = identity_of(stored)
        after = tidied_identity(replace(before, **changes))
        if after == before:
            raise Refused("填写的与登记的没有不同。", "只填写要更正的项目。")
        must_be_sound(faults_of_identity(after))
        for one in _same(application, stored):
            _corrected(pen, one, after, reason=reason)
        stored.refresh_from_db()
    return stored


def _same(application: Application, applicant: Applicant) -> list[Applicant]:
    """The applicant as he stands in the case, in what it was split from and in the other parts."""
    whole = application.parent_id or application.pk
    family = Application.objects.filter(Q(pk=whole) | Q(parent=whole)).order_by("pk")
    cases = list(family.select_for_update(of=("self",)))
    same = Applicant.objects.filter(application__in=cases, order=applicant.order, purged_on=None)
    return list(same.select_related("application").order_by("pk"))


def _corrected(pen: Pen, applicant: Applicant, identity: Identity, *, reason: str) -> None:
    access = accessed(pen, applicant.application, AccessKind.CORRECTED, reason=reason, applicant=applicant.pk)
    access.sealed = applicant.sealed
    pen.save(access, "applications.correction_explained")
    pen.save(written(applicant, identity), "applications.identity_corrected")
