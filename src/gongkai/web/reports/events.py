"""What the ledger says about annual reports. Their texts may have to go one day: it keeps only hashes of them."""

from gongkai.web.ledger.registry import EventKind, acts, check, kinds, track

from .soundness import altered
from .sources import troubles

track(
    "reports.report",
    fields=(
        "organ",
        "year",
        "status",
        "withdrawn_on",
        "source",
        "media_type",
        "sha256",
        "errors",
        "warnings",
        "notices",
        "read_at",
    ),
    digests=("title", "source_name", "data", "withdrawn_because"),
)
acts(reports__keep="收入年度报告", reports__withdraw="撤回年度报告")
kinds(
    EventKind("reports.taken_in", "收入并公开{organ}{facts[year]}年度的报告"),
    EventKind("reports.replaced", "更换{organ}{facts[year]}年度报告的文件"),
    EventKind("reports.published_again", "重新公开{organ}{facts[year]}年度的报告"),
    EventKind("reports.examined_again", "因相邻年度的报告有变，重新核对{organ}{facts[year]}年度的报告"),
    EventKind("reports.withdrawn", "撤回{organ}{facts[year]}年度的报告，不再公开"),
)
check("reports.sources", troubles)
check("reports.editions", altered)
