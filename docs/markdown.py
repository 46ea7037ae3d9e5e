"""How a generated page is put together: titles, tables, and the words for people that are kept beside the pages."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- 由 make docs 生成，请勿手改。 -->"


def words() -> dict[str, list[dict[str, str]]]:
    """Terms and problems in people's words, kept beside the pages."""
    return tomllib.loads((REFERENCE / "words.toml").read_text("utf-8"))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(title: str, *parts: str) -> str:
    """A whole page: title, note, parts."""
    return "\n\n".join([f"# {title}", NOTE, *parts]) + "\n"
