"""What a course writes into grades/, and what it leaves alone because it is written already."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from autograder.classroom import course_outputs
from tests.classroom.rooms import BOTH, ONE
from tests.classroom.test_course_run import DUE, LATE, PERSON, grade, grader, make

__all__ = ["grader"]  # the fixture

FEEDBACK = Path("day4/grades/feedback")
ZIP = Path("day4/grades/feedback-moodle.zip")


@pytest.fixture
def rendered(grader: object, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A graded course of Moodle, with the ids of everybody whose page is made from here on."""
    del grader
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

    def html_of(report: object, *more: object) -> str:
        found.append(report.submission)  # type: ignore[attr-defined]
        return original(report, *more)  # type: ignore[arg-type]

    original = course_outputs.html_of
    monkeypatch.setattr(course_outputs, "html_of", html_of)
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


def test_what_feedback_shows_concerns_everybody(rendered: list[str]) -> None:
    """
    Another choice of what is shown is told to all.
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
