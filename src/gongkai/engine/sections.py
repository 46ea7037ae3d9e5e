"""The sections of a report as text, section one by its topics."""

from collections.abc import Sequence

from gongkai.engine.judge.case import Case
from gongkai.engine.locate import kind_of
from gongkai.engine.prose import Paragraph
from gongkai.engine.report import SectionText, TopicText


def section_texts(case: Case) -> tuple[SectionText, ...]:
    """The sections as text, section one with its topics."""
    sections = []
    for part in case.outline.parts:
        paragraphs = case.prose[part.number].paragraphs if part.number in case.prose else ()
        topics = _topics(case, paragraphs) if part.number == 1 else ()
        sections.append(SectionText(part.number, part.heading.text, paragraphs, topics))
    return tuple(sections)


def _topics(case: Case, paragraphs: Sequence[Paragraph]) -> tuple[TopicText, ...]:
    """The topics of section one with the text up to the next one."""
    headings = case.subheadings.get(1, ())
    owner = {id(line): index for index, paragraph in enumerate(paragraphs) for line in paragraph.lines}
    starts = [owner.get(id(heading.line), len(paragraphs)) for heading in headings]
    topics = []
    for order, heading in enumerate(headings):
        stop = starts[order + 1] if order + 1 < len(headings) else len(paragraphs)
        body = paragraphs[starts[order] + 1 : stop]
        opening = paragraphs[starts[order]].quote(heading.length) if starts[order] < len(paragraphs) else ""
        kind = kind_of(heading.text, case.form)
        topics.append(TopicText(heading.number, heading.text, kind, opening, body))
    return tuple(topics)
