"""Heads of the chains, exported once a day: whoever keeps the files elsewhere can tell a ledger that was written anew.

Each file names the hash of the one before it, so that a single old file vouches for all earlier ones.
"""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from gongkai.kernel.chain import canonical
from gongkai.kernel.problems import Unwritable

from .models import Head
from .troubles import Trouble

# What hash stands at a position, for each organ, as it was exported: the first word counts.
Known = dict[int, dict[int, str]]


def folders() -> list[Path]:
    """Where the files are written: in the installation's folder, and on another disk if one was chosen."""
    elsewhere = [Path(settings.HEADS_DIR)] if settings.HEADS_DIR else []
    return [settings.HOME / "ledger-heads", *elsewhere]


def export_daily(on: date) -> list[Path]:
    """Export the heads of a day to every folder. Raises Unwritable when one of them does not take it."""
    written, refused = [], []
    for folder in folders():
        try:
            written.append(export_heads(folder, on))
        except OSError:
            refused.append(folder)
    if refused:
        raise Unwritable(
            f"台账链头没有写进 {'、'.join(str(folder) for folder in refused)}。",
            "请检查这个文件夹是否存在、可写、有空间，然后运行 gongkai verify --export。",
        )
    return written


def export_heads(folder: Path, on: date) -> Path:
    """Write the heads as they are now into the file of the day. The day's first one stays: copies of it may be elsewhere."""
    file = folder / f"{on.isoformat()}.json"
    if file.exists():
        return file
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = [path for path in _files(folder) if path.stem < on.isoformat()]
    heads = Head.objects.order_by("organ_id").values("organ_id", "position", "hash")
    told = {
        "on": on.isoformat(),
        "previous": _sha256(before[-1]) if before else "",
        "heads": [[head["organ_id"], head["position"], head["hash"]] for head in heads],
    }
    with TemporaryDirectory(dir=folder) as scratch:  # whole or not at all; never over another
        part = Path(scratch, "part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o440), "w", encoding="utf-8") as stream:
            stream.write(canonical(told) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):  # another process was faster: its file is the first
            os.link(part, file)
    return file


def exported(folder: Path) -> tuple[Known, list[Trouble]]:
    """What the files of a folder vouch for, and what is wrong with the files themselves."""
    known: Known = defaultdict(dict)
    troubles = []
    previous = None
    for file in _files(folder):
        told = _read(file)
        if told is None:
            troubles.append(_unreadable(file))
        else:
            if previous and told["previous"] != _sha256(previous):
                troubles.append(_unlinked(file, previous))
            for organ, position, hash_ in told["heads"]:
                known[organ].setdefault(position, hash_)
        previous = file
    return dict(known), troubles


def _read(file: Path) -> dict | None:
    try:
        told = json.loads(file.read_text("utf-8"))
        heads = [(int(organ), int(position), str(hash_)) for organ, position, hash_ in told["heads"]]
        return {"previous": str(told["previous"]), "heads": heads}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _files(folder: Path) -> list[Path]:
    return sorted(_dated(folder)) if folder.is_dir() else []


def _dated(folder: Path) -> Iterator[Path]:
    for file in folder.glob("????-??-??.json"):
        try:
            date.fromisoformat(file.stem)
        except ValueError:
            continue
        yield file


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _unreadable(file: Path) -> Trouble:
    return Trouble(
        "ledger.head_file",
        f"链头文件 {file}",
        "读不出来，不能作为对照。",
        "请用另一份拷贝替换；没有拷贝的，请保留原样并报告审计人员。",
    )


def _unlinked(file: Path, previous: Path) -> Trouble:
    return Trouble(
        "ledger.head_file",
        f"链头文件 {file}",
        f"所记的前一份文件的哈希与 {previous.name} 不符：前一份被改动过，或者中间少了文件。",
        "请用另一处保存的拷贝对照。",
    )
