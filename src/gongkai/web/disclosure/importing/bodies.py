"""What stands in the column 正文: the text itself, or the name of a file in the archive that holds it."""

import re

from gongkai.engine.accept import accept
from gongkai.engine.content import Imported, clean, from_docx, from_pdf, from_text
from gongkai.engine.intake import decode, take_bytes
from gongkai.kernel.problems import Unreadable, Unsupported

# Files that are kept as attachments, too: what is read from them is to be compared with them.
KEPT = ("docx", "pdf")
_FILE = re.compile(r"[^\n]{1,200}\.(?:docx|pdf|html?|txt)", re.IGNORECASE)
_PAGE = "正文从网页读入，导航等文字可能混在里面，请核对。"


def names_file(cell: str) -> bool:
    """Whether a cell names a file instead of being the text."""
    return _FILE.fullmatch(cell.strip()) is not None


def of_text(cell: str) -> str:
    """A text as a body, a paragraph a line."""
    return from_text(cell).html


def of_file(data: bytes, *, name: str) -> Imported:
    """A file as a body. Raises a Problem for one that is not what its name says."""
    ending = name.rpartition(".")[2].lower()
    if ending in {"html", "htm"}:
        return _of_page(data, name)
    accept(data, name=name)
    if ending == "txt":
        return from_text(decode(data))
    return from_docx(data) if ending == "docx" else from_pdf(data)


def _of_page(data: bytes, name: str) -> Imported:
    source = take_bytes(data, name, kind="html")
    if source.kind != "html":
        raise Unsupported(f"“{name}”的内容不是网页。", "请核对文件名和内容。")
    if not (html := clean(source.text)):
        raise Unreadable(f"“{name}”里没有文字。", "请确认选对了文件。")
    return Imported("", html, notes=(_PAGE,))
