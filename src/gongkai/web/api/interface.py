"""The interface itself: its endpoints, its problems, and its description (OpenAPI)."""

import json
from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from gongkai import __version__
from gongkai.kernel.problems import Problem
from gongkai.web.disclosure.selectors import Gone
from gongkai.web.reports.selectors import Withdrawn

from . import telling
from .feed_views import router as feed
from .item_views import router as items
from .listing import BadParameter
from .organ_views import router as organs
from .report_views import router as reports

_DESCRIPTION = """公开的政府信息，作为数据供其他系统读取：机关、主动公开基本目录、信息条目、年度报告，以及变动。

只能读取，不用登录，也不用 Cookie；任何网站的网页都可以直接读取。不带密钥时按来源地址限制每分钟的次数，带上 Authorization: Bearer gk_… 可以多读。
每个答复都带 ETag；下次带上 If-None-Match，没有变化的答 304。列表一页一页读：下一页的地址在 next 和 Link 标头里。
没有办成的，答 application/problem+json（RFC 9457），写明为什么、接着怎么办。撤回的信息立即从列表中消失，再按编号读取的答 410。"""


class _Interface(NinjaAPI):
    """The interface; what programs made from its description call things by their plain names."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """What an endpoint is called."""
        return operation.view_func.__name__


class _Readable(JSONRenderer):
    """JSON with Chinese as Chinese."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """What is sent."""
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


api = _Interface(
    title="政府信息公开数据接口",
    version=__version__,
    description=_DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    renderer=_Readable(),
    servers=[{"url": "/"}],
    openapi_extra={
        "info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "security": [{}, {"key": []}],
    },
)
for each in (organs, items, reports, feed):
    api.add_router("", each)


def _bad_parameters(request: HttpRequest, wrong: ValidationError) -> Any:
    """A path that cannot be is one that does not exist; a parameter that cannot be is told."""
    if all(error["loc"][0] == "path" for error in wrong.errors):
        return telling.not_found(request)
    return telling.bad_parameters(request, wrong.errors)


api.add_exception_handler(ValidationError, _bad_parameters)
api.add_exception_handler(BadParameter, telling.bad_parameter)
api.add_exception_handler(Http404, telling.not_found)
api.add_exception_handler(Gone, telling.gone_item)
api.add_exception_handler(Withdrawn, telling.gone_report)
api.add_exception_handler(Problem, telling.cannot)
