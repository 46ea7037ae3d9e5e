"""Nodes of a body as HTML: one way to write each, so that equal bodies have equal bytes."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from gongkai.engine.content.nodes import MARKS, Field, Items, Node, Paragraph, Quote, Run, Table


def write(nodes: Iterable[Node]) -> str:
    """The HTML of a body, a block a line."""
    return "\n".join(_node(node) for node in nodes)


def inline(runs: Iterable[Run]) -> str:
    """The HTML of the characters of one paragraph."""
    parts = []
    for href, group in groupby(runs, key=lambda run: run.href):
        text = "".join(_run(run) for run in group)
        parts.append(f'<a href="{escape(href)}">{text}</a>' if href else text)
    return "".join(parts)


def _run(run: Run) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br>")
    for mark in reversed(MARKS):
        if mark in run.marks:
            text = f"<{mark}>{text}</{mark}>"
    return text


def _node(node: Node) -> str:
    if isinstance(node, Paragraph):
        tag = f"h{node.level}" if node.level else "p"
        return f"<{tag}>{inline(node.runs)}</{tag}>"
    if isinstance(node, Quote):
        return f"<blockquote>\n{write(node.nodes)}\n</blockquote>"
    return _items(node) if isinstance(node, Items) else _table(node)


def _items(items: Items) -> str:
    tag = "ol" if items.is_ordered else "ul"
    start = f' start="{items.start}"' if items.is_ordered and items.start != 1 else ""
    lines = "\n".join(f"<li>{_held(item)}</li>" for item in items.items)
    return f"<{tag}{start}>\n{lines}\n</{tag}>"


def _held(nodes: tuple[Node, ...]) -> str:
    """What an item or a cell holds; its only paragraph, if it comes first, stands without a tag of its own."""
    first, *rest = nodes or (None,)
    if isinstance(first, Paragraph) and not any(isinstance(node, Paragraph) for node in rest):
        return "\n".join((inline(first.runs), *map(_node, rest)))
    return write(nodes)


def _table(table: Table) -> str:
    caption = f"<caption>{inline(table.caption)}</caption>\n" if table.caption else ""
    heads, body = table.rows[: table.head_rows], table.rows[table.head_rows :]
    parts = [
        f"<{tag}>\n" + "\n".join(f"<tr>{''.join(map(_field, row))}</tr>" for row in rows) + f"\n</{tag}>"
        for tag, rows in (("thead", heads), ("tbody", body))
        if rows
    ]
    return f"<table>\n{caption}" + "\n".join(parts) + "\n</table>"


def _field(field: Field) -> str:
    tag = "th" if field.is_head else "td"
    spans = f' colspan="{field.colspan}"' if field.colspan > 1 else ""
    spans += f' rowspan="{field.rowspan}"' if field.rowspan > 1 else ""
    scope = f' scope="{field.scope}"' if field.scope else ""
    return f"<{tag}{scope}{spans}>{_held(field.nodes)}</{tag}>"
