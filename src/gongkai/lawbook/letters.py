"""The letters, from the law data: one file each, and what many of them share in `common.toml`; for the site alone."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from gongkai.kernel.letter_forms import (
    COUNTER,
    ORDINAL,
    PLACE,
    Element,
    LetterFamily,
    LetterForm,
    LetterLaw,
    Paragraph,
    PartCondition,
    Recipient,
    Slip,
)
from gongkai.kernel.paper import Role
from gongkai.kernel.remedies import RemedyCode
from gongkai.lawbook.files import PACKAGE_LAW, Entry, Library
from gongkai.lawbook.limits import one_of

_FOLDER, _COMMON = "letters", "common"
_KEYS = (
    *("code", "name", "source", "family", "to", "frame", "remedy", "facts", "part", "element"),
    *("is_unverified", "note", "row", "decided"),
)
_CONDITION = ("when", "unless", "outcomes", "not_outcomes", "each")


@cache
def letter_law(law_dir: str | None = None) -> LetterLaw:
    """All letters, by code in order. Raises LawInvalid."""
    library = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR"))
    common = library.read(f"{_FOLDER}/{_COMMON}.toml")
    common.allow("source", "facts", "defaults", "frame").text("source")
    frames = {frame.text("code"): frame for frame in common.each("frame")}
    ours = sorted(path.stem for path in (PACKAGE_LAW / _FOLDER).glob("*.toml") if path.stem != _COMMON)
    forms: dict[str, LetterForm] = {}
    for name in library.names(_FOLDER, ours):
        if name != f"{_FOLDER}/{_COMMON}.toml":
            entry = library.read(name)
            form = _form(entry, common, frames)
            if form.code in forms:
                raise entry.fault(f"文书编号“{form.code}”在别的文件中已有")
            forms[form.code] = form
    return LetterLaw(MappingProxyType(forms))


def _form(entry: Entry, common: Entry, frames: Mapping[str, Entry]) -> LetterForm:
    entry.allow(*_KEYS)
    frame = frames.get(entry.text("frame"))
    if frame is None:
        raise entry.fault(f"common.toml 中没有“{entry.text('frame')}”这种框架")
    frame.allow("code", "before", "after", "element")
    if (remedy := entry.text("remedy", "")) and remedy not in set(RemedyCode):
        raise entry.fault(f"没有“{remedy}”这种救济途径")
    form = LetterForm(
        code=entry.text("code"),
        name=entry.text("name"),
        source=entry.text("source"),
        family=one_of(entry, "family", kind=LetterFamily),
        recipient=one_of(entry, "to", kind=Recipient),
        parts=(*_parts(frame, "before"), *_parts(entry, "part"), *_parts(frame, "after")),
        elements=(*_elements(frame), *_elements(entry)),
        labels=MappingProxyType(_words(common, "facts") | _words(entry, "facts")),
        defaults=MappingProxyType(_words(common, "defaults")),
        remedy=remedy,
        rows=tuple(map(_paragraph, entry.each("row"))) if "row" in entry.data else (),
        decided=entry.text("decided", ""),
        is_unverified=entry.flag("is_unverified"),
        note=entry.text("note", ""),
    )
    _agree(entry, form)
    return form


def _words(entry: Entry, key: str) -> dict[str, str]:
    """Names and what they are called, or what stands for them."""
    if key not in entry.data:
        return {}
    part = entry.part(key)
    return {name: part.text(name) for name in part.data}


def _parts(entry: Entry, key: str) -> Iterator[Paragraph | Slip]:
    for part in entry.each(key) if key in entry.data else ():
        yield _slip(part) if "rows" in part.data else _paragraph(part)


def _paragraph(entry: Entry) -> Paragraph:
    entry.allow("text", "role", *_CONDITION)
    role = one_of(entry, "role", kind=Role) if "role" in entry.data else Role.BODY
    return Paragraph(entry.text("text"), role, entry.text("each", ""), _condition(entry))


def _slip(entry: Entry) -> Slip:
    entry.allow("caption", "rows", "shares", "room", *_CONDITION)
    rows = tuple(
        tuple(str(cell) for cell in row) for row in entry.data["rows"] if isinstance(row, list) and row
    )
    shares = tuple(int(share) for share in entry.data.get("shares", ()))
    if not rows or not shares or any(len(row) > len(shares) for row in rows):
        raise entry.fault("表的各行应有格子，并且不多于“shares”的列数")
    each = entry.text("each", "")
    return Slip(entry.text("caption"), rows, shares, entry.number("room", 2), each, _condition(entry))


def _condition(entry: Entry) -> PartCondition:
    outcomes, others = (frozenset(entry.texts(key)) for key in ("outcomes", "not_outcomes"))
    return PartCondition(entry.text("when", ""), entry.text("unless", ""), outcomes, others)


def _elements(entry: Entry) -> Iterator[Element]:
    for one in entry.each("element") if "element" in entry.data else ():
        one.allow("code", "name", "facts", "ways", "says", "missing", "is_later", "outcomes")
        told = [key for key in ("facts", "ways", "says") if key in one.data]
        if len(told) != 1:
            raise one.fault("要素应写明“facts”“ways”“says”中的一项")
        ways = one.lists("ways") if told == ["ways"] else ()
        yield Element(
            code=one.text("code"),
            name=one.text("name"),
            missing=one.text("missing"),
            ways=(one.texts("facts"),) if told == ["facts"] else ways,
            says=one.text("says", ""),
            is_later=one.flag("is_later"),
            outcomes=frozenset(one.texts("outcomes")),
        )


def _agree(entry: Entry, form: LetterForm) -> None:
    """Every place has a name and belongs to one element, unless it may be left out; every element is printed."""
    texts = [text for part in form.parts for text in part.texts]
    places = _places(texts)
    in_rows = _places(row.text for row in form.rows)
    elements = [name for one in form.elements for name in one.facts]
    codes = [one.code for one in form.elements]
    faults = (
        ("没有给出名称的位置", (places | in_rows) - form.labels.keys() - form.defaults.keys()),
        ("没有要素说到、也不是可有可无的位置", _owed(form) - set(elements)),
        ("要素说到、文中却没有的位置", set(elements) - places),
        ("两个要素都说到的位置", _twice(elements)),
        ("编码相同的要素", _twice(codes)),
        ("要素说到、文中却没有的话", {one.says for one in form.elements if not _is_said(one, texts)}),
    )
    for said, names in faults:
        if names:
            raise entry.fault(f"{said}：{'、'.join(sorted(names))}")


def _places(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in PLACE.findall(text)} - {COUNTER, ORDINAL, "letter"}


def _is_said(element: Element, texts: Iterable[str]) -> bool:
    return not element.says or any(element.says in text for text in texts)


def _owed(form: LetterForm) -> set[str]:
    """The places of parts that are always there."""
    always = (part for part in form.parts if not part.condition.when)
    return _places(text for part in always for text in part.texts) - form.defaults.keys()


def _twice(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}
