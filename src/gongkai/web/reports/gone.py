"""What is told of a report that was withdrawn."""

from gongkai.web.ledger.sentences import day

from .models import Report


def told(report: Report) -> tuple[str, str]:
    """What happened, and what to do; the same on a page and in data."""
    advice = (
        f"{report.organ.name}已于{day(report.withdrawn_on)}撤回{report.year}年度的报告，本站不再提供它的页面和文件。"
        "需要的，请与该机关联系。"
    )
    return "这份报告已经撤回", advice
