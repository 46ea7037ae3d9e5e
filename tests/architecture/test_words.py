"""Words that may not stand in the project's files, and words that everybody must use."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, name_of, project_files, python_files, tree

# Spelt in pieces, or this file would break its own rule.
MACHINE_PATHS = re.compile(
    r"(?<![\w.~$}*/-])/(?:" + "|".join(("tmp", "root", "home", "work", "Users", "opt", "mnt")) + r")/[\w.-]"
)
INDEX_HOSTS = re.compile(
    r"(?:pypi|pythonhosted|npmjs|aliyun|tsinghua|ustc)\.(?:org|com|edu)|file" + "://", re.I
)
BINARY = {".docx", ".png", ".jpg", ".pdf", ".xlsx", ".zip", ".ico", ".woff2"}
# Numbers of notices are law: data, with their dates and sources. Docstrings may name their source.
NOTICE_NUMBER = re.compile(r"〔\d{4}〕\s*\d+\s*号")


def _texts() -> Iterator[tuple[Path, str]]:
    for file in project_files():
        if file.suffix.lower() not in BINARY and "specimens" not in file.parts:
            yield file, file.read_bytes().decode("utf-8", errors="replace")


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(file)}:{number}: {line.strip()[:80]}"
        for file, text in _texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_somebodys_machine() -> None:
    assert not _lines_with(MACHINE_PATHS)


def test_no_address_of_a_package_index() -> None:
    assert not _lines_with(INDEX_HOSTS)


def _strings(file: Path) -> Iterator[ast.Constant]:
    """String literals that are not docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def test_numbers_of_notices_stand_in_the_law_only() -> None:
    found = [
        f"{name_of(file)}:{node.lineno}"
        for file in python_files("src")
        for node in _strings(file)
        if NOTICE_NUMBER.search(str(node.value))
    ]
    assert not found


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _terms() -> set[str]:
    words = tomllib.loads((ROOT / "docs/reference/words.toml").read_text("utf-8"))
    return {term["id"] for term in words["terms"]}


def _is_table(meta: ast.AST) -> bool:
    """Whether this is the Meta of a model with a table; what several models share is named in code alone."""
    if not isinstance(meta, ast.ClassDef) or meta.name != "Meta":
        return False
    return "abstract = True" not in ast.unparse(meta)


def test_models_are_named_by_the_glossary() -> None:
    models = [
        f"{name_of(file)}: {node.name}"
        for file in python_files("src/gongkai/web")
        if file.name == "models.py" or file.parent.name == "models"
        for node in tree(file).body
        if isinstance(node, ast.ClassDef)
        and any(map(_is_table, node.body))
        and _snake(node.name) not in _terms()
    ]
    assert not models


def test_kernel_values_are_named_by_the_glossary() -> None:
    values = [
        f"{name_of(file)}: {node.name}"
        for file in python_files("src/gongkai/kernel")
        if file.name != "problems.py"
        for node in tree(file).body
        if isinstance(node, ast.ClassDef) and _snake(node.name) not in _terms()
    ]
    assert not values


def test_each_term_is_explained_once() -> None:
    words = tomllib.loads((ROOT / "docs/reference/words.toml").read_text("utf-8"))
    for key in ("id", "term"):
        named = [term[key] for term in words["terms"]]
        assert sorted(set(named)) == sorted(named)
