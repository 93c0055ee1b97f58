"""The rescue of a damaged journal: it is put aside, and a new one takes what can still be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.classroom.tables import (
    ERRORS,
    DamagedError,
    Values,
    add,
    connect,
    create,
    open_database,
    rows,
)

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


def rescue(path: Path) -> str:
    """
    Put a journal aside and start a new one; what became of it, in one sentence.

    Raises OSError or sqlite3.Error.
    """
    aside, new = _free_name(path), path.with_name(f"{path.name}.new")
    for one in _files(new):
        one.unlink()
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        for one in _files(path):
            shutil.copyfile(one, copy.with_name(one.name))
        kept, highest = _copy_rows(copy, new)
    # At every moment there is a journal, so that a crash here costs nothing either.
    for one in _files(path):
        shutil.copyfile(one, one.with_name(one.name.replace(path.name, aside.name, 1)))
    for one in _files(path)[1:]:
        one.unlink()
    new.replace(path)
    what = summed_up(kept, highest - kept)
    return f"The journal {path} was damaged: {what}. The damaged file is now {aside}."


def summed_up(kept: int, lost: int) -> str:
    """What is left of the verdicts. lost: those that are known to be missing."""
    if not kept:
        return "nothing in it could be read, so everybody is graded again"
    verdicts = f"{kept} verdict{'s' if kept > 1 else ''} kept"
    if lost <= 0:
        return f"{verdicts}, and what may be missing is graded again"
    return f"{verdicts}, {lost} lost and graded again as far as still needed"


def _files(path: Path) -> list[Path]:
    """A journal's file and those that SQLite keeps beside it, if they exist."""
    names = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return [name for name in names if name.is_file()]


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.damaged-{n}{path.suffix}") for n in count(1))
    return next(name for name in names if not name.exists())


def _copy_rows(copy: Path, new: Path) -> tuple[int, int]:
    """Write every readable row into a new journal; their count, and the highest number."""
    best = max((copy, _with_first_page(copy)), key=lambda path: sum(1 for _ in _readable(path)))
    kept = 0
    with closing(connect(new)) as database:
        create(database)
        database.execute("BEGIN")
        for row in _readable(best):
            # Round 0: a regrade that was interrupted starts again.
            add(database, "verdicts", (0, *row[2:]))
            kept += 1
        database.execute("COMMIT")
    return kept, _highest(best)


def _readable(path: Path) -> Iterator[Values]:
    """The rows that are what was written; each is looked up by itself, so none hides the next."""
    with closing(connect(path)) as damaged:
        for number in range(1, _highest(path) + 1):
            with suppress(*ERRORS, DamagedError):
                yield from list(rows(damaged, BY_NUMBER, (number,)))


def _highest(path: Path) -> int:
    """The highest plausible number in the table or its index; 0 if there is none."""
    most = sum(file.stat().st_size for file in _files(path)) // SMALLEST_ROW
    highest = 0
    with closing(connect(path)) as damaged:
        for query in NUMBERS:
            with suppress(*ERRORS):
                for (number,) in damaged.execute(query):
                    if isinstance(number, int) and highest < number <= most:
                        highest = number
    return highest


def _with_first_page(path: Path) -> Path:
    """A copy with the first page of a new journal, which differs in a few counters only."""
    mended = path.with_name("mended")
    open_database(mended).close()
    page = bytearray(mended.read_bytes()[:PAGE])
    page[SIZE] = bytes(4)  # the number of pages: SQLite looks at the file where this is 0
    for file in _files(path):
        shutil.copyfile(file, file.with_name(file.name.replace(path.name, mended.name, 1)))
    with mended.open("r+b") as content:
        content.write(page)
    return mended
