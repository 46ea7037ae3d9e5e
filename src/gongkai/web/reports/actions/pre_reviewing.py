"""公布前的审阅: the authority is asked, and says that the words may go on, what to change, or that it wants to see them again."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourOwn, Refused
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked
from gongkai.web.reports.arrangements import pre_reviewer_of
from gongkai.web.reports.compiling.going_on import asked_path, moved, requirements_met
from gongkai.web.reports.compiling.state import Standing
from gongkai.web.reports.duties import duties_of
from gongkai.web.reports.models import Compilation, PreReview, PreReviewVerdict

from .stepping import held, set_state


def ask(compilation: Compilation, *, by: Viewer, at: datetime) -> PreReview:
    """报主管部门审阅: these words and figures, before they are signed. Raises Refused."""
    with act("reports.ask", compilation.organ_id, by=by, at=at, subject=compilation) as pen:
        stored = held(compilation)
        pen.duty = by.must_hold(*duties_of("ask"), path=stored.organ.path)
        standing = Standing(stored, localdate(at))
        after = moved(stored, "ask", met=requirements_met(standing, "ask"), at=at)
        row = PreReview(
            compilation=stored,
            authority=pre_reviewer_of(stored.organ, stored.year, localdate(at)),
            content_hash=standing.content_hash,
            asked_by_id=by.person,
            asked_at=at,
        )
        pen.save(row, "reports.asked", facts={"year": stored.year})
        set_state(pen, stored, after)
    return row


def take_back(compilation: Compilation, *, by: Viewer, at: datetime) -> PreReview:
    """取回: before the authority has said anything."""
    with act("reports.take_back", compilation.organ_id, by=by, at=at, subject=compilation) as pen:
        stored = held(compilation)
        pen.duty = by.must_hold(*duties_of("take_back"), path=stored.organ.path)
        after = moved(stored, "take_back", met=None, at=at)
        row = _asked(stored)
        row.taken_back_at = at
        pen.save(row, "reports.taken_back", facts={"year": stored.year})
        set_state(pen, stored, after)
    return row


def give(compilation: Compilation, verdict: str, *, text: str = "", by: Viewer, at: datetime) -> PreReview:
    """反馈: the authority says what it thinks of the words that it was asked about. Raises Refused."""
    with act("reports.give", compilation.organ_id, by=by, at=at, subject=compilation) as pen:
        stored = held(compilation)
        if verdict not in PreReviewVerdict.values:
            raise Refused("没有选择结论。", f"可以选择：{'、'.join(PreReviewVerdict.labels)}。")
        pen.duty = by.must_hold(*duties_of(verdict), path=asked_path(stored))
        if verdict != PreReviewVerdict.AGREED and not text.strip():
            raise Refused("没有写明意见。", "请写明哪里要改，怎样改。")
        after = moved(stored, verdict, met=None, at=at)
        row = _asked(stored)
        if by.person is not None and by.person == row.asked_by_id:
            raise NotYourOwn("您报送的报告须由另一人审阅。", "请由主管部门的另一名工作人员办理。")
        row.verdict, row.text, row.given_by_id, row.given_at = verdict, text.strip(), by.person, at
        checked(row)
        pen.save(row, "reports.given", facts={"year": stored.year})
        set_state(pen, stored, after)
    return row


def _asked(compilation: Compilation) -> PreReview:
    """What the authority is asked now."""
    row: PreReview = compilation.pre_reviews.select_for_update().get(given_at=None, taken_back_at=None)
    return row
