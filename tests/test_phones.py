"""Pages for learners fit a phone: 320 pixels wide, as WCAG 2.2 asks in 1.4.10."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

from autograder.classroom.grade import Grade
from autograder.classroom.pictures import drawn_in
from autograder.classroom.talk import AskedCall, Talk, sheet_html
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.question import picture_question
from autograder.grading.spec import PROJECT, all_checks
from autograder.grading.verdict import Outcome
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status
from autograder.study.progress_report import html_report
from tests.classroom.fakes import html_of, verdict_of
from tests.study.histories import PASS, TODO, fix, run, summary

TOO_WIDE = """[...document.querySelectorAll("body, body *")].filter(
    one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML)"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
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


@cache
def pictured() -> str:
    """Of somebody in a course who has begun everything: with a picture of each task."""
    numbers = sorted({check.task.number for check in all_checks() if check.task.picture})
    questions = [picture_question(number) for number in numbers]
    drawn = Report("924", Status.FAIL, "", verdict=grade(SOLUTIONS, questions=questions))
    pictures = drawn_in(drawn)
    assert numbers == [one.task for one in pictures]
    report = Report("924", Status.GRADED, "", verdict=verdict_of(Outcome.PASS))
    return html_of(report, Grade(report, total=100.0, max_points=100.0), "tasks", pictures)


def talk() -> str:
    """A sheet with a call that is long."""
    call = "stochastic_gradient_descent(np.array([[1.0, 3.0], [1.0, 3.0]]), 0.025, 1)"
    calls = (AskedCall(call, "It returned [[3.0], [9.0]]"),)
    return sheet_html(Talk("Ada (924)", "2.3", "stochastic_gradient_descent", calls))


def progress() -> str:
    """Of somebody who has met a mistake and overcome it."""
    return html_report(summary(run(0, TODO), run(5, fix(3, "sign_lost")), run(9, PASS)), STEP)


PAGES = [feedback, course_feedback, pytest.param(pictured, marks=pytest.mark.sweep), talk, progress]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
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


@pytest.mark.sweep
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 900])
def test_pictures_can_be_read(scheme: Literal["light", "dark"], width: int, tmp_path: Path) -> None:
    """
    On a page with pictures axe finds nothing, each has a name, and its words and what is given
    stand out from the page in either theme; nothing is asked of the network.
    """
    from axe_playwright_python.sync_playwright import Axe

    from tests.jupyter_lab import chromium

    file = tmp_path / "page.html"
    file.write_text(pictured(), encoding="utf-8")
    with chromium() as browser:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        shown, asked = context.new_page(), []
        shown.on("request", lambda one: asked.append(one.url))
        shown.goto(file.as_uri())
        found = Axe().run(shown, options=RULES).response["violations"]

        assert [] == [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
        assert [file.as_uri()] == asked
        assert pictured().count("<figure") == shown.get_by_role("img").count() > 0
        ink = shown.evaluate("getComputedStyle(document.querySelector('svg text')).fill")
        assert {"light": "rgb(0, 0, 0)", "dark": "rgb(255, 255, 255)"}[scheme] == ink
        shown.evaluate("document.querySelector('svg').removeAttribute('aria-label')")
        assert "svg-img-alt" in [
            one["id"] for one in Axe().run(shown, options=RULES).response["violations"]
        ]
