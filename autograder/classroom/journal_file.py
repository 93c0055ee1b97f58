"""The file of a journal: tables in SQLite, and their rescue if the file is damaged.

Each row carries a checksum of its number and values, so that a changed byte is noticed. A damaged
file is put aside, and a new one takes what can still be read.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograder.grading.errors import KitError
from autograder.grading.screen import counted

VERSION = 3
OLDER = 2
VERDICTS = """
CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY, round INTEGER NOT NULL,
    key TEXT NOT NULL, submission TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL, traceback TEXT NOT NULL, verdict BLOB,
    isolation TEXT NOT NULL, seconds REAL NOT NULL, cpu_seconds REAL NOT NULL,
    peak_memory INTEGER NOT NULL, checksum TEXT NOT NULL
) STRICT;
CREATE INDEX by_key ON verdicts (key, number);
"""
ROUNDS_2 = """
CREATE TABLE rounds (
    number INTEGER PRIMARY KEY, regrade INTEGER NOT NULL, finished INTEGER NOT NULL,
    checksum TEXT NOT NULL
) STRICT;
"""
ROUNDS = """
CREATE TABLE rounds (
    number INTEGER PRIMARY KEY, regrade INTEGER NOT NULL, finished INTEGER NOT NULL,
    date TEXT NOT NULL, versions TEXT NOT NULL, secret TEXT NOT NULL, checksum TEXT NOT NULL
) STRICT;
"""
COURSE = """
CREATE TABLE hand_ins (
    number INTEGER PRIMARY KEY, submission TEXT NOT NULL, name TEXT NOT NULL, files TEXT NOT NULL,
    remark TEXT NOT NULL, verdict INTEGER NOT NULL, came TEXT NOT NULL, checksum TEXT NOT NULL
) STRICT;
CREATE TABLE grades (
    number INTEGER PRIMARY KEY, submission TEXT NOT NULL, grade TEXT NOT NULL,
    checksum TEXT NOT NULL
) STRICT;
"""
SCHEMA = VERDICTS + ROUNDS + COURSE
TABLES = ("verdicts", "rounds", "hand_ins", "grades")

# What SQLite says if nothing is wrong with the file, but it cannot be used now.
UNUSABLE = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_AUTH),
}
ERRORS = (sqlite3.Error, UnicodeDecodeError)  # the second where SQLite quotes damaged text

COMPANIONS = ("", "-wal", "-shm", "-journal")
PAGE = 4096
SIZE = slice(28, 32)
SMALLEST_ROW = 150
NUMBERS = (
    "SELECT max(number) FROM verdicts",
    "SELECT number FROM verdicts NOT INDEXED",
    "SELECT number FROM verdicts INDEXED BY by_key WHERE key >= ''",
)
BY_NUMBER = "SELECT * FROM verdicts WHERE number = ?"

PRINTABLE = bytes(range(ord(" "), ord("~") + 1))

Values = tuple[Any, ...]


class DamagedError(Exception):
    """The file does not hold what was written to it; the message says what is wrong."""


def open_database(path: Path, *, is_checked: bool = True) -> sqlite3.Connection:
    """A journal's file, checked from end to end, and made if there is none.

    is_checked: otherwise each row is only checked when it is read. It is locked until it is closed;
    the system unlocks it even if this process is killed. Raises DamagedError, sqlite3.Error, or
    KitError if it belongs to another version of the kit.
    """
    database = connect(path)
    try:
        _prepare(database, path)
        if is_checked:
            check(database)
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


def create(database: sqlite3.Connection, schema: str = SCHEMA, version: int = VERSION) -> None:
    """Make the tables, all or none."""
    database.executescript(f"BEGIN; PRAGMA user_version = {version}; {schema} COMMIT;")


def check(database: sqlite3.Connection) -> None:
    """Read everything. Raises DamagedError or sqlite3.Error."""
    if database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise DamagedError("its pages do not fit together")
    for table in TABLES:
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
    return add_all(database, table, [values])


def add_all(database: sqlite3.Connection, table: str, several: Iterable[Values]) -> int:
    """Append rows, and return the number of the last."""
    query = f"SELECT coalesce(max(number), 0) FROM {table}"  # noqa: S608 -- a constant
    ((last,),) = database.execute(query)
    numbered = [(number, *map(_plain, one)) for number, one in enumerate(several, last + 1)]
    put(database, table, *numbered)
    return int(last) + len(numbered)


def put(database: sqlite3.Connection, table: str, *numbered: Values) -> None:
    """Write rows with their numbers."""
    for row in map(sealed, numbered):
        marks = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 -- constants


def rows(database: sqlite3.Connection, query: str, parameters: Values = ()) -> Iterator[Values]:
    """Whole rows without their checksums. Raises DamagedError or sqlite3.Error."""
    return map(unsealed, database.execute(query, parameters))


def sealed(row: Values) -> Values:
    """A row and its checksum."""
    return (*row, sha256(shown_row(row)).hexdigest())


def shown_row(row: Values) -> bytes:
    """What `repr` gives of a row of several values, which takes long over a verdict."""
    return b"(%s)" % b", ".join(map(_shown_value, row))


def _shown_value(value: Any) -> bytes:
    if not isinstance(value, bytes) or value.translate(None, PRINTABLE):
        return repr(value).encode()
    if b'"' not in value and b"'" in value:
        return repr(value).encode()
    escaped = value.replace(b"\\", b"\\\\").replace(b"'", b"\\'")
    return b"b'%s'" % escaped


def unsealed(row: Values) -> Values:
    """A row without its checksum. Raises DamagedError."""
    values = row[:-1]
    if sealed(values) != row:
        raise DamagedError("a row does not match its checksum")
    return values


def _plain(value: Any) -> Any:
    """Text that UTF-8 can hold: half of a surrogate pair becomes an escape."""
    return value.encode(errors="backslashreplace").decode() if isinstance(value, str) else value


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    ((version,),) = database.execute("PRAGMA user_version")
    if version == OLDER and _schema(database) == _expected(VERDICTS + ROUNDS_2):
        _migrate(database, path)
        version = VERSION
    found, expected = _schema(database), _expected(SCHEMA)
    if not found and not version:
        create(database)
    elif found == expected and version == VERSION:
        # This changes nothing, and shows at once whether the file can be written.
        database.execute(f"PRAGMA user_version = {VERSION}")
    elif version in {0, VERSION} or found == expected:
        raise DamagedError("its tables are not those of a journal")
    else:
        raise KitError(
            f"{path} has version {version} of the journal, and this kit writes version {VERSION}: "
            "a newer kit has written it. Update this one, or choose another --out.",
            exit_code=2,
        )


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    """Bring a journal of the version before to this one, all or nothing; a copy is kept."""
    kept = path.with_name(f"{path.stem}.version-{OLDER}{path.suffix}")
    if not kept.exists():
        begun = kept.with_name(f"{kept.name}.new")
        begun.unlink(missing_ok=True)
        with closing(connect(begun)) as copy:
            database.backup(copy)
        begun.replace(kept)
    before = [unsealed(row) for row in database.execute("SELECT * FROM rounds")]
    database.execute("BEGIN")
    database.execute("DROP TABLE rounds")
    for statement in filter(str.strip, (ROUNDS + COURSE).split(";")):
        database.execute(statement)
    for number, *rest in before:
        put(database, "rounds", (number, *rest, "", "{}", ""))
    database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")


def _expected(schema: str) -> list[Values]:
    with closing(connect(":memory:")) as model:
        create(model, schema)
        return _schema(model)


def _schema(database: sqlite3.Connection) -> list[Values]:
    """The tables, in an order of their own: SQLite changes it when it packs a file."""
    return sorted(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def rescue(path: Path) -> str:
    """Put a journal aside, start a new one, and say so. Raises OSError or sqlite3.Error."""
    names = (path.with_name(f"{path.stem}.damaged-{n}{path.suffix}") for n in count(1))
    aside = next(name for name in names if not name.exists())
    new = path.with_name(f"{path.name}.new")
    for one in _files(new):
        one.unlink()
    with TemporaryDirectory() as folder:
        kept, highest = _copy_rows(_copied(path, Path(folder) / path.name), new)
    # At every moment there is a journal, so that a crash here costs nothing either.
    _copied(path, aside)
    for one in _files(path)[1:]:
        one.unlink()
    new.replace(path)
    what = summed_up(kept, highest - kept)
    return f"The journal {path} was damaged: {what}. The damaged file is now {aside}."


def summed_up(kept: int, lost: int) -> str:
    """What is left of the verdicts. lost: those that are known to be missing."""
    if not kept:
        return "nothing in it could be read, so everybody is graded again"
    verdicts = f"{counted(kept, 'verdict')} kept"
    if lost <= 0:
        return f"{verdicts}, and what may be missing is graded again"
    return f"{verdicts}, {lost} lost and graded again as far as still needed"


def _files(path: Path) -> list[Path]:
    """A journal's file and those that SQLite keeps beside it, if they exist."""
    names = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return [name for name in names if name.is_file()]


@contextmanager
def usable(path: Path) -> Iterator[Path]:
    """Where a journal can be opened: SQLite writes beside a file that it only reads."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        yield path
        return
    with TemporaryDirectory() as folder:
        yield _copied(path, Path(folder) / path.name)


def _copied(path: Path, target: Path) -> Path:
    """A copy of a journal's files under another name."""
    for file in _files(path):
        shutil.copyfile(file, target.with_name(file.name.replace(path.name, target.name, 1)))
    return target


def _copy_rows(copy: Path, new: Path) -> tuple[int, int]:
    """Write every readable row into a new journal; their count, and the highest number."""
    best = max((copy, _with_first_page(copy)), key=lambda path: sum(1 for _ in _readable(path)))
    kept = 0
    with closing(connect(new)) as database:
        create(database)
        database.execute("BEGIN")
        for row in _readable(best):
            # Round 0: a regrade that was interrupted starts again.
            put(database, "verdicts", (row[0], 0, *row[2:]))
            kept += 1
        for table in ("hand_ins", "grades"):
            for row in _readable(best, table):
                put(database, table, row)
        database.execute("COMMIT")
    return kept, _highest(best)


def _readable(path: Path, table: str = "verdicts") -> Iterator[Values]:
    """The rows that are what was written; each is looked up by itself, so none hides the next."""
    query = BY_NUMBER.replace("verdicts", table)
    with closing(connect(path)) as damaged:
        for number in range(1, _highest(path, table) + 1):
            with suppress(*ERRORS, DamagedError):
                yield from list(rows(damaged, query, (number,)))


def _highest(path: Path, table: str = "verdicts") -> int:
    """The highest plausible number in a table or its index; 0 if there is none."""
    most = sum(file.stat().st_size for file in _files(path)) // SMALLEST_ROW
    highest = 0
    with closing(connect(path)) as damaged:
        for query in NUMBERS:
            with suppress(*ERRORS):
                for (number,) in damaged.execute(query.replace("verdicts", table)):
                    if isinstance(number, int) and highest < number <= most:
                        highest = number
    return highest


def _with_first_page(path: Path) -> Path:
    """A copy with the first page of a new journal, which differs in a few counters only."""
    mended = path.with_name("mended")
    open_database(mended).close()
    page = bytearray(mended.read_bytes()[:PAGE])
    page[SIZE] = bytes(4)  # the number of pages: SQLite looks at the file where this is 0
    with _copied(path, mended).open("r+b") as content:
        content.write(page)
    return mended
