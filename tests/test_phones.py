"""Pages for learners fit a phone: 320 pixels wide, as WCAG 2.2 asks in 1.4.10."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.classroom.feedback import Report, html_of
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


def progress() -> str:
    """Of somebody who has met a mistake and overcome it."""
    return html_report(summary(run(0, TODO), run(5, fix(3, "sign_lost")), run(9, PASS)), STEP)


@pytest.mark.parametrize("page", [feedback, progress], ids=lambda page: page.__name__)
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
