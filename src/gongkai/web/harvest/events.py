"""What the ledger says about collecting: from where, how far, how many. What was collected is somebody else's word."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "harvest.source",
    fields=(
        "organ",
        "key_name",
        "state",
        "instance",
        "cursor",
        "last_mark",
        "round",
        "is_comparing",
        "compared_on",
    ),
    digests=("name", "address"),
)
acts(
    harvest__add="登记采集来源",
    harvest__change="更改采集来源",
    harvest__pause="暂停采集",
    harvest__resume="恢复采集",
    harvest__end="停止采集",
    harvest__collect="采集",
    harvest__compare="全面核对采集的信息",
    harvest__ask="立即采集",
    harvest__clear="移出已停止来源的信息",
)
kinds(
    EventKind("harvest.source_added", "登记采集来源“{subject}”"),
    EventKind("harvest.source_changed", "更改采集来源“{subject}”"),
    EventKind("harvest.paused", "暂停从“{subject}”采集"),
    EventKind("harvest.resumed", "恢复从“{subject}”采集"),
    EventKind("harvest.ended", "停止从“{subject}”采集，它的信息不再在本站公开"),
    EventKind("harvest.asked", "要求立即从“{subject}”采集"),
    EventKind(
        "harvest.collected",
        "从“{subject}”采集，收入或者更新{facts[put]}条，移出{facts[removed]}条，没有收的{facts[unfit]}条",
    ),
    EventKind("harvest.comparing", "开始与“{subject}”全面核对"),
    EventKind("harvest.compared", "与“{subject}”全面核对完毕"),
    EventKind("harvest.unlisted", "移出“{subject}”不再列出的{facts[removed]}条信息"),
    EventKind("harvest.cleared", "移出已停止的来源“{subject}”的{facts[removed]}条信息"),
)
