"""Texts that are no pages: what is withheld is replaced by words that say so."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.engine.redaction.marks import Ground
from gongkai.engine.redaction.strings import LEAST, plain
from gongkai.kernel.problems import Refused


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a text, from the first up to the one behind the last, and why they are withheld."""

    start: int
    stop: int
    ground: Ground


def redact_text(text: str, spans: tuple[Span, ...]) -> str:
    """The text with 〔依法不公开：理由〕 for each span. Raises Refused when spans overlap or lie outside, and when what one
    of them withholds still stands elsewhere: a text is short enough to mark all of it."""
    ordered = sorted(spans, key=lambda span: span.start)
    made = "".join(_parts(text, ordered))
    for span in ordered:
        sought = plain(text[span.start : span.stop])
        if len(sought) >= LEAST and sought in plain(made):
            raise Refused("标记的内容在文中别处还有。", "请把相同的内容都标记出来。")
    return made


def _parts(text: str, spans: list[Span]) -> Iterator[str]:
    at = 0
    for span in spans:
        if not at <= span.start < span.stop <= len(text):
            raise Refused("标记相互重叠，或不在文字里。", "请重新标出要遮盖的文字。")
        yield text[at : span.start]
        yield f"〔依法不公开：{span.ground.reason}〕"
        at = span.stop
    yield text[at:]
