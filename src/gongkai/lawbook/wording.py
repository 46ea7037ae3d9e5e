"""The words by which the prose is understood; all texts of that file are regular expressions."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.lawbook.files import Entry, Library

_NAME = "wording/prose.toml"
_SIMPLE = re.compile(r"[^\\.^$*+?{}\[\]|()]*")


def prose_wording(library: Library) -> Mapping[str, Any]:
    """The file as it is. A file of the office is examined first; ours is examined by the tests."""
    entry = library.read(_NAME)
    if library.is_theirs(_NAME):
        _require_like(entry, Library(None).read(_NAME).data)
        for where, text in _texts(entry.data):
            require_pattern(entry, text, where=where)
    return entry.data


def require_pattern(entry: Entry, text: str, *, where: str) -> None:
    """Refuse a text that is no regular expression."""
    if not _SIMPLE.fullmatch(text):
        try:
            re.compile(text)
        except re.error as error:
            raise entry.fault(f"{where} 中的“{text}”不是正确的正则表达式（{error}）") from error


def _require_like(entry: Entry, ours: Mapping[str, Any]) -> None:
    """Refuse a file that lacks something which ours has, at any depth."""
    for key, value in ours.items():
        if key not in entry.data:
            raise entry.fault(f"缺少“{key}”")
        theirs = entry.data[key]
        if type(theirs) is not type(value):
            raise entry.fault(f"“{key}”的类型与原文件不同")
        if isinstance(value, dict):
            _require_like(Entry(f"{entry.where} 的 {key}", theirs), value)
        elif isinstance(value, list) and value:
            _require_items_like(entry, key, value[0])


def _require_items_like(entry: Entry, key: str, sample: Any) -> None:
    for place, item in enumerate(entry.data[key], 1):
        if type(item) is not type(sample):
            raise entry.fault(f"“{key}”第 {place} 项的类型与原文件不同")
        if isinstance(sample, dict):
            _require_like(Entry(f"{entry.where} 的 {key} 第 {place} 项", item), sample)


def _texts(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tree with its way to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, where)
