"""What the ledger says of reports that are handed in. What they say, and why one was sent back, is only a hash there."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "reports.filing",
    fields=(
        *("organ", "year", "state", "edition", "source", "media_type", "sha256", "form"),
        *("filed_on", "returned_on", "confirmed_on"),
    ),
    digests=("source_name", "data", "figures", "returned_because", "confirmed_because"),
)
track("reports.settledcell", fields=("filing", "cell", "value", "sha256", "settled_on"), digests=("reason",))
acts(
    reports__hand_in="报送年度报告",
    reports__upload_filing="代收系统外机关的年度报告",
    reports__settle="核定年度报告的数字",
    reports__send_back="退回报送的年度报告",
    reports__confirm="确认报送的年度报告",
    reports__remind_filing="催报年度报告",
    reports__receive="收入已经公开的年度报告",
)
kinds(
    EventKind("reports.filed", "报送{organ}{facts[year]}年度报告"),
    EventKind("reports.filed_again", "重新报送{organ}{facts[year]}年度报告"),
    EventKind("reports.settled", "核定{organ}{facts[year]}年度报告的一格：{facts[cell]}为{facts[value]}"),
    EventKind("reports.settled_in", "把核定的数字记入{organ}{facts[year]}年度报告的报送"),
    EventKind("reports.sent_back", "退回{organ}报送的{facts[year]}年度报告"),
    EventKind("reports.confirmed", "确认{organ}报送的{facts[year]}年度报告"),
    EventKind("reports.reminded", "催报{facts[year]}年度报告，共{facts[organs]}个机关"),
)
