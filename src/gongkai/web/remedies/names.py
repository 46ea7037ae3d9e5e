"""What reviews and suits are called where the ledger tells of them: by the application, never by a number of others."""

from collections.abc import Collection, Mapping

from gongkai.web.applications.names import named

from .models import Challenge, ChallengeKind


def challenges(ids: Collection[int]) -> Mapping[int, str]:
    """申请〔2026〕12号的行政复议."""
    rows = list(Challenge.objects.filter(pk__in=ids).values_list("pk", "application_id", "kind"))
    names = named({application for _pk, application, _kind in rows})
    return {pk: f"{names[application]}的{ChallengeKind(kind).label}" for pk, application, kind in rows}
