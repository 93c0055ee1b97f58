import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.question_page import questions_on
from autograder.grading.spec import PACKAGE
from autograder.grading.task_list import task_list
from autograder.study.progress import Event, Progress, TaskState, load
from autograder.study.progress_report import TaskSummary
from autograder.study.questions import (
    ask,
    at_the_pass,
    has_question,
    number_in,
    question_of,
    reminder,
)
from tests.study.histories import NOON, PASS, PASS_2, TODO, fix, named, run, summary

TIMES = range(200)
TASKS = {task.number: task for task in task_list()}
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
ORACLES: dict[str, Callable[..., float]] = {
    "1.1": lambda slope, _, start, at: float(np.polyval(np.polyint([slope, 0], k=start), at)),
    "1.2": lambda _, low, __, high, *___: high - low,
    "1.3": lambda whole, dip: whole - dip,
    "1.4": lambda _, low, __, high, *___: high - low,
    "1.5": lambda mean, factor, added: factor * mean + added,
    "1.6": lambda whole, part, *_: part / whole,
    "2.1": lambda a, b, one, x, before, more: float(
        np.dot([one, x], [a + more, b]) + np.dot([one, x], [a, b]) - before
    ),
    "2.2": lambda one, x, first: first / one * x,
    "2.3": lambda total, first, second, rate: -rate * (total - first - second),
    "2.4": lambda _, __, *ends: float(np.polyfit(ends[::2], ends[1::2], 1)[0]),
}
"""The answers once more, from nothing but the numbers in a question's text."""


def why(days: float, right: bool, task: str = "1.1", level: int = 1) -> Event:
    """An answer to a question, so many days after noon."""
    when = NOON + timedelta(days=days)
    return Event(when, "why", tasks=(task,), level=level, is_right=right)


def said(folder: Path, number: str, typed: str, times: int = 0) -> tuple[str, bool | None]:
    """What is said first to a prediction, and whether it is remembered as right."""
    before = [why(0, True, level=level + 1) for level in range(times)]
    known = summary(*before).tasks[0]
    known.task = next(task for task in task_list() if task.number == number)
    _, first, *_ = ask(folder, known, typed)
    return first, load(folder).entries[-1].is_right


def test_questions_are_about_tasks() -> None:
    """
    Questions are about tasks of the specs, in their order, and about nothing else.
    """
    pages = {one.stem for one in (PACKAGE / "questions").glob("day*.py")}
    asked = [task.number for task in task_list() if has_question(task)]

    assert asked == [number for page in sorted(pages) for number in questions_on(page)]


@pytest.mark.parametrize("number", ORACLES)
def test_questions_are_short(number: str) -> None:
    """
    A question is asked in at most three lines, and two lines of plain text say why.
    """
    for times in TIMES:
        asks, _, because = question_of(TASKS[number], times)
        text = "\n".join([asks, *because])

        assert asks.endswith("?")
        assert len(asks) <= 210
        assert (2, True) == (len(because), max(map(len, because)) <= 78)
        assert text.isascii()
        assert not re.search(r"[{}]|--|[+-] -", text)


@pytest.mark.parametrize("number", ORACLES)
def test_a_question_comes_back_with_other_numbers(number: str) -> None:
    """
    Eight times in a row no question is the same as another.
    """
    assert 8 == len({question_of(TASKS[number], times)[0] for times in TIMES[:8]})


@pytest.mark.parametrize("number", ORACLES)
def test_the_answer_follows_from_the_question(number: str) -> None:
    """
    Whatever is drawn, the numbers of the question give the answer, and both are in the two lines
    that say why.
    """
    for times in TIMES:
        asks, answer, because = question_of(TASKS[number], times)
        given = [float(one) for one in NUMBER.findall(asks)]
        used = {float(one) for one in NUMBER.findall(" ".join(because))}
        drawn = set(map(abs, given)) & set(map(abs, used))

        assert ORACLES[number](*given) == pytest.approx(answer)
        assert float(f"{answer:g}") in used
        assert len(drawn) >= 2


@pytest.mark.parametrize("number", ORACLES)
def test_the_answer_is_accepted_and_near_misses_are_not(number: str, tmp_path: Path) -> None:
    """
    Whatever is drawn, the answer is right as a decimal, a fraction and an equation; its negative,
    its neighbours and the other numbers of the question are wrong.
    """
    for times in (0, 1, 199):
        asks, answer, _ = question_of(TASKS[number], times)
        fraction = Fraction(answer).limit_denominator(1000)
        wrong = {-answer, answer + 0.01, answer - 0.01, answer + 1, 10 * answer}
        wrong |= {float(one) for one in NUMBER.findall(asks)} - {answer}

        for typed in (f"{answer:g}", str(fraction), f"y = {answer:+.3f}"):
            expected = f"Yes, it is {answer:g}. Here is why:", True
            assert expected == said(tmp_path, number, typed, times)
        for typed in map(str, wrong):
            assert (f"Not quite: it is {answer:g}. Here is why:", False) == said(
                tmp_path, number, typed, times
            )


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("-7.", -7),
        ("+.5", 0.5),
        ("3/4", 0.75),
        (" 3 / 4 ", 0.75),
        ("0,75", 0.75),
        ("75 %", 0.75),
        ("F(2) = 33", 33),
        ("\N{MINUS SIGN}2", -2),
        ("1/0", None),
        ("", None),
        ("seven", None),
        ("nan", None),
        ("1e999", None),
        ("[1, 2]", None),
    ],
)
def test_numbers_are_read_in_any_form(typed: str, number: float | None) -> None:
    """
    Whole numbers, decimals, fractions, per cent and equations are numbers; anything else is not.
    """
    assert number == number_in(typed)


@settings(max_examples=30)
@given(st.text(max_size=20))
def test_any_text_can_be_typed(typed: str) -> None:
    """
    Whatever is typed is a finite number or none.
    """
    found = number_in(typed)

    assert found is None or abs(found) < float("inf")


def test_an_answer_is_remembered_and_says_where_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    After the two lines come the commands for a picture and a solution, where there are solutions.
    """
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    (known, _) = summary(run(0, PASS)).tasks

    assert "See what your function does: autograder plot 1.1" == last(tmp_path, known)
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "day4_ex1.py").touch()
    assert last(tmp_path, known).endswith(" autograder solution 1.1")
    entry = load(tmp_path).entries[0]
    assert ("why", ("1.1",), 1, False) == (entry.event, entry.tasks, entry.level, entry.is_right)


def last(folder: Path, known: TaskSummary) -> str:
    """The last line of what is said to a prediction."""
    return list(ask(folder, known, "0"))[-1]


def test_a_task_that_does_not_pass_is_not_compared(tmp_path: Path) -> None:
    """
    Asking before the task passes gives the two lines, and no command.
    """
    (known, _) = summary(run(0, TODO)).tasks

    assert 4 == len(list(ask(tmp_path, known, "0")))


def test_an_answer_that_cannot_be_remembered_is_one_more_sentence(tmp_path: Path) -> None:
    """
    The two lines come all the same.
    """
    (known, _) = summary(run(0, TODO)).tasks
    *lines, problem = ask(tmp_path / "missing", known, "0")

    assert 4 == len(lines)
    assert "cannot be remembered" in problem


def test_a_task_without_a_question_is_asked_about_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Neither at the pass nor later.
    """
    monkeypatch.delitem(questions_on("day4_ex1"), "1.1")

    assert [] == at_the_pass(Progress(), run(0, PASS))
    assert [] == list(reminder(summary(run(0, PASS)), NOON))


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        ([], PASS, True),
        ([run(0, TODO)], PASS, True),
        ([run(0, fix(4))], PASS, True),
        ([run(0, PASS), run(1, fix(4))], PASS, False),
        ([run(0, PASS), named(1, "reset")], PASS, False),
        ([run(0, PASS)], PASS, False),
        ([run(0, fix(4))], fix(6), False),
        ([run(0, fix(4)), why(0.1, False)], PASS, False),
        ([run(0, TODO, t12=PASS_2)], TODO, False),
    ],
)
def test_a_new_pass_is_asked_about_once(
    before: list[Event], now: TaskState, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Only a task that passes and never did before is asked about, unless it was answered.
    """
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    asks, _, because = question_of(TASKS["1.1"], 0)
    head, known = "1.1 passes. One question on why it works:", Progress(tuple(before))
    cell = replace(run(9, now), event="notebook")

    expected = [f"{head} autograder why 1.1", asks] if asked else []
    assert expected == at_the_pass(known, run(9, now))
    assert ([f"{head} {asks}", *because] if asked else []) == at_the_pass(known, cell)


def test_beside_a_mistake_the_question_is_only_named() -> None:
    """
    A screen with a FIX asks for one thing; it names the command of the question.
    """
    now = run(0, PASS, t12=fix(4))

    assert ["1.1 passes. Why does it work? autograder why 1.1"] == at_the_pass(Progress(), now)
    assert "F is an antiderivative" in at_the_pass(Progress(), replace(now, event="notebook"))[0]


def test_of_several_passes_one_is_asked_about() -> None:
    """
    A run in which two tasks pass asks about the first, the next run about none.
    """
    both = run(0, PASS, t12=PASS_2)

    assert at_the_pass(Progress(), both)[0].startswith("1.1 passes.")
    assert [] == at_the_pass(Progress((both,)), run(1, PASS, t12=PASS_2))


NEW, AGAIN = (
    "Why does {} work? autograder why {}",
    "Do you still know why {} works? autograder why {}",
)


@pytest.mark.parametrize(
    ("answers", "days", "expected"),
    [
        ([], 0, NEW.format("1.1", "1.1")),
        ([why(0, True)], 0.2, NEW.format("1.2", "1.2")),
        ([why(0, True)], 1, AGAIN.format("1.1", "1.1")),
        ([why(0, True), why(1, True)], 2, NEW.format("1.2", "1.2")),
        ([why(0, True), why(1, True)], 3, AGAIN.format("1.1", "1.1")),
        ([why(0, True), why(1, False)], 2, AGAIN.format("1.1", "1.1")),
        ([why(0, True), why(0, True, "1.2")], 0.2, None),
        ([why(0.01, True), why(0, True, "1.2")], 1, AGAIN.format("1.2", "1.2")),
    ],
)
def test_questions_come_back_on_another_day(
    answers: list[Event], days: float, expected: str | None
) -> None:
    """
    One that was answered comes back after as many days as there were right answers, at least one,
    before one that was never answered; on the same day it does not.
    """
    known = summary(run(0, PASS, t12=PASS_2), *answers)

    assert ([expected] if expected else []) == [*reminder(known, NOON + timedelta(days=days))]


def test_a_task_that_does_not_pass_is_not_brought_back() -> None:
    """
    Neither an open task nor one that has failed since is asked about.
    """
    for last_run in (TODO, fix(4)):
        known = summary(run(0, PASS), why(0, True), run(5, last_run))
        assert [] == list(reminder(known, NOON + timedelta(days=9)))
