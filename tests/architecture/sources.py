"""The project's own files as the architecture tests see them."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "gongkai"
# Floors that take and give values only.
VALUE_FLOORS = ("kernel", "engine", "lawbook")
EXCEPTIONS = Path(__file__).parent / "exceptions.txt"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that belongs to the project: tracked, or new and not ignored; without git, all but what was made."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = (
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False) if shutil.which("git") else None
    )
    if listed and listed.returncode == 0:
        files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        files = [file for file in ROOT.rglob("*") if not _was_made(file.relative_to(ROOT))]
    return tuple(sorted(file for file in files if file.is_file()))


def _was_made(file: Path) -> bool:
    """Whether a path lies in what .gitignore names: environment, state, caches."""
    first = file.parts[0]
    cached = "__pycache__" in file.parts or first.endswith("_cache")
    return cached or first in {".git", ".venv", ".hypothesis", "var", "dist", "build"}


def python_files(*under: str) -> list[Path]:
    """Python files below these folders of the project, without migrations, which Django writes."""
    roots = [ROOT / name for name in under]
    return [
        file
        for file in project_files()
        if file.suffix == ".py"
        and any(file.is_relative_to(root) for root in roots)
        and "migrations" not in file.parts
    ]


def value_floor_files() -> list[Path]:
    """Python files of kernel, law book and engine."""
    return python_files(*(f"src/gongkai/{floor}" for floor in VALUE_FLOORS))


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text("utf-8"), filename=str(file))


def functions(file: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of a file with its dotted name inside it."""

    def walk(node: ast.AST, path: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        for child in ast.iter_child_nodes(node):
            inner = path
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = f"{path}.{child.name}".lstrip(".")
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                yield inner, child
            yield from walk(child, inner)

    return walk(tree(file), "")


def name_of(file: Path) -> str:
    """A file's path inside the project, with slashes."""
    return file.relative_to(ROOT).as_posix()


@cache
def exceptions() -> dict[tuple[str, str], str]:
    """What may break a rule of the house: (rule, place) → reason."""
    found = {}
    for line in EXCEPTIONS.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            rule, place, reason = (part.strip() for part in line.split("|", 2))
            found[rule, place] = reason
    return found


def hold(rule: str, places: dict[str, str]) -> None:
    """Fail on breaches (place → what is wrong) without an entry in exceptions.txt, and on entries without breach."""
    excused = {place for name, place in exceptions() if name == rule}
    broken = [f"{place}: {wrong}" for place, wrong in sorted(places.items()) if place not in excused]
    idle = [
        f"{place}: excused in exceptions.txt, but nothing is wrong" for place in sorted(excused - set(places))
    ]
    assert not broken + idle, "\n".join([rule, *broken, *idle])
