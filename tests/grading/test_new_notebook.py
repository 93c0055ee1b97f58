"""
New notebooks.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.new_notebook import asks, notebook_of, question, statements_of
from autograder.grading.written import written
from tests.notebooks import FILED

CELL = {"cell_type": "code", "metadata": {}, "source": "x = 1", "outputs": []}
CELL |= {"execution_count": None}
TEXT = {"cell_type": "markdown", "metadata": {}, "source": "ä"}
WHOLE = {"cells": [TEXT, CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 2}


def cells(text: str | None) -> list[str]:
    """The cells of a notebook that nbformat calls valid."""
    assert text is not None
    node = nbformat.reads(text, as_version=4)
    nbformat.validate(node)
    return [cell.source for cell in node.cells]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(WHOLE).encode(),
        b"\xef\xbb\xbf" + json.dumps(WHOLE).encode(),
        json.dumps(WHOLE, ensure_ascii=False).encode("utf-16"),
        json.dumps(WHOLE, indent=1).replace("\n", "\r\n").encode("utf-16-le"),
        json.dumps(
            {"cells": [TEXT, {"cell_type": "code", "source": ["x = ", "1"]}], "nbformat": 4}
        ).encode(),
    ],
    ids=["as it is", "BOM", "UTF-16", "UTF-16 without a mark", "without outputs"],
)
def test_a_notebook_keeps_its_cells(content: bytes) -> None:
    """
    However a notebook was saved, all its cells are in the new one, which is valid.
    """
    assert ["ä", "x = 1"] == cells(notebook_of(content, "day4_ex1"))


def test_an_old_notebook_stays_one() -> None:
    """
    A notebook of format 3 is left to nbgrader, which can read it.
    """
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}], "nbformat": 3}
    text = notebook_of(json.dumps(old).encode(), "day4_ex1")

    assert text is not None
    assert old == json.loads(text)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04\0\0", b'{"cells": [', b'{"cells": 3}', b'{"cells": [{"source": ""}]}'],
)
def test_what_cannot_be_told_is_no_notebook(content: bytes) -> None:
    """
    Archives and notebooks that are cut off are not made into notebooks.
    """
    assert notebook_of(content, "day4_ex1") is None


def test_a_script_is_a_cell_for_each_statement() -> None:
    """
    An error stops one statement, and what runs only in a script does not run.
    """
    script = (
        b"# why\nimport os\n\n@deco\ndef f():\n    return 1\nx = 1; y = 2\nif x:\n    pass\n# end"
    )

    assert [
        "__name__ = 'day4_ex1'  # as when the checks import it",
        "# why\nimport os",
        "@deco\ndef f():\n    return 1",
        "x = 1; y = 2",
        "if x:\n    pass\n# end",
    ] == cells(notebook_of(script, "day4_ex1"))


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("ä = 1\n".encode("utf-16"), "ä = 1"),
        ("# coding: cp1252\nä = 1\n".encode("cp1252"), "# coding: cp1252\nä = 1"),
        ("x = 1  # ä\n".encode("cp1252"), "x = 1  # \ufffd"),
        (b"# coding: nonsense\nx = 1\n", "# coding: nonsense\nx = 1"),
        (b"def f(:\n    pass\n\nx = 1\n", "def f(:\n    pass\n\nx = 1"),
    ],
    ids=["UTF-16", "cookie", "cp1252", "wrong cookie", "no Python"],
)
def test_a_script_is_read_as_it_was_saved(script: bytes, expected: str) -> None:
    """
    The code in a script is found in any encoding; what is not Python stays in one piece.
    """
    assert [expected] == cells(notebook_of(script, "day4_ex1"))[1:]


@given(
    st.lists(st.sampled_from(["x = 1", "\n", "\r\n", "\r", "; ", "# c", "@d\ndef f(): 1", "'''"]))
)
def test_no_line_of_a_script_is_lost(pieces: list[str]) -> None:
    """
    The statements together are the script, without the empty lines between them.
    """
    script = "".join(pieces)
    lines = [line for line in script.replace("\r", "\n").split("\n") if line]
    found = "\n".join(statements_of(script)).split("\n")

    assert lines == [line for line in found if line]


@pytest.mark.parametrize("path", FILED[::25], ids=lambda path: path.stem)
def test_a_notebook_of_a_script_holds_its_functions(path: Path) -> None:
    """
    A script on file and its notebook have the same functions in them.
    """
    content = path.read_bytes()
    text = notebook_of(content, "day4_ex1")

    assert text is not None
    assert written(content, is_notebook=False).filled == (
        written(text.encode(), is_notebook=True).filled
    )


def test_a_question_is_known() -> None:
    """
    A notebook that asks for input is told from all others, and says what it asks.
    """
    text = question("Which one?")

    assert ["Which one?"] == cells(text)
    assert asks(json.loads(text)["cells"])
    assert not asks([TEXT, CELL])
