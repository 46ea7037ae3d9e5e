"""What the ledger says when the list had to be put right; what is published or ended says so itself."""

from gongkai.web.ledger.registry import EventKind, acts, kinds

acts(search__mend="核对公开总表", search__list_again="重新列出机关的信息")
kinds(
    EventKind("search.relisted", "将公开的内容补列或者重新列入公开总表"),
    EventKind(
        "search.listed_again",
        "因机关的名称、代码、级别或者位置有变，重新列出它公开的{facts[entries]}条信息供采集",
    ),
    EventKind("search.delisted", "将已经不公开的内容移出公开总表"),
)
