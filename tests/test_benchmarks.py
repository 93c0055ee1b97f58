"""The benchmarks: each of them starts and explains itself."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from autograder.grading.spec import PROJECT
from tests.warm import python

FOLDER = Path(__file__).with_name("benchmarks")
SHARED = {"benchmark", "own_calls"}
BENCHMARKS = sorted(path for path in FOLDER.glob("*.py") if path.stem not in SHARED)


@pytest.mark.skipif(os.name == "nt", reason="most of them measure what only POSIX has")
@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_help_is_the_docstring(path: Path) -> None:
    """
    Every benchmark can import what it measures, and `--help` prints its docstring.
    """
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}

    ended = python([str(path), "--help"], PROJECT, environment)

    assert (0, "") == (ended.returncode, ended.stderr)
    assert docstring is not None
    assert docstring in ended.stdout
    assert f"python tests/benchmarks/{path.name}" in docstring
