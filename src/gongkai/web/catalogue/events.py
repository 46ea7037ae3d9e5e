"""What the ledger says about the catalogue."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "catalogue.row",
    fields=(
        "organ",
        "code",
        "level1",
        "name",
        "article",
        "field",
        "limit",
        "cycle",
        "method",
        "is_statutory",
        "section",
        "person",
        "status",
        "statement_item",
        "order",
        "since_on",
        "until_on",
    ),
    digests=("content", "basis", "channels", "audience"),
)
acts(
    catalogue__adopt_starter="采用基础目录",
    catalogue__add_row="增加公开事项",
    catalogue__change_row="修改公开事项",
    catalogue__assign="指定责任科室和责任人",
    catalogue__end_row="停用公开事项",
)
kinds(
    EventKind("catalogue.starter_adopted", "采用基础目录，列入{facts[rows]}项公开事项"),
    EventKind("catalogue.row_added", "将“{after[name]}”列入公开目录"),
    EventKind("catalogue.row_changed"),
    EventKind("catalogue.assigned"),
    EventKind("catalogue.row_ended", "停用公开事项“{subject}”（自{after[until_on]}起）"),
    EventKind("catalogue.not_involved", "声明不涉及“{subject}”"),
    EventKind("catalogue.involved_again", "收回不涉及“{subject}”的声明"),
)
