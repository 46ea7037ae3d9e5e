"""What people read in a letter that was drawn: the words of its files, without the breaks of lines and pages."""

import io
import re

import docx
from pypdfium2 import PdfDocument

from gongkai.kernel.letter_forms import Element
from gongkai.kernel.letters import Letter

# The numbers of the pages stand between a sentence and its rest.
_PAGE = re.compile(r"—\d+—")


def plain(words: str) -> str:
    """Without spaces and line ends."""
    return "".join(words.split())


def words_of(data: bytes, ending: str) -> str:
    """Everything that stands in a file of a letter."""
    if ending == "docx":
        document = docx.Document(io.BytesIO(data))
        return plain("".join(paragraph.text for paragraph in document.paragraphs))
    with PdfDocument(data) as document:
        return _PAGE.sub("", plain("".join(page.get_textpage().get_text_range() for page in document)))


def said_by(element: Element, letter: Letter) -> list[str]:
    """What an element says in a letter: its fixed words, or each of the facts of one of its ways."""
    if element.says:
        return [plain(element.says)]
    found: list[str] = []
    for name in element.facts:
        fact = letter.facts.get(name)
        head, _, field = name.partition(".")
        if isinstance(fact, str):
            found += fact.splitlines()
        elif not isinstance(members := letter.facts.get(head, ""), str):
            found += [member[field] for member in members]
    return [plain(words).rstrip("。") for words in found]
