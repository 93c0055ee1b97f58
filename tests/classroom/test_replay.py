"""
Somebody's work, run again and compared with the journal.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pytest

from autograder.classroom.grade import Grade, Round
from autograder.classroom.replay import NO_REASON, replay
from autograder.grading.errors import KitError
from autograder.grading.record import versions
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import Outcome, Verdict
from autograder.sandbox.report import Report
from autograder.sandbox.supervisor import Supervisor
from tests.classroom.fakes import handed_in, report_of, verdict_of

FILES = {"day4_ex1.py": b"one", "day4_ex2.py": b"two"}
VERSIONS = {"kit": "2026.1.0", "numpy": "2.4.6"}
HASHES = {f"hand-ins/{name}": sha256(one).hexdigest() for name, one in FILES.items()}


@dataclass
class Again:
    """A grader that gives a verdict that is known before, and keeps what it was given."""

    verdict: Verdict | None
    level: str = "namespaces"
    workers: int = 1
    given: list[object] = field(default_factory=list)

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        self.given += [files, seed, submission]
        status = "GRADED" if self.verdict else "TIMEOUT"
        return report_of(submission, status, self.verdict, level=self.level)

    def close(self) -> None:
        pass


def grade(verdict: Verdict | None) -> Grade:
    report = report_of("924", "GRADED", verdict, level="namespaces", name="Ada Lovelace")
    return Grade(report, hand_in=handed_in(HASHES), round=Round(1, versions=VERSIONS))


BEFORE = verdict_of(Outcome.PASS, Outcome.FIX)


def test_the_same_is_said_in_one_line() -> None:
    """
    The same files on the same inputs that come out the same need one sentence.
    """
    grader = Again(BEFORE)
    found = replay(grade(BEFORE), FILES, grader, VERSIONS)

    assert found.is_same
    assert ["Every check of Ada Lovelace (924) came out as in the journal."] == [*found.lines()]
    assert [FILES, "secret seed", "924"] == grader.given


def test_each_check_that_changed_is_named() -> None:
    """
    A check that became something else is named with both, and nothing else is.
    """
    first, *_ = BEFORE.tasks
    changed = replace(first.checks[0], outcome="FIX", diagnosis=BEFORE.checks[1].diagnosis)
    task = replace(first, checks=(changed, *first.checks[1:]))
    found = replay(
        grade(BEFORE), FILES, Again(replace(BEFORE, tasks=(task, *BEFORE.tasks[1:]))), VERSIONS
    )

    title = first.checks[0].title
    assert (f"1.1 {title} It was PASS, and is FIX (factor).",) == found.changed
    assert NO_REASON == [*found.lines()][-1]


def test_points_of_a_course_are_no_change() -> None:
    """
    A course may give other points than the kit; only what became of a check is compared.
    """
    tasks = tuple(
        replace(task, checks=tuple(replace(check, max_points=50) for check in task.checks))
        for task in BEFORE.tasks
    )

    assert replay(grade(replace(BEFORE, tasks=tasks)), FILES, Again(BEFORE), VERSIONS).is_same


def test_a_run_that_does_not_end_changes_every_check() -> None:
    """
    If there is no verdict this time, no check came out the same.
    """
    found = replay(grade(BEFORE), FILES, Again(None), VERSIONS)

    assert len(BEFORE.checks) == len(found.changed) == found.count
    assert all("not run (TIMEOUT)" in one for one in found.changed)


def test_a_check_that_is_new_is_named() -> None:
    """
    A check that the journal does not know is a difference, too.
    """
    less = replace(BEFORE, tasks=BEFORE.tasks[1:])
    found = replay(grade(less), FILES, Again(BEFORE), VERSIONS)

    assert len(BEFORE.tasks[0].checks) == len(found.changed)
    assert all("It was not there" in one for one in found.changed)


@pytest.mark.parametrize(
    ("files", "versions", "level", "reason"),
    [
        ({"day4_ex1.py": b"new"}, VERSIONS, "namespaces", "The files are not those"),
        (FILES, {**VERSIONS, "numpy": "2.5.0"}, "namespaces", "numpy was 2.4.6, and is 2.5.0."),
        (FILES, {"kit": "2026.1.0"}, "namespaces", "numpy was 2.4.6, and is not there."),
        (FILES, VERSIONS, "trusted", "The isolation was namespaces, and is trusted."),
    ],
)
def test_what_is_different_about_the_run_is_said(
    files: dict[str, bytes], versions: dict[str, str], level: str, reason: str
) -> None:
    """
    Other files, versions or isolation are named, whether or not the checks came out the same.
    """
    for after in (BEFORE, verdict_of(Outcome.TODO)):
        found = replay(grade(BEFORE), files, Again(after, level), versions)

        assert [True] == [one.startswith(reason) for one in found.reasons]
        assert found.reasons[0] == [*found.lines()][-1]


@pytest.mark.parametrize(("verdict", "files"), [(None, FILES), (BEFORE, {})])
def test_what_was_never_run_is_not_run_again(
    verdict: Verdict | None, files: dict[str, bytes]
) -> None:
    """
    Without a verdict or without files there is nothing to compare, which is said in a sentence.
    """
    with pytest.raises(KitError, match=r"Nothing of Ada Lovelace \(924\) was run \(GRADED\)"):
        replay(grade(verdict), files, Again(BEFORE), VERSIONS)


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
@pytest.mark.sweep
@pytest.mark.parametrize("place", [3, 30, 90])
def test_a_run_in_the_sandbox_comes_out_the_same(sandbox: Supervisor, place: int) -> None:
    """
    What was graded in the sandbox and is run there again is as it was, right or wrong.
    """
    wrong = sorted((PROJECT / "tests" / "submissions" / "wrong" / "day4_ex2").glob("*.py"))
    files = {"day4_ex2.py": wrong[place].read_bytes()}
    report = sandbox.grade(files, "a seed", "924")
    hashes = {one: sha256(content).hexdigest() for one, content in files.items()}
    before = Grade(report, hand_in=handed_in(hashes), round=Round(1, versions=versions()))
    found = replay(before, files, sandbox, versions())

    assert ((), ()) == (found.changed, found.reasons)
