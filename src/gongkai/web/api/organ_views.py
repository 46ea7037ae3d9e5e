"""Organs and their catalogues."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import P, Path, Query, Router

from . import answers, organ_records, schemas, telling
from .asked import CatalogueAsked, OrgansAsked, Slug
from .listing import answered, page_of
from .wrong import WRONG

router = Router(tags=["机关"])


@router.get("/organs", response={200: answers.Organs, **WRONG}, url_name="organs", summary="机关")
def organs(request: HttpRequest, response: HttpResponse, asked: Query[OrgansAsked]) -> dict[str, Any]:
    """全部机关，连同已合并、已撤销的；上级在前，下级紧随其后，用 parent 或者 path 还原成树。"""
    found, rest = organ_records.organs(asked)
    page = page_of(found, rest, limit=asked.limit)
    results = organ_records.records(page.rows)
    return answered(request, response, page, results=results, last=results[-1]["slug"] if results else "")


@router.get("/organs/{slug}", response={200: schemas.Organ, **WRONG}, url_name="organ", summary="一个机关")
def organ(request: HttpRequest, slug: Path[Slug, P(description="机关的网址名")]) -> Any:
    """一个机关：名称、位置、联系方式、是否存续、由谁承接。"""
    found = organ_records.all_organs().filter(slug=slug)
    return next(iter(organ_records.records(found)), None) or telling.not_found(request)


@router.get(
    "/catalogue",
    response={200: answers.CatalogueRows, **WRONG},
    url_name="catalogue",
    summary="主动公开基本目录",
    tags=["目录"],
)
def catalogue(request: HttpRequest, response: HttpResponse, asked: Query[CatalogueAsked]) -> dict[str, Any]:
    """一个机关的主动公开基本目录：每项的时限、更新周期、最近一次公开和下次应公开的日期。"""
    found, rest = organ_records.catalogue(asked)
    page = page_of(found, rest, limit=asked.limit)
    results = organ_records.rows(page.rows)
    return answered(request, response, page, results=results, last=results[-1]["code"] if results else "")
