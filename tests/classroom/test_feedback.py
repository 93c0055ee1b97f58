"""
Feedback for a learner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.course_toml import Shows
from autograder.classroom.feedback import for_learner, others, who
from autograder.classroom.grade import Grade
from autograder.classroom.pictures import Drawn
from autograder.grading.grade import grade
from autograder.grading.screen import screen
from autograder.grading.spec import PROJECT, load_specs
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.judges.answer import Answer, Crash, Foreign
from autograder.mistakes.catalogue import UNKNOWN, Diagnosis, Wording, diagnose
from autograder.mistakes.python import general
from autograder.mistakes.sgd.add_bias import BIAS
from autograder.mistakes.sgd.train import TRAINED
from autograder.sandbox.report import Report
from autograder.sandbox.status import MEANING, Status
from tests.classroom.fakes import SVG, html_of, report_of, text_of, verdict_of
from tests.outline import CORE

MAKERS = [text_of, html_of]
NASTY = '<script>alert("x")</script>&\x1b[31m\u202e'
VOID = {"meta", "br"}


def nasty_report() -> Report:
    verdict = verdict_of(Outcome.TODO, message=NASTY)
    return report_of(NASTY, "REJECTED", verdict, NASTY, name=NASTY)


class Tags(HTMLParser):
    """The tags of a page, which must close in the order in which they open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 -- the base's form
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


def tags(page: str) -> set[str]:
    parser = Tags()
    parser.feed(page)
    assert [] == parser.open
    return parser.seen


def test_the_text_has_the_words_of_the_screen() -> None:
    """
    Tasks and points look exactly as on the learner's own screen.
    """
    verdict = verdict_of(Outcome.PASS, Outcome.FIX, Outcome.TODO)
    text = text_of(report_of("ada", "GRADED", verdict))

    assert [] == [line for line in screen(verdict)[:10] if line not in text.splitlines()]
    assert text.startswith("Day 4: Calculus for Machine Learning\nFeedback for ada\n\n  FIX")


def test_every_open_task_is_reported() -> None:
    """
    After the next step come the other open tasks, each once.
    """
    verdict = verdict_of(Outcome.FIX)
    text = text_of(report_of("ada", "GRADED", verdict))
    page = html_of(report_of("ada", "GRADED", verdict))

    assert len(CORE) - 1 == len(list(others(verdict)))
    for step in others(verdict):
        assert f"\n  {step.task} {step.function}\n" in text
        assert f"<h3>{step.task} {step.function}</h3>" in page


@pytest.mark.parametrize("make", [text_of, html_of])
def test_nothing_secret_is_reported(make: Callable[..., str]) -> None:
    """
    Neither inputs, returned values, values in messages nor the seed are in a learner's feedback.
    """
    wrong = verdict_of(Outcome.FIX, seed="17 is the seed")
    fault = verdict_of(Outcome.GRADER_ERROR, message="expected 17")

    assert "17" not in make(report_of("ada", "FORBIDDEN", wrong, "reason 17"))
    assert "17" not in make(report_of("ada", "GRADER_ERROR", fault, "reason 17"))
    assert "Your number is a multiple of the area." in make(report_of("ada", "GRADED", wrong))


@pytest.mark.parametrize("make", [text_of, html_of])
def test_all_done_is_all(make: Callable[..., str]) -> None:
    """
    After full marks, the feedback does not announce more checks.
    """
    said = make(report_of("ada", "GRADED", verdict_of(Outcome.PASS)))

    assert "All checks pass." in said
    assert "Your instructor may run more" not in said


@pytest.mark.parametrize("status", [s for s in MEANING if s != Status.GRADED])
def test_every_status_is_explained(status: Status) -> None:
    """
    If nothing was judged, the feedback gives the status and its meaning, and never a zero.
    """
    report = report_of("ada", status, None, "Why.")
    for said in (text_of(report), html_of(report)):
        assert f"{status}: " in said
        assert "0 of" not in said


def test_which_file_was_graded_is_reported() -> None:
    """
    Of a submission that was graded, the feedback says which of several files it was.
    """
    report = report_of("ada", "GRADED", verdict_of(Outcome.FIX), remark="Graded: a.py, because.")
    for said in (text_of(report), html_of(report)):
        assert "Graded: a.py, because." in said
        assert "GRADED" not in said


def test_the_reason_is_reported_where_the_learner_can_mend_it() -> None:
    """
    The reason of a refusal is for the learner; that of a limit is for the instructor only.
    """
    assert "Why." in text_of(report_of("ada", "REJECTED", None, "Why."))
    assert "Why." not in text_of(report_of("ada", "TIMEOUT", None, "Why."))


def test_a_page_escapes_everything() -> None:
    """
    Whatever a name, a reason or a message contains, the page has its own tags and no others.
    """
    plain = tags(html_of(report_of("ada", "REJECTED", verdict_of(Outcome.TODO))))
    nasty = html_of(nasty_report())

    assert plain == tags(nasty)
    assert "script" not in plain
    assert all(c.isprintable() or c == "\n" for c in nasty)
    assert "color-scheme" in nasty


def test_a_text_holds_no_control_character() -> None:
    """
    Feedback contains nothing that could control a terminal.
    """
    said = text_of(nasty_report())

    assert all(map(str.isprintable, said.splitlines()))


@pytest.mark.parametrize(
    ("name", "expected"), [("", "12"), ("12", "12"), ("Ada Lovelace", "Ada Lovelace (12)")]
)
def test_a_person_is_called_by_name(name: str, expected: str) -> None:
    """
    The id follows the name if the two differ.
    """
    assert expected == who(report_of("12", "GRADED", name=name))


CANARY = "f_171717"
SAID_BY_PYTHON = [
    "name '{}' is not defined",
    "cannot access local variable '{}' where it is not associated with a value",
    "{}() missing 1 required positional argument: 'x'",
    "{}() takes 1 positional argument but 2 were given",
    "No module named '{}'",
    "'{}' object has no attribute 'x'",
    "'list' object has no attribute '{}'",
    "module '{}' has no attribute '{}'",
    "module 'sympy' has no attribute '{}'",
    "'{}' object is not callable",
    "loop of ufunc does not support argument 0 of type {0} which has no callable {0} method",
    "index 171717 is out of bounds for axis 0 with size 171717",
    "operands could not be broadcast together with shapes (171717,1) (2,171717)",
    "all the input array dimensions must match: dimension 0, has size 171717 and has size 171717",
    "{}",
]
KINDS = [CANARY, "NameError", "TypeError", "AttributeError", "ValueError", "ModuleNotFoundError"]
FUNCTIONS = ["add_bias", "stochastic_gradient_descent", "probability"]
ASKED = (np.ones((4, 1)), np.ones((4, 1)))


@pytest.mark.parametrize("text", SAID_BY_PYTHON)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_nothing_that_an_exception_says_is_reported(text: str, kind: str, function: str) -> None:
    """
    No name, type or shape in an exception gets into the feedback.
    """
    answer = Answer(function, None, ASKED, ASKED, Crash(kind, text.format(CANARY, CANARY), 3))
    crashes = (catalogue for spec in load_specs().values() for catalogue in spec.EXERCISE.crashes)
    said = diagnose((*crashes, *general.CRASHES), answer)

    assert said is not None
    assert "171717" not in said.guarded.message
    assert UNKNOWN != said.guarded.message


@given(
    st.builds(Foreign, st.sampled_from(["function", "class", "module", "object"]), st.just(CANARY))
    | st.just(171717.0)
    | st.just((171717,) * 3)
    | st.sampled_from([(7, 17), (17, 7, 1), (17,)]).map(np.ones)
)
def test_nothing_that_came_back_is_reported(value: Any) -> None:
    """
    No name, number, count or shape of an answer gets into the feedback.
    """
    for catalogue in (BIAS, TRAINED):
        said = diagnose(catalogue, Answer("add_bias", value, ASKED, ASKED))
        assert said is not None
        assert "17" not in said.guarded.message
        assert "(7" not in said.guarded.message


def verdict_with(check: CheckResult) -> Verdict:
    return Verdict((TaskResult("1.1", "a task", (check,)),), "")


def test_notes_and_what_was_left_out_are_guarded() -> None:
    """
    Notes lose their values, those without a safe wording are left out, and so are notebook lines.
    """
    lines = general.LEFT_OUT.say(file="day4_ex1.ipynb", lines="%17 (cell [1])")
    notes = (Diagnosis("n", "It is {n}.", {"n": "17"}), Wording("flat", "It is flat.").say())
    check = CheckResult("t", "1.1", "f", "It is.", "PASS", 2, 2, None, notes, left_out=lines)
    (shown,) = for_learner(verdict_with(check)).checks

    assert ("It is flat.", lines.guarded.message) == shown.remarks
    assert "17" not in str(shown)


def test_inputs_and_returned_values_are_left_out() -> None:
    """
    Inputs, returned values and the seed are not in a learner's verdict.
    """
    verdict = for_learner(verdict_of(Outcome.FIX, Outcome.PASS, seed="the seed"))

    assert {("", "")} == {(check.asked, check.returned) for check in verdict.checks}
    assert "" == verdict.seed
    assert "17" not in str([check.diagnosis for check in verdict.checks])


def test_a_fault_in_the_kit_reveals_nothing_of_itself() -> None:
    """
    The text of the kit's own exceptions, which may contain expected values, is not in the feedback.
    """
    fault = CheckResult(
        *("t", "1.1", "f", "It is.", "GRADER_ERROR", None, 2),
        general.GRADER_FAILED.say(error="ValueError: expected 17"),
    )
    (shown,) = for_learner(verdict_with(fault)).checks

    assert "17" in fault.message
    assert "17" not in str(shown.diagnosis)
    assert "This costs you nothing" in shown.message


@pytest.mark.parametrize("exercise", ["day4_ex1", "day4_ex2"])
def test_points_and_outcomes_stay(exercise: str) -> None:
    """
    Only text is left out of a real verdict, and every message has a wording for learners.
    """
    path = sorted((PROJECT / "tests" / "submissions" / "wrong" / exercise).glob("*.py"))[7]
    verdict = grade(path, seed="a secret seed")
    shown = for_learner(verdict)

    assert [(c.name, c.outcome, c.points, c.mistake) for c in verdict.checks] == [
        (c.name, c.outcome, c.points, c.mistake) for c in shown.checks
    ]
    assert UNKNOWN not in {check.message for check in shown.checks}


def course_grade(*outcomes: Outcome) -> Grade:
    report = report_of("ada", "GRADED", verdict_of(*outcomes))
    points = {"raw": 40.0, "penalty": 8.0, "adjusted": 2.0, "total": 34.0, "max_points": 100.0}
    return Grade(report, late=2, why="For your <talk>.", **points)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("shows", get_args(Shows))
def test_a_course_says_how_the_points_add_up(make: Callable[..., str], shows: Shows) -> None:
    """
    However little is shown, the total, the lateness and the instructor's reason are.
    """
    grade = course_grade(Outcome.FIX)
    said = " ".join(unescape(make(grade.report, grade, shows)).split())

    for part in ("34.0 of 100", "2 days late: -8.0 points", "+2.0 points: For your <talk>."):
        assert part in said


@pytest.mark.parametrize("make", MAKERS)
def test_a_course_shows_as_much_as_it_wants(make: Callable[..., str]) -> None:
    """
    Points of checks, points of tasks, or neither, nor the mistakes that go with them.
    """
    grade = course_grade(Outcome.FIX)
    checks, tasks, points = (make(grade.report, grade, shows) for shows in get_args(Shows))

    assert [True, False, False] == [
        "Points of each check" in one for one in (checks, tasks, points)
    ]
    assert [True, True, False] == ["add_bias" in one for one in (checks, tasks, points)]
    assert [True, True, False] == ["multiple of the area" in one for one in (checks, tasks, points)]


@pytest.mark.parametrize("make", MAKERS)
def test_without_a_course_nothing_is_added(make: Callable[..., str]) -> None:
    """
    The feedback on a plain batch has neither a score nor points of checks.
    """
    report = course_grade(Outcome.FIX).report

    assert "Points of each check" not in make(report)
    assert "instructor" not in make(report)


@pytest.mark.parametrize("make", MAKERS)
def test_a_course_shows_no_input_either(make: Callable[..., str]) -> None:
    """
    Neither inputs nor values of a hidden check are among the points of the checks.
    """
    grade = course_grade(Outcome.FIX, Outcome.GRADER_ERROR, Outcome.TODO)

    assert "17" not in make(grade.report, grade, "checks")


@pytest.mark.parametrize("make", MAKERS)
def test_a_course_says_where_a_wrong_answer_can_be_seen(make: Callable[..., str]) -> None:
    """
    Of the first wrong answer, the command for its picture is named; of right ones and stubs, none.
    """
    for outcome, count in ((Outcome.FIX, 1), (Outcome.TODO, 0), (Outcome.PASS, 0)):
        grade = course_grade(outcome)

        assert count == make(grade.report, grade).count("autograder plot 1.1")
        assert "autograder plot" not in make(grade.report)


def test_a_page_of_a_course_is_well_formed() -> None:
    """
    With the points of a course, the page has its own tags and no others.
    """
    report = nasty_report()
    nasty = html_of(report, Grade(report, why=NASTY, adjusted=1.0), "checks")

    assert "script" not in tags(nasty)
    assert all(c.isprintable() or c == "\n" for c in nasty)


def test_a_person_without_a_verdict_has_a_score() -> None:
    """
    Of what was not judged, a course says that there are no points, and never zero.
    """
    report = report_of("ada", "REJECTED", None, "Why.")
    for make in MAKERS:
        said = make(report, Grade(report))

        assert "none: nothing was judged" in said
        assert "0 of" not in said


def test_pictures_are_in_the_page() -> None:
    """
    The image is as it was drawn, its words are text, and the hint to draw it at home is dropped.
    """
    grade = course_grade(Outcome.FIX)
    first = next(one.task for one in for_learner(verdict_of(Outcome.FIX)).tasks)
    drawn = Drawn(first, f"Your {NASTY}", f"It is {NASTY}.", SVG)
    shown = html_of(grade.report, grade, "tasks", [drawn])

    assert SVG in shown
    assert "<script" not in shown
    assert f"{first} Your <script>" in unescape(shown)
    assert {"svg", "figure", "figcaption"} <= tags(shown)
    assert f"autograder plot {first}" in html_of(grade.report, grade, "tasks")
    assert f"autograder plot {first}" not in shown
    assert SVG not in html_of(grade.report, grade, "points", [drawn])


@pytest.mark.parametrize(("outcome", "is_told"), [(Outcome.TODO, False), (Outcome.FIX, True)])
def test_only_a_bonus_that_was_begun_is_a_further_task(outcome: Outcome, is_told: bool) -> None:
    """
    Feedback on a bonus is for those who tried it.
    """
    tasks = verdict_of(outcome).tasks
    verdict = Verdict((*tasks[:1], replace(tasks[1], is_bonus=True)), "")

    assert is_told == (tasks[1].task in {step.task for step in others(verdict)})
