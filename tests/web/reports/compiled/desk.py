"""The people of a township who make its report, and the county that comments on it first."""

from dataclasses import dataclass

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.decisions import decision_kinds
from gongkai.web.decisions import actions as decisions
from gongkai.web.decisions.actions import Entry
from gongkai.web.decisions.months import months_of
from gongkai.web.organs.models import Organ
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reports.actions import compiling, pre_reviewing, publishing, shortcomings, signing
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.models import Compilation, Edition
from gongkai.web.reviews.actions import pass_stage
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW

YEAR = 2025
CHECKED = {"report_secret": "no", "report_personal": "no"}
LAWFUL = {"report_complete": "yes", "report_figures": "na"}
# What the registers of these floors cannot prove is told in words that deny nothing.
SAFEGUARDS = "工作考核、社会评议、责任追究的结果，由县政府统一通报，本镇按通报执行。"


@dataclass(frozen=True)
class Desk:
    """A township, its people by duty, and whoever comments for the county."""

    organ: Organ
    county: Organ
    people: dict[str, int]

    def viewer(self, duty: str) -> Viewer:
        """Somebody as he acts now."""
        return viewer_for(self.people[duty], NOW.date())

    def keep_months(self, lacking=()) -> None:
        """Nothing was licensed, fined or charged, and somebody entered that, month by month; `lacking` are kind and month."""
        entries = [
            Entry(kind, month, 0, "办件系统")
            for kind in decision_kinds()
            for month in months_of(YEAR)
            if (kind, month.month) not in lacking
        ]
        decisions.enter(self.organ, entries, by=self.viewer("clerk"), at=NOW)

    def begin(self, **changes) -> Compilation:
        """A report with its proposed draft."""
        return compiling.begin(self.organ, YEAR, by=self.viewer("clerk"), at=NOW, **changes)

    def written(self, lacking=()) -> Compilation:
        """One that has nothing in it that cannot be published, but for months that nobody entered."""
        self.keep_months(lacking)
        compilation = self.begin()
        self.write(compilation, 1, "safeguards", SAFEGUARDS)
        told = shortcomings.Told("公开的信息不够及时", "每月核对一次公开目录", "党政办公室")
        shortcomings.note(compilation, told, by=self.viewer("clerk"), at=NOW)
        return fresh(compilation)

    def write(self, compilation, section, topic, text, **more):
        """One topic."""
        return compiling.write(
            compilation, section, topic, text=text, by=self.viewer("clerk"), at=NOW, **more
        )

    def adjust(self, compilation, cell, given, reason="纸质登记簿上另有这一件，补登记以前已过统计期。"):
        """Another figure than the registers'."""
        return compiling.adjust(
            compilation, cell, given=given, reason=reason, by=self.viewer("clerk"), at=NOW
        )

    def commented(self, verdict="agreed", text="") -> Compilation:
        """One on which the county has spoken."""
        compilation = self.written()
        self.ask(compilation)
        self.give(compilation, verdict, text)
        return fresh(compilation)

    def ask(self, compilation):
        """Put before the county."""
        return pre_reviewing.ask(compilation, by=self.viewer("clerk"), at=NOW)

    def give(self, compilation, verdict="agreed", text=""):
        """What the county says."""
        return pre_reviewing.give(compilation, verdict, text=text, by=self.viewer("authority"), at=NOW)

    def send_in(self, compilation) -> Review:
        """Into the chain."""
        return signing.send_in(compilation, by=self.viewer("clerk"), at=NOW)

    def review(self, review, **changes) -> Review:
        """The first signature behind the proposal."""
        checklist = CHECKED | LAWFUL | changes
        return pass_stage(review, checklist=checklist, by=self.viewer("secrecy_reviewer"), at=NOW)

    def approve(self, review) -> Review:
        """The last one."""
        return pass_stage(review, by=self.viewer("chief_leader"), at=NOW)

    def signed(self) -> Compilation:
        """One that the chain has let through."""
        compilation = self.commented()
        review = self.send_in(compilation)
        self.review(review)
        self.approve(review)
        return fresh(compilation)

    def publish(self, compilation) -> Edition:
        """For everybody."""
        return publishing.publish(compilation, by=self.viewer("publisher"), at=NOW)

    def published(self) -> Compilation:
        """One that everybody reads."""
        compilation = self.signed()
        self.publish(compilation)
        return fresh(compilation)


def fresh(row):
    """A row as stored."""
    return type(row)._default_manager.get(pk=row.pk)


def codes(compilation) -> set[str]:
    """What is found."""
    return {one.code for one in Standing(fresh(compilation)).found}


def text_of(compilation, topic) -> str:
    """How a topic reads."""
    return next(one.rendered for one in Standing(compilation).written if one.topic == topic)
