"""Pages for what went wrong, in the words and the look of the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from gongkai.kernel.problems import Problem


def _page(request: HttpRequest, status: int, *, title: str, advice: str) -> HttpResponse:
    return render(request, "portal/error.html", {"title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that we cannot make out."""
    return _page(request, 400, title="这个请求读不懂", advice="请回到首页重新进入。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this visitor."""
    return _page(request, 403, title="这个页面不对外开放", advice="如果您是工作人员，请先登录。")


@requires_csrf_token
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's one-time mark is missing or too old."""
    return _page(
        request,
        403,
        title="这张表单已经失效",
        advice="请回到上一页，刷新后再提交一次；浏览器须允许本站的 Cookie。",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page."""
    return _page(
        request,
        404,
        title="没有这个页面",
        advice="网址可能有误，或者内容已经移走。请从首页查找机关和年度报告。",
    )


def unavailable(request: HttpRequest, problem: Problem, *, title: str) -> HttpResponse:
    """503: something that this machine cannot make now; the rest of the site works."""
    advice = f"{problem.message}其他格式和页面不受影响。网站管理人员可以这样解决：{problem.advice}"
    response = _page(request, 503, title=title, advice=advice)
    response.headers["Cache-Control"] = "no-store"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(
        request, 500, title="网站出了故障", advice="这不是您的操作造成的。请稍后再试；故障已经记录。"
    )
