"""
A downloaded file of which cells are replaced.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebooks.download import Download, read_download, write_bytes
from autograder.grading.errors import KitError
from tests.classroom.gradebooks.ledgers import NASTY, csv_text

CELLS = st.sampled_from(("", "7", *NASTY)) | st.text("a,;\"'\t\n\u00fc= ", max_size=5)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5)


def opened(content: bytes) -> Download:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "grades.csv"
        path.write_bytes(content)
        return read_download(path)


@given(
    TABLES,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.data(),
)
def test_one_cell_is_replaced(
    rows: list[list[str]], sign: str, end: str, encoding: str, data: st.DataObject
) -> None:
    """
    The new cell is read where the old one was; without a change, the bytes are the same.
    """
    rows = [["one", "two", "three"], *rows]
    content = csv_text(rows, sign, end).encode(encoding)
    download = opened(content)
    row = data.draw(st.integers(0, len(rows) - 1))
    column, new = data.draw(st.integers(0, 2)), data.draw(CELLS)
    text = download.changed({(row, column): new}).decode(encoding)
    rows[row][column] = new

    assert content == download.changed({})
    assert rows == list(csv.reader(StringIO(text, newline=""), delimiter=sign))


def test_everything_else_stays() -> None:
    """
    Quotes that nobody needs, spaces and blank lines are as they were.
    """
    content = b'"a","b"\n\n x ,  \r\n'

    assert b'"a","b"\n\n x ,9\r\n' == opened(content).changed({(2, 1): "9"})


def test_a_short_row_grows() -> None:
    """
    A cell beyond the end of its row is added with the separators before it.
    """
    assert b"a,b,c\n1,,9\n" == opened(b"a,b,c\n1\n").changed({(1, 2): "9"})


def test_a_quoted_cell_stays_quoted() -> None:
    """
    A file that quotes every cell goes on to do so.
    """
    assert b'"a","b"\n"1","9"' == opened(b'"a","b"\n"1",""').changed({(1, 1): "9"})


def test_bytes_of_no_known_encoding_survive() -> None:
    """
    In an old encoding every byte stays, and what it cannot hold becomes a reference.
    """
    content = b"id,name,note\n1,J\xfcrgen,\n"

    assert b"id,name,note\n1,J\xfcrgen,&#8364;\n" == opened(content).changed({(1, 2): "\u20ac"})


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b'a,b\n"1"x,2\n', ":2: a quote"), (b'a,b\n"1,2\n', ":2: a quote")],
    ids=["empty", "text behind a quote", "open quote"],
)
def test_what_cannot_be_read_is_refused(content: bytes, said: str) -> None:
    """
    An empty or broken file is refused with its line.
    """
    with pytest.raises(KitError, match=said) as caught:
        opened(content)
    assert 2 == caught.value.exit_code


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """
    A copy that cannot be written leaves an older one as it was.
    """
    path = tmp_path / "out.csv"
    write_bytes(path, b"old")
    with pytest.raises(TypeError):
        write_bytes(path, "text")  # type: ignore[arg-type]

    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())
