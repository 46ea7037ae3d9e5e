"""What applications are called where the ledger tells of them: by their numbers, never by what is wanted or by whom."""

from collections.abc import Collection, Mapping

from .models import (
    Applicant,
    Application,
    CasePaper,
    Happening,
    PersonalAccess,
    Redaction,
    ReleaseNotice,
    Reply,
)

_NUMBERED = ("pk", "year", "serial")


def named(ids: Collection[int]) -> Mapping[int, str]:
    """申请〔2026〕12号; before it was received, by its receipt."""
    return {one.pk: f"申请{one}" for one in Application.objects.filter(pk__in=ids).only(*_NUMBERED)}


def cases(ids: Collection[int]) -> Mapping[int, str]:
    """What happened is told of the application to which it happened."""
    rows = Happening.objects.filter(pk__in=ids).values_list("pk", "application_id")
    applications = dict(rows)
    names = named(set(applications.values()))
    return {pk: names[application] for pk, application in applications.items()}


def answers(ids: Collection[int]) -> Mapping[int, str]:
    """A reply is told of by the application that it answers."""
    return of_cases(dict(Reply.objects.filter(pk__in=ids).values_list("pk", "application_id")), "的答复")


def notices(ids: Collection[int]) -> Mapping[int, str]:
    """A notice of release by the application, never by who gets it."""
    rows = ReleaseNotice.objects.filter(pk__in=ids).values_list("pk", "reply__application_id")
    return of_cases(dict(rows), "的公开决定告知书")


def papers(ids: Collection[int]) -> Mapping[int, str]:
    """A paper by what kind it is; its name may say who applied."""
    known = {paper.pk: paper for paper in CasePaper.objects.filter(pk__in=ids)}
    names = named({paper.application_id for paper in known.values()})
    return {pk: f"{names[paper.application_id]}的{paper.get_kind_display()}" for pk, paper in known.items()}


def redactions(ids: Collection[int]) -> Mapping[int, str]:
    """A file that is redacted by the application; its name may say who comes into it."""
    rows = Redaction.objects.filter(pk__in=ids).values_list("pk", "application_id")
    return of_cases(dict(rows), "的区分处理")


def applicants(ids: Collection[int]) -> Mapping[int, str]:
    """An applicant is told of by the application, never by a name."""
    return of_cases(
        dict(Applicant.objects.filter(pk__in=ids).values_list("pk", "application_id")), "的申请人"
    )


def accesses(ids: Collection[int]) -> Mapping[int, str]:
    """What was done with personal data is told of by the application."""
    return of_cases(dict(PersonalAccess.objects.filter(pk__in=ids).values_list("pk", "application_id")), "")


def of_cases(applications: Mapping[int, int], what: str) -> Mapping[int, str]:
    """Rows by their applications, and what of these they are."""
    names = named(set(applications.values()))
    return {pk: f"{names[application]}{what}" for pk, application in applications.items()}
