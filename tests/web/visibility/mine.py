"""An application about which somebody was asked for his opinion, with the link by which he gives it."""

from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.duties import SYSTEM
from gongkai.web.alerts.actions import token_of
from gongkai.web.alerts.models import Alert
from gongkai.web.applications.actions.consulting import Asked, consult
from gongkai.web.applications.actions.intake import Applied, Wanted, apply
from gongkai.web.applications.actions.moving import happen, held
from gongkai.web.applications.identity import Identity
from gongkai.web.foundations.sealed import seal
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ


def asked_for_opinion(organ: Organ) -> str:
    """The token of a link that is good today."""
    at = timezone.now()
    on = localdate(at)
    wanted = Wanted(
        title="渡口承包合同", wanted="渡口承包合同全文。", supply_form="paper", delivery="in_person"
    )
    applied = Applied(
        organ=organ,
        channel="in_person",
        wanted=wanted,
        kinds=("natural_person",),
        identities=(Identity(name="程见山", id_number="E00000002", address="溪前街9号"),),
    )
    application = apply(applied, by=SYSTEM, at=at).application
    with act("applications.assign", organ.pk, by=SYSTEM, at=at) as pen:
        happen(pen, held(application), CaseEvent(kind=Happened.ASSIGNED, on=on))
    asked = Asked(of=Consulted.THIRD_PARTY, about="承包的期限和价款", identity=Identity(name="李望山"))
    return consult(application, asked, on=on, by=SYSTEM, at=at)[1]


def places(*, token: str, paper: int) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of those who come without signing in."""
    return {
        "portal:alert": {"token": token_of(_alert())},
        "portal:my-application-act": {"do": "correct"},
        "portal:my-application-paper": {"pk": paper},
        "portal:opinion": {"token": token},
        "portal:opinion-letter": {"token": token, "pk": paper},
    }


def _alert() -> Alert:
    """Somebody who is told by mail what is new."""
    told = {"email": "somebody@example.org", "asked": "{}"}
    known = {"source": "search", "sealed": seal(told), "address_digest": "1" * 64, "asked_at": timezone.now()}
    return Alert.objects.get_or_create(wish_digest="2" * 64, defaults=known)[0]
