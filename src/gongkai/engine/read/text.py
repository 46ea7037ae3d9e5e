"""Plain text as any PDF tool extracts it: printed lines or paragraphs, tabs kept."""

from gongkai.engine.document import Document, Line
from gongkai.engine.marks import settle
from gongkai.kernel.findings import Place


def read_text(text: str) -> Document:
    """Lines with their numbers as an editor shows them; blank lines carry nothing and are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pairs = zip(settle(text).split("\n"), text.split("\n"), strict=True)
    lines = tuple(
        Line(line, raw, Place(number)) for number, (line, raw) in enumerate(pairs, 1) if line.strip()
    )
    return Document(lines)
