"""What the page of one alert says, and what may be done there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kernel.problems import Problem
from gongkai.web.alerts import actions
from gongkai.web.alerts.models import Alert, AlertState
from gongkai.web.applications.identity import masked_email

_DONE = {
    "confirm": "已经确认。有新的信息时，每天至多给您发一封邮件。",
    "renew": "已经续订。",
    "end": "已经退订，邮箱地址已经删除。",
}


@dataclass(frozen=True, slots=True)
class AlertPage:
    """What an alert is of, to whom it goes, until when; what was done just now, or why not; and what may be done."""

    told: str
    email: str
    until_on: date | None
    state: str
    done: str = ""
    problem: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether it waits to be confirmed."""
        return self.state == AlertState.ASKED

    @property
    def is_active(self) -> bool:
        """Whether it is sent."""
        return self.state == AlertState.ACTIVE


def page_of(alert: Alert, do: str, *, at: datetime) -> AlertPage:
    """The page, after something was done."""
    doing: Mapping[str, Callable[[], Alert]] = {
        "confirm": lambda: actions.confirm(alert, at=at),
        "renew": lambda: actions.renew(alert, at=at),
        "end": lambda: actions.end(alert),
    }
    problem = ""
    if do in doing:
        try:
            alert = doing[do]()
        except Problem as refused:
            do, problem = "", str(refused)
    wish = actions.wish_of(alert)
    told = wish.told if alert.sealed else ""
    email = masked_email(wish.email)
    return AlertPage(told, email, alert.until_on, alert.state, done=_DONE.get(do, ""), problem=problem)
