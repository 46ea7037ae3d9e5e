"""What the interface answers: pages of lists, and problems."""

from ninja import Schema
from pydantic import Field

from .schemas import CatalogueRow, ItemListed, Organ, ReportListed, Said


class Listed(Said):
    """一页列表。"""

    total: int = Field(description="符合条件的共几条，最多数到 1000")
    is_total_capped: bool = Field(description="是否不止这么多")
    next: str | None = Field(description="下一页的完整地址；没有下一页的为 null")


class Organs(Listed):
    """一页机关，上级在前，下级紧随其后。"""

    results: list[Organ]


class CatalogueRows(Listed):
    """一页公开事项，按目录的次序。"""

    results: list[CatalogueRow]


class Items(Listed):
    """一页信息条目，新发布的在前。"""

    results: list[ItemListed]


class Reports(Listed):
    """一页年度报告，后收入的在前。"""

    results: list[ReportListed]


class BadParameter(Said):
    """有问题的参数。"""

    name: str = Field(description="参数的名称", examples=["limit"])
    message: str = Field(description="问题是什么，应当怎样写", examples=["应为 1 到 200 之间的整数。"])


class Problem(Schema):
    """没有办成的理由，按 RFC 9457。"""

    type: str = Field(description="问题的类别，是说明页上的一处")
    title: str = Field(description="发生了什么", examples=["这条信息已经撤回"])
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="为什么，接着怎么办")
    parameters: list[BadParameter] = Field(default=[], description="哪些参数有问题；与参数无关的没有这一项")
