"""What the ledger says of what was counted month by month."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "decisions.monthlycount",
    fields=("organ", "kind", "month", "number", "amount"),
    digests=("source", "note"),
)
acts(decisions__enter="登记月度数", decisions__import="导入月度数")
kinds(
    EventKind("decisions.entered", "登记{subject}{after[number]}件"),
    EventKind("decisions.charged", "登记{subject}{after[amount]}元"),
    EventKind("decisions.corrected", "将{subject}由{before[number]}件更正为{after[number]}件"),
    EventKind("decisions.charge_corrected", "将{subject}由{before[amount]}元更正为{after[amount]}元"),
    EventKind("decisions.taken_back", "撤回{subject}的登记数，这个月恢复为没有登记"),
    EventKind("decisions.imported", "导入月度登记数：新增{facts[new]}项，更改{facts[changed]}项"),
)
