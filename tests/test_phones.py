"""Pages for learners fit a phone: 320 pixels wide, as WCAG 2.2 asks in 1.4.10."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.classroom.feedback import Report, html_of
from autograder.classroom.grade import Grade
from autograder.classroom.talk import AskedCall, Talk, sheet_html
from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from autograder.sandbox.status import Status
from autograder.study.progress_report import html_report
from tests.study.histories import PASS, TODO, fix, run, summary

TOO_WIDE = """[...document.querySelectorAll("body, body *")].filter(
    one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML)"""
STEP = ["Next: 1.1 one, the first", "  where : exercises/a_folder_of_long_name/day4_ex1.py:198"]


def feedback() -> str:
    """Of somebody whose tasks are wrong, right and untouched."""
    path = next((PROJECT / "tests" / "submissions" / "wrong" / "day4_ex2").glob("*.py"))
    return html_of(
        Report("a.very.long.name@university.example", Status.GRADED, "", verdict=grade(path))
    )


def course_feedback() -> str:
    """Of the same person in a course, late and with a reason of the instructor."""
    path = next((PROJECT / "tests" / "submissions" / "wrong" / "day4_ex2").glob("*.py"))
    report = Report("924", Status.GRADED, "", verdict=grade(path))
    points = {"raw": 40.0, "penalty": 8.0, "adjusted": 2.0, "total": 34.0, "max_points": 100.0}
    return html_of(report, Grade(report, late=2, why="For a talk that was very good.", **points))


def talk() -> str:
    """A sheet with a call that is long."""
    call = "stochastic_gradient_descent(np.array([[1.0, 3.0], [1.0, 3.0]]), 0.025, 1)"
    calls = (AskedCall(call, "It returned [[3.0], [9.0]]"),)
    return sheet_html(Talk("Ada (924)", "2.3", "stochastic_gradient_descent", calls))


def progress() -> str:
    """Of somebody who has met a mistake and overcome it."""
    return html_report(summary(run(0, TODO), run(5, fix(3, "sign_lost")), run(9, PASS)), STEP)


@pytest.mark.parametrize(
    "page", [feedback, course_feedback, talk, progress], ids=lambda page: page.__name__
)
def test_a_page_fits_a_phone(page: Callable[[], str], tmp_path: Path) -> None:
    """Nothing is wider than a phone, and every word of the page can still be read there."""
    from tests.jupyter_lab import chromium

    file = tmp_path / "page.html"
    with chromium() as browser:
        file.write_text(page(), encoding="utf-8")
        shown = browser.new_page(viewport={"width": 320, "height": 800})
        shown.goto(file.as_uri())

        assert [] == shown.evaluate(TOO_WIDE)
        assert 320 >= shown.evaluate("document.documentElement.scrollWidth")
        wide = "<pre style='white-space: pre'>" + "x" * 60
        shown.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", wide)
        assert [] != shown.evaluate(TOO_WIDE)
