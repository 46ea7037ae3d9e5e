"""How files of items are called in an address, on whatever page, list or feed it stands."""

import re

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|%#\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
_LONGEST = 100  # characters of a name, with its ending
_ENDING = 12


def in_address(name: str) -> str:
    """A name as it can stand in an address and on any disk; its ending stays."""
    plain = _FORBIDDEN.sub("-", name).strip(" .-") or "file"
    if len(plain) <= _LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: _LONGEST - _ENDING]}.{ending}" if dot and len(ending) < _ENDING else plain[:_LONGEST]
