"""
The tables of a journal, and their rescue.

Long, because every way to damage a file is tried.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import journal_file
from autograder.classroom.journal import open_journal
from autograder.classroom.journal_file import (
    DamagedError,
    add,
    add_all,
    connect,
    create,
    is_damage,
    open_database,
    put,
    sealed,
    shown_row,
    summed_up,
    unsealed,
)
from autograder.grading.errors import KitError
from autograder.grading.verdict import Outcome
from tests.classroom.fakes import report_of, verdict_of

QUOTED = st.text("\"'\\ a", max_size=9).map(str.encode)
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
        assert [1, 2] == [add(database, "rounds", (0, 0, "", "{}", "")) for _ in range(2)]
        rows = database.execute("SELECT * FROM rounds").fetchall()

    assert [(1, 0, 0), (2, 0, 0)] == [unsealed(row)[:3] for row in rows]
    assert rows[0][-1] != rows[1][-1]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_several_rows_are_numbered_on(tmp_path: Path, count: int) -> None:
    """
    Rows that are added together are those that would be added one by one.
    """
    values = [(f"p{number}", "\ud800") for number in range(count)]
    found = []
    for name in ("together", "one by one"):
        with closing(open_database(tmp_path / name)) as database:
            add(database, "grades", ("first", "{}"))
            if name == "together":
                assert count + 1 == add_all(database, "grades", values)
            else:
                for one in values:
                    add(database, "grades", one)
            found.append(list(database.execute("SELECT * FROM grades")))

    assert found[0] == found[1]


def test_another_version_is_not_damage(tmp_path: Path) -> None:
    """
    Other tables with another version number belong to another kit and are left alone.
    """
    with closing(sqlite3.connect(tmp_path / "journal")) as database:
        database.executescript("CREATE TABLE verdicts (x); PRAGMA user_version = 9")

    with pytest.raises(KitError, match="has version 9 of the journal"):
        open_database(tmp_path / "journal")


def older(path: Path) -> list[tuple[object, ...]]:
    """A journal as version 2 wrote it, with a verdict and a round; its rows."""
    with closing(connect(path)) as database:
        create(database, journal_file.VERDICTS + journal_file.ROUNDS_2, 2)
        row = (1, 1, "key", "ada", "GRADED", "", "", None, "fake", 0.5, 0.25, 7)
        put(database, "verdicts", row)
        put(database, "rounds", (1, 0, 1))
        return [row, (1, 0, 1)]


def all_rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        queries = ("SELECT * FROM verdicts", "SELECT * FROM rounds")
        return [unsealed(row) for query in queries for row in database.execute(query)]


def test_an_older_journal_is_migrated(tmp_path: Path) -> None:
    """
    Every verdict stays, rounds say nothing of what nobody had noted, and the old file is kept.
    """
    path = tmp_path / "journal.sqlite"
    verdict, turn = older(path)
    open_database(path).close()
    open_database(path).close()

    assert [verdict, (*turn, "", "{}", "")] == all_rows(path)
    assert [verdict, turn] == all_rows(tmp_path / "journal.version-2.sqlite")
    assert {"journal.sqlite", "journal.version-2.sqlite"} == {p.name for p in tmp_path.iterdir()}


@pytest.mark.parametrize("stop", ["DROP", "CREATE TABLE grades", "INSERT", "PRAGMA user_version ="])
def test_a_migration_is_whole_or_nothing(
    stop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Wherever it stops, the next start finds the journal of before, and migrates it.
    """
    path = tmp_path / "journal.sqlite"
    verdict, turn = older(path)

    class Stopping(sqlite3.Connection):
        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:
            if sql.strip().startswith(stop) and self.in_transaction:
                raise KeyboardInterrupt
            return super().execute(sql, *more)  # type: ignore[arg-type]

    def connected(place: Path | str) -> sqlite3.Connection:
        return sqlite3.connect(place, isolation_level=None, factory=Stopping)

    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "connect", connected)
        with pytest.raises(KeyboardInterrupt):
            open_database(path)
    assert [verdict, turn] == all_rows(path)
    open_database(path).close()

    assert [verdict, (*turn, "", "{}", "")] == all_rows(path)


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


PEOPLE = 12
PAGE = 4096
VERDICT = verdict_of(Outcome.PASS, Outcome.FIX)
KEYS = [sha256(b"%d" % number).hexdigest() for number in range(PEOPLE)]
REPORTS = {
    key: report_of(f"p{number}", "GRADED", VERDICT, key=key) for number, key in enumerate(KEYS)
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal that was closed, and in the folder `open` one whose batch was killed."""
    folder = tmp_path_factory.mktemp("whole")
    with open_journal(folder / "journal.sqlite") as journal:
        for report in REPORTS.values():
            journal.commit(report)
        (folder / "open").mkdir()
        for file in folder.glob("journal*"):
            shutil.copyfile(file, folder / "open" / file.name)
    return folder


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    shutil.copyfile(whole / "journal.sqlite", tmp_path / "journal.sqlite")
    return tmp_path / "journal.sqlite"


def kept(path: Path) -> tuple[int, str]:
    """How many verdicts a journal still knows, each as it was written, and what it says."""
    with open_journal(path) as journal:
        for key, report in REPORTS.items():
            if known := journal.find(key):
                journal.enroll(report.submission, "", known[0])
        found = list(journal.batch_members())
        journal.finish()
    assert found == [REPORTS[report.key] for report in found]
    return len(found), journal.remark


def flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 1, 8, 64])):
        content[chance.randrange(len(content))] = chance.randrange(256)


def flip_early(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(min(len(content), 3 * PAGE))] = chance.randrange(256)


def flip_header(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(100)] = chance.randrange(256)


def garble_page(content: bytearray, chance: random.Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = chance.randbytes(PAGE)


def cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


@pytest.mark.parametrize("damage", [flip, flip_early, flip_header, garble_page, cut])
def test_no_damage_makes_a_verdict(
    damage: Callable[[bytearray, random.Random], None], path: Path
) -> None:
    """
    Whatever happens to the bytes, each verdict is unchanged or graded again, the loss is reported,
    and the next batch finds everything in order.
    """
    content, chance = path.read_bytes(), random.Random(damage.__name__)  # noqa: S311 -- no secret
    for _ in range(12):
        changed = bytearray(content)
        damage(changed, chance)
        path.write_bytes(changed)
        found, remark = kept(path)

        assert found == PEOPLE or remark or not changed
        assert (found, "") == kept(path)


@pytest.mark.parametrize("damage", [flip, flip_early, garble_page, cut])
def test_a_damaged_log_beside_it_costs_only_time(
    damage: Callable[[bytearray, random.Random], None], whole: Path, tmp_path: Path
) -> None:
    """
    The same holds for the log that SQLite keeps beside the journal of a killed batch.
    """
    chance = random.Random(damage.__name__)  # noqa: S311 -- no secret
    log = (whole / "open" / "journal.sqlite-wal").read_bytes()
    for number in range(6):
        folder = shutil.copytree(whole / "open", tmp_path / str(number))
        changed = bytearray(log)
        damage(changed, chance)
        (folder / "journal.sqlite-wal").write_bytes(changed)
        found, _ = kept(folder / "journal.sqlite")

        assert (found, "") == kept(folder / "journal.sqlite")


def test_a_missing_log_costs_only_time(whole: Path, tmp_path: Path) -> None:
    """
    Without its log the journal of a killed batch knows less, but nothing wrong.
    """
    folder = shutil.copytree(whole / "open", tmp_path / "open")
    assert (PEOPLE, "") == kept(folder / "journal.sqlite")
    folder = shutil.copytree(whole / "open", tmp_path / "without")
    (folder / "journal.sqlite-wal").unlink()

    kept(folder / "journal.sqlite")


def test_without_checksums_a_wrong_verdict_would_count(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    SQLite does not notice a changed digit in the points, but the checksum does.
    """
    content = path.read_bytes()
    at = content.index(b'"points":') + len(b'"points":')
    path.write_bytes(content[:at] + b"9" + content[at + 1 :])
    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "unsealed", lambda row: row[:-1])
        with pytest.raises(AssertionError):
            kept(path)

    found, remark = kept(path)
    assert PEOPLE - 1 == found
    assert f"{PEOPLE - 1} verdicts kept, 1 lost" in remark


def test_a_lost_header_loses_nothing(path: Path) -> None:
    """
    A journal without its first page is read with that of a new journal.
    """
    content = path.read_bytes()
    path.write_bytes(bytes(PAGE) + content[PAGE:])

    assert PEOPLE == kept(path)[0]


def test_the_damaged_file_is_kept(path: Path) -> None:
    """
    The damaged file is kept unchanged, each time under a new name, and nothing else is left.
    """
    damaged = []
    for _ in range(2):
        content = bytearray(path.read_bytes())
        content[:16] = b"no SQLite at all"
        path.write_bytes(content)
        damaged.append(bytes(content))
        kept(path)

    aside = [path.with_name(f"journal.damaged-{n}.sqlite") for n in (1, 2)]
    assert damaged == [one.read_bytes() for one in aside]
    assert {path.name, *(one.name for one in aside)} == {f.name for f in path.parent.iterdir()}


def test_a_crash_in_a_rescue_costs_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A rescue that is killed before its last step is repeated by the next batch.
    """

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    content = path.read_bytes()
    path.write_bytes(b"X" + content[1:])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            kept(path)

    assert PEOPLE == kept(path)[0]
    assert b"X" + content[1:] == path.with_name("journal.damaged-1.sqlite").read_bytes()


def test_a_batch_at_work_is_left_alone(path: Path) -> None:
    """
    A journal in use by another batch is never taken for a damaged one.
    """
    with (
        open_journal(path),
        pytest.raises(KitError, match="Another batch is running"),
        open_journal(path),
    ):
        pass
    assert [path] == list(path.parent.glob("*.sqlite"))


def test_a_regrade_begins_again(path: Path) -> None:
    """
    After a rescue no verdict belongs to the regrade that was running.
    """
    with open_journal(path, regrade=True) as journal:
        journal.commit(replace(next(iter(REPORTS.values())), key="again"))
    path.write_bytes(b"X" + path.read_bytes()[1:])

    with open_journal(path, regrade=True) as journal:
        assert "was damaged" in journal.remark
        assert journal.find("again") is None
    with open_journal(path) as journal:
        assert journal.find("again") is not None


@pytest.mark.parametrize(
    ("kept_rows", "lost", "said"),
    [
        (0, 0, "nothing in it could be read, so everybody is graded again"),
        (1, 2, "1 verdict kept, 2 lost and graded again as far as still needed"),
        (7, 0, "7 verdicts kept, and what may be missing is graded again"),
    ],
)
def test_the_sentence_counts(kept_rows: int, lost: int, said: str) -> None:
    """
    One sentence says how many verdicts were kept and lost.
    """
    assert said == summed_up(kept_rows, lost)


def test_the_sentence_names_the_files(path: Path) -> None:
    """
    The remark begins with the journal and ends with the place of the damaged file.
    """
    path.write_bytes(b"X" + path.read_bytes()[1:])
    _, remark = kept(path)

    assert remark.startswith(f"The journal {path} was damaged: 12 verdicts kept")
    aside = path.with_name("journal.damaged-1.sqlite")
    assert remark.endswith(f" The damaged file is now {aside}.")


@given(st.tuples(st.integers() | st.none(), st.text(), st.floats(), st.binary() | QUOTED))
def test_a_row_is_sealed_as_python_shows_it(row: tuple[object, ...]) -> None:
    """
    The text of which a checksum is taken is that of `repr`, so older journals stay valid.
    """
    assert repr(row).encode() == shown_row(row)
