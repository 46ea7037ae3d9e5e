"""Parts a section's text into what stands before its first topic and the topics, or leaves it as it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.engine.marks import compact, settle

# The mark that closes a heading which its text follows on the same line.
_CLOSES = re.compile("[。.:!?]?")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic under its heading as printed."""

    label: str
    heading: str
    paragraphs: tuple[str, ...]


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that hold anything."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def parted(section: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Topic, ...]]:
    """The introduction and the topics of a section.

    A page must not lose a word or print one twice: the section is parted only where a line opens with the first
    topic's number and heading and from there on everything is the topics' text. In any doubt it stays in one piece.
    """
    lines = paragraphs(section.get("text", ""))
    topics = section.get("topics", [])
    for index, line in enumerate(lines):
        if topics and _heading(topics[0]).match(_bare(line)) and _holds(lines[index:], topics):
            return lines[:index], tuple(_topic(topic) for topic in topics)
    return lines, ()


def _holds(lines: Sequence[str], topics: Sequence[Mapping[str, Any]]) -> bool:
    """Whether these lines are the topics one after the other, headings and texts, and nothing else."""
    rest = _bare("".join(lines))
    at = 0
    for topic in topics:
        heading = _heading(topic).match(rest, at)
        if not heading:
            return False
        text = _bare(topic["text"])
        starts = (heading.end(), _CLOSES.match(rest, heading.end()).end())
        at = next((start + len(text) for start in starts if rest.startswith(text, start)), -1)
        if at < 0:
            return False
    return _CLOSES.fullmatch(rest, at) is not None


def _heading(topic: Mapping[str, Any]) -> re.Pattern[str]:
    """A topic's number, in brackets or with a point, and its heading."""
    return re.compile(rf"\(?{re.escape(topic['number'])}[).、]?{re.escape(_bare(topic['heading']))}")


def _topic(topic: Mapping[str, Any]) -> Topic:
    number = topic["number"]
    label = f"{number}." if number.isdigit() else f"（{number}）"
    return Topic(label, topic["heading"], paragraphs(topic["text"]))


def _bare(text: str) -> str:
    """A text without blanks and with one way to write each character, for comparing."""
    return compact(settle(text))
