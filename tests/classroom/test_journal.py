"""
The journal.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from autograder.classroom.journal import JournalError, Known, Row, open_journal

ROW = Row("key", "ada", "GRADED", "a reason", "", b'{"tasks":[]}', "fake", 1.5, 1.0, 7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def test_a_verdict_comes_back_as_it_was(path: Path) -> None:
    """
    What was committed is found by its key and stands on the roll, every field the same.
    """
    with open_journal(path) as journal:
        number = journal.commit(ROW)
        journal.enroll("ada", "Ada", number)

        assert Known(number, "GRADED") == journal.find("key")
        assert [("Ada", ROW)] == [(named.name, named.row) for named in journal.roll()]


def test_a_verdict_outlives_the_process(path: Path) -> None:
    """
    A verdict is found by the next run, whose roll begins empty.
    """
    with open_journal(path) as journal:
        number = journal.commit(ROW)
    with open_journal(path) as journal:
        assert Known(number, "GRADED") == journal.find("key")
        assert [] == list(journal.roll())


def test_the_roll_is_in_the_order_of_ids(path: Path) -> None:
    """
    Verdicts land in any order and are read in one.
    """
    with open_journal(path) as journal:
        number = journal.commit(ROW)
        for name in ("b", "a", "\u00e9", "B"):
            journal.enroll(name, name, number)

        assert ["B", "a", "b", "\u00e9"] == [named.name for named in journal.roll()]


def test_a_fault_of_ours_does_not_hold(path: Path) -> None:
    """
    GRADER_ERROR is kept for the record, and tried again by the next run.
    """
    with open_journal(path) as journal:
        journal.commit(Row("key", "ada", "GRADER_ERROR"))

        assert journal.find("key") is None


def test_the_newest_verdict_counts(path: Path) -> None:
    """
    The journal only grows; of two verdicts for one key the later one holds.
    """
    with open_journal(path) as journal:
        journal.commit(Row("key", "ada", "GRADER_ERROR"))
        number = journal.commit(ROW)

        assert Known(number, "GRADED") == journal.find("key")
    with sqlite3.connect(path) as database:
        assert [(2,)] == database.execute("SELECT count(*) FROM verdicts").fetchall()
    database.close()


def test_regrade_goes_on_where_it_stopped(path: Path) -> None:
    """
    A regrade takes nothing from before, keeps its own verdicts when it is killed, and once it is
    finished the next one begins anew.
    """
    with open_journal(path) as journal:
        journal.commit(ROW)
        journal.finish()
    with open_journal(path, regrade=True) as journal:
        assert journal.find("key") is None
        journal.commit(ROW)
    with open_journal(path, regrade=True) as journal:
        assert journal.find("key") is not None
        journal.finish()
    with open_journal(path, regrade=True) as journal:
        assert journal.find("key") is None
    with open_journal(path) as journal:
        assert journal.find("key") is not None


def test_one_batch_at_a_time(path: Path) -> None:
    """
    A second batch in the same folder is turned away in one sentence.
    """
    with (
        open_journal(path),
        pytest.raises(JournalError, match="Another batch is at work"),
        open_journal(path),
    ):
        pass


def test_a_damaged_journal_is_told(path: Path) -> None:
    """
    A file that is no journal is named, with what to do.
    """
    path.write_bytes(b"no database" * 100)

    with pytest.raises(JournalError, match=r"damaged .* Move it away"), open_journal(path):
        pass


def test_another_version_is_told(path: Path) -> None:
    """
    A journal of another version of the kit is left alone.
    """
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()

    with pytest.raises(JournalError, match="version 99"), open_journal(path):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """
    A journal that cannot be made is one sentence.
    """
    with (
        pytest.raises(JournalError, match="cannot be written"),
        open_journal(tmp_path / "none" / "journal.sqlite"),
    ):
        pass


def test_verdicts_are_data(path: Path) -> None:
    """
    Whatever stands in a name or a reason, it is a value and never a command.
    """
    nasty = "'; DROP TABLE verdicts; --"
    with open_journal(path) as journal:
        journal.enroll(nasty, nasty, journal.commit(Row(nasty, nasty, "REJECTED", nasty)))

        assert [nasty] == [named.row.submission for named in journal.roll()]
