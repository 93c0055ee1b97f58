"""
The journal: an append-only store of verdicts.

Every verdict is committed as it lands. A batch looks up here what it need not grade again, so a
batch that was killed goes on where it stopped. One batch at a time holds a journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from autograder.classroom.rescue import rescue
from autograder.classroom.tables import (
    ERRORS,
    VERSION,
    DamagedError,
    OtherVersionError,
    add,
    is_damage,
    open_database,
    rows,
    sealed,
)
from autograder.sandbox.status import Status

FILE = "journal.sqlite"
NEWEST = "SELECT * FROM verdicts WHERE key = ? ORDER BY number DESC LIMIT 2"
ONE = "SELECT * FROM verdicts WHERE number = ?"
UNFINISHED = "SELECT * FROM rounds WHERE finished = 0 ORDER BY number DESC"
FINISH = "UPDATE rounds SET finished = ?, checksum = ? WHERE number = ?"


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
    `regrade` only verdicts of the same round are used again. remark: what a person must know
    about the file, or "".
    """

    def __init__(
        self, path: Path, database: sqlite3.Connection, *, regrade: bool, remark: str = ""
    ) -> None:
        self.remark = remark
        self._path = path
        self._database = database
        self._regrade = regrade
        self._round = self._begin()
        self._roll: dict[str, tuple[str, int]] = {}

    def find(self, key: str) -> Known | None:
        """A verdict that still holds; a fault of ours does once it has come twice the same."""
        found = [
            (number, Row(*values))
            for number, turn, *values in rows(self._database, NEWEST, (key,))
            if values[0] == key and (not self._regrade or turn == self._round)
        ]
        if not found or _is_to_try([row for _, row in found]):
            return None
        number, row = found[0]
        return Known(number, row.status)

    def commit(self, row: Row) -> int:
        """Keep a verdict; when this returns, no crash can lose it. Raises JournalError."""
        if not self._path.exists():
            raise JournalError(
                f"The journal {self._path} was deleted while the batch was at work. "
                "Type the same command again; everybody is graded again."
            )
        row = replace(row, seconds=float(row.seconds), cpu_seconds=float(row.cpu_seconds))
        return add(self._database, "verdicts", (self._round, *astuple(row)))

    def enroll(self, submission: str, name: str, number: int) -> None:
        """Say that a verdict is the one of this submission in this batch."""
        self._roll[submission] = (name, number)

    def roll(self) -> Iterator[Named]:
        """The verdicts of this batch in the order of their ids."""
        for _, (name, number) in sorted(self._roll.items()):
            found = list(rows(self._database, ONE, (number,)))
            if not found:
                raise DamagedError("a verdict is gone")
            ((_, _, *values),) = found
            yield Named(name, Row(*values))

    def finish(self) -> None:
        """Close the round: the next `regrade` begins another."""
        for number, regrade, _ in list(rows(self._database, UNFINISHED)):
            finished = sealed((number, regrade, 1))
            self._database.execute(FINISH, (*finished[2:], number))

    def _begin(self) -> int:
        for number, regrade, _ in rows(self._database, UNFINISHED):
            if regrade == self._regrade:
                return int(number)
        return add(self._database, "rounds", (int(self._regrade), 0))


@contextmanager
def open_journal(path: Path, *, regrade: bool = False) -> Iterator[Journal]:
    """
    The journal at a path, made if there is none, rescued if it is damaged. Raises JournalError.
    """
    try:
        database, remark = _open(path)
        with closing(database):
            yield Journal(path, database, regrade=regrade, remark=remark)
    except OtherVersionError as other:
        raise JournalError(
            f"{path} is of version {other} of the kit's journal, this is version {VERSION}. "
            "Choose another --out."
        ) from other
    except (*ERRORS, DamagedError) as error:
        raise JournalError(_sentence(error, path)) from error


def _open(path: Path) -> tuple[sqlite3.Connection, str]:
    """The database, and what a person must know about it."""
    try:
        return open_database(path), ""
    except DamagedError as damaged:
        try:
            rescued = rescue(path)
        except OSError as error:
            raise JournalError(
                f"The journal {path} is damaged ({damaged}) and cannot be put aside "
                f"({error.strerror}). Move it away to grade everybody again."
            ) from error
        return open_database(path), rescued.sentence


def _is_to_try(newest: list[Row]) -> bool:
    """Whether the newest verdict is a fault of ours, and not for the second time the same one."""
    faults = [_fault(row) for row in newest if row.status == Status.GRADER_ERROR]
    is_repeated = len(faults) > 1 and faults[0] == faults[1]
    return newest[0].status == Status.GRADER_ERROR and not is_repeated


def _fault(row: Row) -> tuple[str, str]:
    """What two faults have in common if they are the same: reason, and end of the traceback."""
    return row.reason, row.traceback.rstrip().rpartition("\n")[2]


def _sentence(error: Exception, path: Path) -> str:
    if isinstance(error, DamagedError) or is_damage(error, path):
        return (
            f"The journal {path} was damaged while the batch was at work ({error}). "
            "Type the same command again: what can be read is kept."
        )
    if "locked" in str(error):
        return f"Another batch is at work in {path.parent}. Wait for it, or choose another --out."
    return f"The journal {path} cannot be written ({error}). Every verdict so far is kept."
