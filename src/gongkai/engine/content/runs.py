"""The characters of a paragraph, settled: one blank for white space, no invisible marks, alike looks in one run."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote, urlsplit

from gongkai.engine.content.nodes import Run

LONGEST_ADDRESS = 2000
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
WIDE = (
    "\u1100-\u11ff\u2e80-\u2fff\u3001-\u303f\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
)

# What is not seen but changes what is read: controls, soft hyphens, marks that turn the direction of writing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_BLANK = re.compile("[\t\x0b\f\r\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f]")
_SOFT = "\x1f"  # a line end of the source; a real one is \n
_SPARE = re.compile(
    rf"^[ \u3000\n{_SOFT}]+|[ \u3000\n{_SOFT}]+$|[ \u3000{_SOFT}]*\n[ \u3000\n{_SOFT}]*|[ {_SOFT}]+"
)
_WIDE_AT = re.compile(f"[{WIDE}]")
_PASSED_OVER = "".join(map(chr, range(33)))
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")


def read(text: str) -> str:
    """Text between tags, character for character; what is not seen is taken out."""
    return _BLANK.sub(" ", _UNSEEN.sub("", text).replace("\n", _SOFT))


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs as a paragraph holds them: no blank at an end of a line, neighbours that look alike are one."""
    runs = list(runs)
    whole = "".join(run.text for run in runs)
    looks = [run[1:] for run in runs for _ in run.text]
    kept = list(_kept(whole, looks))
    alike = groupby(kept, key=lambda one: one[1])
    return tuple(Run("".join(text for text, _ in group), *look) for look, group in alike)


Look = tuple[frozenset[str], str]


def _kept(whole: str, looks: list[Look]) -> Iterator[tuple[str, Look]]:
    """The pieces of a text that stay, each with its look; a blank looks like its neighbours, if they look alike."""
    at = 0
    for spare in _SPARE.finditer(whole):
        start, stop = spare.span()
        yield from zip(whole[at:start], looks[at:start], strict=True)
        at = stop
        blank = _blank(spare[0], whole[start - 1 : start], whole[stop : stop + 1])
        if blank and start and stop < len(whole):
            alike = looks[start - 1] == looks[stop]
            yield blank, looks[stop] if alike else (frozenset(), "")
    yield from zip(whole[at:], looks[at:], strict=True)


def _blank(spare: str, before: str, after: str) -> str:
    """What white space inside a paragraph comes to: a line end, a blank, or nothing inside wrapped Chinese."""
    if "\n" in spare:
        return "\n"
    is_wrapped = _SOFT in spare and _WIDE_AT.match(before) and _WIDE_AT.match(after)
    return "" if is_wrapped else " "


def address(href: str) -> str:
    """An address that a link may lead to, written without characters that browsers pass over; else nothing."""
    href = re.sub(r"[\t\n\r]", "", href).strip(_PASSED_OVER)
    if len(href) > LONGEST_ADDRESS or "\\" in href or href.startswith("//"):
        return ""
    if href.startswith("/"):
        return _UNSAFE.sub(lambda match: quote(match[0]), href)
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https")
    if parts.scheme not in SCHEMES or (is_web and (not parts.netloc or "@" in parts.netloc)):
        return ""
    rest = href[len(parts.scheme) :]
    return parts.scheme + _UNSAFE.sub(lambda match: quote(match[0]), rest)
