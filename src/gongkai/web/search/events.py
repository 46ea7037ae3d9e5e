"""What the ledger says when the list had to be put right; what is published or ended says so itself."""

from gongkai.web.ledger.registry import EventKind, acts, kinds

acts(search__mend="核对公开总表")
kinds(
    EventKind("search.relisted", "将公开的内容补列或者重新列入公开总表"),
    EventKind("search.delisted", "将已经不公开的内容移出公开总表"),
)
