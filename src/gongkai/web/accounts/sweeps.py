"""What is not kept for ever: who was signed in, failures that count no more, sessions that are over."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from gongkai.lawbook.accounts import account_rules
from gongkai.web.outbox.registry import Task, daily, handler

from .models import Knocking, Sitting


@daily("accounts.tidy")
@handler("accounts.tidy")
def tidy(task: Task) -> None:
    """The ledger keeps that somebody signed in; from where and with what is kept as long as the law asks."""
    rules = account_rules()
    Sitting.objects.filter(began_at__lt=task.at - rules.kept).delete()
    AccessAttempt.objects.filter(attempt_time__lt=task.at - rules.lockout).delete()
    Knocking.objects.filter(since_at__lt=task.at - timedelta(hours=1)).delete()
    Session.objects.filter(expire_date__lt=task.at).delete()
