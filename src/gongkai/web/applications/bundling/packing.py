"""One file for the court: everything under readable names, its hashes, and a program that looks at both. The same content
gives the same bytes on any day and machine."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .verify_bundle import HASHES

VERIFIER = "核验.py"
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell: none
_UNIX, _READABLE = 3, 0o100644 << 16


def with_hashes(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with the program and the list of hashes, which names everything but itself."""
    whole = {**files, VERIFIER: Path(__file__).with_name("verify_bundle.py").read_bytes()}
    listed = (f"{hashlib.sha256(whole[name]).hexdigest()}  {name}\n" for name in sorted(whole))
    return {**whole, HASHES: "".join(listed).encode()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """One zip. Nothing in it is pressed together: how that comes out differs from machine to machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as whole:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _DAY)
            member.create_system, member.external_attr = _UNIX, _READABLE
            whole.writestr(member, files[name])
    return out.getvalue()


def as_json(told: Mapping[str, Any]) -> bytes:
    """For programs, and still to be read by people."""
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def plain(name: str) -> str:
    """A name without what means something in paths, and not too long for any disk."""
    kept = "".join("_" if one in '\\/:*?"<>|' or ord(one) < 32 else one for one in name).strip(" .")
    return kept[:60] or "没有名称"
