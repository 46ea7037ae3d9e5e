"""What is dangerous in any HTML taken out, by a kept library; what is left is elements that we know, well nested."""

import re
from collections import Counter

import nh3

from gongkai.engine.content.runs import SCHEMES
from gongkai.kernel.problems import TooBig

LONGEST = 2_000_000  # characters
DEEPEST = 400  # elements inside one another

LEVELS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
LOOKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "sup": "sup", "sub": "sub"}
# Elements that end a line of text and mean nothing else.
BREAKING = frozenset(
    "address article aside center dd details div dl dt fieldset figcaption figure footer form header hr legend main "
    "nav p pre section summary".split()
)
# Elements that hold others and mean something.
BOXES = frozenset("ul ol li table thead tbody tfoot tr td th caption blockquote".split())

_KEPT = {*LEVELS, *LOOKS, *BREAKING, *BOXES, "a", "br"}
_TAKEN_OUT = set(
    "applet audio button canvas datalist embed frameset head iframe math noembed noframes noscript object option "
    "select script style svg template textarea title video xml".split()
)
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# They end by themselves when the next one begins, or hold nothing.
_SHALLOW = frozenset(
    "p li td th tr dt dd option br hr img input meta link col area wbr source tbody thead".split()
)


def sifted(html: str) -> str:
    """The harmless part of some HTML. Raises TooBig over the guards of size and depth."""
    if len(html) > LONGEST or _depth(html) > DEEPEST:
        raise TooBig("正文太长，或者标记层层套得太深。", "请只保留正文本身；成册的材料请作为附件。")
    return nh3.clean(
        _NO_TEXT.sub("", html),
        tags=_KEPT,
        clean_content_tags=_TAKEN_OUT,
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _depth(html: str) -> int:
    """How deep elements may stand inside one another at most; the library takes long over thousands."""
    is_open: Counter[str] = Counter()
    depth = deepest = 0
    for mark, tag in _TAG.findall(html):
        name = tag.lower()
        if name in _SHALLOW:
            continue
        if not mark:
            is_open[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
    return deepest
