"""Every address of the site with who may come there, from `routes.toml`: a new one is closed until somebody says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import ResolverMatch

from gongkai.lawbook.duties import duties

FILE = Path(__file__).with_name("routes.toml")


class Access(StrEnum):
    """Who may come to an address at all. Which rows he then sees, the visibility of each model says."""

    PUBLIC = "public"  # anybody
    SIGNED_IN = "signed_in"  # whoever has signed in, with or without a duty
    OFFICE = "office"  # whoever holds a duty that is in force
    DUTY = "duty"  # whoever holds one of the named duties somewhere
    CLOSED = "closed"  # nobody: it comes with a library, and we do not use it


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for some addresses: a name, or a beginning of names that ends with *."""

    name: str
    access: Access
    duties: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Whether the rule is for the address of this name."""
        return name.startswith(self.name[:-1]) if self.name.endswith("*") else name == self.name


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, exact names first. ValueError when the file names an unknown duty or a name twice."""
    listed = [rule for raw in tomllib.loads(FILE.read_text("utf-8"))["rule"] for rule in _rules(raw)]
    names = [rule.name for rule in listed]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"classified twice in {FILE.name}: {', '.join(doubled)}")
    return tuple(sorted(listed, key=lambda rule: (rule.name.endswith("*"), -len(rule.name))))


def rule_for(match: ResolverMatch) -> Rule | None:
    """The rule for the address that was asked for; None when nobody has classified it."""
    return rule_for_name(name_of(match))


def name_of(match: ResolverMatch) -> str:
    """The name of an address, with its namespace; of one without a name, the route itself."""
    return match.view_name if match.url_name else match.route


@cache
def rule_for_name(name: str) -> Rule | None:
    """The rule for the address of this name, or of this pattern when it has none."""
    return next((rule for rule in rules() if rule.fits(name)), None)


def _rules(raw: Mapping[str, Any]) -> list[Rule]:
    held = tuple(raw.get("duties", ()))
    access = Access.DUTY if held else Access(raw["access"])
    if unknown := [code for code in held if code not in duties()]:
        raise ValueError(f"unknown duties in {FILE.name}: {', '.join(unknown)}")
    return [Rule(name, access, held) for name in raw["names"]]
