"""
The list of checks in the feedback.
"""

from __future__ import annotations

from html import unescape

from autograder.classroom.check_list import earned, list_parts, list_texts, word_of
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.test_day4_ex2 import WAITS
from tests.classroom.fakes import verdict_of

WRONG = Diagnosis("factor", "It is too <large>.")
UNREADABLE = general.UNREADABLE.say(file="day4_ex1.py", where="line 3", text="x", advice="Look.")


def check(title: str, outcome: Outcome, said: Diagnosis | None = None) -> CheckResult:
    points = {Outcome.PASS: 4, Outcome.UNDECIDED: None, Outcome.GRADER_ERROR: None}
    return CheckResult(title, "2.3", "f", title, outcome, points.get(outcome, 0), 4, said)


VERDICT = Verdict(
    (
        TaskResult(
            *("2.3", "the descent"),
            (
                check("Goes down.", Outcome.PASS),
                check("Steps right.", Outcome.FIX, WRONG),
                check("Steps again.", Outcome.FIX, WRONG),
                check("Draws rows.", Outcome.TODO, WAITS.say(check="each step")),
                check("Ends there.", Outcome.UNDECIDED),
            ),
        ),
    ),
    "",
)


def test_each_check_has_its_points() -> None:
    """
    The points of a check are a number, or a sign that they are not known yet.
    """
    checks = VERDICT.tasks[0].checks

    assert ["4/4", "0/4", "0/4", "0/4", "?/4"] == [earned(one) for one in checks]
    assert ["PASS", "FIX", "FIX", "TODO", "????"] == [word_of(one) for one in checks]


def test_what_waits_for_python_has_no_points_yet() -> None:
    """
    In a file that Python cannot read, a check waits and has neither points nor a zero.
    """
    waits = check("Goes down.", Outcome.FIX, UNREADABLE)

    assert ("WAIT", "-/4") == (word_of(waits), earned(waits))


def test_the_list_says_what_waits_for_which_check() -> None:
    """
    Below a check are its gate and its message, the same message only once.
    """
    assert [
        "  2.3 f: ?/20",
        "    PASS  4/4   Goes down.",
        "    FIX   0/4   Steps right.",
        "                It is too <large>.",
        "    FIX   0/4   Steps again.",
        "    TODO  0/4   Draws rows.",
        "                Not judged until 'each step' is right.",
        "    ????  ?/4   Ends there.",
        "                Its points are open until a person has looked.",
    ] == "\n".join(list_texts(VERDICT)).split("\n")[2:]


def test_what_was_said_before_is_not_said_again() -> None:
    """
    A message that the page shows above is not in the list.
    """
    assert "too <large>" not in "\n".join(list_texts(VERDICT, {WRONG.message}))


def test_the_page_has_what_the_text_has() -> None:
    """
    The markup holds the same sentences, escaped, and a row for each check.
    """
    page = "".join(list_parts(VERDICT))

    assert "<large>" not in page
    assert 5 == page.count('<th scope="row"')
    for line in "\n".join(list_texts(VERDICT)).split("\n"):
        assert line.split("  ")[-1].strip() in unescape(page)


def test_the_list_is_for_screens_of_80_columns() -> None:
    """
    No line of the list of all real checks is longer than 80 columns.
    """
    verdict = verdict_of(Outcome.FIX, Outcome.UNDECIDED, message="word " * 40)

    assert 80 >= max(map(len, "\n".join(list_texts(verdict)).split("\n")))
