"""What reviews and suits are called where the ledger tells of them: by the application, never by a number of others."""

from collections.abc import Collection, Mapping

from gongkai.web.applications.names import named

from .models import Challenge, ChallengeKind, Instance, Ruling


def challenges(ids: Collection[int]) -> Mapping[int, str]:
    """申请〔2026〕12号的行政复议."""
    rows = list(Challenge.objects.filter(pk__in=ids).values_list("pk", "application_id", "kind"))
    names = named({application for _pk, application, _kind in rows})
    return {pk: f"{names[application]}的{ChallengeKind(kind).label}" for pk, application, kind in rows}


def rulings(ids: Collection[int]) -> Mapping[int, str]:
    """申请〔2026〕12号的行政诉讼的一审裁判."""
    rows = list(Ruling.objects.filter(pk__in=ids).values_list("pk", "challenge_id", "instance"))
    names = challenges({challenge for _pk, challenge, _instance in rows})
    return {pk: f"{names[challenge]}的{_made(instance)}" for pk, challenge, instance in rows}


def _made(instance: str) -> str:
    """A review organ decides; of a court it is told which time it ruled."""
    return "决定" if instance == Instance.REVIEW else f"{Instance(instance).label}裁判"
