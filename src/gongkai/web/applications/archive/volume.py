"""一案一卷: the whole file of a case as one package, in the order in which a volume is bound."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

from gongkai.engine.render.formats import render_paper
from gongkai.web.applications.models import Volume
from gongkai.web.applications.papers import catalogue
from gongkai.web.foundations import files

from .papers import contents, cover, note
from .record import record

# The moment of every member: the same volume gives the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 80  # characters of a name
_HASHES = "校验码（SHA-256）.txt"


def packed(volume: Volume) -> bytes:
    """Cover, list of papers, the record of the case, every paper, the note, and the hash of each. Raises Unreadable."""
    members = dict(_members(volume))
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in members.items())
    members[_HASHES] = sums.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, data)
    return out.getvalue()


def name_of(volume: Volume) -> str:
    """What the package is called."""
    return f"{_plain(volume.number)}.zip"


def _members(volume: Volume) -> Iterator[tuple[str, bytes]]:
    yield "000-1案卷封面.pdf", render_paper(cover(volume), "pdf")
    yield "000-2卷内目录.pdf", render_paper(contents(volume), "pdf")
    yield "000-3登记和办理记录.pdf", render_paper(record(volume.application), "pdf")
    last = 0
    for line in catalogue(volume.application):
        last = line.place
        if line.paper.kept:
            yield (
                f"{line.place:03d}{_named(line.paper.name, line.paper.kept.ending)}",
                files.read(line.paper.kept),
            )
    yield f"{last + 1:03d}备考表.pdf", render_paper(note(volume), "pdf")


def _named(name: str, ending: str) -> str:
    """The paper's own name, as file systems take it, with the ending of its bytes."""
    stem = name.removesuffix(f".{ending}")
    return f"{_plain(stem)[:_LONGEST]}.{ending}"


def _plain(name: str) -> str:
    return _NOT_IN_NAMES.sub("_", name)
