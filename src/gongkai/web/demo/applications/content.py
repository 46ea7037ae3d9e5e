"""What is told of the invented applications: who asks what of whom, how it usually goes, and what is usually answered."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.paper import Paper, Passage, Role
from gongkai.web.applications.actions.intake import Wanted
from gongkai.web.applications.actions.replying import Drafted, Supplied
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, SupplyForm
from gongkai.web.demo.county import Toml

_HERE = Path(__file__).parent
_PERSON = "natural_person"


@cache
def told() -> Toml:
    """The ways in which cases usually go, what each outcome usually says, and where one files for review online."""
    return _read("cases.toml")


@cache
def cases() -> list[Toml]:
    """Every application, in the order in which they are told."""
    return [
        raw
        for file in sorted((_HERE / "cases").glob("*.toml"))
        for raw in _read(f"cases/{file.name}")["cases"]
    ]


def steps_of(raw: Toml) -> Sequence[str]:
    """What is done and on which working day after it was handed in: its own way, or a usual one."""
    return raw["steps"] if "steps" in raw else told()["courses"][raw["course"]]


def people_of(raw: Toml) -> tuple[tuple[str, ...], tuple[Identity, ...]]:
    """The kinds of those who apply, and who they are."""
    known = [_people()[key] for key in raw["who"]]
    said = ({name: text for name, text in one.items() if name != "kind"} for one in known)
    identities = tuple(Identity(**{"id_type": "resident_id", "postcode": "000000"} | one) for one in said)
    return tuple(one.get("kind", _PERSON) for one in known), identities


def wanted_of(raw: Toml) -> Wanted:
    """What is wanted, and in which way."""
    has_mail = any(one.email for one in people_of(raw)[1][:1])
    return Wanted(
        title=raw["title"],
        wanted=raw.get("wanted", raw["title"]),
        doc_no=raw.get("doc_no", ""),
        supply_form=raw.get("supply_form", "email" if has_mail else "paper"),
        delivery=raw.get("delivery", "online"),
        needs_help=raw.get("needs_help", ""),
    )


def drafted_of(raw: Toml, *, earlier: Application | None, is_late: bool = False) -> Drafted:
    """What is answered: the usual words of its outcomes, unless it has words of its own."""
    codes = raw["outcomes"]
    form = SupplyForm(wanted_of(raw).supply_form).label
    known = {"title": raw["title"], "other": raw.get("other", ""), "form": form}
    usual = [told()["outcomes"][code] for code in [*codes, *(["O04"] if len(codes) > 1 else [])]]
    said = {key: text for one in usual for key, text in one.get("told", {}).items()} | raw.get("told", {})
    files = raw.get("supplied", {})
    text = raw.get("text") or "\n".join(one["text"] for one in usual if "text" in one)
    return Drafted(
        outcomes=codes,
        principal=raw.get("principal", ""),
        reason=raw.get("principal_because", ""),
        text=text.format_map(known),
        told={key: _filled(text, known) for key, text in said.items() if key != "supplied" or not files},
        late_reason=told()["late_because"] if is_late else "",
        supplied=tuple(Supplied(name, sheet(name, body)) for name, body in files.items()),
        earlier=earlier,
    )


def _filled(said: str | Sequence[Toml], known: Mapping[str, str]) -> str | list[dict[str, str]]:
    """Words or rows, with what they are about."""
    if isinstance(said, str):
        return said.format_map(known)
    return [{key: words.format_map(known) for key, words in row.items()} for row in said]


@cache
def sheet(name: str, body: str) -> bytes:
    """A paper of one page, as a file."""
    title = name.rpartition(".")[0]
    blocks = (Passage(title, Role.TITLE), *map(Passage, body.splitlines()))
    return render_paper(Paper(title, "", blocks), "docx")


@cache
def _people() -> Toml:
    return _read("applicants.toml")["people"]


def _read(name: str) -> Toml:
    return tomllib.loads((_HERE / name).read_text("utf-8"))
