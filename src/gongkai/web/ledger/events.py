"""What the ledger itself notes."""

from .actions import REFUSED
from .caches import EXPUNGED, REBUILT
from .expunge import DECLINED, PROPOSED
from .registry import EventKind, acts, kinds

acts(
    ledger__propose_expunge="提出清除",
    ledger__carry_out_expunge="执行清除",
    ledger__decline_expunge="驳回清除",
    ledger__rebuild="按台账重写数据库中的列",
)
kinds(
    EventKind(REFUSED, "要办“{facts[act]:act}”没有办成：{facts[code]:problem}"),
    EventKind(REBUILT, "按台账重写了{facts[rows]}行被改动的数据"),
    EventKind(PROPOSED, "提出清除一件{facts[model]:model}，理由是{facts[reason]:reason}"),
    EventKind(DECLINED, "驳回了清除一件{facts[model]:model}的提议"),
    EventKind(
        EXPUNGED,
        "清除了一件{facts[model]:model}及其全部痕迹（共{facts[count]}处），理由是{facts[reason]:reason}",
    ),
)
