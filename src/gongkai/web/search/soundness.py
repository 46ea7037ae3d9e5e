"""What `gongkai verify` looks at here: that the list, its index and what is public agree."""

from collections.abc import Iterator

from gongkai.web.ledger.registry import check
from gongkai.web.ledger.troubles import Trouble

from .index import index
from .mending import difference

_REBUILD = "请运行 gongkai search rebuild。"


def troubles() -> Iterator[Trouble]:
    """Parts of the index that are missing; things that are public and not listed, or the other way round."""
    if missing := index().missing():
        yield Trouble(
            "search.index",
            f"搜索索引 {'、'.join(missing)}",
            "缺失或者被改动，搜索不能用或者不完整。",
            _REBUILD,
        )
        return
    found = difference()
    for label, pk in sorted(found.missing):
        yield Trouble(
            "search.missing", f"公开总表中的 {label} {pk}", "已经公开，但是没有列入，搜索不到。", _REBUILD
        )
    for label, pk in sorted(found.surplus):
        yield Trouble(
            "search.surplus", f"公开总表中的 {label} {pk}", "已经不公开，但是还列着，可能被搜索到。", _REBUILD
        )
    if found.adrift:
        what = f"有 {found.adrift} 条与公开总表对不上。"
        yield Trouble("search.adrift", "搜索索引", what, _REBUILD)


check("search.list", troubles)
