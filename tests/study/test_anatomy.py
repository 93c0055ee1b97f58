import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.study.anatomy import Anatomy, anatomy_of

FILE = '''\
"""Two functions that rest on a third, and one on nothing."""

import sympy as sp

x = sp.Symbol("x")


def base(f):
    return sp.integrate(f, x)


def upper(f):
    return base(f) + 1


def lonely(f):
    return f


if __name__ == "__main__":
    print(upper(x))
'''


def anatomy(folder: Path, text: str, name: str = "ex.py") -> Anatomy:
    """The anatomy of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return anatomy_of(path)


def moved(folder: Path, old: str, new: str, *, exact: bool = False) -> set[str]:
    """The functions whose basis an edit changes."""
    assert old in FILE
    before = anatomy(folder, FILE)
    after = anatomy(folder, FILE.replace(old, new))
    return {
        name
        for name in ("base", "upper", "lonely")
        if before.basis([name], exact=exact) != after.basis([name], exact=exact)
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("return f\n", "return 2 * f\n", {"lonely"}),
        ("+ 1", "+ 2", {"upper"}),
        ("integrate(f, x)", "integrate(f, (x, 0, 1))", {"base", "upper"}),
        ('Symbol("x")', 'Symbol("x", positive=True)', {"base", "upper", "lonely"}),
        (
            "import sympy as sp",
            "import sympy as sp\nimport numpy as np",
            {"base", "upper", "lonely"},
        ),
        ("print(upper(x))", "print(base(x))", set()),
        ("Two functions", "Both functions", set()),
        ("return f\n", "return f  # as it is\n", set()),
        ("\n\ndef lonely", "\n# a comment\n\n\ndef lonely", set()),
        ("def lonely(f)", "def lonely(f, upper=1)", {"lonely"}),
    ],
)
def test_an_edit_concerns_what_rests_on_it(
    old: str, new: str, expected: set[str], tmp_path: Path
) -> None:
    """
    A function's basis changes with itself, with what it calls, and with what stands around it.
    """
    assert expected == moved(tmp_path, old, new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("return f\n", "return f  # as it is\n", {"lonely"}),
        ("\n\ndef lonely", "\n# a comment\n\n\ndef lonely", {"lonely"}),
        ("import sympy as sp\n", "import sympy as sp\n\n", {"base", "upper", "lonely"}),
        ("def lonely", "def lonelier", {"base", "upper", "lonely"}),
    ],
)
def test_results_that_tell_of_lines_rest_on_lines(
    old: str, new: str, expected: set[str], tmp_path: Path
) -> None:
    """
    Where a message may name a line, a moved line counts, and so do the names of all functions.
    """
    assert expected == moved(tmp_path, old, new, exact=True)


@pytest.mark.parametrize(
    "extra",
    [
        "cache = {}",
        "print(base(x))",
        "base = upper",
        "import math as base",
        "def base(f):\n    return f",
        "def Symbol(name):\n    return name",
        "from sympy import *",
        "class A:\n    n = 0",
        "@staticmethod\ndef more(f):\n    return f",
        "def more(f):\n    base.count = 1",
        "def broken(:",
    ],
)
def test_what_is_not_understood_makes_a_file_a_whole(extra: str, tmp_path: Path) -> None:
    """
    One doubtful statement, and any edit concerns every function of the file.
    """
    found = anatomy(tmp_path, f"{FILE}\n{extra}\n")
    edited = anatomy(tmp_path, f"{FILE}\n{extra}\n# a comment\n")

    assert found.is_whole
    assert found.basis(["lonely"], exact=False) != edited.basis(["lonely"], exact=False)


@pytest.mark.parametrize("extra", ["import day4_ex1", "def more():\n    return open('x')"])
def test_a_file_that_rests_on_others_has_no_basis(extra: str, tmp_path: Path) -> None:
    """
    Nothing is certain about functions whose file may read another one.
    """
    assert anatomy(tmp_path, f"{FILE}\n{extra}\n").basis(["lonely"], exact=False) is None


def test_the_kits_own_exercises_are_told_apart(root: Path) -> None:
    """
    Stubs and solutions of the kit are files whose functions can be told apart.
    """
    for folder in ("exercises", "solutions"):
        for path in (root / folder).glob("day4_*.py"):
            assert not anatomy_of(path).is_whole, path


def notebook(source: str, output: str = "") -> str:
    """The text of a notebook with one code cell."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": output}]
    cell = {"cell_type": "code", "source": source, "outputs": outputs, "metadata": {}}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_notebook_rests_on_its_code(tmp_path: Path) -> None:
    """
    Another output leaves the basis of a notebook as it is, another code does not.
    """
    basis = [
        anatomy(tmp_path, text, "ex.ipynb").basis(["f"], exact=True)
        for text in (notebook("f = 1"), notebook("f = 1", "1"), notebook("f = 2"))
    ]

    assert basis[0] == basis[1] != basis[2]


@pytest.mark.parametrize("text", ["{", notebook("f ="), notebook("import day4_ex1")])
def test_a_doubtful_notebook_has_no_basis(text: str, tmp_path: Path) -> None:
    """
    What cannot be read, or reads others, is graded anew each time.
    """
    assert anatomy(tmp_path, text, "ex.ipynb").basis(["f"], exact=True) is None


@given(st.text())
def test_any_text_has_an_anatomy(text: str) -> None:
    """
    No half-written file stops the watch.
    """
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ex.py")
        path.write_bytes(text.encode(errors="surrogatepass"))
        assert anatomy_of(path).text is not None
