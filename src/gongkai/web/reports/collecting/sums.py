"""A government's figures for a year: the reports of its members added to its own, each cell with its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai import lawbook
from gongkai.engine.kept import figures
from gongkai.kernel.form import Form
from gongkai.kernel.rollup import Member, Rolled, add, own_name
from gongkai.kernel.tally import Period
from gongkai.web.organs.models import Organ
from gongkai.web.reports import tally
from gongkai.web.reports.models import Filing, FilingState, Report

from .members import members_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One member and what it has handed in for the year, None for nothing; `public` is the hash of its public report."""

    organ: Organ
    filing: Filing | None
    public: str = ""

    @property
    def is_handed_in(self) -> bool:
        """Whether it has done its part; what was sent back has to come again."""
        return self.filing is not None and self.filing.state != FilingState.RETURNED

    @property
    def is_counted(self) -> bool:
        """Whether its figures are in the sums: an organ answers for what it signed or published itself, for a file that
        somebody took in nobody does before it is confirmed."""
        if self.filing is None or not self.is_handed_in:
            return False
        return self.filing.state == FilingState.CONFIRMED or not self.filing.was_taken_in

    @property
    def state_name(self) -> str:
        """How it stands, in a word."""
        if self.is_to_be_received:
            return "已公开，待收入"
        return self.filing.get_state_display() if self.filing else "等候报送"

    @property
    def is_to_be_received(self) -> bool:
        """Whether its report is public and only has to be taken in; the very one that was sent back is not."""
        if self.filing is None:
            return bool(self.public)
        was_own = self.filing.edition_id is not None or self.filing.sha256 == self.public
        return bool(self.public) and not self.is_handed_in and not was_own

    @property
    def is_awaited(self) -> bool:
        """Whether it has to do something: nobody is told to hand in what everybody can read."""
        return not self.is_handed_in and not self.is_to_be_received


def standing(authority: Organ, year: int) -> list[Standing]:
    """Every member of a government with its filing, in the order of the tree: three questions, however many they are."""
    return _standing(members_of(authority, year), authority.path, year)


def standing_of(organ: Organ, year: int) -> Standing:
    """One organ and what it has handed in."""
    return _standing([organ], organ.path, year)[0]


def _standing(organs: Sequence[Organ], path: str, year: int) -> list[Standing]:
    filings = Filing.objects.filter(organ__path__startswith=path, year=year).defer("data")
    filed = {filing.organ_id: filing for filing in filings}
    reports = Report.objects.published().filter(organ__path__startswith=path, year=year)
    public = dict(reports.values_list("organ", "sha256"))
    return [Standing(organ, filed.get(organ.pk), public.get(organ.pk, "")) for organ in organs]


def figures_of(organ: Organ, year: int) -> Rolled:
    """The figures of a government's own report: its own cases, as they were frozen once they are, and the reports of its
    members as they were handed in."""
    form = lawbook.load().form_for(year)
    own = tally.settled(organ, Period.year_of(year)).filled_form()
    return _rolled(standing(organ, year), form, first=(Member(own_name(organ.name), own),))


def with_own_of_today(found: Rolled, organ: Organ, year: int) -> Rolled:
    """The same reports with the government's own cases as its registers tell them today."""
    own, *members = found.members
    today = tally.of(organ, Period.year_of(year)).filled_form()
    return add([own._replace(figures=today), *members], form=found.figures.form, missing=found.missing)


def rolled(authority: Organ, year: int) -> Rolled:
    """The reports of the members alone."""
    return _rolled(standing(authority, year), lawbook.load().form_for(year))


def _rolled(members: Sequence[Standing], form: Form, *, first: Sequence[Member] = ()) -> Rolled:
    """The sum of those that were handed in under this form; the others are named."""
    counted = [one for one in members if one.is_counted and one.filing.form == form.id]
    added = [Member(one.organ.name, figures(form.id, one.filing.figures)) for one in counted]
    there = {one.organ.pk for one in counted}
    missing = [one.organ.name for one in members if one.organ.pk not in there]
    return add([*first, *added], form=form, missing=missing)
