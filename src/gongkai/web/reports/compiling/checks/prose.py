"""The words: references that nobody can tell, denials that no register bears out, gaps that were left open, topics that
are missing."""

import re
from collections.abc import Iterator

from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import QUOTED_LENGTH, Found, found
from gongkai.web.reports.compiling.prose import denial_told, denied
from gongkai.web.reports.models.passage import OVERALL, PROBLEMS

from .words import said

# The year of a document number is often written in such brackets, too: 某发【2025】3号.
_OPEN = re.compile(r"【(?!\s*\d+\s*】)[^】]*】")


def check(draft: Draft) -> Iterator[Found]:
    """Everything about words that only we know; what can be read, the engine finds."""
    yield from _flaws(draft)
    yield from _denied(draft)
    yield from _left_open(draft)
    yield from _missing(draft)


def _flaws(draft: Draft) -> Iterator[Found]:
    """FACT_UNKNOWN: references to facts that nobody can tell."""
    for one in draft.written:
        for flaw in one.flaws:
            message = f"{one.heading or '引言'}：{flaw}"
            yield found("FACT_UNKNOWN", message, section=one.section, topic=one.topic)


def _denied(draft: Draft) -> Iterator[Found]:
    """NEGATIVE_CLAIM: what is denied has to be so in its register; where nobody kept one, it cannot be denied."""
    for one in said(draft):
        for denial in denied(one.text, draft.compilation, draft.facts):
            yield found(
                "NEGATIVE_CLAIM",
                denial_told(denial, draft.facts),
                is_proved=bool(denial.value),
                quotes=(denial.sentence[:QUOTED_LENGTH],),
                section=one.section,
                topic=one.topic,
            )


def _left_open(draft: Draft) -> Iterator[Found]:
    """PLACEHOLDER: words that stand for what somebody meant to fill in."""
    for one in said(draft):
        for gap in dict.fromkeys(_OPEN.findall(one.text)):
            message = f"“{gap[:QUOTED_LENGTH]}”还没有填写。"
            yield found("PLACEHOLDER", message, section=one.section, topic=one.topic)


def _missing(draft: Draft) -> Iterator[Found]:
    """TOPIC_MISSING, PROBLEMS_MISSING: what a report has to tell; of section one the engine knows itself."""
    for one in draft.written:
        if one.is_needed and not one.rendered and one.section != OVERALL:
            code = "PROBLEMS_MISSING" if one.section == PROBLEMS else "TOPIC_MISSING"
            message = f"没有写：{one.heading or '引言'}。"
            yield found(code, message, section=one.section, topic=one.topic)
