"""
The journal.

Long, because every way to lose or to change a verdict has a test.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.grade import HandedFile, HandIn
from autograder.classroom.journal import open_journal, read_journal
from autograder.grading.errors import KitError
from autograder.grading.verdict import Outcome
from autograder.sandbox.report import Report
from tests.classroom.fakes import report_of, verdict_of

FAULT = report_of(
    "ada",
    "GRADER_ERROR",
    None,
    "The grader failed.",
    traceback="Traceback:\nKeyError: 1",
    key="key",
)
PLAIN = report_of("ada", "GRADED", verdict_of(Outcome.FIX), "a reason", "fake", key="key")
REPORT = replace(PLAIN, seconds=1.5, cpu=1.0, memory=7)


def status_of(known: tuple[int, Report] | None) -> tuple[int, str] | None:
    """Number and status of what a journal knows."""
    return known and (known[0], known[1].status)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def test_a_verdict_comes_back_as_it_was(path: Path) -> None:
    """
    A committed verdict is found by its key and reported with every field unchanged.
    """
    with open_journal(path) as journal:
        number = journal.commit(REPORT)
        journal.enroll("ada", "Ada", number)

        assert (number, "GRADED") == status_of(journal.find("key"))
        assert [replace(REPORT, name="Ada")] == list(journal.batch_members())


def test_a_verdict_outlives_the_process(path: Path) -> None:
    """
    A verdict is found by the next run, which starts without members.
    """
    with open_journal(path) as journal:
        number = journal.commit(REPORT)
    with open_journal(path) as journal:
        assert (number, "GRADED") == status_of(journal.find("key"))
        assert [] == list(journal.batch_members())


def test_the_roll_is_in_the_order_of_ids(path: Path) -> None:
    """
    Verdicts come in any order and are reported in the order of ids.
    """
    with open_journal(path) as journal:
        number = journal.commit(REPORT)
        for name in ("b", "a", "\u00e9", "B"):
            journal.enroll(name, name, number)

        assert ["B", "a", "b", "\u00e9"] == [report.name for report in journal.batch_members()]


def test_a_fault_in_the_kit_does_not_hold(path: Path) -> None:
    """
    A GRADER_ERROR is stored, and tried again by the next run.
    """
    with open_journal(path) as journal:
        journal.commit(FAULT)

        assert journal.find("key") is None


def test_the_same_fault_twice_holds(path: Path) -> None:
    """
    A fault that occurs twice in the same way is not tried a third time, except by a regrade.
    """
    with open_journal(path) as journal:
        journal.commit(FAULT)
        number = journal.commit(replace(FAULT, traceback="Traceback, line 2:\nKeyError: 1"))

        assert (number, "GRADER_ERROR") == status_of(journal.find("key"))
    with open_journal(path, regrade=True) as journal:
        assert journal.find("key") is None


@pytest.mark.parametrize(
    "reports",
    [
        [FAULT, replace(FAULT, reason="another")],
        [FAULT, replace(FAULT, traceback="Traceback:\nValueError: 2")],
        [FAULT, FAULT, replace(FAULT, reason="another")],
        [FAULT, REPORT, FAULT],
        [FAULT, replace(FAULT, key="other")],
    ],
)
def test_a_new_fault_is_tried_again(path: Path, reports: list[Report]) -> None:
    """
    Only the same fault, twice in a row for one submission, is final.
    """
    with open_journal(path) as journal:
        for report in reports:
            journal.commit(report)

        assert journal.find("key") is None


def test_the_newest_verdict_counts(path: Path) -> None:
    """
    The journal only grows; of two verdicts for one key the later one holds.
    """
    with open_journal(path) as journal:
        journal.commit(report_of("ada", "GRADER_ERROR", key="key"))
        number = journal.commit(REPORT)

        assert (number, "GRADED") == status_of(journal.find("key"))
    with sqlite3.connect(path) as database:
        assert [(2,)] == database.execute("SELECT count(*) FROM verdicts").fetchall()
    database.close()


def test_regrade_goes_on_where_it_stopped(path: Path) -> None:
    """
    A regrade ignores earlier verdicts, keeps its own when it is killed, and starts over once it has
    finished.
    """
    with open_journal(path) as journal:
        journal.commit(REPORT)
        journal.finish()
    with open_journal(path, regrade=True) as journal:
        assert journal.find("key") is None
        journal.commit(REPORT)
    with open_journal(path, regrade=True) as journal:
        assert journal.find("key") is not None
        journal.finish()
    with open_journal(path, regrade=True) as journal:
        assert journal.find("key") is None
    with open_journal(path) as journal:
        assert journal.find("key") is not None


def test_one_batch_at_a_time(path: Path) -> None:
    """
    A second batch in the same folder is refused in one sentence.
    """
    with (
        open_journal(path),
        pytest.raises(KitError, match="Another batch is running"),
        open_journal(path),
    ):
        pass


def test_a_damaged_journal_is_rescued(path: Path) -> None:
    """
    A changed verdict is graded again, the others are kept, and one remark says so.
    """
    with open_journal(path) as journal:
        for key in ("one", "two", "three"):
            journal.commit(replace(REPORT, key=key))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE verdicts SET verdict = x'7b7d' WHERE key = 'two'")
    database.close()

    with open_journal(path) as journal:
        assert "2 verdicts kept, 1 lost" in journal.remark
        assert [True, False, True] == [bool(journal.find(k)) for k in ("one", "two", "three")]
    with open_journal(path) as journal:
        assert "" == journal.remark


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE verdicts SET status = 'GRADEX'",
        "UPDATE verdicts SET verdict = substr(verdict, 1, 5)",
        "UPDATE verdicts SET verdict = NULL",
        "UPDATE verdicts SET key = 'other', reason = ''",
        "UPDATE verdicts SET seconds = 2",
        "UPDATE verdicts SET number = number + 1",
        "UPDATE verdicts SET checksum = ''",
        "UPDATE rounds SET finished = 1 - finished",
        "UPDATE rounds SET regrade = 1 - regrade",
        "DELETE FROM rounds; DROP TABLE rounds",
        "DROP INDEX by_key",
        "PRAGMA user_version = 77",
        "PRAGMA user_version = 0",
    ],
)
def test_no_change_goes_unnoticed(path: Path, change: str) -> None:
    """
    Whatever somebody changes in the file, no verdict differs from what was written.
    """
    with open_journal(path) as journal:
        journal.commit(REPORT)
    with sqlite3.connect(path) as database:
        database.executescript(change)
    database.close()

    with open_journal(path) as journal:
        assert "was damaged" in journal.remark
        assert journal.find("other") is None
        known = journal.find("key")
        if known:
            journal.enroll("ada", "", known[0])
        assert [REPORT] * bool(known) == list(journal.batch_members())


@pytest.mark.parametrize(
    "content", [b"no database" * 100, b"SQLite format 3\0", b"id,points\nada,100\n", bytes(5000)]
)
def test_another_file_in_its_place_is_kept(path: Path, content: bytes) -> None:
    """
    A file that was never a journal is put aside unchanged, and everybody is graded again.
    """
    path.write_bytes(content)

    with open_journal(path) as journal:
        assert "nothing in it could be read" in journal.remark
        journal.commit(REPORT)
    assert content == path.with_name("journal.damaged-1.sqlite").read_bytes()


def test_an_empty_file_is_a_new_journal(path: Path) -> None:
    """
    An empty file is used like a missing one, without a remark.
    """
    path.touch()
    with open_journal(path) as journal:
        assert "" == journal.remark
        journal.commit(REPORT)


def test_damage_while_the_batch_is_at_work_is_reported(path: Path) -> None:
    """
    A verdict that changes after the check of the journal ends in one sentence, never in a report.
    """

    def spoil_and_read() -> None:
        with open_journal(path) as journal:
            journal.enroll("ada", "", journal.commit(REPORT))
            journal._database.execute("UPDATE verdicts SET status = 'TIMEOUT'")
            list(journal.batch_members())

    with pytest.raises(KitError, match=r"while the batch was running .* same command again"):
        spoil_and_read()
    with open_journal(path) as journal:
        assert journal.find("key") is None


def test_a_deleted_journal_stops_the_batch(path: Path) -> None:
    """
    A batch stops rather than write into a journal that has been deleted.
    """
    with open_journal(path) as journal:
        path.unlink()
        with pytest.raises(KitError, match=r"was deleted .* same command again"):
            journal.commit(REPORT)


def test_a_damaged_journal_that_cannot_be_moved_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    If a damaged journal cannot be moved, one sentence says so, and the file stays.
    """

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path.write_bytes(b"no database" * 100)
    monkeypatch.setattr(Path, "replace", fail)
    with (
        pytest.raises(KitError, match=r"cannot be put aside \(Permission denied\)"),
        open_journal(path),
    ):
        pass
    assert path.exists()


def test_a_rescue_keeps_what_was_handed_in(path: Path) -> None:
    """
    Hand-ins still have their verdicts after a rescue that has lost a verdict before them.
    """
    with open_journal(path) as journal:
        numbers = [journal.commit(replace(PLAIN, submission=name, key=name)) for name in "abc"]
        for number, name in zip(numbers, "abc", strict=True):
            files = {"day4_ex1": HandedFile("day4_ex1.py", name * 64)}
            journal.add_hand_in(HandIn(name, "", files, number))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE verdicts SET reason = 'changed' WHERE number = 1")
    database.close()

    with open_journal(path) as journal:
        found = {one.submission: one.verdict for one in journal.hand_ins()}
        assert "damaged" in journal.remark
        reports = [journal.report(found[name]) for name in "abc"]
    assert [None, "b", "c"] == [one and one[0].submission for one in reports]


def test_another_version_is_reported(path: Path) -> None:
    """
    A journal of another version of the kit is left alone.
    """
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()

    with pytest.raises(KitError, match="version 99"), open_journal(path):
        pass


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("Handed in by a group: Ada (1) and Bob (2).", "Handed in by a group."),
        ("Graded: day4_ex1 (2).ipynb.", "Graded: day4_ex1 (...).ipynb."),
        ("Graded: day4_ex2.py.", "Graded: day4_ex2.py."),
    ],
    ids=["group", "file", "nobody"],
)
def test_a_remark_without_a_person_invents_nothing(path: Path, remark: str, expected: str) -> None:
    """
    A forgotten person is in nobody's remark, and only remarks about a group still mention one.
    """
    with open_journal(path) as journal:
        number = journal.commit(REPORT)
        journal.add_hand_in(HandIn("ada", "Ada", {}, number, remark))
        journal.forget("2")

        assert [expected] == [one.remark for one in journal.hand_ins()]


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    """
    A journal that cannot be created is refused in one sentence.
    """
    with (
        pytest.raises(KitError, match="cannot be written"),
        open_journal(tmp_path / "none" / "journal.sqlite"),
    ):
        pass


def test_a_folder_in_its_place_is_reported(path: Path) -> None:
    """
    A folder in place of the journal is refused in one sentence that says how to go on.
    """
    path.mkdir()
    with pytest.raises(KitError, match="type the same command again"), open_journal(path):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_journal_that_is_read_only_is_reported(path: Path) -> None:
    """
    A read-only journal is refused in one sentence and left unchanged.
    """
    with open_journal(path) as journal:
        journal.commit(REPORT)
    path.chmod(0o444)
    with pytest.raises(KitError, match="cannot be written"), open_journal(path):
        pass


def test_a_journal_in_an_archive_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where nothing can be written a journal is read all the same, and nothing appears beside it.
    """
    with open_journal(path) as journal:
        number = journal.commit(REPORT)
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    monkeypatch.setattr(os, "access", lambda *_: False)
    with read_journal(path) as journal:
        assert (number, "GRADED") == status_of(journal.find("key"))

    assert before == {one.name: one.read_bytes() for one in path.parent.iterdir()}


def test_text_that_is_not_text_is_kept(path: Path) -> None:
    """
    Half a character in a reason or a traceback is escaped, and the verdict is kept.
    """
    with open_journal(path) as journal:
        odd = replace(REPORT, reason="a\ud800", traceback="b\udcff\0")
        number = journal.commit(odd)
        journal.enroll("ada", "", number)
        (report,) = journal.batch_members()

    assert ("a\\ud800", "b\\udcff\0") == (report.reason, report.traceback)


def test_verdicts_are_data(path: Path) -> None:
    """
    Whatever a name or a reason contains, it is never run as SQL.
    """
    nasty = "'; DROP TABLE verdicts; --"
    with open_journal(path) as journal:
        journal.enroll(
            nasty, nasty, journal.commit(report_of(nasty, "REJECTED", None, nasty, key=nasty))
        )

        assert [nasty] == [report.submission for report in journal.batch_members()]


def test_a_member_of_a_group_has_a_row_of_their_own(path: Path) -> None:
    """
    Of verdicts with one key the member's own is found, else the newest of another member.
    """
    with open_journal(path) as journal:
        first = journal.commit(REPORT)
        second = journal.commit(replace(REPORT, submission="bob"))
        found = {name: journal.find("key", name) for name in ("ada", "bob", "eve")}

    assert {"ada": first, "bob": second, "eve": second} == {
        name: known[0] for name, known in found.items() if known
    }


def test_the_newest_verdict_on_somebody_is_kept(path: Path) -> None:
    """
    Whatever a verdict depended on, the newest on a submission can be looked up by its id.
    """
    with open_journal(path) as journal:
        journal.commit(REPORT)
        number = journal.commit(replace(REPORT, key="other"))
        journal.commit(replace(REPORT, submission="bob"))

        assert (number, "GRADED") == status_of(journal.newest_of("ada"))
        assert journal.newest_of("eve") is None


def test_the_level_is_that_of_the_last_run_in_the_sandbox(path: Path) -> None:
    """
    What was not run, or was run without a sandbox, does not say how the sandbox confines.
    """
    with open_journal(path) as journal:
        assert "" == journal.level
        for level in ("confined", "trusted (no sandbox)", ""):
            journal.commit(replace(REPORT, level=level))

        assert "confined" == journal.level


def test_a_remark_is_of_the_member(path: Path) -> None:
    """
    How something was handed in is noted with the member, not with the verdict.
    """
    with open_journal(path) as journal:
        number = journal.commit(REPORT)
        journal.enroll("ada", "Ada", number, "Of a group.")

        assert ["Of a group."] == [report.remark for report in journal.batch_members()]
