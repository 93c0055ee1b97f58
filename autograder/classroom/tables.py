"""
The tables of a journal in SQLite.

Each row carries a checksum of its number and values, so that a changed byte is noticed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

VERSION = 2
SCHEMA = """
CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY, round INTEGER NOT NULL,
    key TEXT NOT NULL, submission TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL, traceback TEXT NOT NULL, verdict BLOB,
    isolation TEXT NOT NULL, seconds REAL NOT NULL, cpu_seconds REAL NOT NULL,
    peak_memory INTEGER NOT NULL, checksum TEXT NOT NULL
) STRICT;
CREATE INDEX by_key ON verdicts (key, number);
CREATE TABLE rounds (
    number INTEGER PRIMARY KEY, regrade INTEGER NOT NULL, finished INTEGER NOT NULL,
    checksum TEXT NOT NULL
) STRICT;
"""

# What SQLite says if nothing is wrong with the file, but it cannot be used now.
UNUSABLE = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_AUTH),
}
ERRORS = (sqlite3.Error, UnicodeDecodeError)  # the second where SQLite quotes damaged text

Values = tuple[Any, ...]


class DamagedError(Exception):
    """The file does not hold what was written to it; the message says what is wrong."""


class OtherVersionError(Exception):
    """The file is whole, and belongs to another version of the kit; the message is its number."""


def open_database(path: Path) -> sqlite3.Connection:
    """
    A journal's file, checked from end to end, and made if there is none.

    It is locked until it is closed; the system unlocks it even if this process is killed. Raises
    DamagedError, OtherVersionError or sqlite3.Error.
    """
    database = connect(path)
    try:
        _prepare(database)
        _check(database)
    except BaseException as error:
        database.close()
        if isinstance(error, ERRORS) and is_damage(error, path):
            raise DamagedError(str(error)) from error
        raise
    return database


def connect(path: Path | str) -> sqlite3.Connection:
    """A connection that reads text whatever its bytes are: the checksum decides about them."""
    database = sqlite3.connect(path, timeout=1, isolation_level=None)
    database.text_factory = lambda content: content.decode(errors="surrogateescape")
    return database


def create(database: sqlite3.Connection) -> None:
    """Make the tables, all or none."""
    database.executescript(f"BEGIN; PRAGMA user_version = {VERSION}; {SCHEMA} COMMIT;")


def _check(database: sqlite3.Connection) -> None:
    """Read everything. Raises DamagedError or sqlite3.Error."""
    if database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise DamagedError("its pages do not fit together")
    for table in ("verdicts", "rounds"):
        for row in database.execute(f"SELECT * FROM {table}"):  # noqa: S608 -- a constant
            unsealed(row)


def is_damage(error: Exception, path: Path) -> bool:
    """Whether an error means that the file holds the wrong bytes."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code == sqlite3.SQLITE_READONLY:  # SQLite says so of an unknown header, too
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return code not in UNUSABLE


def add(database: sqlite3.Connection, table: str, values: Values) -> int:
    """Append a row, and return its number."""
    query = f"SELECT coalesce(max(number), 0) + 1 FROM {table}"  # noqa: S608 -- a constant
    ((number,),) = database.execute(query)
    row = sealed((number, *map(_plain, values)))
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 -- constants
    return int(number)


def rows(database: sqlite3.Connection, query: str, parameters: Values = ()) -> Iterator[Values]:
    """Whole rows without their checksums. Raises DamagedError or sqlite3.Error."""
    return map(unsealed, database.execute(query, parameters))


def sealed(row: Values) -> Values:
    """A row and its checksum."""
    return (*row, sha256(repr(row).encode()).hexdigest())


def unsealed(row: Values) -> Values:
    """A row without its checksum. Raises DamagedError."""
    values = row[:-1]
    if sealed(values) != row:
        raise DamagedError("a row does not match its checksum")
    return values


def _plain(value: Any) -> Any:
    """Text that UTF-8 can hold: half of a surrogate pair becomes an escape."""
    return value.encode(errors="backslashreplace").decode() if isinstance(value, str) else value


def _prepare(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    ((version,),) = database.execute("PRAGMA user_version")
    with closing(connect(":memory:")) as model:
        create(model)
        found, expected = _schema(database), _schema(model)
    if not found and not version:
        create(database)
    elif found == expected and version == VERSION:
        # This changes nothing, and shows at once whether the file can be written.
        database.execute(f"PRAGMA user_version = {VERSION}")
    elif version in {0, VERSION} or found == expected:
        raise DamagedError("its tables are not those of a journal")
    else:
        raise OtherVersionError(version)


def _schema(database: sqlite3.Connection) -> list[Values]:
    return database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
