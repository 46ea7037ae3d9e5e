"""The article under which each kind of act is done, from the law data; loaded apart from the law book, for the site alone."""

import os
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from gongkai.lawbook.files import Library

LONGEST = 100


@cache
def articles(law_dir: str | None = None) -> Mapping[str, str]:
    """The articles by the codes of what is done under them. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("articles.toml")
    known: dict[str, str] = {}
    for each in entry.allow("article").each("article"):
        each.allow("code", "article", "source").text("source")
        code, article = each.text("code"), each.text("article")
        if code in known:
            raise each.fault("与前面的一项同名")
        if len(article) > LONGEST:
            raise each.fault(f"“article”最多 {LONGEST} 个字")
        known[code] = article
    return MappingProxyType(known)
