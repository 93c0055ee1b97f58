"""What a course writes into grades/, and what it leaves alone because it is written already."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import course_outputs
from autograder.classroom.adjustments import Adjustment
from autograder.classroom.course_outputs import _feedback_fingerprint, _look_of
from autograder.classroom.course_result import NOTHING_TO_ADD, UNREAD
from autograder.classroom.feedback import Feedback
from autograder.classroom.grade import Grade
from autograder.grading.verdict import Outcome
from autograder.sandbox.report import Report
from tests.classroom.courses import grade, make, use_fake
from tests.classroom.fakes import report_of
from tests.classroom.rooms import BOTH, ONE
from tests.classroom.test_course_run import DUE, LATE, PERSON
from tests.classroom.test_policy import attempt, unreadable
from tests.outline import NAMES

FEEDBACK = Path("day4/grades/feedback")
ZIP = Path("day4/grades/feedback-moodle.zip")


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A graded course of Moodle, with the ids of everybody whose page is made from here on."""
    use_fake(tmp_path, monkeypatch)
    numbers = {7: "Ada L", 8: "Bob R", 9: "Eve A"}
    make(
        {
            PERSON.format(name, number, file): code
            for number, name in numbers.items()
            for file, code in BOTH.items()
        },
        DUE,
    )
    assert not grade()
    found: list[str] = []

    def feedback(report: Report, *more: Any) -> Feedback:
        found.append(report.submission)
        return Feedback(report, *more)

    monkeypatch.setattr(course_outputs, "Feedback", feedback)
    return found


def test_nobody_is_told_the_same_twice(rendered: list[str]) -> None:
    """
    Feedback is made again for those alone about whom there is something else to say.
    """
    grade()
    assert [] == rendered

    (FEEDBACK.parents[1] / "adjust.csv").write_text("id,task,points,why\n8,,+1,talk\n")
    grade()
    assert ["8"] == rendered
    assert "talk" in (FEEDBACK / "8.html").read_text(encoding="utf-8")


def test_what_alone_was_late_is_told_anew() -> None:
    """
    Feedback is made again if another exercise is the one that was late, for the same points.
    """
    late = Grade(report_of("ada", "GRADED"), late=1)

    of_one = replace(late, late_only=("day4_ex1",))

    assert _feedback_fingerprint(late) != _feedback_fingerprint(of_one)


def test_what_feedback_shows_concerns_everybody(rendered: list[str]) -> None:
    """
    When `shows` changes, everybody's feedback is rewritten.
    """
    (FEEDBACK.parents[1] / "course.toml").write_text(f'shows = "points"\n{DUE}{LATE}')
    grade()

    assert ["7", "8", "9"] == rendered


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_feedback_that_is_gone_is_written_again(rendered: list[str], ending: str) -> None:
    """
    Half of somebody's feedback is enough to write the other half again.
    """
    before = (FEEDBACK / f"9.{ending}").read_bytes()
    (FEEDBACK / f"9.{ending}").unlink()
    grade()

    assert (["9"], before) == (rendered, (FEEDBACK / f"9.{ending}").read_bytes())


def test_what_a_killed_run_told_is_taken_back(
    rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Feedback of a run that never ended is written again, even if all is as it was before that run.
    """
    before, adjust = (FEEDBACK / "8.html").read_bytes(), FEEDBACK.parents[1] / "adjust.csv"
    adjust.write_text("id,task,points,why\n8,,+1,talk\n")
    with monkeypatch.context() as patch:
        patch.setattr(course_outputs, "_write_zips", interrupt)
        grade()
    adjust.unlink()
    assert before != (FEEDBACK / "8.html").read_bytes()
    grade()

    assert before == (FEEDBACK / "8.html").read_bytes()
    rendered.clear()
    grade()
    assert [] == rendered


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_another_kit_tells_everybody_again(
    rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where the wording of the kit has changed, nothing of the old one stays.
    """
    monkeypatch.setattr(course_outputs, "kit_fingerprint", lambda: "another")
    grade()

    assert ["7", "8", "9"] == rendered


@pytest.mark.usefixtures("rendered")
@pytest.mark.parametrize("how", ["gone", "damaged", "smaller"])
def test_the_archive_has_all_pages(how: str) -> None:
    """
    An archive of feedback that is gone, damaged or of somebody else is made again.
    """
    before = ZIP.read_bytes()
    ZIP.unlink()
    if how == "damaged":
        ZIP.write_bytes(before[:-30])
    if how == "smaller":
        with zipfile.ZipFile(ZIP, "w") as archive:
            archive.writestr("one.html", ONE)
    grade()

    assert before == ZIP.read_bytes()


@pytest.mark.parametrize(
    ("exercise", "status", "expected"),
    [
        (NAMES[0], "SUBMISSION_ERROR", UNREAD),
        (NAMES[-1], "FAIL", UNREAD),
        ("", "SUBMISSION_ERROR", ""),
        (NAMES[0], "UNDECIDED", "UNDECIDED"),
    ],
)
def test_a_file_that_cannot_be_read_wants_a_look(exercise: str, status: str, expected: str) -> None:
    """
    Somebody with a file that Python cannot read wants a look, whatever became of the other one.
    """
    verdict = attempt(Outcome.FIX).report.verdict
    assert verdict
    found = unreadable(verdict, exercise) if exercise else verdict

    assert expected == "".join(_look_of(Grade(report_of("924", status, found)), ()))


@pytest.mark.parametrize(("is_change", "wants"), [(True, [NOTHING_TO_ADD]), (False, [])])
def test_points_that_add_to_nothing_want_a_look(*, is_change: bool, wants: list[str]) -> None:
    """
    Points added to work that was never judged are reported; points that replace it are not.
    """
    given = Adjustment("924", "", 3.0, is_change=is_change, why="oral")
    grade = Grade(report_of("924", "NOT_SUBMITTED"), total=None if is_change else 3.0)

    assert wants == [*_look_of(grade, (given,))]
