"""A folder that takes long to make, made once and copied afterwards: kept where caches are, under what it was made from.

A copy that is not whole any more, or was made from other data or by other code, is made anew.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_CODE = Path(__file__).parents[2]
# Screens look at what is there; none of them has a part in making it.
_SCREENS = {"office", "portal", "locale", "static", "templates", "__pycache__"}
_ENDINGS = {".py", ".toml"}
# What tables, indexes and triggers come from: the rest of the code may change, and empty tables stay as they are.
_SCHEMA = {
    "migrations",
    "models",
    "models.py",
    "apps.py",
    "guards.py",
    "ledger",
    "search",
    "foundations",
    "settings",
}
_LIST = "made.json"
_MAKING = "making-"
_KEPT = 3  # of each name: two checkouts do not make each other's anew all the time


def cache_folder() -> Path:
    """Where this user's caches lie; nobody else may read it, for a demo has keys too."""
    chosen = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(chosen) if chosen else Path.home() / ".cache") / "gongkai"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@cache
def fingerprint() -> str:
    """What all data and all code come to from which a demo is made, and the law that an office has chosen."""
    chosen = map(Path, filter(None, [os.environ.get("GONGKAI_LAW_DIR")]))
    return _digest((folder, file) for folder in (_CODE, *chosen) for file in sorted(_sources(folder)))


@cache
def schema_fingerprint() -> str:
    """What the code comes to that has a part in making empty tables."""
    files = (file for file in sorted(_sources(_CODE)) if _SCHEMA & {*file.relative_to(_CODE).parts})
    return _digest((_CODE, file) for file in files)


def copy(name: str, into: Path, *, make: Callable[[Path], None], of: Callable[[], str] = fingerprint) -> None:
    """Copy the folder of this name into another one, over what has the same names there.

    It is made when there is none yet from what `of` comes to now.
    """
    root = cache_folder()
    with _alone(root / f"{name}.lock"):
        folder = root / f"{name}-{of()}"
        if not _is_whole(folder):
            _clear(folder, *root.glob(f"{_MAKING}{name}-*"))  # what was killed half-way lies there still
            _make(folder, make)
        os.utime(folder)
        _forget_old(root, name)
        shutil.copytree(folder, into, dirs_exist_ok=True, ignore=shutil.ignore_patterns(_LIST))


def _sources(folder: Path) -> Iterator[Path]:
    """Files that have a part in what is made; what pages look like has none."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _SCREENS]
        yield from (Path(at, name) for name in names if Path(name).suffix in _ENDINGS)
        if Path(at).name == "sources":
            yield from (Path(at, name) for name in names if Path(name).suffix not in _ENDINGS)


def _digest(files: Iterable[tuple[Path, Path]]) -> str:
    """One word for the names and the bytes of files, each with the folder that its name is told from."""
    said = hashlib.sha256()
    for folder, file in files:
        said.update(f"{file.relative_to(folder)}\0".encode())
        said.update(hashlib.sha256(file.read_bytes()).digest())
    return said.hexdigest()[:20]


def _make(folder: Path, make: Callable[[Path], None]) -> None:
    """It gets its name only when it is whole: what fails half-way is thrown away."""
    with TemporaryDirectory(dir=folder.parent, prefix=f"{_MAKING}{folder.name}") as scratch:
        making = Path(scratch, folder.name)
        making.mkdir(mode=0o700)
        make(making)
        (making / _LIST).write_text(json.dumps(_sums(making)), "utf-8")
        making.rename(folder)


def _is_whole(folder: Path) -> bool:
    """Whether every file is still as it was made."""
    try:
        listed = json.loads((folder / _LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return _sums(folder) == listed


def _sums(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != _LIST)
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _forget_old(root: Path, name: str) -> None:
    """Only the last ones are kept."""
    made = sorted(root.glob(f"{name}-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    _clear(*made[_KEPT:])


def _clear(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(gate: Path) -> Iterator[None]:
    """Wait until no other process makes or copies it; the end of a process lets go, too."""
    with os.fdopen(os.open(gate, os.O_RDWR | os.O_CREAT, 0o600), "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
