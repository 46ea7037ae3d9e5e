"""Annual reports, one by one and as lists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import P, Path, Query, Router

from . import answers, found, schemas
from .asked import Id, ReportsAsked
from .listing import answered, page_of, report_entries, rest
from .wrong import WRONG

router = Router(tags=["年度报告"])


@router.get("/reports", response={200: answers.Reports, **WRONG}, url_name="reports", summary="年度报告")
def reports(request: HttpRequest, response: HttpResponse, asked: Query[ReportsAsked]) -> dict[str, Any]:
    """公开的政府信息公开工作年度报告，不含读出的内容。"""
    entries = report_entries(asked)
    page = page_of(entries, rest(entries, asked.after), limit=asked.limit)
    results = found.reports_of(page.rows)
    return answered(request, response, page, results=results, last=found.last_of(page.rows))


@router.get(
    "/reports/{id}", response={200: schemas.Report, **WRONG}, url_name="report", summary="一份年度报告"
)
def report(request: HttpRequest, id: Path[Id, P(description="编号")]) -> dict[str, Any]:  # noqa: A002 - the parameter is called so
    """一份年度报告：读出的三张表、正文和核对结果。已撤回的答 410。"""
    return found.report(id)
