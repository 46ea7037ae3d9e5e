"""What may be done with a case now, and what every form of a move has in common."""

from collections.abc import Callable, Mapping
from typing import Any

from gongkai.kernel.application import Offer
from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions.steps import offers
from gongkai.web.applications.models import Application
from gongkai.web.foundations import clock
from gongkai.web.office.acts import Act, ActForm

LINES = {"rows": 3}
TEMPLATE = "office/case_act.html"


def offers_now(application: Application) -> Mapping[str, Offer]:
    """Every move by its code, lawful today or not; looked up once for each row that a page shows."""
    if not hasattr(application, "offers_now"):
        application.offers_now = {one.move.code: one for one in offers(application, on=clock.today())}
    return application.offers_now


def lawful(*codes: str) -> Callable[[Application, Viewer], bool]:
    """Whether one of these moves is lawful today."""

    def is_lawful(application: Application, _viewer: Viewer) -> bool:
        known = offers_now(application)
        return any(known[code].is_lawful for code in codes)

    return is_lawful


def act_of(code: str, form: type[ActForm], *others: str, title: str = "", **more: Any) -> Act:
    """A move as an act of the office; with `others` it stands for several moves of the same people."""
    move = case_lifecycle().moves[code]
    usual = {
        "duties": move.duties,
        "is_final": move.is_irreversible and not move.letters,
        "is_offered": lawful(code, *others),
        "template": TEMPLATE,
    }
    return Act(code.replace("_", "-"), title or move.name, form, **usual | more)


class CaseForm(ActForm):
    """A form about a case: what cannot be taken back says so once, in the words of the law data.

    What is entered has happened: a day that is still to come is a slip of the hand, told beside its field.
    """

    confirm = ""
    happened = ("on", "arrived_on")

    def clean(self) -> dict[str, Any]:
        """No day of what happened lies ahead."""
        said = super().clean()
        for name in self.happened:
            if said.get(name) and said[name] > clock.today():
                self.add_error(name, f"{full_day(said[name])}还没有到。请写事情发生的那一天。")
        return said
