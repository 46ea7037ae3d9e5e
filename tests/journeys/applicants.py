"""Enters a few applications of invented people in a copy of the demo; run in the site's own environment."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings.site"

import django

django.setup()

from datetime import date, datetime, time, timedelta  # noqa: E402 - Django must have started

from django.utils.timezone import get_current_timezone  # noqa: E402

# These, too, need Django to have started.
from gongkai.kernel.case import CaseEvent, Consulted, Happened  # noqa: E402
from gongkai.kernel.duties import PUBLIC, SYSTEM  # noqa: E402
from gongkai.web.applications.actions.consulting import Asked, consult  # noqa: E402
from gongkai.web.applications.actions.intake import Applied, TakenIn, apply  # noqa: E402
from gongkai.web.applications.actions.moving import happen, held  # noqa: E402
from gongkai.web.applications.application_form import Wanted  # noqa: E402
from gongkai.web.applications.identity import Identity  # noqa: E402
from gongkai.web.applications.models import Application  # noqa: E402
from gongkai.web.foundations import clock  # noqa: E402
from gongkai.web.ledger.actions import act  # noqa: E402
from gongkai.web.organs.models import Organ  # noqa: E402


def main() -> None:
    """Print receipts, codes and tokens, one a line."""
    today = clock.today()
    for name in ("waiting", "phone", "desk"):
        asked = CaseEvent(
            kind=Happened.CORRECTION_ASKED,
            on=today,
            limit_on=today + timedelta(days=21),
            reason="请写明是哪一年、哪个村",
        )
        tell(name, handed_in(today, asked))
    tell("overdue", handed_in(today - timedelta(days=60)))
    reply = {"on": today, "outcome": "O24"}
    tell("answered", handed_in(today, CaseEvent(kind=Happened.WITHDRAWN, **reply)))
    for name in ("link", "phone_link", "desk_link"):
        print(f"{name}={link(today)}")


def handed_in(on: date, *events: CaseEvent) -> TakenIn:
    """An application of this day, and what happened to it."""
    wanted = Wanted(
        title="2025年耕地地力保护补贴发放明细",
        wanted="柳湾村2025年的发放标准和分户面积。",
        supply_form="paper",
        delivery="online",
    )
    identity = Identity(name="周明远", id_type="passport", id_number="E00000001", phone="010-00001234")
    applied = Applied(
        organ=Organ.objects.get(slug="zhenxi"),
        channel="internet",
        wanted=wanted,
        kinds=("natural_person",),
        identities=(identity,),
    )
    taken_in = apply(applied, by=PUBLIC, at=moment(on))
    for event in (CaseEvent(kind=Happened.ASSIGNED, on=on), *events):
        let(taken_in.application, event)
    return taken_in


def link(on: date) -> str:
    """The token of somebody who is asked for his opinion."""
    application = handed_in(on).application
    asked = Asked(of=Consulted.THIRD_PARTY, about="分户的补贴金额", identity=Identity(name="李望山"))
    return consult(application, asked, on=on, by=SYSTEM, at=moment(on))[1]


def let(application: Application, event: CaseEvent) -> None:
    """Something that happens to it."""
    with act("applications.assign", application.organ_id, by=SYSTEM, at=moment(event.on)) as pen:
        happen(pen, held(application), event)


def tell(name: str, taken_in: TakenIn) -> None:
    """What the applicant takes away."""
    print(f"{name}_receipt={taken_in.application.receipt}")
    print(f"{name}_code={taken_in.code}")


def moment(on: date) -> datetime:
    """The forenoon of a day."""
    return datetime.combine(on, time(9), tzinfo=get_current_timezone())


if __name__ == "__main__":
    main()
