"""
Loading a learner's file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.loading import load
from autograder.grading.source import FileSource, spot_of

FUNCTION = "def answer():\n    return 42\n"


@pytest.fixture
def write(tmp_path: Path):  # type: ignore[no-untyped-def]
    def write(text: str | bytes) -> Path:
        path = tmp_path / "day4_ex9.py"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_pictures_need_no_window(write) -> None:  # type: ignore[no-untyped-def]
    """
    A file that shows a picture loads without a window and without a stop.
    """
    text = f"import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n{FUNCTION}"
    loaded = load(write(text), "day4_ex9")

    assert () == loaded.stops
    assert "answer" in loaded.names


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("x = 1\ndef f(:\n", 2, id="syntax"),
        pytest.param("def f():\nreturn 1\n", 2, id="indent"),
        pytest.param(b"x = 1\n\x00\n", None, id="null-byte"),
        pytest.param("# -*- coding: odd -*-\n", None, id="coding"),
        pytest.param(b"# \xff\xfe\n", None, id="not-utf8"),
        pytest.param(b"PK\x03\x04\x14\x00", None, id="zip"),
        pytest.param(b"%PDF-1.7\n", None, id="pdf"),
        pytest.param("x = " + "(" * 500 + ")" * 500, 1, id="nested"),
    ],
)
def test_unreadable_file_is_told(write, text: str | bytes, line: int | None) -> None:  # type: ignore[no-untyped-def]
    """
    A file that Python cannot read comes back as unreadable, with a line where Python has one.
    """
    loaded = load(write(text), "day4_ex9")

    assert loaded.unreadable is not None
    assert loaded.unreadable.text
    if line is not None:
        assert line == loaded.unreadable.line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_script_may_hold_magic(write, end: str) -> None:  # type: ignore[no-untyped-def]
    """
    Lines that only Jupyter understands are left out of a script, and the others keep their numbers.
    """
    path = write(f"!pip install sympy\n%matplotlib inline\n{FUNCTION}1 / 0\n".replace("\n", end))
    loaded = load(path, "day4_ex9")

    assert "answer" in loaded.names
    assert "!pip install sympy, %matplotlib inline" == loaded.left_out
    assert [5] == [stop.line for stop in loaded.stops]
    assert [4] == [place.line for place in [spot_of(FileSource(path), "answer")] if place]


def test_endless_file_keeps_what_came_first(write) -> None:  # type: ignore[no-untyped-def]
    """
    A file that never ends keeps the functions before its loop.
    """
    loaded = load(write(f"{FUNCTION}while True:\n    pass\n"), "day4_ex9", seconds=0.2)

    assert loaded.slow
    assert "answer" in loaded.names


def test_main_guard_does_not_run(write) -> None:  # type: ignore[no-untyped-def]
    """
    Code below the main guard does not run.
    """
    loaded = load(
        write(f"{FUNCTION}if __name__ == '__main__':\n    raise SystemExit\n"), "day4_ex9"
    )

    assert () == loaded.stops


def test_neighbours_can_be_imported(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """
    A file may import a helper beside it.
    """
    (tmp_path / "my_helper_9.py").write_text("seven = 7\n")
    loaded = load(write("from my_helper_9 import seven\n"), "day4_ex9")

    assert 7 == loaded.names["seven"]


def test_file_is_read_afresh(write) -> None:  # type: ignore[no-untyped-def]
    """
    A second load sees the new text even within the same second, and leaves no cache behind.
    """
    assert 1 == load(write("v = 1\n"), "day4_ex9").names["v"]
    path = write("v = 2\n")

    assert 2 == load(path, "day4_ex9").names["v"]
    assert [path] == list(path.parent.iterdir())


def notebook(folder: Path, *texts: str) -> Path:
    path = folder / "day4_ex9.ipynb"
    cells = [{"cell_type": "code", "source": text} for text in texts]
    path.write_text(json.dumps({"cells": cells}))
    return path


def test_broken_cell_costs_itself_alone(tmp_path: Path) -> None:
    """
    A cell that is not Python leaves the other cells, and a statement that stops leaves the others
    of its cell; the cell's number is known.
    """
    stops = ["def (:", f"1 / 0\n{FUNCTION}", "import sys\nsys.exit()", "x = input()"]
    loaded = load(notebook(tmp_path, "def f():\n    return 1", *stops, "x = f()"), "day4_ex9")
    kinds = [("SyntaxError", 1), ("ZeroDivisionError", 1), ("SystemExit", 2), ("EOFError", 1)]

    assert 1 == loaded.names["x"]
    assert 42 == loaded.names["answer"]()
    assert [(*kind, cell) for cell, kind in enumerate(kinds, 2)] == [
        (stop.kind, stop.line, stop.cell) for stop in loaded.stops
    ]


def test_endless_cell_costs_itself_alone(tmp_path: Path) -> None:
    """
    After a cell that never ends, the next ones run.
    """
    loaded = load(notebook(tmp_path, "while True:\n    pass", FUNCTION), "day4_ex9", seconds=0.2)

    assert loaded.slow
    assert 42 == loaded.names["answer"]()


def test_notebook_habits_work(tmp_path: Path) -> None:
    """
    Magic is left out with a note, and what Jupyter provides is there.
    """
    texts = ["%matplotlib inline\nget_ipython().run_line_magic('cd', '..')", "display(7)", "x = 1"]
    loaded = load(notebook(tmp_path, *texts), "day4_ex9")

    assert ((), 1) == (loaded.stops, loaded.names["x"])
    assert "%matplotlib inline (cell [1])" in loaded.left_out


def test_check_in_a_loaded_file_does_nothing(tmp_path: Path) -> None:
    """
    A notebook's own checks are not run while the kit loads it.
    """
    texts = [
        "from autograder import check, hint\nhint('1.1')",
        "one = check('1.1')",
        "all_ = check()",
    ]
    loaded = load(notebook(tmp_path, *texts), "day4_ex9")

    assert ((), None, None) == (loaded.stops, loaded.names["one"], loaded.names["all_"])


def test_file_that_is_no_notebook_is_told(tmp_path: Path) -> None:
    """
    A notebook file that cannot be read comes back as unreadable.
    """
    path = tmp_path / "day4_ex9.ipynb"
    path.write_text("<<<<<<< mine\n{")
    loaded = load(path, "day4_ex9")

    assert loaded.unreadable is not None
    assert "not JSON" in loaded.unreadable.text


@pytest.mark.parametrize(
    ("text", "is_stub"),
    [
        pytest.param(
            'def f(a):\n    """D."""\n    raise NotImplementedError("x")\n', True, id="ours"
        ),
        pytest.param('def f(a):\n    """D."""\n    raise NotImplementedError\n', True, id="bare"),
        pytest.param(
            'def f(a):\n    """D."""\n    if a:\n        raise NotImplementedError\n',
            False,
            id="begun",
        ),
        pytest.param(
            'def f(a):\n    """D."""\n    return NotImplementedError\n', False, id="returned"
        ),
        pytest.param('def f(a):\n    """D."""\n    raise ValueError("x")\n', False, id="another"),
        pytest.param('def f(a):\n    """D."""\n    raise TypeError\n', False, id="another-bare"),
        pytest.param(
            'NotImplementedError = KeyError\ndef f(a):\n    "D."\n    raise NotImplementedError\n',
            False,
            id="name-taken",
        ),
        pytest.param(
            'def f(a):\n    """D."""\n    raise NotImplementedError\ndef f(a):\n    return a\n',
            False,
            id="written-below",
        ),
        pytest.param("f = NotImplementedError\n", False, id="no-function"),
        pytest.param('def g():\n    """D."""\n    raise NotImplementedError\n', False, id="absent"),
    ],
)
def test_stub_is_known_by_its_code(write, text: str, is_stub: bool) -> None:  # type: ignore[no-untyped-def]
    """
    A stub only raises NotImplementedError; a function that does more, or less, is not one.
    """
    assert is_stub is load(write(text), "day4_ex9").has_stub("f")


@pytest.mark.parametrize("place", ["above", "inside"])
def test_a_helper_beside_is_imported(tmp_path: Path, place: str) -> None:
    """A module that lies beside the file is found, above the functions and inside one."""
    line = "from helpers_beside import ones\n"
    text = line * (place == "above") + "def f():\n    " + line * (place == "inside")
    (tmp_path / "helpers_beside.py").write_text("def ones():\n    return 1\n")
    (tmp_path / "day4_ex9.py").write_text(f"{text}    return ones()\n")
    before = list(sys.path)

    answer = LocalCaller(FileSource(tmp_path / "day4_ex9.py"), "day4_ex9", 1).call("f", ())

    sys.modules.pop("helpers_beside", None)
    assert (None, 1, before) == (answer.crash, answer.value, sys.path)
