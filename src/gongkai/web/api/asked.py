"""What may be asked for: the parameters of each list, with their bounds. A parameter that does not exist is refused, for
whoever mistypes one would take everything for what he wanted."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from gongkai.web.disclosure.models import ItemKind, Validity
from gongkai.web.organs.kinds import Level

A_PAGE, LONGEST_PAGE = 50, 200
BIGGEST = 2**63 - 1


def _without_nul(words: str) -> str:
    """PostgreSQL knows no NUL."""
    return words.replace("\0", " ").strip()


Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,60}$")]
Words = Annotated[str, Field(max_length=100), AfterValidator(_without_nul)]
Year = Annotated[int, Field(ge=1900, le=2199)]
Place = Annotated[int, Field(ge=-BIGGEST, le=BIGGEST)]
Number = Annotated[int, Field(ge=0, le=BIGGEST)]
Id = Annotated[int, Field(ge=1, le=BIGGEST)]


class Asked(Schema):
    """The parameters of a request."""

    @model_validator(mode="after")
    def _is_known(self, info: ValidationInfo) -> "Asked":
        """Nothing but these. Raises PydanticCustomError."""
        for name in (info.context or {})["request"].GET:
            if name not in type(self).model_fields:
                raise PydanticCustomError("unknown_parameter", "unknown", {"name": name})
        return self


class Paged(Asked):
    """Those of every list."""

    limit: int = Field(A_PAGE, ge=1, le=LONGEST_PAGE, description="一页最多几条")


class OrgansAsked(Paged):
    """Which organs."""

    place: Slug | None = Field(None, description="某一机关的网址名：只要它和它下面的机关")
    level: Level | None = Field(None, description="级别")
    after: Slug | None = Field(None, description="从哪个机关之后读起：上一页最后一个的网址名")


class CatalogueAsked(Paged):
    """Whose catalogue."""

    organ: Slug = Field(description="机关的网址名", examples=["zhenxi"])
    after: Code | None = Field(None, description="从哪一行之后读起：上一页最后一行的编码")


class _OfOrgans(Paged):
    organ: Slug | None = Field(None, description="机关的网址名：只要这个机关的")
    place: Slug | None = Field(None, description="机关的网址名：只要它和它下面的机关的")
    year: Year | None = Field(None, description="年份：信息为成文的年份，年度报告为报告的年度")
    after: Place | None = Field(None, description="从哪里读起：只用上一页 next 里给出的值")


class ItemsAsked(_OfOrgans):
    """Which items."""

    kind: ItemKind | None = Field(None, description="类型")
    category: Code | None = Field(None, description="目录事项的编码，见 catalogue")
    validity: Validity | None = Field(None, description="有效性")
    q: Words = Field(
        "", description="词语，以空格隔开：在名称、文号、正文和附件名称中都要有；最多找最新的 1000 条"
    )
    changed_since: Annotated[date, BeforeValidator(str)] | None = Field(
        None, description="只要这一天起发布或者变更的", examples=["2026-01-01"]
    )


class ReportsAsked(_OfOrgans):
    """Which reports."""


class ChangesAsked(Asked):
    """From where on the feed is read."""

    after: Number = Field(0, description="从哪个序号之后读起：上一次读到的 next；第一次为 0")
    limit: int = Field(LONGEST_PAGE, ge=1, le=LONGEST_PAGE, description="一页最多几条")
