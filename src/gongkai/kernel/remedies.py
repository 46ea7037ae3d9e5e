"""救济途径: where and until when somebody may turn who does not agree with a reply, or has got none.

Which way is open follows from the outcome and from the law on the day of the reply; the officer has no choice in it.
The names of the review organ and of the court are settled by the office and never derived.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .days import in_words
from .problems import Refused
from .workdays import Calendar, Counted, add_days, add_months, add_workdays

_DAY = timedelta(days=1)


class RemedyCode(StrEnum):
    """What kind of act it is, and so which way is open against it."""

    REVIEW_FIRST = "RF"
    REVIEW_OR_SUIT = "RS"
    BOTH = "RF+RS"
    # No reply in time; which way is open then has changed with the years.
    SILENCE = "S"
    NONE = "N"


class Challenged(StrEnum):
    """What somebody does not agree with."""

    WHOLE = "whole"
    WITHHELD = "withheld"
    REST = "rest"
    SILENCE = "silence"
    RELEASE = "release"


class Way(StrEnum):
    """The two ways."""

    REVIEW = "review"
    SUIT = "suit"


@dataclass(frozen=True, slots=True)
class RemedyPeriod:
    """Within how long: either `days` of whatever kind or `months`; `start` says in words from when."""

    code: str
    name: str
    start: str
    article: str
    source: str
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class RemedyVersion:
    """The law from a day on. `printed` tells what a code of today's law meant then, where it was another.

    `is_disputed`: practice differed, and what was really printed in a reply of that time counts.
    """

    since_on: date
    name: str
    printed: Mapping[RemedyCode, RemedyCode]
    source: str
    is_disputed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Respondent:
    """A kind of organ that replies: which body reviews it and which court hears it, in words and by article."""

    code: str
    name: str
    review: str
    court: str
    article: str
    levels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    is_unverified: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class RemedyLaw:
    """All that the law data says. `sentences` by way (RF, RS, online) hold places for `openings`' words, by what is challenged."""

    periods: Mapping[str, RemedyPeriod]
    versions: tuple[RemedyVersion, ...]
    sentences: Mapping[str, str]
    openings: Mapping[Challenged, Mapping[str, str]]
    respondents: Mapping[str, Respondent]


@dataclass(frozen=True, slots=True)
class RemedyBodies:
    """The names that a reply prints, as the office settled them; `review_online` is where one files for review online."""

    review: str
    court: str
    review_online: str = ""


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """One sentence about remedies: what it speaks of, and whether review must come first (RF) or may be left out (RS)."""

    challenged: Challenged
    code: RemedyCode
    text: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a reply prints about remedies, under the law of its day; nothing for steps that cannot be challenged alone."""

    code: RemedyCode
    lines: tuple[RemedyLine, ...]
    version: RemedyVersion

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class RemedyLimit:
    """Until when one way is open against what."""

    challenged: Challenged
    way: Way
    until: Counted
    article: str


def together(codes: Iterable[RemedyCode]) -> RemedyCode:
    """The code of a whole whose parts have these."""
    known = set(codes) - {RemedyCode.NONE}
    if RemedyCode.BOTH in known or known >= {RemedyCode.REVIEW_FIRST, RemedyCode.REVIEW_OR_SUIT}:
        return RemedyCode.BOTH
    return next(iter(known), RemedyCode.NONE)


def version_on(law: RemedyLaw, made_on: date) -> RemedyVersion:
    """The law on the day on which a reply was made, or on which its time ran out. Raises Refused before the first."""
    for version in reversed(law.versions):
        if version.since_on <= made_on:
            return version
    first = law.versions[0].since_on
    raise Refused(
        f"{in_words(made_on)}的答复早于{in_words(first)}，适用当时的规定。",
        "请核对日期；更早的答复请按当时的文书办理。",
    )


def code_on(code: RemedyCode, made_on: date, *, law: RemedyLaw) -> RemedyCode:
    """What a code of today's law meant for a reply of that day."""
    printed = version_on(law, made_on).printed
    if code is RemedyCode.BOTH:
        halves = (RemedyCode.REVIEW_FIRST, RemedyCode.REVIEW_OR_SUIT)
        return together(printed.get(half, half) for half in halves)
    return printed.get(code, code)


def remedy(
    code: RemedyCode, made_on: date, *, law: RemedyLaw, bodies: RemedyBodies, is_electronic: bool = False
) -> Remedy:
    """What a reply of this day prints. Raises Refused while a name that it needs is not settled."""
    challenged = Challenged.SILENCE if code is RemedyCode.SILENCE else Challenged.WHOLE
    return _told(code, made_on, law=law, bodies=bodies, is_electronic=is_electronic, challenged=challenged)


def release_remedy(
    made_on: date, *, law: RemedyLaw, bodies: RemedyBodies, is_electronic: bool = False
) -> Remedy:
    """What a third party is told when something is released against his will."""
    return _told(
        RemedyCode.REVIEW_OR_SUIT,
        made_on,
        law=law,
        bodies=bodies,
        is_electronic=is_electronic,
        challenged=Challenged.RELEASE,
    )


def _told(
    code: RemedyCode,
    made_on: date,
    *,
    law: RemedyLaw,
    bodies: RemedyBodies,
    is_electronic: bool,
    challenged: Challenged,
) -> Remedy:
    printed = code_on(code, made_on, law=law)
    version = version_on(law, made_on)
    if printed is RemedyCode.NONE:
        return Remedy(printed, (), version)
    _must_be_settled(bodies, is_electronic=is_electronic)
    lines = tuple(
        RemedyLine(what, each, _sentence(each, what, law=law, bodies=bodies, is_electronic=is_electronic))
        for what, each in _challenges(printed, challenged)
    )
    return Remedy(printed, lines, version)


def _must_be_settled(bodies: RemedyBodies, *, is_electronic: bool) -> None:
    wanted = {"行政复议机关": bodies.review, "管辖法院": bodies.court}
    if is_electronic:
        wanted["网上申请行政复议的渠道"] = bodies.review_online
    if missing := "、".join(name for name, settled in wanted.items() if not settled.strip()):
        raise Refused(
            f"本机关还没有设定{missing}，答复不能签发。",
            "请系统管理员在机关的救济机关中设定；名称以当地实际管辖为准，系统不推算。",
        )


def _challenges(code: RemedyCode, challenged: Challenged) -> Iterator[tuple[Challenged, RemedyCode]]:
    if code is RemedyCode.BOTH:
        yield Challenged.WITHHELD, RemedyCode.REVIEW_FIRST
        yield Challenged.REST, RemedyCode.REVIEW_OR_SUIT
    else:
        yield challenged, code


def _sentence(
    code: RemedyCode, challenged: Challenged, *, law: RemedyLaw, bodies: RemedyBodies, is_electronic: bool
) -> str:
    online = law.sentences["online"].format(online=bodies.review_online) if is_electronic else ""
    return law.sentences[code].format(
        **law.openings[challenged],
        **{period.code: period.days or period.months for period in law.periods.values()},
        review_body=bodies.review,
        court_body=bodies.court,
        online=online,
    )


def limits_of(
    told: Remedy, begins_on: date, *, law: RemedyLaw, calendar: Calendar
) -> tuple[RemedyLimit, ...]:
    """The last days, from the day on which the reply was signed for, or on which the time for a reply ran out.

    Where review must come first, the time for a suit begins with its decision: `last_day` of the period after_review.
    """
    ways = {
        RemedyCode.REVIEW_FIRST: {Way.REVIEW: "review"},
        RemedyCode.REVIEW_OR_SUIT: {Way.REVIEW: "review", Way.SUIT: "suit"},
    }
    return tuple(
        RemedyLimit(
            line.challenged,
            way,
            last_day(law.periods[code], begins_on, calendar=calendar),
            law.periods[code].article,
        )
        for line in told.lines
        for way, code in ways[line.code].items()
    )


def last_day(period: RemedyPeriod, begins_on: date, *, calendar: Calendar) -> Counted:
    """The last day of a period: the first day is not counted, months end on the corresponding day, and a last day on
    which nobody works gives way to the next working day."""
    end = add_months(begins_on, period.months) if period.months else add_days(begins_on, period.days).day
    return add_workdays(end - _DAY, 1, calendar=calendar)


def respondent_of(kind: str, level: str, *, law: RemedyLaw) -> Respondent | None:
    """Which respondent an organ of this kind and level is; None where only the office can tell."""
    for one in law.respondents.values():
        if kind in one.kinds and level in one.levels:
            return one
    return None
