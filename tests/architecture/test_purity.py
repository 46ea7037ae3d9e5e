"""The lower floors take and give values: no clock, no chance, no framework; errors are never swallowed whole."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.sources import hold, name_of, python_files, tree, value_floor_files

# Reading the clock, or chance: both are passed in.
CLOCK_AND_CHANCE = {"now", "today", "utcnow", "localtime", "time_ns", "monotonic", "perf_counter", "urandom"}
CHANCE_MODULES = {"random", "secrets", "uuid"}


def _imports(node: ast.AST) -> Iterator[str]:
    """Absolute names of the modules that a node imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        yield node.module


def test_kernel_imports_only_itself_and_the_standard_library() -> None:
    strange = [
        f"{name_of(file)}: {module}"
        for file in python_files("src/gongkai/kernel")
        for node in ast.walk(tree(file))
        for module in _imports(node)
        if module.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not strange


def test_kernel_touches_no_files_and_no_environment() -> None:
    touched = [
        f"{name_of(file)}: {module}"
        for file in python_files("src/gongkai/kernel")
        for node in ast.walk(tree(file))
        for module in _imports(node)
        if module.split(".")[0] in {"os", "io", "pathlib", "shutil", "socket", "subprocess", "tempfile"}
    ]
    assert not touched


def test_value_floors_ask_neither_clock_nor_chance() -> None:
    asked = []
    for file in value_floor_files():
        for node in ast.walk(tree(file)):
            asked += [
                f"{name_of(file)}: {name}" for name in _imports(node) if name.split(".")[0] in CHANCE_MODULES
            ]
            if isinstance(node, ast.Attribute) and node.attr in CLOCK_AND_CHANCE:
                asked.append(f"{name_of(file)}:{node.lineno}: {node.attr}")
    assert not asked


def _is_frozen(node: ast.ClassDef) -> bool:
    """Whether a class is no dataclass, or a frozen one; with slots, unless it keeps what it worked out once."""
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    dataclasses = [text for text in decorators if text.split("(")[0].endswith("dataclass")]
    keeps = "cached_property" in ast.unparse(node)
    return all("frozen=True" in text and ("slots=True" in text or keeps) for text in dataclasses)


def test_values_are_frozen() -> None:
    loose = {
        f"{name_of(file)}::{node.name}": "a dataclass that is not frozen or has no slots"
        for file in value_floor_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and not _is_frozen(node)
    }
    hold("frozen", loose)


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(
        isinstance(part, ast.Name) and part.id in ("Exception", "BaseException")
        for part in ast.walk(handler.type)
    )


def test_nobody_catches_everything() -> None:
    broad = {
        name_of(file): f"line {node.lineno} catches every exception"
        for file in python_files("src", "docs", "benchmarks")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    }
    hold("broad-except", broad)


@pytest.mark.parametrize("module", ["gongkai.lawbook", "gongkai.engine.examine", "gongkai.cli"])
def test_reading_a_report_never_loads_django(module: str) -> None:
    script = f"import sys, {module}; raise SystemExit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
