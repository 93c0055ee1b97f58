"""
Places in scripts and notebooks, files or open ones.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.grading.source import FileSource, LiveSource, Place, crash_of, names_bound, spot_of
from autograder.judges.answer import Spot

TWICE = "def f(): pass\n\ndef f(): pass\n"
STUB = 'def f():\n    """Doc."""\n    raise NotImplementedError("TODO")\n'


CELLS = {"a": ("Cell", "In[5]"), "b": ("Cell", "In [12]"), "c": ("File", "c")}


def shell(**parts: Any) -> Any:
    return SimpleNamespace(compile=SimpleNamespace(**parts))


def script(folder: Path, text: str) -> FileSource:
    path = folder / "file.py"
    path.write_text(text)
    return FileSource(path)


def notebook(folder: Path, *texts: str) -> FileSource:
    path = folder / "file.ipynb"
    cells = [{"cell_type": "code", "source": text} for text in texts]
    path.write_text(json.dumps({"cells": cells}))
    return FileSource(path)


def test_place_in_a_script(tmp_path: Path) -> None:
    """
    In a script a place is path:line; without a line, that of the last definition.
    """
    source = script(tmp_path, TWICE)

    assert Spot(3) == spot_of(source, "f")
    assert f"{source.path}:3" == source.place("f", None).where
    assert f"{source.path}:7" == source.place("f", Spot(7)).where
    assert Place(str(source.path)) == source.place("g", None)


RETURNS = """
def f(x):
    def g():
        return 1
    return (
        x + g()
    )

def h(x):
    if x:
        return 1
    return 2

def k(x):
    print(x)

def todo(x):
    'Doc.'
    raise NotImplementedError("TODO")

def n(x):
    if x: print(x)
"""


@pytest.mark.parametrize(
    ("function", "line"), [("f", 5), ("h", 9), ("k", 15), ("todo", 17), ("n", 22)]
)
def test_the_only_return_is_the_place(tmp_path: Path, function: str, line: int) -> None:
    """
    The place in a function is its only return, else its last statement; in a stub the def line.
    """
    source = script(tmp_path, RETURNS)
    where, code = source.place(function, None)

    assert f"{source.path}:{line}" == where
    assert RETURNS.splitlines()[line - 1].strip() == code


def test_the_line_is_that_of_the_file_as_it_is_now(tmp_path: Path) -> None:
    """
    After a save, the place shows the new text of its line.
    """
    source = script(tmp_path, "def f():\n    return 1\n")
    before = source.place("f", None)
    source.path.write_text("# a comment above\ndef f():\n    return 22\n")

    assert "return 1" == before.code
    assert (f"{source.path}:3", "return 22") == source.place("f", None)


def test_place_in_a_notebook(tmp_path: Path) -> None:
    """
    In a notebook a place names the cell and the line in it.
    """
    source = notebook(tmp_path, "x = 1", "\n" + TWICE, "def g(:")

    assert f"{source.path}, line 4 of cell [2]" == source.place("f", None).where
    assert f"{source.path}, line 1 of cell [3]" == source.place("f", Spot(1, 3)).where
    assert Place(str(source.path)) == source.place("h", None)


@pytest.mark.parametrize("cell", [0, 1, 12])
def test_code_is_located(tmp_path: Path, cell: int) -> None:
    """
    The name under which a cell is compiled leads back to it; other code is not the learner's.
    """
    source = FileSource(tmp_path / "a+b.ipynb")

    assert cell == source.locate(source.file_of(cell))
    assert source.locate(str(tmp_path / "a+b.ipynb[x]")) is None
    assert source.locate(__file__) is None


def test_cell_that_was_to_define_is_found(tmp_path: Path) -> None:
    """
    The cells with a def line of a function are found even where Python cannot read them.
    """
    source = notebook(tmp_path, "def f(:", "  def f (x)", "define = f")

    assert [1, 2] == source.cells_with("f")
    assert [] == source.cells_with("g")
    assert {0} == {*script(tmp_path, TWICE).cells_with("f")}


@pytest.mark.parametrize(
    ("name", "behind"),
    [
        ("a.py", "[3]"),
        ("a.ipynb", "[99999]"),
        ("a.ipynb", "[" + "9" * 5000 + "]"),
        ("a.ipynb", "3]"),
    ],
)
def test_a_made_up_cell_is_nobody_s_code(tmp_path: Path, name: str, behind: str) -> None:
    """
    Code that only claims to come from a cell is not located.
    """
    source = FileSource(tmp_path / name)

    assert source.locate(f"{source.path}{behind}") is None


@pytest.mark.parametrize(("file", "cell"), [("a", 5), ("b", 12), ("c", None), ("d", None)])
def test_cells_are_told_as_ipython_tells_them(file: str, cell: int | None) -> None:
    """
    Code of a cell leads to the number that IPython shows; other code is not the learner's.
    """
    source = LiveSource({}, shell(format_code_name=CELLS.get))

    assert cell == source.locate(file)


@pytest.mark.parametrize(
    ("file", "cell"),
    [("<ipython-input-3-7a>", 0), ("/x/ipykernel_77/12.py", 0), ("/x/numpy/a.py", None)],
)
def test_older_ipython_tells_lines_only(file: str, cell: int | None) -> None:
    """
    Where IPython cannot number a cell, its code is still the learner's.
    """
    assert cell == LiveSource({}, shell()).locate(file)


def test_script_is_its_own_file() -> None:
    """
    Outside IPython the learner's code is that of the running file.
    """
    source = LiveSource({"__file__": "work/day4_ex1.py", "f": test_script_is_its_own_file})

    assert "day4_ex1.py" == source.name
    assert 0 == source.locate("work/day4_ex1.py")
    assert source.locate(__file__) is None
    assert Place("line 7") == source.place("f", Spot(7))
    assert Place() == source.place("g", None)


def test_last_cell_with_a_def_line_is_found() -> None:
    """
    The cells that have run are searched from the last, whether Python can read them or not.
    """
    names = {"In": ["", "def f(): ...", "def f(:", "f = 1"]}
    source = LiveSource(names, shell(format_code_name=CELLS.get))
    broken = source.broken("f")

    assert ([1, 2], []) == (source.cells_with("f"), source.cells_with("g"))
    assert broken is not None
    assert ("SyntaxError", 1, 2) == (broken.kind, broken.line, broken.cell)
    assert source.broken("g") is None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("day4_ex9.py", json.dumps({"cells": []}), True),
        ("day4_ex9.py", json.dumps({"worksheets": [{"cells": []}]}), True),
        ("day4_ex9.py", "{'a': 1}", False),
        ("day4_ex9.ipynb", "def f():\n    return 1\n", False),
        ("day4_ex9.ipynb", "<<<<<<< mine\n{", True),
        ("day4_ex9.ipynb", "", True),
        ("day4_ex9.IPYNB", "{", True),
        ("missing.ipynb", None, True),
    ],
)
def test_a_notebook_is_known_by_what_is_inside(
    tmp_path: Path, name: str, text: str | None, expected: bool
) -> None:
    """
    A notebook named .py is a notebook, and a script named .ipynb is a script.
    """
    path = tmp_path / name
    if text is not None:
        path.write_text(text)

    assert expected == FileSource(path).is_notebook


@pytest.mark.parametrize("name", ["fish", "fish_1"])
@pytest.mark.parametrize(
    "line", ["import {}", "import a.b as {}", "from a import b as {}", "{} = 1", "for {} in a: b"]
)
def test_a_line_makes_names(line: str, name: str) -> None:
    """
    The names that a line makes are those that it imports, assigns or loops over.
    """
    assert name in names_bound(line.format(name))
    assert name not in names_bound(f"a = {name} + 1")
    assert set() == names_bound(f"{name} = (1,")


RAISES = """
import sympy as sp

class NoDensityError(ValueError):
    pass

def plain():
    raise ValueError("no")

def derived():
    raise NoDensityError

def helper():
    plain()

def asserted():
    assert 1 == 2

def met():
    int("five")

def sympys():
    sp.integrate(1, (1, 2, 3, 4))
"""


@pytest.mark.parametrize(
    ("function", "chosen"),
    [
        ("plain", "ValueError"),
        ("derived", "ValueError"),
        ("helper", "ValueError"),
        ("asserted", "AssertionError"),
        ("met", ""),
        ("sympys", ""),
    ],
)
def test_an_exception_raised_on_purpose_is_told_from_one_that_was_met(
    function: str, chosen: str, tmp_path: Path
) -> None:
    """Only a `raise` in the learner's own file makes an exception that was chosen."""
    path = tmp_path / "day4_ex1.py"
    path.write_text(RAISES, encoding="utf-8")
    names: dict[str, Any] = {"__name__": "learner"}
    exec(compile(RAISES, str(path), "exec"), names)  # noqa: S102 -- our own code

    with pytest.raises(Exception) as caught:  # noqa: PT011 -- any
        names[function]()

    assert chosen == crash_of(caught.value, FileSource(path), function).own_raise
