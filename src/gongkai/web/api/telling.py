"""Problems as data (RFC 9457), in the words of the pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from gongkai.kernel.problems import Problem, Refused
from gongkai.web.disclosure import gone as gone_items
from gongkai.web.disclosure.selectors import Gone
from gongkai.web.reports import gone as gone_reports
from gongkai.web.reports.selectors import Withdrawn

from .addresses import absolute
from .listing import BadParameter

MEDIA_TYPE = "application/problem+json; charset=utf-8"
DOCS = "/api/v1/docs"
# What the library finds wrong with a parameter, in our words.
_WRONG = {
    "missing": "必须填写。",
    "unknown_parameter": "没有这个参数，请核对写法。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
    "enum": "应为以下之一：{expected}。",
    "string_too_long": "最多 {max_length} 个字。",
    "string_pattern_mismatch": "写法不对：只能用规定的字符，网址名用小写字母、数字和短横线。",
}
_NUMBERS, _DAYS = "int_", "date_"


def problem(
    status: int, code: str, *, title: str, detail: str, parameters: Iterable[Mapping[str, str]] = ()
) -> HttpResponse:
    """An answer that tells what went wrong and what to do."""
    told = {"type": absolute(f"{DOCS}#{code}"), "title": title, "status": status, "detail": detail}
    if listed := list(parameters):
        told["parameters"] = listed
    options = {"ensure_ascii": False}
    return JsonResponse(told, status=status, content_type=MEDIA_TYPE, json_dumps_params=options)


def not_found(_request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """404: there never was anything that everybody could read."""
    detail = f"网址可能有误，或者内容已经移走。接口的全部网址见 {absolute(DOCS)}。"
    return problem(404, "not-found", title="没有这一条", detail=detail)


def gone_item(_request: HttpRequest, gone: Gone) -> HttpResponse:
    """410: an item that was public once."""
    title, detail = gone_items.told(gone.item)
    return problem(410, "gone", title=title, detail=detail)


def gone_report(_request: HttpRequest, gone: Withdrawn) -> HttpResponse:
    """410: a report that was published once."""
    title, detail = gone_reports.told(gone.report)
    return problem(410, "gone", title=title, detail=detail)


def bad_parameters(request: HttpRequest, errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """422: which parameters cannot be understood, and how each is written."""
    return _bad([{"name": _name(error), "message": _wrong(error)} for error in errors])


def bad_parameter(_request: HttpRequest, bad: BadParameter) -> HttpResponse:
    """422: a parameter that names nothing we have."""
    return _bad([{"name": bad.name, "message": bad.message}])


def _bad(listed: list[dict[str, str]]) -> HttpResponse:
    names = "、".join(dict.fromkeys(one["name"] for one in listed))
    detail = f"请改正后重试。各参数的写法见 {absolute(DOCS)}。"
    return problem(422, "bad-parameter", title=f"参数有误：{names}", detail=detail, parameters=listed)


def cannot(_request: HttpRequest, raised: Problem) -> HttpResponse:
    """403 for what the rules do not allow, 503 for what cannot be done now."""
    status = 403 if isinstance(raised, Refused) else 503
    return problem(status, raised.code.replace("_", "-"), title=raised.message, detail=raised.advice)


def unknown_key() -> HttpResponse:
    """401: a key that is not one, or no longer."""
    answer = problem(
        401,
        "unknown-key",
        title="密钥不对，或者已经停用",
        detail="请核对 Authorization 标头，应写成“Bearer gk_…”。需要新的密钥，请与网站管理人员联系；不带密钥也能读取，只是每分钟的次数少些。",
    )
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def only_reading() -> HttpResponse:
    """405: nothing can be written here."""
    answer = problem(
        405, "only-reading", title="这里只能读取", detail="请用 GET 或者 HEAD 方法；接口不接受提交。"
    )
    answer.headers["Allow"] = "GET, HEAD, OPTIONS"
    return answer


def too_many(*, most: int, wait: int, has_key: bool) -> HttpResponse:
    """429: come again when the minute is over."""
    more = "" if has_key else "需要更多的，请向网站管理人员申请密钥。"
    answer = problem(
        429,
        "too-many",
        title="请求太频繁",
        detail=f"每分钟最多 {most} 次，请在 {wait} 秒后再来。{more}没有变化的内容可以带上 If-None-Match，以免重复下载。",
    )
    answer.headers["Retry-After"] = str(wait)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _name(error: Mapping[str, Any]) -> str:
    """Which parameter it is about."""
    return str(error.get("ctx", {}).get("name", error["loc"][-1]))[:60]


def _wrong(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind.startswith(_NUMBERS):
        return "应为整数。"
    if kind.startswith(_DAYS):
        return "应为写成 2026-03-05 这样的日期。"
    return _WRONG.get(kind, "写法不对。").format_map(error.get("ctx", {}))
