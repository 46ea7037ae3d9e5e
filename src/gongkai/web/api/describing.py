"""The interface's own description, put in order for a page."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .interface import api

_METHOD = "get"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: whether it must be given, and what may stand there."""

    name: str
    where: str
    is_required: bool
    told: str
    bounds: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of what is answered."""

    name: str
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address: what it answers, its parameters, and whether it answers without any."""

    anchor: str
    address: str
    summary: str
    told: str
    parameters: tuple[Parameter, ...]
    schema: str
    can_be_tried: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of thing in the answers, with its fields."""

    name: str
    told: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that the page says."""

    title: str
    version: str
    paragraphs: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    shapes: tuple[Shape, ...]


_KEY = {"type": "http", "scheme": "bearer", "description": "接口密钥，可以不带。"}


@cache
def schema() -> dict[str, Any]:
    """The description as OpenAPI has it; problems under their own media type, each status in our words."""
    described = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    for path in described["paths"].values():
        _put_in_order(path[_METHOD])
    components = described["components"]
    components["securitySchemes"] = {"key": _KEY}
    # What a request may ask for stands with its parameters.
    components["schemas"] = {
        name: shape for name, shape in sorted(components["schemas"].items()) if not name.endswith("Asked")
    }
    return described


def _put_in_order(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        if examples := parameter.pop("examples", None):
            parameter["example"] = examples[0]
    for status, answer in operation["responses"].items():
        answer["description"] = _STATUSES[status]
        if status != "200":
            answer["content"] = {"application/problem+json": answer["content"].pop("application/json")}


_STATUSES = {
    "200": "答复",
    "401": "密钥不对，或者已经停用",
    "404": "没有这一条",
    "410": "已经撤回，或者公示期满",
    "422": "参数有误，写明是哪一个、应当怎样写",
    "429": "请求太频繁，Retry-After 标头写明多少秒后再来",
    "503": "现在不能办理",
}


@cache
def description() -> Description:
    """The description for people."""
    described = schema()
    shapes = described["components"]["schemas"]
    return Description(
        title=described["info"]["title"],
        version=described["info"]["version"],
        paragraphs=tuple(described["info"]["description"].split("\n")),
        endpoints=tuple(_endpoint(address, path[_METHOD]) for address, path in described["paths"].items()),
        shapes=tuple(_shape(name, shapes[name]) for name in sorted(shapes) if "properties" in shapes[name]),
    )


def _endpoint(address: str, said: Mapping[str, Any]) -> Endpoint:
    parameters = tuple(_parameter(one) for one in said.get("parameters", ()))
    answer = said["responses"]["200"]["content"]["application/json"]["schema"]
    return Endpoint(
        anchor=said["operationId"],
        address=address,
        summary=said["summary"],
        told=said.get("description", ""),
        parameters=parameters,
        schema=_kind(answer),
        can_be_tried=not any(parameter.is_required for parameter in parameters),
    )


def _parameter(said: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=said["name"],
        where="网址中" if said["in"] == "path" else "",
        is_required=said["required"],
        told=said.get("description", ""),
        bounds="，".join(_bounds(_resolved(said["schema"]), said["schema"].get("default"))),
    )


def _resolved(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself, where null or the name of a shape stands beside or for it."""
    plain = next((one for one in said.get("anyOf", ()) if one.get("type") != "null"), said)
    return schema()["components"]["schemas"][_name(plain)] if "$ref" in plain else plain


def _bounds(said: Mapping[str, Any], default: Any) -> Iterator[str]:
    if "enum" in said:
        yield "、".join(said["enum"])
    if said.get("type") == "integer":
        yield "整数"
    if said.get("format") == "date":
        yield "日期，例如 2026-03-05"
    if said.get("maximum", 10**6) < 10**6:
        yield f"{said['minimum']} 到 {said['maximum']}"
    if default not in (None, ""):
        yield f"不写时为 {default}"


def _shape(name: str, said: Mapping[str, Any]) -> Shape:
    fields = tuple(
        Field(field, _kind(each), each.get("description", "")) for field, each in said["properties"].items()
    )
    return Shape(name, said.get("description", ""), fields)


_KINDS = {"string": "文字", "integer": "整数", "boolean": "是否", "object": "对象", "null": "null"}


def _kind(said: Mapping[str, Any]) -> str:
    """What may stand in a field, in a word or two."""
    if "$ref" in said:
        return _name(said)
    if "anyOf" in said:
        return " 或 ".join(dict.fromkeys(_kind(one) for one in said["anyOf"]))
    if said.get("type") == "array":
        return f"{_kind(said['items'])} 的列表"
    if said.get("format") in ("date", "date-time"):
        return {"date": "日期", "date-time": "时间"}[said["format"]]
    return _KINDS.get(said.get("type", ""), str(said.get("const", "任意")))


def _name(said: Mapping[str, Any]) -> str:
    """Of a shape that is only named, its name."""
    return said["$ref"].rpartition("/")[2]
