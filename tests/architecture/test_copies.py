"""Nothing is written twice: what two places need stands in one below both."""

import ast
from collections import defaultdict

from tests.architecture.sources import functions, name_of, python_files

# Nodes of a function's body. What is shorter says little more than its own name.
WORTH_SHARING = 28


def _body(node: ast.AST) -> str:
    """What a function does, whatever it is called and whatever is said of it; empty for a short one."""
    does = node.body[1:] if ast.get_docstring(node) else node.body
    size = sum(1 for statement in does for _ in ast.walk(statement))
    return "".join(map(ast.dump, does)) if size >= WORTH_SHARING else ""


def test_no_function_is_a_copy_of_another() -> None:
    places = defaultdict(list)
    for file in python_files("src"):
        for name, node in functions(file):
            if body := _body(node):
                places[body].append(f"{name_of(file)}::{name}")
    assert len(places) > 1000
    assert [copies for copies in places.values() if len(copies) > 1] == []
