"""Remedies: the last days as the worked examples have them, what a reply of each time prints, and what must be settled first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.problems import Refused
from gongkai.kernel.remedies import (
    Challenged,
    RemedyBodies,
    RemedyCode,
    Way,
    code_on,
    last_day,
    limits_of,
    release_remedy,
    remedy,
    respondent_of,
    version_on,
)
from gongkai.kernel.workdays import Counted, is_workday
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.remedies import remedy_law

LAW = remedy_law()
BODIES = RemedyBodies("墨鹭县人民政府", "墨鹭县人民法院")
ONLINE = RemedyBodies("墨鹭县人民政府", "墨鹭县人民法院", "https://fuyi.example")
NOW = date(2025, 9, 12)


# Period, the day on which it begins (never counted), the last day; why.
@pytest.mark.parametrize(
    ("period", "begins", "last"),
    [
        ("review", "2025-08-05", "2025-10-09"),  # 4 October lies in the holiday
        ("suit", "2025-08-05", "2026-02-05"),
        ("review", "2025-12-20", "2026-02-24"),  # 18 February lies in the Spring Festival
        ("suit", "2025-12-20", "2026-06-22"),  # a Saturday, and the Monday after it
        ("review", "2024-12-10", "2025-02-08"),  # a Saturday that is worked
        ("after_review", "2025-02-28", "2025-03-17"),  # a Saturday
        ("suit", "2025-08-31", "2026-02-28"),  # no 31 February; a Saturday that is worked
        ("suit", "2024-08-30", "2025-02-28"),
        ("suit", "2023-08-31", "2024-02-29"),
        ("untold", "2024-02-29", "2025-02-28"),
        ("untold", "2025-03-03", "2026-03-03"),
    ],
)
def test_the_last_day(period: str, begins: str, last: str) -> None:
    counted = last_day(LAW.periods[period], date.fromisoformat(begins), calendar=calendar())
    assert counted == Counted(date.fromisoformat(last))


def test_a_last_day_in_a_year_without_a_notice_is_provisional() -> None:
    assert last_day(LAW.periods["suit"], date(2026, 9, 1), calendar=calendar()).is_provisional
    assert not last_day(LAW.periods["review"], date(2026, 9, 1), calendar=calendar()).is_provisional


# What the reply is | code of today | made on | what was printed then
@pytest.mark.parametrize(
    ("code", "made", "printed"),
    [
        ("RF", "2023-12-31", "RS"),
        ("RF", "2024-01-01", "RF"),
        ("RF", "2025-06-01", "RF"),
        ("RF+RS", "2023-12-31", "RS"),
        ("RF+RS", "2024-01-01", "RF+RS"),
        ("RS", "2019-05-15", "RS"),
        ("RS", "2024-07-01", "RS"),
        ("RS", "2026-03-02", "RS"),
        ("S", "2023-12-31", "RS"),
        ("S", "2025-05-31", "RF"),
        ("S", "2025-06-01", "RS"),
        ("N", "2020-01-01", "N"),
        ("N", "2025-06-01", "N"),
    ],
)
def test_the_law_of_the_day_of_the_reply(code: str, made: str, printed: str) -> None:
    assert code_on(RemedyCode(code), date.fromisoformat(made), law=LAW) == printed


def test_where_practice_differed_the_version_says_so() -> None:
    days = [date(2023, 6, 1), date(2024, 6, 1), date(2025, 6, 1)]
    assert [version_on(LAW, day).is_disputed for day in days] == [False, True, False]


def test_a_reply_older_than_the_regulation_is_refused() -> None:
    with pytest.raises(Refused, match="早于2019年5月15日"):
        remedy(RemedyCode.REVIEW_OR_SUIT, date(2019, 5, 14), law=LAW, bodies=BODIES)


def test_a_refusal_prints_review_first() -> None:
    told = remedy(RemedyCode.REVIEW_FIRST, NOW, law=LAW, bodies=BODIES)
    assert told.text == (
        "如不服本答复，应当自收到本答复之日起60日内先向墨鹭县人民政府申请行政复议；"
        "对行政复议决定仍不服的，可以自收到行政复议决定书之日起15日内向墨鹭县人民法院提起行政诉讼。"
    )


def test_any_other_reply_prints_both_ways() -> None:
    told = remedy(RemedyCode.REVIEW_OR_SUIT, NOW, law=LAW, bodies=BODIES)
    assert told.text == (
        "如不服本答复，可以自收到本答复之日起60日内向墨鹭县人民政府申请行政复议，"
        "或者自收到本答复之日起6个月内向墨鹭县人民法院提起行政诉讼。"
    )


def test_a_partial_reply_prints_each_for_its_part() -> None:
    told = remedy(RemedyCode.BOTH, NOW, law=LAW, bodies=BODIES)
    withheld, rest = told.lines
    assert withheld.text.startswith("如不服本答复中不予公开的部分，应当自收到本答复之日起60日内先向")
    assert rest.text.startswith("如不服本答复的其他部分，可以自收到本答复之日起60日内向")
    assert (withheld.code, rest.code) == ("RF", "RS")


def test_before_review_came_first_a_partial_reply_was_one_whole() -> None:
    told = remedy(RemedyCode.BOTH, date(2023, 5, 4), law=LAW, bodies=BODIES)
    assert [line.challenged for line in told.lines] == [Challenged.WHOLE]


def test_a_reply_that_is_served_online_tells_where_to_file_online() -> None:
    told = remedy(RemedyCode.REVIEW_FIRST, NOW, law=LAW, bodies=ONLINE, is_electronic=True)
    assert "申请行政复议（也可以在网上提出：https://fuyi.example）；" in told.text
    on_paper = remedy(RemedyCode.REVIEW_FIRST, NOW, law=LAW, bodies=ONLINE)
    assert "网上" not in on_paper.text


@pytest.mark.parametrize(
    ("bodies", "served", "said"),
    [
        (RemedyBodies("", "墨鹭县人民法院"), "paper", "没有设定行政复议机关，"),
        (RemedyBodies("墨鹭县人民政府", " "), "paper", "没有设定管辖法院，"),
        (RemedyBodies("", ""), "paper", "行政复议机关、管辖法院"),
        (BODIES, "online", "网上申请行政复议的渠道"),
    ],
)
def test_nothing_is_signed_while_a_name_is_not_settled(bodies: RemedyBodies, served: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        remedy(RemedyCode.REVIEW_OR_SUIT, NOW, law=LAW, bodies=bodies, is_electronic=served == "online")


def test_what_cannot_be_challenged_alone_prints_nothing_and_needs_no_names() -> None:
    told = remedy(RemedyCode.NONE, NOW, law=LAW, bodies=RemedyBodies("", ""), is_electronic=True)
    assert (told.text, limits_of(told, NOW, law=LAW, calendar=calendar())) == ("", ())


def days_of(code: str, made: date, begins: date) -> list[tuple[str, str, str]]:
    told = remedy(RemedyCode(code), made, law=LAW, bodies=BODIES)
    limits = limits_of(told, begins, law=LAW, calendar=calendar())
    return [(one.challenged, one.way, str(one.until.day)) for one in limits]


# Signed for on 5 August 2025.
@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("RF", [("whole", "review", "2025-10-09")]),
        ("RS", [("whole", "review", "2025-10-09"), ("whole", "suit", "2026-02-05")]),
        (
            "RF+RS",
            [
                ("withheld", "review", "2025-10-09"),
                ("rest", "review", "2025-10-09"),
                ("rest", "suit", "2026-02-05"),
            ],
        ),
    ],
)
def test_until_when(code: str, days: list[tuple[str, str, str]]) -> None:
    assert days_of(code, date(2025, 8, 1), date(2025, 8, 5)) == days


def test_silence_may_be_taken_to_review_or_to_court_from_june_2025_on() -> None:
    due_on = date(2025, 8, 5)
    assert days_of("S", due_on, due_on) == [
        ("silence", "review", "2025-10-09"),
        ("silence", "suit", "2026-02-05"),
    ]
    told = remedy(RemedyCode.SILENCE, due_on, law=LAW, bodies=BODIES)
    assert told.text.startswith("如不服本机关逾期不答复的行为，可以自答复期限届满之日起60日内向")
    assert told.version.note


def test_silence_before_went_to_review_first() -> None:
    assert days_of("S", date(2024, 9, 3), date(2024, 9, 3)) == [("silence", "review", "2024-11-04")]


def test_a_third_party_may_go_either_way_against_a_release() -> None:
    told = release_remedy(NOW, law=LAW, bodies=BODIES)
    assert told.text.startswith("如不服本机关公开该信息的决定，可以自收到本告知书之日起60日内向")
    limits = limits_of(told, NOW, law=LAW, calendar=calendar())
    assert [one.way for one in limits] == [Way.REVIEW, Way.SUIT]


@pytest.mark.parametrize(
    ("kind", "level", "review", "court"),
    [
        ("government", "township", "县级人民政府", "基层人民法院"),
        ("subdistrict", "township", "设立它的人民政府", "基层人民法院"),
        ("department", "county", "本级人民政府", "基层人民法院"),
        ("government", "county", "上一级人民政府", "中级人民法院"),
        ("government", "city", "上一级人民政府", "中级人民法院"),
        ("dispatched_unit", "county", "设立它的部门的本级人民政府", "基层人民法院"),
    ],
)
def test_who_reviews_whom(kind: str, level: str, review: str, court: str) -> None:
    respondent = respondent_of(kind, level, law=LAW)
    assert respondent is not None
    assert respondent.review == review
    assert respondent.court.startswith(court)


@pytest.mark.parametrize(("kind", "level"), [("development_zone", "county"), ("institution", "county")])
def test_where_only_the_office_can_tell(kind: str, level: str) -> None:
    assert respondent_of(kind, level, law=LAW) is None


@given(st.dates(date(2019, 5, 15), date(2026, 6, 1)), st.sampled_from(sorted(LAW.periods)))
def test_the_last_day_is_worked_and_nothing_between_it_and_the_counted_day_is(
    begins: date, code: str
) -> None:
    period = LAW.periods[code]
    last = last_day(period, begins, calendar=calendar()).day
    assert is_workday(last, calendar=calendar())
    if period.days:
        counted = begins + timedelta(days=period.days)
    else:  # back from the last day of the month, until there is such a day
        year, month = divmod(begins.month - 1 + period.months, 12)
        ends = (begins.day - n for n in range(4))
        counted = next(found for end in ends if (found := _day(begins.year + year, month + 1, end)))
    between = [counted + timedelta(days=n) for n in range((last - counted).days)]
    assert last >= counted
    assert not [day for day in between if is_workday(day, calendar=calendar())]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@given(
    st.dates(date(2019, 5, 15), date(2026, 6, 1)),
    st.integers(0, 40),
    st.sampled_from(sorted(LAW.periods)),
)
def test_whoever_begins_later_ends_no_earlier(begins: date, later: int, code: str) -> None:
    first, second = (
        last_day(LAW.periods[code], begins + timedelta(days=n), calendar=calendar()).day for n in (0, later)
    )
    assert second >= first
