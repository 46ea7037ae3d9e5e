"""What happens to an alert: asked for, confirmed by whoever reads the mails of the address, renewed, ended and forgotten."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gongkai.kernel.problems import Refused, Unreadable
from gongkai.lawbook.alerts import alert_rules
from gongkai.web.foundations import sealed
from gongkai.web.foundations.sealed import Resealed
from gongkai.web.ledger.registry import digest
from gongkai.web.outbox.actions import ask
from gongkai.web.search.selectors import newest_number

from .models import Alert, AlertState
from .registry import source_of

CONFIRM = "alerts.confirm"
_SALT = "alerts.alert"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be told, and where: the kind of list, what is asked of it, his address."""

    source: str
    asked: Mapping[str, str]
    email: str

    @property
    def told(self) -> str:
        """In words; empty for what is not there any more."""
        known = source_of(self.source)
        return known.told(self.asked) if known else ""


def subscribe(wish: Wish, *, sender: str, at: datetime) -> None:
    """订阅: write to the address, and wait until whoever reads there says yes. Raises Refused.

    What is subscribed to already is told to nobody: the answer is the same, and no second mail goes out.
    """
    if not wish.told:
        raise Refused("没有要订阅的内容。", "请从查找的结果或者栏目的页面进入。")
    origin = digest(f"{localdate(at)} {sender}") if sender else ""
    _must_not_flood(origin or "", at)
    address = _address_digest(wish.email)
    known = Alert.objects.filter(address_digest=address)
    is_too_many = known.count() >= alert_rules().most
    is_too_often = known.filter(asked_at__gt=at - _DAY).count() >= alert_rules().to_one
    alert = Alert(
        source=wish.source,
        sealed=sealed.seal({"email": wish.email, "asked": json.dumps(dict(wish.asked), sort_keys=True)}),
        address_digest=address,
        wish_digest=digest(f"{address} {wish.source} {json.dumps(dict(wish.asked), sort_keys=True)}"),
        sender=origin or "",
        asked_at=at,
    )
    if is_too_many or is_too_often:
        return
    try:
        with transaction.atomic():
            alert.save()
            ask(CONFIRM, {"alert": alert.pk}, key=str(alert.pk), due_at=at)
    except IntegrityError:
        if not known.filter(wish_digest=alert.wish_digest).exists():
            raise
        return  # the same is asked for already


def confirm(alert: Alert, *, at: datetime) -> Alert:
    """确认: from now on what is new is sent, for a year. Raises Refused once the link is too old."""
    with transaction.atomic():
        stored = _held(alert)
        if stored.state == AlertState.ACTIVE:
            return stored
        if stored.state == AlertState.ENDED or is_stale(stored, at):
            raise Refused("这个确认链接已经过期，或者订阅已经停止。", "需要的，请重新订阅。")
        stored.state, stored.until_on = AlertState.ACTIVE, alert_rules().until(localdate(at))
        stored.told_number = newest_number()
        stored.save()
    return stored


def renew(alert: Alert, *, at: datetime) -> Alert:
    """续订: for another year from today. Raises Refused for one that has ended."""
    with transaction.atomic():
        stored = _held(alert)
        if stored.state != AlertState.ACTIVE:
            raise Refused("这个订阅没有在用。", "需要的，请重新订阅。")
        stored.until_on = alert_rules().until(localdate(at))
        stored.save()
    return stored


def end(alert: Alert) -> Alert:
    """退订: nothing is sent any more, and the address is forgotten at once."""
    with transaction.atomic():
        return _forgotten(_held(alert))


def end_what_is_over(*, on: date, at: datetime) -> int:
    """Forget what nobody confirmed in time, and what nobody renewed; how many they were."""
    is_unconfirmed = Q(state=AlertState.ASKED, asked_at__lte=at - alert_rules().confirm_days * _DAY)
    over = Alert.objects.filter(is_unconfirmed | Q(state=AlertState.ACTIVE, until_on__lt=on))
    return sum(_end_if_in(over, pk) for pk in list(over.values_list("pk", flat=True)))


def wish_of(alert: Alert) -> Wish:
    """What is sealed; empty for one that has ended. Raises Unreadable without the key."""
    told = sealed.unseal(alert.sealed)
    return Wish(alert.source, json.loads(told.get("asked", "{}")), told.get("email", ""))


def token_of(alert: Alert) -> str:
    """What opens an alert in a link: it names nobody; whoever has it sees what is looked for, and may confirm, renew and end."""
    return signing.Signer(salt=_SALT).sign(str(alert.pk))


def opened_with(token: str) -> Alert | None:
    """The alert that a link opens; None for one that is none of ours."""
    try:
        pk = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Alert.objects.filter(pk=pk).first()


def is_stale(alert: Alert, at: datetime) -> bool:
    """Whether it was asked for too long ago to be confirmed."""
    return alert.asked_at <= at - alert_rules().confirm_days * _DAY


def reseal() -> Resealed:
    """Seal every address under the first key."""
    total = Resealed()
    for pk, token in Alert.objects.exclude(sealed="").values_list("pk", "sealed").iterator():
        if sealed.is_under_first_key(token):
            total += Resealed(kept=1)
            continue
        try:
            anew = sealed.reseal(token)
        except Unreadable:
            total += Resealed(unreadable=1)
            continue
        total += Resealed(done=Alert.objects.filter(pk=pk, sealed=token).update(sealed=anew))
    return total


def _end_if_in(over: QuerySet[Alert], pk: int) -> int:
    """End one that is still over: it may have been confirmed or renewed a moment ago."""
    with transaction.atomic():
        alert = over.select_for_update().filter(pk=pk).first()
        if alert is None:
            return 0
        _forgotten(alert)
    return 1


def _forgotten(alert: Alert) -> Alert:
    """Without address and wish; the row is held."""
    alert.state, alert.sealed = AlertState.ENDED, ""
    alert.address_digest = alert.wish_digest = alert.sender = ""
    alert.save()
    return alert


def _held(alert: Alert) -> Alert:
    return Alert.objects.select_for_update().get(pk=alert.pk)


def _address_digest(email: str) -> str:
    return digest(f"alert {email.strip().lower()}") or ""


def _must_not_flood(origin: str, at: datetime) -> None:
    rules = alert_rules()
    lately = Alert.objects.filter(asked_at__gt=at - _HOUR, asked_at__lte=at)
    if origin and lately.filter(sender=origin).count() >= rules.from_one:
        raise Refused(f"一小时内已经收到您的{rules.from_one}个订阅。", "请过一小时再试；也可以用 RSS 订阅。")
    if lately.count() >= rules.together:
        raise Refused("现在订阅的人太多。", "请过一会儿再试；也可以用 RSS 订阅。")
