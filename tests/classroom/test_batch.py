"""
The batch.

Long, because every kind of accident has a grader of its own.
"""

from __future__ import annotations

import dataclasses
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import batch
from autograder.classroom.batch import (
    Job,
    engine_files,
    engine_fingerprint,
    fingerprint,
    finished,
    prepare,
    submission_fingerprint,
)
from autograder.classroom.choice import Taken
from autograder.classroom.entries import Entry
from autograder.classroom.journal import open_journal
from autograder.classroom.progress_bar import ProgressBar
from autograder.grading.files import shipped_stub
from autograder.grading.spec import PACKAGE, PROJECT, all_checks
from autograder.grading.verdict import Outcome, Verdict, collect
from autograder.mistakes.python import general
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status
from tests.classroom.fakes import (
    SETUP,
    FakeGrader,
    class_of,
    graded_class,
    member,
    report_of,
    run_batch,
    verdict_of,
)
from tests.classroom.rooms import NAMES, ONE, laid_out


class Broken(FakeGrader):
    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        if submission == "p00001":
            raise RuntimeError("the grader's own fault")
        return super().grade(files, seed, submission)


class Idle(FakeGrader):
    """Finds every task still to do."""

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        report = super().grade(files, seed, submission)
        return replace(report, status=Status.FAIL, verdict=verdict_of(Outcome.TODO))


class Failing(FakeGrader):
    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        return dataclasses.replace(super().grade(files, seed, submission), status=Status.TIMEOUT)


class Interrupted(FakeGrader):
    """Is interrupted after three submissions, as by Ctrl-C."""

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        if len(self.graded) == 3:
            raise KeyboardInterrupt
        return super().grade(files, seed, submission)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_everyone_gets_the_same_verdict_from_any_number_of_workers(
    tmp_path: Path, workers: int
) -> None:
    """
    The reports do not depend on how many workers there are, and each submission is graded once.
    """
    members = class_of(tmp_path / "class", 20)
    expected = graded_class(tmp_path / "one", members, FakeGrader())
    grader = FakeGrader(0.001, workers)

    assert expected == graded_class(tmp_path / "many", members, grader)
    assert [m.submission for m in members] == sorted(grader.graded)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # cut short
def test_an_interrupt_at_any_moment_ends_the_batch(tmp_path: Path) -> None:
    """
    Wherever Ctrl-C falls, the batch stops its grader, keeps what was graded, and does not hang.
    """
    members = class_of(tmp_path / "class", 20)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    for moment in range(40):
        grader = FakeGrader(0.0005, 2)
        with suppress(KeyboardInterrupt):
            signal.setitimer(signal.ITIMER_REAL, 0.001 + moment * 0.0002)
            graded_class(tmp_path / str(moment), members, grader)
            signal.pause()
    signal.signal(signal.SIGALRM, before)

    assert len(graded_class(tmp_path / "39", members, FakeGrader())) == len(members)


def test_what_is_known_costs_nothing(tmp_path: Path) -> None:
    """
    A second batch over the same class grades nobody and gives the same reports.
    """
    members = class_of(tmp_path / "class", 5)
    first = graded_class(tmp_path / "journal", members, FakeGrader())
    again = FakeGrader()

    assert first == graded_class(tmp_path / "journal", members, again)
    assert [] == again.graded


def test_a_changed_submission_is_graded_again(tmp_path: Path) -> None:
    """
    A changed submission is graded again, and no other.
    """
    members = class_of(tmp_path / "class", 3)
    graded_class(tmp_path / "journal", members, FakeGrader())
    (tmp_path / "class" / "p00001" / "day4_ex1.py").write_text("x = 99\n")
    again = FakeGrader()
    graded_class(tmp_path / "journal", members, again)

    assert ["p00001"] == again.graded


@pytest.mark.parametrize(
    "change", [{"engine": "other"}, {"level": "other"}, {"secret": b"another secret"}]
)
def test_a_changed_spec_or_secret_grades_everyone_again(
    tmp_path: Path, change: dict[str, str | bytes]
) -> None:
    """
    A verdict holds for one engine, one level of isolation and one secret.
    """
    members = class_of(tmp_path / "class", 2)
    course = dataclasses.replace(SETUP, **change)

    assert all(
        prepare(m, SETUP).key != prepare(m, course).key  # nobody is known
        for m in members
    )


def test_regrade_grades_everyone(tmp_path: Path) -> None:
    """
    With regrade, everybody is graded again.
    """
    members = class_of(tmp_path / "class", 3)
    graded_class(tmp_path / "journal", members, FakeGrader())
    again = FakeGrader()
    graded_class(tmp_path / "journal", members, again, regrade=True)

    assert 3 == len(again.graded)


def test_two_people_with_one_file_have_inputs_of_their_own(tmp_path: Path) -> None:
    """
    The seed belongs to the id, so equal files are graded on different inputs.
    """
    for name in ("ada", "alan"):
        laid_out(tmp_path / name, {"day4_ex1.py": ONE})
    jobs = [prepare(member(tmp_path / name), SETUP) for name in ("ada", "alan", "ada")]

    assert all(isinstance(job, Job) for job in jobs)
    assert jobs[0] == jobs[2]
    assert jobs[0].key != jobs[1].key


def test_what_is_not_run_has_its_own_status(tmp_path: Path) -> None:
    """
    A missing, an empty and a refused submission need no grader.
    """
    (tmp_path / "empty").mkdir()
    laid_out(tmp_path / "other", {"notes.txt": b""})
    people = [Entry("absent", ()), member(tmp_path / "empty"), member(tmp_path / "other")]
    grader = FakeGrader()
    roll = graded_class(tmp_path / "journal", people, grader)

    assert ["NOT_SUBMITTED", "NOT_SUBMITTED", "REJECTED"] == [one.status for one in roll]
    assert all(one.reason and one.verdict is None for one in roll)
    assert [] == grader.graded


def test_a_fault_in_the_kit_costs_one_submission(tmp_path: Path) -> None:
    """
    A grader that raises leaves a GRADER_ERROR with its traceback, and the batch goes on.
    """
    members = class_of(tmp_path / "class", 3)
    roll = graded_class(tmp_path / "journal", members, Broken())

    assert ["GRADED", "GRADER_ERROR", "GRADED"] == [one.status for one in roll]
    assert "RuntimeError: the grader's own fault" in roll[1].traceback
    assert roll[1].verdict is None


def test_a_fault_in_the_kit_is_tried_again(tmp_path: Path) -> None:
    """
    The next run grades again exactly the submissions that the grader failed on.
    """
    members = class_of(tmp_path / "class", 3)
    graded_class(tmp_path / "journal", members, Broken())
    again = FakeGrader()
    roll = graded_class(tmp_path / "journal", members, again)

    assert ["p00001"] == again.graded
    assert ["GRADED"] * 3 == [one.status for one in roll]


def test_an_interrupt_keeps_what_has_landed(tmp_path: Path) -> None:
    """
    An interrupted batch closes its graders, and the next one does only the rest.
    """
    members = class_of(tmp_path / "class", 8)
    grader, again = Interrupted(), FakeGrader()
    with pytest.raises(KeyboardInterrupt):
        graded_class(tmp_path / "journal", members, grader)
    roll = graded_class(tmp_path / "journal", members, again)

    assert grader.closed
    assert 8 == len(roll)
    assert sorted(m.submission for m in members) == sorted(grader.graded + again.graded)


def test_few_submissions_are_held_at_once(tmp_path: Path) -> None:
    """
    At most twice as many submissions as workers are in memory.
    """
    taken: list[str] = []
    ahead: list[int] = []

    class Counting(FakeGrader):
        def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
            ahead.append(len(taken) - len(self.graded))
            return super().grade(files, seed, submission)

    def walk() -> Iterator[Entry]:
        for one in members:
            taken.append(one.submission)
            yield one

    members = class_of(tmp_path / "class", 30)
    with open_journal(tmp_path / "journal") as journal:
        run_batch(journal, Counting(), walk(), ProgressBar(30, StringIO()))

    assert 30 == len(ahead)
    assert max(ahead) <= 4


@pytest.mark.parametrize(
    ("word", "outcomes", "expected"),
    [
        ("PASS", (Outcome.PASS,), "GRADED"),
        ("FAIL", (Outcome.FIX,), "GRADED"),
        ("TIMEOUT", (Outcome.FIX,), "TIMEOUT"),
        ("FORBIDDEN", (Outcome.PASS,), "FORBIDDEN"),
        ("PASS", (Outcome.PASS, Outcome.GRADER_ERROR), "GRADER_ERROR"),
        ("PASS", (Outcome.PASS, Outcome.UNDECIDED), "UNDECIDED"),
    ],
)
def test_a_report_is_finished(word: str, outcomes: tuple[Outcome, ...], expected: str) -> None:
    """
    A report gets its key, the status of a submission, and the exercises that are missing; open
    points are never GRADED, and what is GRADED needs no reason.
    """
    job = Job(Entry("ada", ()), "key", "seed", Taken({"day4_ex1.py": ONE}))
    report = finished(report_of("ada", word, verdict_of(*outcomes), "Why."), job, NAMES)

    reason = "No day4_ex2." if expected == "GRADED" else "Why. No day4_ex2."
    assert (expected, reason) == (report.status, report.reason)
    assert "key" == report.key


@pytest.mark.parametrize(
    ("tasks", "files"), [("2", "day4_ex2.py"), ("1", "day4_ex1.py and day4_ex2.py")]
)
def test_a_file_that_cannot_be_read_is_named(tasks: str, files: str) -> None:
    """
    Where Python cannot read files, the reason names each, unless something worse has happened.
    """
    said = general.NOT_UTF8.say(file="day4_ex2.py")
    found = [replace(c, diagnosis=said) for c in verdict_of(Outcome.FIX).checks if c.task > tasks]
    verdict = collect(found, all_checks(), "")
    job = Job(Entry("ada", ()), "key", "seed", Taken({"day4_ex1.py": ONE, "day4_ex2.py": b"\xff"}))
    reasons = [
        finished(report_of("ada", word, verdict, "Why."), job, NAMES).reason
        for word in ("SUBMISSION_ERROR", "TIMEOUT")
    ]

    assert [f"{files} cannot be read.", "Why."] == reasons


STUB = b'def indefinite_integral(f, x):\n    """F."""\n    raise NotImplementedError("TODO 1.1")\n'


def missing(verdict: Verdict) -> Verdict:
    """The same, where every check that is FIX found no function."""
    said = general.MISSING.say(file="day4_ex1.py", function="f")
    checks = [replace(c, diagnosis=said if c.outcome == "FIX" else None) for c in verdict.checks]
    return collect(checks, all_checks(), "")


@pytest.mark.parametrize(
    ("verdict", "idle"),
    [(verdict_of(Outcome.TODO), ()), (missing(verdict_of(Outcome.FIX)), ("day4_ex1",))],
    ids=["stubs", "empty"],
)
def test_what_nobody_has_begun_is_untouched(verdict: Verdict, idle: tuple[str, ...]) -> None:
    """
    Untouched stubs and an empty file are UNTOUCHED, without points, and every file is named.
    """
    exercises = {check.task.number: check.task.exercise.name for check in all_checks()}
    results = (c for c in verdict.checks if exercises[c.task] == "day4_ex1" or not idle)
    verdict = collect(results, all_checks(), "")
    taken = Taken({"day4_ex1.py": STUB}, (), "day4_ex1.py, a.txt", frozenset(idle))
    report = finished(
        report_of("ada", "FAIL", verdict), Job(Entry("ada", ()), "key", "s", taken), NAMES
    )

    assert ("ada", Status.UNTOUCHED, None) == (report.submission, report.status, report.verdict)
    assert "Nothing has been written into day4_ex1.py. Handed in: day4_ex1.py, a.txt." == (
        report.reason
    )


def test_nothing_is_run_of_what_is_as_shipped(tmp_path: Path) -> None:
    """
    A submission without a word of its own is UNTOUCHED, and no grader sees it.
    """
    shipped = shipped_stub(PACKAGE, "day4_ex1", ".py").read_bytes()
    laid_out(tmp_path / "ada", {"day4_ex1.py": b"# Ada\n" + shipped})
    grader = FakeGrader()
    (report,) = graded_class(tmp_path / "journal", [member(tmp_path / "ada")], grader)

    assert (Status.UNTOUCHED, None, []) == (report.status, report.verdict, grader.graded)
    assert report.reason.startswith("Nothing has been written into day4_ex1.py.")


def test_the_line_of_an_untouched_submission_says_why(tmp_path: Path) -> None:
    """
    On the console, too, an untouched submission has its reason and no points.
    """
    said = StringIO()
    laid_out(tmp_path / "ada", {"day4_ex1.py": STUB})
    with open_journal(tmp_path / "journal") as journal:
        bar = ProgressBar(1, said, verbose=True)
        run_batch(journal, Idle(), [member(tmp_path / "ada")], bar)

    assert "ada: UNTOUCHED. Nothing has been written into day4_ex1.py." in said.getvalue()


@pytest.mark.parametrize(
    "verdict",
    [
        verdict_of(Outcome.TODO, Outcome.FIX),
        verdict_of(Outcome.TODO, Outcome.PASS),
        missing(verdict_of(Outcome.FIX)),
    ],
    ids=["wrong", "right", "renamed"],
)
def test_whoever_has_begun_is_graded(verdict: Verdict) -> None:
    """
    One check that is right or wrong, or a function under a wrong name, is work.
    """
    taken = Taken({"day4_ex1.py": b"def f(): pass", "day4_ex2.py": b"def g(): pass"})
    report = finished(
        report_of("ada", "FAIL", verdict), Job(Entry("ada", ()), "key", "s", taken), NAMES
    )

    assert (Status.GRADED, verdict) == (report.status, report.verdict)


def test_an_exercise_without_work_beside_work_is_named() -> None:
    """
    If one exercise holds work and the other none, the reason says which.
    """
    exercises = {check.task.number: check.task.exercise.name for check in all_checks()}
    checks = [
        replace(check, outcome=Outcome.TODO, points=0)
        if exercises[check.task] == "day4_ex2"
        else check
        for check in verdict_of(Outcome.PASS).checks
    ]
    taken = Taken({"day4_ex1.py": ONE, "day4_ex2.py": STUB})
    report = report_of("ada", "FAIL", collect(checks, all_checks(), ""))

    reason = finished(report, Job(Entry("ada", ()), "key", "s", taken), NAMES).reason
    assert "day4_ex2.py holds no work." == reason


def test_the_remark_on_a_file_is_told_with_every_status(tmp_path: Path) -> None:
    """
    Which of two files was taken is known of a graded person, of a failed one and in a second run.
    """
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    (folder / "day4_ex1.py").write_bytes(STUB)
    (folder / "day4_ex1 - Copy.py").write_bytes(ONE)
    told = "Graded: day4_ex1 - Copy.py, because day4_ex1.py holds no work."

    for _ in range(2):
        graded = graded_class(tmp_path / "journal", [member(folder)], FakeGrader())
        assert [told] == [report.remark for report in graded]
    failed = graded_class(tmp_path / "other", [member(folder)], Failing())
    assert [("TIMEOUT", told)] == [(report.status, report.remark) for report in failed]


def test_a_report_belongs_to_whoever_was_graded() -> None:
    """
    A report that names somebody else, as a trusted submission could write, is still its owner's.
    """
    job = Job(Entry("ada", ()), "key", "seed", Taken({"day4_ex1.py": ONE}))

    assert "ada" == finished(report_of("eve", "PASS"), job, NAMES).submission


def test_open_points_explain_themselves() -> None:
    """
    Where a grader has no traceback, the messages of open checks take its place, each once.
    """
    job = Job(Entry("ada", ()), "key", "seed", Taken({"day4_ex1.py": ONE}))
    verdict = verdict_of(Outcome.GRADER_ERROR, message="KeyError: 1")
    report = report_of("ada", "GRADER_ERROR", verdict)

    assert "It failed (KeyError: 1)." == finished(report, job, NAMES).traceback
    traced = dataclasses.replace(report, traceback="Traceback")
    assert "Traceback" == finished(traced, job, NAMES).traceback


ACCIDENTS = [KeyError(".\u0131pynb"), MemoryError(), RecursionError(), ValueError("\udcff")]


@pytest.mark.parametrize("error", ACCIDENTS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("place", ["take_in", "seed_of", "submission_fingerprint"])
def test_what_goes_wrong_over_one_entry_is_only_that_entrys(
    error: Exception, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An exception over one submission is a GRADER_ERROR for that one, and all others are graded.
    """
    whole = getattr(batch, place)

    def broken(*arguments: object) -> object:
        if "p00001" in repr(arguments) or b"x = 1\n" in str(arguments).encode():
            raise error
        return whole(*arguments)

    members = class_of(tmp_path / "class", 3)
    for each in members:
        (each.uploads[0].path / "day4_ex1.py").write_text(f"x = '{each.submission}'\n")
    monkeypatch.setattr(batch, place, broken)
    roll = graded_class(tmp_path / "journal", members, FakeGrader())

    assert ["GRADED", "GRADER_ERROR", "GRADED"] == [one.status for one in roll]
    assert type(error).__name__ in roll[1].traceback
    monkeypatch.undo()
    again = graded_class(tmp_path / "journal", members, FakeGrader())
    assert ["GRADED"] * 3 == [one.status for one in again]


class Unspeakable(FakeGrader):
    """Reports text that no file and no database can store."""

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        report = super().grade(files, seed, submission)
        bad = {
            "p00000": {"verdict": verdict_of(Outcome.FIX, message="\ud800")},
            "p00001": {"status": Status.TIMEOUT, "reason": "\udcff"},
        }
        odd = {"traceback": "\ud800"} if submission == "p00002" else bad.get(submission, {})
        return dataclasses.replace(report, **odd)


def test_a_report_that_cannot_be_kept_costs_nobody_else(tmp_path: Path) -> None:
    """
    If one report cannot be stored, everybody still has one.
    """
    roll = graded_class(tmp_path / "journal", class_of(tmp_path / "class", 4), Unspeakable())

    assert ["GRADER_ERROR", "TIMEOUT", "GRADED", "GRADED"] == [one.status for one in roll]
    assert "surrogates not allowed" in roll[0].traceback
    assert ("\\udcff.", "\\ud800") == (roll[1].reason, roll[2].traceback)


FILES = {"day4_ex1.py": b"x", "day4_ex2.py": b"y"}


def key_of(files: Mapping[str, bytes], *parts: str, **more: Any) -> str:
    engine, level, seed = parts or ("engine", "level", "seed")
    return submission_fingerprint(engine, level, seed, Taken(files, **more))


KEY = key_of(FILES)


def test_parts_cannot_run_into_each_other() -> None:
    """
    Moving the boundary between two parts changes the fingerprint.
    """
    assert 4 == len(
        {fingerprint(*p) for p in (("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"))}
    )


@pytest.mark.parametrize(
    "other",
    [
        key_of(FILES, "engine2", "level", "seed"),
        key_of(FILES, "engine", "level2", "seed"),
        key_of(FILES, "engine", "level", "seed2"),
        key_of({**FILES, "day4_ex2.py": b"z"}),
        key_of({"day4_ex1.py": b"x"}),
        key_of({"a.py": b"x", "day4_ex2.py": b"y"}),
        key_of(FILES, seen="day4_ex1.py, day4_ex2.py"),
        fingerprint("refusal", "engine", "level", "seed", "x"),
    ],
)
def test_everything_that_a_verdict_depends_on_changes_its_key(other: str) -> None:
    """
    Engine, level, seed, names, contents and what the report says of them are part of the key.
    """
    assert KEY != other


def test_the_order_of_files_does_not_matter() -> None:
    """
    The same files give the same key.
    """
    assert KEY == key_of(dict(reversed(FILES.items())))


def test_the_engine_is_all_that_judges() -> None:
    """
    Specs, solutions, judges, mistakes, recorded answers and grading are part of it; reports are
    not.
    """
    names = {path.relative_to(PROJECT).as_posix() for path in engine_files()}

    assert {
        "autograder/test_day4_ex1.py",
        "autograder/judges/symbolic/value.py",
        "autograder/mistakes/python/general.py",
        "autograder/grading/grade.py",
        "autograder/recorded/day4_ex1.json",
        "solutions/day4_ex2.py",
    } <= names
    assert not any(name.startswith("autograder/classroom") for name in names)
    assert PACKAGE / "__init__.py" not in engine_files()


def test_a_byte_of_the_engine_or_a_version_changes_it(tmp_path: Path) -> None:
    """
    After any change to the judging code or a library, no earlier verdict is used.
    """
    path = tmp_path / "spec.py"
    path.write_text("a")
    first = engine_fingerprint([path], {"numpy": "2.0"})

    assert first == engine_fingerprint([path], {"numpy": "2.0"})
    assert first != engine_fingerprint([path], {"numpy": "2.1"})
    path.write_text("b")
    assert first != engine_fingerprint([path], {"numpy": "2.0"})


@pytest.mark.parametrize("workers", [1, 3])
def test_a_group_is_graded_once(workers: int, tmp_path: Path) -> None:
    """
    The members of a group have the same verdict, each under their own id, and it is reached once.
    """
    (one,) = class_of(tmp_path / "class", 1)
    names = ["ada", "bob", "eve"]
    group = [dataclasses.replace(one, submission=n, shared="g", remark="Of g.") for n in names]
    grader = FakeGrader(0.01, workers=workers)
    reports = graded_class(tmp_path / "journal.sqlite", group, grader)
    again = graded_class(tmp_path / "journal.sqlite", group, grader)

    assert 1 == len(grader.graded)
    assert names == [report.submission for report in reports]
    assert 1 == len({repr(report.verdict) for report in reports})
    assert {"Of g."} == {report.remark for report in reports}
    assert reports == again
