"""
The tables of a journal.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.tables import (
    DamagedError,
    OtherVersionError,
    add,
    is_damage,
    open_database,
    sealed,
    unsealed,
)

VALUES = st.tuples(st.integers(1), st.text(), st.binary(), st.floats(allow_nan=False), st.none())


@given(VALUES, st.data())
def test_a_changed_value_breaks_the_seal(values: tuple[object, ...], data: st.DataObject) -> None:
    """
    A sealed row opens unchanged, and not with any other value in any place.
    """
    row = sealed(values)
    place = data.draw(st.integers(0, len(values) - 1))
    other = data.draw(st.one_of(st.text(), st.integers(), st.binary()))
    changed = (*row[:place], other, *row[place + 1 :])

    assert values == unsealed(row)
    if repr(other) != repr(values[place]):
        with pytest.raises(DamagedError):
            unsealed(changed)


def test_rows_are_numbered_in_their_order(tmp_path: Path) -> None:
    """
    Each row gets the next number, which is part of its checksum.
    """
    with closing(open_database(tmp_path / "journal")) as database:
        assert [1, 2] == [add(database, "rounds", (0, 0)) for _ in range(2)]
        rows = database.execute("SELECT * FROM rounds").fetchall()

    assert [(1, 0, 0), (2, 0, 0)] == [unsealed(row) for row in rows]
    assert rows[0][-1] != rows[1][-1]


def test_another_version_is_not_damage(tmp_path: Path) -> None:
    """
    Other tables with another version number belong to another kit and are left alone.
    """
    with closing(sqlite3.connect(tmp_path / "journal")) as database:
        database.executescript("CREATE TABLE verdicts (x); PRAGMA user_version = 9")

    with pytest.raises(OtherVersionError, match="9"):
        open_database(tmp_path / "journal")


def test_a_database_of_somebody_else_is_damage(tmp_path: Path) -> None:
    """
    Other tables without a version number count as damage.
    """
    with closing(sqlite3.connect(tmp_path / "journal")) as database:
        database.execute("CREATE TABLE verdicts (x)")

    with pytest.raises(DamagedError):
        open_database(tmp_path / "journal")


def error_of(tmp_path: Path, query: str) -> sqlite3.Error:
    with closing(sqlite3.connect(tmp_path / "journal")) as database:
        try:
            database.execute(query)
        except sqlite3.Error as error:
            return error
    raise AssertionError


def test_a_full_disk_is_not_damage(tmp_path: Path) -> None:
    """
    A temporary error of SQLite is not taken for damage.
    """
    damaged = error_of(tmp_path, "SELECT * FROM missing")
    full = sqlite3.OperationalError("disk full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    quoted = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    assert [True, False, True] == [is_damage(e, tmp_path) for e in (damaged, full, quoted)]
