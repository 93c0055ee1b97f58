"""
What a check that was not judged waits for.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.classroom.feedback import for_learner
from autograder.classroom.gate import gate_of, source_of
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.test_day4_ex2 import WAITS

SLOW = general.TOO_SLOW.say(function="f", seconds=10)
SLOW_FILE = general.TOO_SLOW_FILE.say(function="f", seconds=10, file="day4_ex1.py")
STUB = general.CALLS_A_STUB.say(function="f", other="add_bias")
BUDGET = general.BUDGET.say(function="f", seconds=60, kind="computing")
UNREADABLE = general.UNREADABLE.say(file="day4_ex1.py", where="line 3", text="x", advice="Look.")
WRONG = Diagnosis("factor", "It is 17 times too large.", without="It is too large.")


def check(title: str, outcome: Outcome, said: Diagnosis | None = None) -> CheckResult:
    points = {Outcome.PASS: 4, Outcome.UNDECIDED: None, Outcome.GRADER_ERROR: None}
    return CheckResult(title, "1.1", "f", title, outcome, points.get(outcome, 0), 4, said)


def task_of(*checks: CheckResult) -> TaskResult:
    return TaskResult("1.1", "an antiderivative", checks)


@pytest.mark.parametrize(
    ("outcome", "said", "gate"),
    [
        (Outcome.PASS, None, ""),
        (Outcome.TODO, None, ""),
        (Outcome.FIX, WRONG, ""),
        (Outcome.FIX, SLOW, ""),
        (Outcome.FIX, UNREADABLE, "It waits until Python can read the file."),
        (Outcome.UNDECIDED, None, "Its points are open until a person has looked."),
        (Outcome.GRADER_ERROR, WRONG, "Its points are open until a person has looked."),
        (Outcome.TODO, WAITS.say(check="each step"), "Not judged until 'each step' is right."),
        (Outcome.TODO, STUB, STUB.message),
        (Outcome.FIX, BUDGET, BUDGET.message),
    ],
)
def test_a_gate_is_what_a_check_waits_for(
    outcome: Outcome, said: Diagnosis | None, gate: str
) -> None:
    """
    A check that was judged has no gate; any other one has a sentence that says why.
    """
    alone = check("One.", outcome, said)

    assert gate == gate_of(alone, task_of(alone))


def test_a_function_that_was_given_up_is_named_with_its_check() -> None:
    """
    After a check in which a function never ended, later checks name that one as their reason.
    """
    first = check("Returns a number.", Outcome.FIX, SLOW)
    second = check("Returns it twice.", Outcome.FIX, SLOW)
    task = task_of(check("Starts.", Outcome.PASS), first, second)

    assert "" == gate_of(first, task)
    assert "f was not called again after 'Returns a number'." == gate_of(second, task)


def test_a_file_that_loads_too_slowly_is_no_earlier_check() -> None:
    """
    If the file did not load in time, no check is the reason for another.
    """
    checks = [check(title, Outcome.FIX, SLOW_FILE) for title in ("One.", "Two.")]

    assert ["", ""] == [gate_of(one, task_of(*checks)) for one in checks]


def test_a_gate_without_inputs_has_none() -> None:
    """
    In a verdict for a learner, a gate does not name what the learner's code named.
    """
    secret = general.CALLS_A_STUB.say(function="f", other="secret_17")
    task = task_of(check("One.", Outcome.TODO, secret))
    (shown,) = for_learner(Verdict((task,), "seed")).tasks

    assert "secret_17" in gate_of(task.checks[0], task)
    assert "secret_17" not in gate_of(shown.checks[0], shown)


def test_the_task_behind_a_task_is_named() -> None:
    """
    A FIX may come from an earlier task that is used there, if that one shows a FIX, too.
    """
    task = replace(task_of(check("One.", Outcome.FIX, WRONG)), task="2.4", uses=("2.1", "2.2"))

    assert "This may come from 2.2: finish 2.2 first." == source_of(task, frozenset({"2.2", "2.4"}))
    assert "" == source_of(task, frozenset({"2.4"}))
    assert "" == source_of(task, frozenset({"2.2"}))
