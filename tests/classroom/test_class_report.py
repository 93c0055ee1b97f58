"""
The class on one page, for its instructor.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.classroom.class_report import ENOUGH, FEW
from autograder.classroom.grade import Grade, Round
from autograder.classroom.resemblance import Work
from autograder.grading.verdict import Outcome
from autograder.sandbox.status import MEANING, Status
from tests.classroom.believable import class_report, grades
from tests.classroom.fakes import report_of, verdict_of
from tests.classroom.test_resemblance import COPIED, renamed, walks
from tests.classroom.well_formed import Page
from tests.outline import MOST

TITLE = "Calculus for ML, autumn 2026"
HOSTILE = [
    "<script>alert(1)</script>",
    "\u202eevil\u2066",
    "x" * 400,
    '" onmouseover="alert(1)',
    "$body ${title}",
    "</table></main>",
    "\ud800\x1b[31m\0",
]


def shown(*people: Grade, **more: object) -> Page:
    return Page(class_report(people, TITLE, **more))


def test_a_class_is_shown() -> None:
    """
    The page has the people, their mean and median, every status with its meaning, and every task.
    """
    people = [Grade(report_of(f"p{n}", "GRADED", verdict_of(Outcome.PASS))) for n in range(3)]
    page = shown(*people, Grade(report_of("eve", "REJECTED", reason="Too large.")))

    assert [] == page.faults
    assert "people4" in page.text
    assert f"mean{MOST}.0 of {MOST}median{MOST}" in page.text
    assert MEANING[Status.REJECTED] in page.text
    assert "Too large." in page.text
    assert all(
        f"{task.task} {task.checks[0].function}" in page.text
        for task in verdict_of(Outcome.PASS).tasks
    )


def test_the_page_is_by_itself() -> None:
    """
    A believable class gives a well-formed page that loads nothing and runs nothing.
    """
    text = class_report(grades(200), TITLE, Round(3, "2026-11-29T10:00:00Z", {"kit": "2026.1.0"}))
    page = Page(text)

    assert [] == page.faults + page.addresses
    assert not {"script", "link", "img", "iframe", "object"} & page.tags.keys()
    assert not re.search(r"url\(|@import|https?:", text)
    assert "Round 3, 2026-11-29 10:00 UTC" in page.text
    assert "Graded with kit 2026.1.0." in page.text


def test_points_are_rounded() -> None:
    """
    A total with many decimals, as a penalty leaves it, is shown with one.
    """
    report = report_of("ada", "GRADED", verdict_of(Outcome.PASS))

    assert "mean66.7 of 100median66.7" in shown(Grade(report, total=200 / 3, max_points=100)).text


def test_the_same_class_gives_the_same_page() -> None:
    """
    The page depends on the grades alone.
    """
    assert class_report(grades(50), TITLE) == class_report(grades(50), TITLE)


def test_headings_are_in_order() -> None:
    """
    No level of heading is left out, and each section has one.
    """
    levels = [int(level) for level in re.findall(r"<h(\d)", class_report(grades(100), TITLE))]

    assert 1 == levels[0]
    assert all(level <= before + 1 for before, level in pairwise(levels))
    assert 1 == levels.count(1)


def test_an_empty_class_has_a_page() -> None:
    """
    Without anybody the page says so, and is as well-formed.
    """
    page = shown()

    assert [] == page.faults
    assert "Nobody has a total yet" in page.text
    assert "Nothing was judged yet." in page.text


def test_a_small_class_gets_honest_words() -> None:
    """
    Below ten totals the page warns of averages; from ten on it gives the middle half.
    """
    some = [one for one in grades(200) if one.report.status == "GRADED"]
    few, more = shown(*some[: FEW - 1]), shown(*some[:FEW])

    assert "Read the people, not the averages." in few.text
    assert "middle half" not in few.text
    assert "Read the people, not the averages." not in more.text
    assert "middle half" in more.text


def test_discrimination_needs_enough_people() -> None:
    """
    Below twenty people no discrimination is given, and the page says why; from twenty on it says
    how much chance moves it.
    """
    some = [one for one in grades(200) if one.report.status == "GRADED"]
    few, enough = shown(*some[: ENOUGH - 1]), shown(*some[:ENOUGH])

    assert "No discrimination is given below 20 people" in few.text
    assert "chance alone moves it by about 0.45" in enough.text
    assert "most oftendiscrimination" in enough.text
    assert "most oftendiscrimination" not in few.text


def test_an_earned_zero_is_no_absence() -> None:
    """
    The table of totals has earned zeros in a row, and who handed in nothing in another.
    """
    zero = Grade(report_of("ada", "GRADED", verdict_of(Outcome.FIX)))
    page = shown(zero, Grade(report_of("eve", "NOT_SUBMITTED"), total=0.0))

    assert "0, earned1" in page.text
    assert "no total: NOT_SUBMITTED1" in page.text


def test_no_input_is_shown() -> None:
    """
    Nothing that was asked, returned or seeded is on the page.
    """
    text = class_report([Grade(report_of("ada", "GRADED", verdict_of(Outcome.FIX)))], TITLE)

    assert "17" not in re.sub(r"<style>.*</style>|<svg.*?</svg>", "", text, flags=re.DOTALL)
    assert "secret seed" not in text
    assert "Your number is a multiple of the area." in text


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_stay_texts(hostile: str) -> None:
    """
    No name, id, reason or title adds a tag, breaks one, or turns the text around.
    """
    plain = [
        replace(one, report=replace(one.report, name="n", submission=f"s{number}"))
        for number, one in enumerate(grades(40))
    ]
    people = [
        replace(
            one,
            report=replace(
                one.report, name=hostile, submission=f"{number}{hostile}", reason=hostile
            ),
            why=hostile,
        )
        for number, one in enumerate(plain)
    ]
    work = {one.report.submission: hostile for one in people}
    page = Page(class_report(people, hostile, work=Work(work)))

    assert [] == page.faults
    assert page.tags == Page(class_report(plain_with_why(plain), TITLE, work=Work({}))).tags
    assert not set("\u202e\u2066\ud800\x1b\0") & set(page.text)


def plain_with_why(people: list[Grade]) -> list[Grade]:
    return [replace(one, report=replace(one.report, reason="r"), why="w") for one in people]


TEXTS = st.text(max_size=60) | st.sampled_from(HOSTILE)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(list(MEANING)), TEXTS, TEXTS, TEXTS), max_size=8))
def test_any_class_gives_a_well_formed_page(people: list[tuple[Status, str, str, str]]) -> None:
    """
    Whatever people and files are called, the page is well-formed and can be encoded.
    """
    verdict = verdict_of(Outcome.PASS, Outcome.FIX)
    reports = [report_of(one, status, verdict, why, name=name) for status, one, name, why in people]
    text = class_report(map(Grade, reports), TITLE)

    assert [] == Page(text).faults
    assert text == text.encode().decode()


def test_resemblance_is_off_unless_asked_for() -> None:
    """
    Only a page that was asked for it looks for work that is alike, and it gives no verdict.
    """
    sources = {**walks(), "ada": COPIED, "eve": renamed(COPIED)}
    people = [Grade(report_of(one, "GRADED", verdict_of(Outcome.PASS))) for one in sources]
    off, on = shown(*people), shown(*people, work=Work(sources))

    assert "side by side" not in off.text
    assert "adaeve100% of the lines of 2.3 are the same, 6 of them few others have" in on.text
    assert "places to look, not a verdict" in on.text
    assert "copied the lesson's code" in on.text
    assert "Nothing stands out." in shown(*people, work=Work(walks())).text


def test_grades_are_walked_once() -> None:
    """
    The grades may come from an iterator, and none has to be kept.
    """
    assert class_report(iter([*grades(30)]), TITLE) == class_report([*grades(30)], TITLE)
