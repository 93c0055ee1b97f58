"""
The class on one page.
"""

from __future__ import annotations

import re

from autograder.classroom.summary import brief, summary, where_time_went
from autograder.classroom.tally import ENOUGH, TOO_FEW, Tally
from autograder.grading.verdict import Outcome
from tests.classroom.fakes import report_of, verdict_of
from tests.outline import CORE, MOST


def tally(times: int = 1) -> Tally:
    found = Tally()
    for outcome in (Outcome.PASS, Outcome.FIX, Outcome.FIX) * times:
        found.add(report_of("ada", "GRADED", verdict_of(outcome), level="fake"))
    found.add(report_of("eve", "REJECTED"))
    return found


def test_the_class_in_brief() -> None:
    """
    Two lines say who was graded and how it went.
    """
    assert [
        "4 submissions: 3 GRADED, 1 REJECTED.",
        f"Points: {MOST / 3:.1f} on average, from 0 to {MOST}.",
    ] == brief(tally())


def test_it_says_where_the_time_went() -> None:
    """
    Each status that took time has a line; nothing is said where nothing took any.
    """
    found = tally()
    found.add(report_of("dan", "TIMEOUT", seconds=30.0))

    assert ["100 % of the time: 1 TIMEOUT, 30.0 s each"] == where_time_went(found)
    assert [] == where_time_went(tally())


def test_every_task_has_its_figures() -> None:
    """
    Each task has a row with its mean, share of full marks and discrimination.
    """
    text, few = summary(tally(ENOUGH), (), ()), summary(tally(), (), ())

    assert len(CORE) == len(re.findall(r"^\d\.\d  .* of \d+ +33 % +1\.00$", text, re.MULTILINE))
    assert len(CORE) == len(re.findall(r"^\d\.\d  .* of \d+ +33 % +-$", few, re.MULTILINE))
    assert [False, True] == [TOO_FEW in one for one in (text, few)]
    assert "Isolation: fake." in text


def test_mistakes_are_ranked() -> None:
    """
    Each task names its most frequent mistakes with their number and their sentence.
    """
    text = summary(tally(), (), ())

    assert len(CORE) == len(re.findall(r"^\d\.\d +2  factor$", text, re.MULTILINE))
    assert "Your number is a multiple of the area." in text


def test_leftovers_are_named() -> None:
    """
    Entries that are not on the roster and files that are not submissions are listed in printable
    form.
    """
    text = summary(Tally(), ("eve\x1b[31m",), ("notes.txt",))

    assert "Not on the roster:\n  eve\\x1b[31m\n" in text
    assert "Not submissions:\n  notes.txt\n" in text
    assert "0 submissions: none." in text


def test_the_page_is_narrow_and_plain() -> None:
    """
    No line of the page is wider than 90 columns or ends with spaces.
    """
    lines = summary(tally(), ("a",), ()).splitlines()

    assert max(map(len, lines)) <= 90
    assert all(line == line.rstrip() and line.isprintable() for line in lines)
