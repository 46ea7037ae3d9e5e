"""When alerts go out: every day at one hour, one mail an address, and none where nothing is new."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from gongkai.kernel.days import full_day
from gongkai.lawbook.alerts import alert_rules
from gongkai.web.ledger.sentences import day
from gongkai.web.outbox.actions import ask
from gongkai.web.outbox.messages import can_mail, send_mail
from gongkai.web.outbox.registry import Task, daily, outside
from gongkai.web.search.selectors import newest_number

from .actions import CONFIRM, end_what_is_over, is_stale, token_of, wish_of
from .models import Alert, AlertState
from .registry import News, source_of

SWEEP, MAIL = "alerts.sweep", "alerts.mail"


@outside(CONFIRM)
def ask_whether(task: Task) -> None:
    """Write to the address that somebody typed: nothing else is sent there before its reader says yes."""
    alert = Alert.objects.get(pk=task.payload["alert"])
    if alert.state != AlertState.ASKED or is_stale(alert, task.at) or not can_mail():
        return
    wish = wish_of(alert)
    text = (
        f"您好：\n\n有人在政府信息公开网站上用这个邮箱订阅了：{wish.told}。\n\n"
        f"是您订阅的，请在{alert_rules().confirm_days}日内打开下面的链接确认：\n{address_of(alert)}\n\n"
        "不是您订阅的，不用理会：不确认就不会再收到邮件，邮箱地址到期即删除。\n"
    )
    send_mail(wish.email, subject="请确认邮件订阅", text=text, mark=task.mark)


@daily(SWEEP)
@outside(SWEEP, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Forget what is over, and have every address written to at its hour."""
    on = date.fromisoformat(str(task.payload["on"]))
    end_what_is_over(on=on, at=task.at)
    if not can_mail():
        return
    due_at = max(task.at, make_aware(datetime.combine(on, alert_rules().hour)))
    active = Alert.objects.active().order_by("address_digest").values("address_digest")
    for first in active.annotate(first=Min("pk")).values_list("first", flat=True).iterator():
        with transaction.atomic():
            ask(MAIL, {"alert": first}, key=f"{on}:{first}", due_at=due_at)


@outside(MAIL)
def mail(task: Task) -> None:
    """Tell an address what is new in everything that it is subscribed to. What comes after a mail waits for the next day's,
    and so does everything when the alert ended by which the address was known."""
    on, newest = localdate(task.at), newest_number()
    address = Alert.objects.active().filter(pk=task.payload["alert"]).values("address_digest")
    alerts = list(Alert.objects.active().filter(address_digest__in=address, until_on__gte=on))
    if not alerts or any(alert.told_on == on for alert in alerts):
        return
    found = [(alert, news) for alert in alerts if (news := _news(alert))]
    if found:
        count = sum(len(news) for _alert, news in found)
        subject = f"政府信息公开订阅：{count}条新信息"
        send_mail(wish_of(alerts[0]).email, subject=subject, text=_letter(found, on), mark=task.mark)
    told_on = on if found else None
    for alert in alerts:
        Alert.objects.filter(pk=alert.pk, state=AlertState.ACTIVE).update(
            told_number=newest, told_on=told_on or alert.told_on
        )


def address_of(alert: Alert) -> str:
    """Where an alert is confirmed, renewed and ended."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('portal:alert', args=[token_of(alert)])}"


def _news(alert: Alert) -> list[News]:
    wish, source = wish_of(alert), source_of(alert.source)
    return list(source.news(wish.asked, alert.told_number, alert_rules().lines)) if source else []


def _letter(found: Iterable[tuple[Alert, list[News]]], on: date) -> str:
    parts = "\n\n".join(_part(alert, news, on) for alert, news in found)
    return f"您好：\n\n您订阅的内容有新的信息。\n\n{parts}\n\n这封邮件由系统发出，每天至多一封，请勿回复。\n"


def _part(alert: Alert, news: list[News], on: date) -> str:
    wish, rules = wish_of(alert), alert_rules()
    source = source_of(alert.source)
    lines = [
        f"· {one.title}（{one.organ}{f'，{day(one.on)}' if one.on else ''}）\n  {one.address}" for one in news
    ]
    if len(news) == rules.lines:
        lines.append(f"· 可能还有更多，请看：{source.address(wish.asked) if source else ''}")
    ends = alert.until_on - on <= timedelta(days=rules.renew_days)
    until = f"\n  订阅到{full_day(alert.until_on)}为止，需要的请续订：{address_of(alert)}" if ends else ""
    head = f"{wish.told or '订阅的内容'}"
    return "\n".join([head, *lines, f"  退订：{address_of(alert)}{until}"])
