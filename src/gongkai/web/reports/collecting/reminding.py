"""催报: those who have not handed in are told so, by mail, at hours at which people work."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate, localtime

from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.case_reminders import reminders
from gongkai.web.foundations.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.outbox.actions import ask
from gongkai.web.outbox.messages import send_mail
from gongkai.web.outbox.registry import Task, outside
from gongkai.web.people.selectors import reachable
from gongkai.web.reports.models import PUBLISHERS

from .sums import standing_of

MAIL = "reports.remind_filing"


def words(names: Collection[str], year: int) -> str:
    """What is said to those who have not handed in; to be copied by whoever would rather tell them himself."""
    listed = "、".join(names)
    return (
        f"{listed}：\n你单位{year}年度政府信息公开工作年度报告尚未报送。请抓紧编制、签发并报送；"
        "已经退回的，请按退回的原因更正后重新报送。"
    )


def to_be_told(organs: Iterable[Organ], on: date) -> list[tuple[User, int]]:
    """Who hands in reports there and has an address, each with the organ; the authority itself is not told."""
    duties = [duty for duty in PUBLISHERS if duty != "authority"]
    return reachable([one.pk for one in organs], duties, on)


def ask_for(people: Iterable[tuple[User, int]], year: int, *, at: datetime) -> None:
    """One mail a day to each, in the transaction of whoever reminds."""
    due_at = reminders().awake(localtime(at), calendar=calendar())
    for person, organ in people:
        told = {"person": person.pk, "organ": organ, "year": year}
        ask(MAIL, told, key=f"{localdate(due_at)}:{year}:{organ}:{person.pk}", due_at=due_at)


@outside(MAIL)
def mail(task: Task) -> None:
    """Send it, unless the report has come meanwhile, or everybody can read it."""
    organ, year = Organ.objects.get(pk=task.payload["organ"]), int(task.payload["year"])
    if not standing_of(organ, year).is_awaited:
        return
    person = User.objects.get(pk=task.payload["person"])
    text = f"您好：\n\n{words([organ.name], year)}\n\n请登录办理：{settings.WAGTAILADMIN_BASE_URL}/office/"
    send_mail(person.email, subject=f"请报送{year}年度政府信息公开工作年度报告", text=text, mark=task.mark)
