"""What the authority said of a report before publication: who, when, what, and whether the report is another one since."""

from gongkai.web.reports.models import PreReview

from .due import day_of


def told(one: PreReview, content_hash: str) -> str:
    """墨鹭县人民政府（张三）2026年1月5日反馈：有意见，修改后送审。反馈以后报告又作了修改。"""
    by = f"（{one.given_by.name}）" if one.given_by else ""
    since = "没有修改" if one.content_hash == content_hash else "又作了修改"
    said = f"{one.authority}{by}{day_of(one.given_at)}反馈：{one.get_verdict_display()}。"
    return f"{said}反馈以后报告{since}。"
