"""
Places in an open notebook and in a running script.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from autograder.grading.live import LiveSource
from autograder.judges.answer import Spot


def shell(**parts: Any) -> Any:
    return SimpleNamespace(compile=SimpleNamespace(**parts))


CELLS = {"a": ("Cell", "In[5]"), "b": ("Cell", "In [12]"), "c": ("File", "c")}


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
    assert "line 7" == source.place("f", Spot(7))
    assert "" == source.place("g", None)


def test_last_cell_with_a_def_line_is_found() -> None:
    """
    The cells that have run are searched from the last, whether Python can read them or not.
    """
    names = {"In": ["", "def f(): ...", "def f(:", "f = 1"]}
    source = LiveSource(names, shell(format_code_name=CELLS.get))
    broken = source.broken("f")

    assert (2, None) == (source.cell_with("f"), source.cell_with("g"))
    assert broken is not None
    assert ("SyntaxError", 1, 2) == (broken.kind, broken.line, broken.cell)
    assert source.broken("g") is None
