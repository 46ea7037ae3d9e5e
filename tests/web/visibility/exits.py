"""Every address of the site, and who is said to see what there (who_sees.toml)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.lawbook.duties import duties

SAID = tomllib.loads(Path(__file__).with_name("who_sees.toml").read_text("utf-8"))
RELATIONS = tuple(SAID["groups"]["anywhere"])
# What stands in an address for a number or a word, where nobody may come in any case.
FILLED = {
    None: "1",
    "int": "1",
    "slug": "some",
    "str": "some",
    "path": "some",
    "uidb64": "some",
    "token": "some",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One address as Django knows it: its name, or for one without a name its pattern."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Exit:
    """What is said of one address."""

    route: str
    about: str = ""
    is_public: bool = False
    is_list: bool = False
    states: tuple[str, ...] = ("",)
    gone: tuple[str, ...] = ()
    sees: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    opens: tuple[str, ...] = ("*",)

    def is_seen(self, duty: str | None, relation: str, state: str) -> bool:
        """Whether somebody with a duty in this relation sees the object in a state; None is nobody's duty."""
        if state in self.gone:
            return False
        if self.is_public:
            return True
        return bool(duty) and relation in _relations(self.only.get(state, self.sees), duty)


def _relations(sees: Mapping[str, str], duty: str) -> list[str]:
    group = sees.get(duty, sees.get("*"))
    return SAID["groups"][group] if group else []


def exits() -> dict[str, Exit]:
    """By the name of the address."""
    return {
        route: Exit(
            route,
            about=raw.get("object", ""),
            is_public=raw.get("public", False),
            is_list=raw.get("lists", False),
            states=tuple(raw.get("states", [""])),
            gone=tuple(raw.get("gone", [])),
            sees=raw.get("sees", {}),
            only=raw.get("only", {}),
            opens=tuple(raw.get("opens", ["*"])),
        )
        for raw in SAID["exit"]
        for route in raw["routes"]
    }


def routes(resolver: URLResolver | None = None, *, before: str = "", inside: str = "") -> Iterator[Route]:
    """Every address that Django would answer."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = before + (str(one.pattern).removeprefix("^") if before else str(one.pattern))
        if isinstance(one, URLPattern):
            yield Route(f"{inside}{one.name}" if one.name else pattern, pattern)
        else:
            yield from routes(
                one, before=pattern, inside=f"{inside}{one.namespace}:" if one.namespace else inside
            )


def said_duties() -> set[str]:
    """Every duty that the file names."""
    tables: list[Any] = [
        *SAID["exit"],
        *(only for raw in SAID["exit"] for only in raw.get("only", {}).values()),
    ]
    return {
        duty for table in tables for duty in table.get("sees", table if "routes" not in table else {})
    } - {"*"}


def all_duties() -> list[str]:
    """Every duty that the law data knows."""
    return list(duties())
