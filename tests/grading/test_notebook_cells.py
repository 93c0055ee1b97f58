"""
Reading the code cells of a notebook file.
"""

from __future__ import annotations

import ast
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.notebook_cells import (
    MOST,
    NotebookError,
    plain_python,
    plain_script,
    read_code,
    whole,
)


def cell(source: object, kind: str = "code") -> dict[str, object]:
    return {"cell_type": kind, "metadata": {}, "source": source}


def write(folder: Path, *cells: object) -> Path:
    path = folder / "day4_ex9.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}))
    return path


def test_cells_are_counted_as_jupyter_does(tmp_path: Path) -> None:
    """
    Only code cells that are not empty count, in order, whatever form their text has.
    """
    path = write(
        tmp_path, cell("# A", "markdown"), cell(["a = 1\n", "b = 2"]), cell(" \n"), cell("c")
    )

    assert [(1, "a = 1\nb = 2"), (2, "c")] == [
        (one.number, one.text) for one in read_code(path.read_bytes())
    ]


@pytest.mark.parametrize(
    ("text", "plain", "left_out"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1", ("%matplotlib inline",)),
        ("!pip install sympy", "pass", ("!pip install sympy",)),
        ("if 1:\n    !ls (it's\n", "if 1:\n    pass\n", ("!ls (it's",)),
        ("files = !ls\ny = 2", "pass\ny = 2", ("files = !ls",)),
        ("home = %pwd", "pass", ("home = %pwd",)),
        ("sp.integrate?", "pass", ("sp.integrate?",)),
        ("?sp", "pass", ("?sp",)),
        ("%time F = f(x)", "F = f(x)", ("%time F = f(x)",)),
        ("%%time\nF = 1", "\nF = 1", ("%%time",)),
        ("%%bash\nls | wc", "", ("%%bash",)),
        ("%%writefile ex.py\nF = 1", "\nF = 1", ("%%writefile ex.py",)),
        ("\n%%file -a 'my ex.py'\n%pwd", "\n\npass", ("%%file -a 'my ex.py'", "%pwd")),
        ("%%writefile notes.txt\nF = 1", "", ("%%writefile notes.txt",)),
        ("!pip install \\\n  -q \\\n  sympy\nx", "pass\n\n\nx", ("!pip install -q sympy",)),
        ("if 1:\n  %cd \\\n..\n  y", "if 1:\n  pass\n\n  y", ("%cd ..",)),
        ("files = !ls \\\n -l", "pass\n", ("files = !ls -l",)),
        ("!ls \\", "pass", ("!ls",)),
        ("!ls \\ \nx = 1", "pass\nx = 1", ("!ls \\",)),
        ("%time F = 1 \\\n+ 2", "F = 1 \\\n+ 2", ("%time F = 1 \\",)),
        ("s = '''\n%time x\n!ls\n'''", "s = '''\n%time x\n!ls\n'''", ()),
        ("y = (7\n     % 3)", "y = (7\n     % 3)", ()),
        ("def f(:\n    pass", "def f(:\n    pass", ()),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_magic_is_left_out(text: str, plain: str, left_out: tuple[str, ...]) -> None:
    """
    Lines that only IPython understands are left out and named; all other text stays.
    """
    found, named = plain_python(text)

    assert left_out == named
    assert plain.rstrip("\n") == found.rstrip("\n")


@given(
    st.lists(
        st.sampled_from(["x = 1", "%cd ..", "!ls '", "def f(:", "'''", "y?", "!a \\", "    z", ""])
    )
)
def test_line_numbers_are_kept(lines: list[str]) -> None:
    """
    Whatever is left out, every other line keeps its number and its text.
    """
    text = "\n".join(lines)
    found, _ = plain_python(text)

    assert len(found.split("\n")) == len(text.split("\n"))
    assert all(new in {old, "pass", ""} for old, new in zip(lines, found.split("\n"), strict=False))


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    """
    Any text can be read as a cell, and Python comes back unchanged.
    """
    found, left_out = plain_python(text)
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return
    assert (text, ()) == (found, left_out)


@pytest.mark.parametrize(
    ("encoding", "end"),
    [("utf-8", "\n"), ("utf-8", "\r"), ("utf-8-sig", "\r\n"), ("latin-1", "\r\n")],
)
@pytest.mark.parametrize("magic", ["!pip install sympy", "%matplotlib inline", "%%time"])
def test_magic_is_left_out_of_a_script(magic: str, end: str, encoding: str) -> None:
    """
    What Jupyter saves as a script is Python without its magic, however its text is written.
    """
    mark = f"# coding: {encoding}" if encoding == "latin-1" else ""
    lines = [mark, magic, "x = '\u00e9' % 3", "if x:", f"    {magic}", "y = 1"]
    plain, left_out = plain_script(end.join(lines).encode(encoding))

    assert (magic, magic) == left_out
    assert [mark, "pass", *lines[2:4], "    pass", "y = 1"] == plain.decode(encoding).split("\n")


def test_magic_beyond_all_measure_is_read_in_time() -> None:
    """
    A script of nothing but magic is not read again for each line, and too much of it is no Python.
    """
    started = time.process_time()
    plain, left_out = plain_script(b"%x\nx = 1\n" * 25_000)

    assert MOST == len(left_out)
    assert MOST == plain.count(b"pass\n")
    assert time.process_time() - started < 5


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)))
def test_a_script_without_magic_is_left_alone(content: bytes) -> None:
    """
    A script of which nothing is left out stays byte for byte what it was.
    """
    plain, left_out = plain_script(content)

    assert left_out or plain == content


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "not JSON"), ("[]", "no list of cells"), ('{"worksheets": []}', "no list of cells")],
)
def test_what_is_no_notebook_is_told(tmp_path: Path, text: str, says: str) -> None:
    """
    A file that is not a notebook of format 4 is refused with the reason.
    """
    path = tmp_path / "day4_ex9.ipynb"
    path.write_text(text)

    with pytest.raises(NotebookError, match=says):
        read_code(path.read_bytes())


def test_odd_cells_are_passed_over(tmp_path: Path) -> None:
    """
    Cells of other kinds, without text or malformed, cost nothing.
    """
    path = write(tmp_path, 7, {"cell_type": "code"}, cell("raw", "raw"), cell(None), cell("x = 1"))

    assert ["x = 1"] == [one.text for one in read_code(path.read_bytes())]


HALF = "\ud83d"


@pytest.mark.parametrize(
    ("text", "line"),
    [(HALF, 1), (f"a\nb = '{HALF}'\n", 2), (f"# \udc00\n{HALF}", 1), ("\n\n'\udfff'", 3)],
)
def test_half_a_character_is_no_python(text: str, line: int) -> None:
    """
    A cell with half a surrogate pair is broken at the first line that contains one.
    """
    with pytest.raises(SyntaxError, match=r"half a character, \\ud") as caught:
        whole(text)

    assert line == caught.value.lineno


@given(st.text())
def test_whole_characters_are_python(text: str) -> None:
    """
    A text without surrogates stays as it is.
    """
    assert text == whole(text)


@pytest.mark.parametrize(
    ("text", "plain", "left_out"),
    [
        (f"%magic {HALF}\nx = 1", "pass\nx = 1", ("%magic \\ud83d",)),
        (f"%%time {HALF}\nx = 1", "\nx = 1", ("%%time \\ud83d",)),
        (f"x = '{HALF}'\n!ls", f"x = '{HALF}'\npass", ("!ls",)),
    ],
)
def test_magic_with_half_a_character_is_left_out(
    text: str, plain: str, left_out: tuple[str, ...]
) -> None:
    """
    Magic is found whatever characters are near it, and named in whole ones.
    """
    content = json.dumps({"cells": [cell(text)]}).encode()

    assert [(plain, left_out)] == [(one.text, one.left_out) for one in read_code(content)]


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_other_encodings_are_told(encoding: str) -> None:
    """
    A notebook is UTF-8, with or without its mark; a file in another encoding is refused.
    """
    text = json.dumps({"cells": [cell("x = '\u00e9'")]}, ensure_ascii=False)

    assert read_code(text.encode()) == read_code(text.encode("utf-8-sig"))
    with pytest.raises(NotebookError, match="not UTF-8"):
        read_code(text.encode(encoding))


def test_surrogates_as_bytes_are_told() -> None:
    """
    Half a character that is written as bytes is not UTF-8, as the batch says, too.
    """
    with pytest.raises(NotebookError, match="not UTF-8"):
        read_code(b'{"cells": [{"cell_type": "code", "source": "\xed\xa0\x80"}]}')
