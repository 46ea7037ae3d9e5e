"""Small enough to read: files, functions and views keep their limits."""

import ast
from pathlib import Path

from tests.architecture.sources import functions, hold, name_of, python_files, value_floor_files

FILE_LINES = 300
FUNCTION_LINES = 40
VIEW_LINES = 15
POSITIONAL = 2
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff"}

OURS = ("src", "tests", "docs", "benchmarks")


def _too_long(files: list[Path], limit: int) -> dict[str, str]:
    return {
        f"{name_of(file)}::{name}": f"{length} lines, at most {limit}"
        for file in files
        for name, node in functions(file)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > limit
    }


def test_files_are_at_most_300_lines() -> None:
    lengths = {name_of(file): len(file.read_text("utf-8").splitlines()) for file in python_files(*OURS)}
    broken = {
        file: f"{lines} lines, at most {FILE_LINES}" for file, lines in lengths.items() if lines > FILE_LINES
    }
    hold("file-size", broken)


def test_functions_are_at_most_40_lines() -> None:
    hold("function-size", _too_long(python_files(*OURS), FUNCTION_LINES))


def test_views_are_at_most_15_lines() -> None:
    views = [
        file
        for file in python_files("src/gongkai/web")
        if file.stem.endswith("views") or file.parent.name == "views"
    ]
    hold("view-size", _too_long(views, VIEW_LINES))


def test_more_than_two_arguments_are_passed_by_name() -> None:
    broken = {}
    for file in value_floor_files():
        for name, node in functions(file):
            arguments = [arg.arg for arg in node.args.posonlyargs + node.args.args]
            counted = [arg for arg in arguments if arg not in ("self", "cls")]
            if len(counted) > POSITIONAL and not node.name.startswith("_"):
                broken[f"{name_of(file)}::{name}"] = f"positional: {', '.join(counted)}"
    hold("arguments", broken)


def test_modules_are_named_after_what_they_hold() -> None:
    vague = [
        name_of(file) for file in python_files("src", "docs", "benchmarks", "tests") if file.stem in VAGUE
    ]
    assert not vague


def test_every_module_says_what_it_means() -> None:
    silent = [
        name_of(file)
        for file in python_files("src", "docs", "benchmarks")
        if file.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert not silent
