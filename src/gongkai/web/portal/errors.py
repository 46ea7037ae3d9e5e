"""Pages for what went wrong, in the words and the look of the portal."""

from collections.abc import Callable

from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.csrf import requires_csrf_token

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.disclosure import gone as gone_items
from gongkai.web.disclosure.models import Item
from gongkai.web.disclosure.selectors import Gone
from gongkai.web.harvest.models import Collected
from gongkai.web.harvest.selectors import Gone as GoneElsewhere
from gongkai.web.reports import gone as gone_reports
from gongkai.web.reports.models import Report
from gongkai.web.reports.selectors import Withdrawn

# Fields of public forms that hold more than a line.
_WORDS = ("text", "grounds", "what-wanted")


def _page(request: HttpRequest, status: int, *, title: str, advice: str) -> HttpResponse:
    context = {"title": title, "advice": advice}
    if _is_at_work(request):
        return render(request, "office/refused.html", context | _back(request, status), status=status)
    return render(request, "portal/error.html", context | {"status": status}, status=status)


def _is_at_work(request: HttpRequest) -> bool:
    """Whether a colleague met this in the office: he stays there."""
    is_colleague = bool(getattr(request, "viewer", PUBLIC).held)
    return is_colleague and request.path.startswith(reverse("my-work"))


def _back(request: HttpRequest, status: int) -> dict[str, str]:
    """Where what he was at can be looked at: its sheet, if there is one, else its list."""
    match = request.resolver_match
    if match is None or not match.namespace:
        return {}
    is_there = "pk" in match.kwargs and match.url_name != "sheet" and status not in (404, 410)
    name, args = ("sheet", [match.kwargs["pk"]]) if is_there else ("index", [])
    try:
        back = reverse(f"{match.namespace}:{name}", args=args)
    except NoReverseMatch:  # a room of a library, without such a page
        return {}
    return {"back": back, "back_to": "回到这一件" if is_there else "回到列表"}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that we cannot make out."""
    if isinstance(exception, TooManyFilesSent):
        advice = "请回到上一页，去掉一些文件，再提交一次；图片很多的，合成一个 PDF 文件。"
        return _page(request, 400, title="没有提交：一次选的文件太多了", advice=advice)
    return _page(request, 400, title="这个请求读不懂", advice="请回到首页重新进入。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this visitor, or not within the duties of this colleague."""
    if getattr(request, "viewer", PUBLIC).person is None:
        return _page(request, 403, title="这个页面不对外开放", advice="如果您是工作人员，请先登录。")
    advice = "这件事不在您的职责之内。需要办理的，请找担任相应职责的同事，或请安全管理员授予职责。"
    return _page(request, 403, title="您没有办理这件事的职责", advice=advice)


@requires_csrf_token
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's one-time mark is missing or too old. On public pages nobody signs in, and what was written is there."""
    if request.path.startswith(reverse("my-work")):
        advice = (
            "登录可能已经过期：请重新登录，或者回到上一页刷新，然后再提交一次。浏览器须允许本站的 Cookie。"
        )
        return _page(request, 403, title="这张表单已经失效", advice=advice)
    context = {
        "title": "没有提交：这一页打开得太久了",
        "advice": "请回到上一页，刷新以后再提交一次。还是不行的，请在浏览器的设置中允许本站的 Cookie。",
        "status": 403,
        "written": _written(request),
    }
    return render(request, "portal/error.html", context, status=403)


def _written(request: HttpRequest) -> list[str]:
    """The words that somebody would not like to write twice; none that another site made his browser send."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    return [words for name in _WORDS if (words := request.POST.get(name, "").strip())]


class Problems:
    """Middleware: a problem that no screen has told on a form of its own becomes a page with the same words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """403 for what the rules do not allow, 422 for what cannot be done; None for anything else."""
        if not isinstance(exception, Problem):
            return None
        status = 403 if isinstance(exception, Refused) else 422
        return _page(request, status, title=exception.message, advice=exception.advice)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page; 410 for a report or an item that was public once."""
    if isinstance(exception, Withdrawn):
        return _gone(request, exception.report)
    if isinstance(exception, Gone):
        return _gone_item(request, exception.item)
    if isinstance(exception, GoneElsewhere):
        return _gone_elsewhere(request, exception.row)
    return _page(
        request,
        404,
        title="没有这个页面",
        advice="网址可能有误，或者内容已经移走。请从首页查找机关和年度报告。",
    )


def _gone(request: HttpRequest, report: Report) -> HttpResponse:
    """410: whoever kept the address, or the page itself, learns that it holds no longer."""
    title, advice = gone_reports.told(report)
    return _page(request, 410, title=title, advice=advice)


def _gone_item(request: HttpRequest, item: Item) -> HttpResponse:
    """410: who took it down, when, and what to do next; not what it was called or what it said."""
    title, advice = gone_items.told(item)
    return _page(request, 410, title=title, advice=advice)


def _gone_elsewhere(request: HttpRequest, row: Collected) -> HttpResponse:
    """410: what we collected is no longer public where it came from, or we collect from there no longer."""
    advice = f"这条信息采集自“{row.source.name}”，本站不再提供它的内容。需要的，请与{row.organ_name}联系，或者向该机关申请公开。"
    return _page(request, 410, title="这条信息已经移出", advice=advice)


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
