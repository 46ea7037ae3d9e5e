"""An address name for an organ that brings none: how its name is pronounced."""

import re
from collections.abc import Container

from pypinyin import Style, lazy_pinyin

from gongkai.web.organs.models import Organ

_LONGEST = Organ._meta.get_field("slug").max_length - 4  # room for a number behind it
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def slug_for(name: str, *, taken: Container[str]) -> str:
    """The name in pinyin, or its first letters when that is too long; with a number when another organ has it."""
    plain = _joined(lazy_pinyin(name))
    if len(plain) > _LONGEST:
        plain = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
        plain = _NOT_PLAIN.sub("", plain.lower())[:_LONGEST]
    plain = plain or "organ"
    number, slug = 1, plain
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    return slug


def _joined(syllables: list[str]) -> str:
    return _NOT_PLAIN.sub("-", "-".join(syllables).lower()).strip("-")
