"""The body of an item: the one safe subset of HTML, what comes into it, and what is made of it."""

from gongkai.engine.content.compare import Difference, plain_text, same_text
from gongkai.engine.content.imported import Imported, from_docx, from_pdf, from_text
from gongkai.engine.content.paper import paper_blocks
from gongkai.engine.content.parse import parse
from gongkai.engine.content.write import write

__all__ = [
    "Difference",
    "Imported",
    "clean",
    "from_docx",
    "from_pdf",
    "from_text",
    "paper_blocks",
    "plain_text",
    "same_text",
]


def clean(html: str) -> str:
    """A body in the one safe subset, written in one way: what was cleaned stays as it is, byte for byte."""
    return write(parse(html))
