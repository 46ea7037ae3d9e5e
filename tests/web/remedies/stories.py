"""Reviews and suits as short stories: what happened on which days, entered through the acts long afterwards."""

from dataclasses import replace
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.models import Application
from gongkai.web.remedies.actions import Lodged, Ruled, appeal, decide, register, void
from gongkai.web.remedies.models import Challenge, ChallengeKind, Instance

# Long after everything that the stories tell.
AT = datetime(2030, 1, 7, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
_numbers = count(1)
_COURTS = (Instance.FIRST, Instance.SECOND, Instance.RETRIAL)


def told(case: Application, story: str) -> Challenge:
    """The last case of a story such as “review 2025-03-03; review_upheld 2025-04-02; suit 2025-04-20”.

    `review` and `suit` come in, `appeal` and `void` are what they say, everything else is a result; a suit after a review
    in the same story names that review.
    """
    row: Challenge | None = None
    for step in story.split("; "):
        what, _, written = step.partition(" ")
        on = date.fromisoformat(written) if written else AT.date()
        if what in (ChallengeKind.REVIEW, ChallengeKind.SUIT):
            row = register(case, _lodged(what, on, row), by=SYSTEM, at=AT)
        elif what == "appeal":
            appeal(row, on=on, by=SYSTEM, at=AT)
        elif what == "void":
            void(row, reason="登记有误", by=SYSTEM, at=AT)
        else:
            decide(row, _ruled(row, what, on), by=SYSTEM, at=AT)
    return Challenge.objects.get(pk=row.pk)


def _lodged(kind: str, on: date, earlier: Challenge | None) -> Lodged:
    lodged = Lodged(kind, "ordinary", "墨鹭县人民法院", f"第{next(_numbers)}号", on)
    return replace(lodged, review=earlier if kind == ChallengeKind.SUIT else None)


def _ruled(row: Challenge, result: str, on: date) -> Ruled:
    made = row.rulings.count()
    instance = _COURTS[made] if row.kind == ChallengeKind.SUIT else Instance.REVIEW
    return Ruled(result=result, decided_on=on, received_on=max(on, row.received_on), instance=instance)
