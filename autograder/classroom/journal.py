"""
The journal: an append-only store of verdicts.

Every verdict is committed as it lands. A batch looks up here what it need not grade again, so a
batch that was killed goes on where it stopped. One batch at a time holds a journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.statuses import Status

FILE = "journal.sqlite"
VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS verdicts (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL, round INTEGER NOT NULL, submission TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL, traceback TEXT NOT NULL, verdict BLOB,
    isolation TEXT NOT NULL, seconds REAL NOT NULL, cpu_seconds REAL NOT NULL,
    peak_memory INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS by_key ON verdicts (key, number);
CREATE TABLE IF NOT EXISTS rounds (
    number INTEGER PRIMARY KEY, regrade INTEGER NOT NULL, finished INTEGER NOT NULL
) STRICT;
CREATE TEMP TABLE roll (
    who TEXT PRIMARY KEY, name TEXT NOT NULL, number INTEGER NOT NULL
) STRICT;
"""
COLUMNS = (
    "key, submission, status, reason, traceback, verdict, "
    "isolation, seconds, cpu_seconds, peak_memory"
)
INSERT = f"INSERT INTO verdicts (round, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- constants
NEWEST = "SELECT number, round, status FROM verdicts WHERE key = ? ORDER BY number DESC LIMIT 1"
ROLL = f"SELECT name, {COLUMNS} FROM roll JOIN verdicts USING (number) ORDER BY who"  # noqa: S608 -- constants


class JournalError(Exception):
    """The journal cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict as it is kept. verdict: as JSON; None where nothing was judged."""

    key: str
    submission: str
    status: str
    reason: str = ""
    traceback: str = ""
    verdict: bytes | None = None
    isolation: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the roll: the verdict of somebody who belongs to this batch."""

    name: str
    row: Row


@dataclass(frozen=True, slots=True)
class Known:
    """The number of a verdict in the journal, and its status."""

    number: int
    status: str


class Journal:
    """
    The journal, open.

    A round is one batch from its start to its end, however often it is killed in between. With
    `regrade` only verdicts of the same round are used again.
    """

    def __init__(self, database: sqlite3.Connection, *, regrade: bool) -> None:
        self._database = database
        self._regrade = regrade
        self._round = self._begin()

    def find(self, key: str) -> Known | None:
        """A verdict that still holds; a fault of ours never does."""
        for number, turn, status in self._database.execute(NEWEST, (key,)):
            if status != Status.GRADER_ERROR and (not self._regrade or turn == self._round):
                return Known(number, status)
        return None

    def commit(self, row: Row) -> int:
        """Keep a verdict; when this returns, no crash can lose it."""
        values = tuple(getattr(row, name) for name in COLUMNS.split(", "))
        number = self._database.execute(INSERT, (self._round, *values)).lastrowid
        assert number is not None  # noqa: S101 -- an INSERT has one
        return number

    def enroll(self, submission: str, name: str, number: int) -> None:
        """Say that a verdict is the one of this submission in this batch."""
        self._database.execute("INSERT INTO roll VALUES (?, ?, ?)", (submission, name, number))

    def roll(self) -> Iterator[Named]:
        """The verdicts of this batch in the order of their ids."""
        for name, *values in self._database.execute(ROLL):
            yield Named(name, Row(*values))

    def finish(self) -> None:
        """Close the round: the next `regrade` begins another."""
        self._database.execute("UPDATE rounds SET finished = 1")

    def _begin(self) -> int:
        last = self._database.execute(
            "SELECT number FROM rounds WHERE regrade = ? AND finished = 0 ORDER BY number DESC",
            (self._regrade,),
        ).fetchone()
        if last is not None:
            return int(last[0])
        begun = self._database.execute("INSERT INTO rounds VALUES (NULL, ?, 0)", (self._regrade,))
        return int(begun.lastrowid or 0)


@contextmanager
def open_journal(path: Path, *, regrade: bool = False) -> Iterator[Journal]:
    """The journal at a path, made if there is none. Raises JournalError."""
    database = None
    try:
        database = sqlite3.connect(path, timeout=1, isolation_level=None)
        _prepare(database, path)
        yield Journal(database, regrade=regrade)
    except sqlite3.Error as error:
        raise JournalError(_sentence(error, path)) from error
    finally:
        if database is not None:
            database.close()


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    # Held until the end, and freed by the system even when this process is killed.
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in {0, VERSION}:
        raise JournalError(
            f"{path} is of version {version} of the kit's journal, this is version {VERSION}. "
            "Choose another --out."
        )
    database.executescript(SCHEMA)
    database.execute(f"PRAGMA user_version = {VERSION}")


def _sentence(error: sqlite3.Error, path: Path) -> str:
    if "locked" in str(error):
        return f"Another batch is at work in {path.parent}. Wait for it, or choose another --out."
    if isinstance(error, sqlite3.OperationalError):
        return f"The journal {path} cannot be written ({error}). Every verdict so far is kept."
    return f"The journal {path} is damaged ({error}). Move it away to grade everything anew."
