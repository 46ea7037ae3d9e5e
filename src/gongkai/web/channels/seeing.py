"""What people see of a page elsewhere: without what is hidden, and the part that is the article.

Only what stands in the page itself is looked at, not what its style sheets and scripts make of it.
"""

import re
from collections.abc import Iterator
from html import escape

from lxml import etree, html

_NEVER_SHOWN = ("script", "style", "template", "noscript", "dialog")
_NOUGHT = re.compile(r"0*\.?0+(?:[a-z]+|%)?")
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": _NOUGHT,
    "font-size": _NOUGHT,
}
# What holds paragraphs; a page itself holds other things, too, each in a box of its own.
_HOLDERS = ("div", "article", "section", "main", "td", "dd", "body")
_OTHER_THINGS = ("h1", "nav", "header", "footer", "aside", "form", "address")
_BOXES = ("div", "article", "section", "main", "table")


def page_of(text: str) -> html.HtmlElement | None:
    """The page as a tree without what nobody sees; None for what is no page."""
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return None
    for element in [one for one in root.iter(etree.Element) if _is_hidden(one)]:
        if element.getparent() is not None:
            element.drop_tree()
    return root


def as_html(element: html.HtmlElement) -> str:
    """An element as a text again, without what follows it."""
    return html.tostring(element, encoding="unicode", with_tail=False)


def passages(holder: html.HtmlElement) -> Iterator[str]:
    """What an element holds, as HTML, parted where something begins that is no part of an article."""
    parting = _OTHER_THINGS + (_BOXES if holder.tag == "body" else ())
    passage = [escape(holder.text or "")]
    for child in holder:
        if child.tag in parting:
            yield "".join(passage)
            passage = []
        elif isinstance(child.tag, str):
            passage.append(as_html(child))
        passage.append(escape(child.tail or ""))
    yield "".join(passage)


def holder_of(element: html.HtmlElement) -> html.HtmlElement:
    """The box in which an element stands, itself if it is one."""
    boxes = (one for one in (element, *element.iterancestors()) if one.tag in _HOLDERS)
    return next(boxes, element)


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.tag in _NEVER_SHOWN:
        return not (element.tag == "dialog" and "open" in element.attrib)
    return "hidden" in element.attrib or any(
        (known := _HIDING.get(name)) and known.fullmatch(value)
        for name, value in _declared(element.get("style", ""))
    )


def _declared(style: str) -> Iterator[tuple[str, str]]:
    """The declarations of a style, in small letters and without their marks of importance."""
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip(), value.replace("!important", "").strip()
