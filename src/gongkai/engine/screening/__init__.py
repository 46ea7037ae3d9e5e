"""Looks for the numbers of persons before something is published: in texts, pages, tables and files, also where it is hidden.

Nothing that leaves this package holds a whole number: marks carry masked texts and keyed fingerprints.
"""

from collections.abc import Collection

from gongkai.engine.screening.files import lines_of, screened, told_pictures
from gongkai.engine.screening.html import html_passages
from gongkai.engine.screening.known import Known, known
from gongkai.engine.screening.marks import Mark, Screen, Screening, Unscreened, masked

__all__ = [
    "Known",
    "Mark",
    "Screening",
    "Unscreened",
    "known",
    "masked",
    "screen_file",
    "screen_html",
    "screen_text",
]


def screen_text(text: str, *, key: bytes, place: str = "正文", published: Collection[str] = ()) -> Screening:
    """The marks in a plain text. `key` makes fingerprints, `published` are the organ's own telephones, which are fine."""
    passage = lines_of(text, place=masked(place), unit="段")
    return Screening(Screen(key, published).marks([passage]))


def screen_html(html: str, *, key: bytes, place: str = "正文", published: Collection[str] = ()) -> Screening:
    """The marks in a page of the site: paragraphs, cells of tables, and what it holds without showing it."""
    passages, pictures = html_passages(html, place=masked(place))
    return Screening(Screen(key, published).marks(passages), told_pictures(pictures, place=masked(place)))


def screen_file(data: bytes, *, name: str, key: bytes, published: Collection[str] = ()) -> Screening:
    """The marks in a file and in its name. Raises nothing for a file that cannot be read: that is told as unscreened."""
    return screened(data, name, screen=Screen(key, published))
