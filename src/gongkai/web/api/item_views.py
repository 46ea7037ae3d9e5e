"""Items, one by one and as lists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import P, Path, Query, Router

from . import answers, found, schemas
from .asked import Id, ItemsAsked
from .item_records import item_records
from .listing import answered, item_entries, page_of, rest
from .wrong import WRONG

router = Router(tags=["信息"])


@router.get("/items", response={200: answers.Items, **WRONG}, url_name="items", summary="信息条目")
def items(request: HttpRequest, response: HttpResponse, asked: Query[ItemsAsked]) -> dict[str, Any]:
    """公开的信息条目，新发布的在前。只要变动的，请用 changes。"""
    entries = item_entries(asked)
    page = page_of(entries, rest(entries, asked.after), limit=asked.limit)
    results = found.items_of(page.rows)
    return answered(request, response, page, results=results, last=found.last_of(page.rows))


@router.get("/items/{id}", response={200: schemas.Item, **WRONG}, url_name="item", summary="一条信息")
def item(request: HttpRequest, id: Path[Id, P(description="编号")]) -> dict[str, Any]:  # noqa: A002 - the parameter is called so
    """一条信息的全部内容：正文、附件、各稿、解读、公开前的审查。已撤回的答 410，并说明由谁在哪一天撤回。"""
    return item_records([id]).get(id) or found.no_item(id)
