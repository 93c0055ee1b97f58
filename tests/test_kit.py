"""
The names of the kit.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.authoring.wheel import project_table
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.spec import PACKAGE, PROJECT, spec_file, spec_names
from autograder.kit import DISTRIBUTION, NAME

OWN = {PACKAGE / "kit.py", *map(spec_file, spec_names())}


def texts(tree: ast.AST) -> Iterator[str]:
    """The texts of a module that are no docstrings, which may show an example."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def test_the_distribution_is_that_of_pyproject() -> None:
    """
    The kit finds its own version under the name that it is installed by.
    """
    pyproject = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")

    assert project_table(pyproject)["name"] == DISTRIBUTION


def test_the_public_inputs_stay() -> None:
    """
    The public seed is what it always was: with another, verdicts and recordings would change.
    """
    assert "day4" == PUBLIC_SEED


def test_no_other_module_names_the_day() -> None:
    """
    Only the specs and the names of the kit say which day this is.
    """
    modules = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    naming = {
        (path.name, text)
        for path, source in modules.items()
        if path not in OWN and NAME in source.lower().replace(" ", "")
        for text in texts(ast.parse(source))
        if NAME in text.lower().replace(" ", "")
    }

    assert set() == naming
