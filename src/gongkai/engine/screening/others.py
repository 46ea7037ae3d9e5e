"""The parts of an office document that no reader of it reads: settings, links, lists, what other programs leave behind."""

import re
from collections.abc import Sequence

from gongkai.engine.read.xlsx.package import Package
from gongkai.engine.screening.docx import Texts
from gongkai.engine.screening.marks import Part, Passage, Unscreened
from gongkai.kernel.problems import Problem

# What the readers of documents and workbooks scan themselves, and looks that hold no words.
_READ = re.compile(
    r"word/(?:document|header|footer)\d*\.xml|word/comments\w*\.xml|word/(?:foot|end)notes\.xml"
    r"|word/glossary/document\.xml|docProps/(?:core|app|custom)\.xml|customXml/item\d*\.xml"
    r"|(?:word|xl)/(?:charts|diagrams|drawings)/\w+\.(?:xml|vml)|xl/worksheets/[^/]+\.xml|xl/workbook\.xml"
    r"|xl/sharedStrings\.xml|xl/(?:comments\w*|threadedComments/\w+|comments/\w+)\.xml"
    r"|xl/(?:pivotCache|externalLinks|revisions)/\w+\.xml|\[Content_Types\]\.xml"
)
_LOOKS = re.compile(
    r"(?:word|xl)/(?:theme/.*|styles\w*|fontTable|webSettings|calcChain)\.xml|.*/_rels/.*theme.*"
)
_ENDINGS = (".xml", ".rels", ".vml")
_SAYING = ("Target", "w:val", "name", "author", "w:author", "displayName", "connection", "command", "alt")


def other_parts(
    package: Package, names: Sequence[str], *, place: str
) -> tuple[Sequence[Passage], Sequence[Unscreened]]:
    """The words in the remaining parts, each by itself. A part that cannot be read is told, the others count."""
    passages: list[Passage] = []
    unscreened: list[Unscreened] = []
    for name in names:
        if not name.endswith(_ENDINGS) or _READ.fullmatch(name) or _LOOKS.fullmatch(name):
            continue
        where = f"{place}{'链接' if name.endswith('.rels') else '其他部件'}"
        texts = Texts(*_SAYING)
        try:
            package.scan(name, texts)
        except Problem:
            unscreened.append(Unscreened(where, f"部件 {name} 读不出来，没有检查。"))
            continue
        passages += [Passage((Part(text, where),)) for text in texts.found]
    return passages, unscreened
