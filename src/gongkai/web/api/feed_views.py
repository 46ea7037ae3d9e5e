"""Who we are, and what has changed: what another installation collects from us."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from . import feed, schemas, selectors
from .asked import ChangesAsked
from .wrong import WRONG

router = Router(tags=["采集"])


@router.get("/instance", response={200: schemas.Instance, **WRONG}, url_name="instance", summary="本站")
def instance(request: HttpRequest) -> dict[str, Any]:
    """本站的标识、名称、程序和规则数据的版本、公开的各有多少。"""
    return selectors.instance()


@router.get("/changes", response={200: schemas.Changes, **WRONG}, url_name="changes", summary="变动")
def changes(request: HttpRequest, asked: Query[ChangesAsked]) -> dict[str, Any]:
    """按序号列出公开、变更和撤下了什么，撤下的也在其中。记住 next，下次从那里读起，一条也不会漏，也不会重复。"""
    return feed.page(asked.after, limit=asked.limit)
