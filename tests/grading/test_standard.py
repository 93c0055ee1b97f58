"""
Standard checks: what they ask, in which order, and how they end.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.grading.caller import Trace
from autograder.grading.draw import Draw
from autograder.grading.learner import ExerciseState, Learner, Reference
from autograder.grading.recording import Recording
from autograder.grading.standard import of_value
from autograder.grading.task import Exercise, Fault, Fix, NotAttempted
from autograder.judges.answer import Answer, Crash
from autograder.judges.finding import Finding, right, wrong
from autograder.mistakes.case import Asked, JudgedAnswer
from autograder.mistakes.catalogue import catalogue_of

MISTAKES = catalogue_of(
    """
    small: {value} is too small for {asked}; {other} for 9.
    other: It is not the one. Why?
    """,
    small=lambda case: {"value": case.value, "asked": case.asked.arguments, "other": case.other},
    other=lambda _: True,
)


def equals(value: Any, expected: Any) -> Finding:
    return right() if value == expected else wrong("differs")


class WithOther(SimpleNamespace):
    """A case of the author's own."""


def with_other(judged: JudgedAnswer) -> WithOther:
    other = judged.again(9)
    assert other is not None
    return WithOther(value=judged.value, asked=judged.asked, other=other.value)


EXERCISE = Exercise("day4_ex9")
TASK = EXERCISE.task(
    "9.1", "f", "a function", judge=of_value(equals), case=with_other, mistakes=MISTAKES
)


class Calls:
    """A caller whose function is given, and which remembers what it was asked."""

    source = SimpleNamespace(name="day4_ex9.py")
    error = None

    def __init__(self, function: Any) -> None:
        self.function, self.asked = function, list[Any]()

    def loaded(self) -> Any:
        nothing = SimpleNamespace(unreadable=None, busy=False, stops=())
        return SimpleNamespace(
            **vars(nothing),
            defines=lambda _: True,
            is_callable=lambda _: True,
            has_stub=lambda _: False,
        )

    def calls(self, name: str, many: Any) -> list[Answer]:
        self.asked += many
        found = [(one, self.function(*one)) for one in many]
        return [
            Answer(name, None, one, one, crash=value)
            if isinstance(value, Crash)
            else Answer(name, value, one, one)
            for one, value in found
        ]

    def retrace(self, *_: Any) -> Trace:
        return Trace()


def run(check: Any, function: Any, solution: Any = lambda x: x * x) -> Calls:
    """Run a declared check over a learner's function and the solution's."""
    caller: Any = Calls(function)
    asked: Any = Calls(solution)
    learner = Learner(ExerciseState(caller, EXERCISE), TASK)
    reference = Reference(ExerciseState(asked, EXERCISE), Recording())
    check(learner=learner, reference=reference, draw=Draw())
    return caller


@TASK.compare(points=2)
def squares(draw: Draw) -> Iterator[tuple[int]]:
    """Squares them."""
    yield (2,)
    yield (draw.number("nine") % 5 + 3,)


def test_a_standard_check_is_a_check_that_pytest_can_run() -> None:
    """
    Its name, title and place are those of the author's function; it asks for all fixtures.
    """
    assert ("squares", "Squares them.", 2) == (
        squares.__name__,
        vars(squares)["check"].title,
        vars(squares)["check"].points,
    )
    assert __file__ == inspect.getsourcefile(inspect.unwrap(squares))
    assert ["learner", "reference", "draw"] == [*inspect.signature(squares).parameters]
    assert not inspect.isgeneratorfunction(squares)


def test_right_answers_pass_in_order() -> None:
    """
    Each call is made and compared, in the order in which the check yields it.
    """
    assert (2,) == run(squares, lambda x: x**2).asked[0]


def test_the_first_wrong_answer_ends_the_check() -> None:
    """
    Nothing else is asked but what the case wants to know; the task's catalogue words the finding.
    """
    with pytest.raises(Fix, match=r"4 is too small for \(2,\); 18 for 9\.") as fix:
        run(squares, lambda x: x + x if x != 2 else 4, lambda x: x**3)

    assert "small" == fix.value.diagnosis.key


def test_a_law_needs_no_solution() -> None:
    """
    A law judges from the question alone, and a judge of one check goes before the task's law.
    """

    def is_even(answer: Answer, asked: Asked) -> Finding:
        return right() if answer.value % 2 == 0 == asked.about else wrong("odd")

    task = EXERCISE.task("9.2", "f", "a function", law=is_even, mistakes=MISTAKES[1:])

    @task.compare(points=1)
    def even() -> Iterator[Asked]:
        yield Asked((3,), about=0)

    @task.compare(points=1, judge=of_value(equals))
    def same() -> Iterator[Asked]:
        yield Asked((3,), about=1)

    run(even, lambda x: x + 1, None)
    run(same, lambda x: x * x)
    with pytest.raises(Fix):
        run(even, lambda x: x, None)


REFUSAL = Crash("OwnError", "no", 3, own_raise="ValueError")


def test_an_exception_may_be_an_answer() -> None:
    """
    One that the task counts as an answer goes to the judge; any other ends the check.
    """

    def refuses(answer: Answer, _: Asked) -> Finding:
        return right() if answer.crash and answer.crash.is_refusal else wrong("answered")

    def is_asked_for(asked: Asked, crash: Crash) -> bool:
        return crash.is_refusal and asked.about is None

    task = EXERCISE.task("9.2", "f", "a function", law=refuses, raised=is_asked_for)

    @task.compare(points=1)
    def refused() -> Iterator[tuple[int]]:
        yield (2,)

    run(refused, lambda _: REFUSAL)
    with pytest.raises(Fix, match="by zero"):
        run(refused, lambda _: Crash("ZeroDivisionError", "division by zero", 3))


def test_a_stub_waits_for_no_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Nothing is drawn for a function that is still a stub.
    """
    asked = []

    @TASK.compare(points=1)
    def drawn() -> Iterator[tuple[int]]:
        asked.append(True)
        yield (2,)

    def stub(*_: object) -> None:
        raise NotAttempted

    monkeypatch.setattr(Learner, "require", stub)
    with pytest.raises(NotAttempted):
        run(drawn, lambda x: x)
    assert [] == asked


def test_a_second_judge_waits_for_the_first() -> None:
    """
    What `then` looks at is asked of all answers, once all of them are right.
    """
    seen = []

    def short(answer: Answer) -> Finding:
        seen.append(answer.asked)
        return right()

    @TASK.compare(points=1, then=short)
    def both() -> Iterator[tuple[int]]:
        yield (2,)
        yield (3,)

    with pytest.raises(Fix):
        run(both, lambda x: 2 * x)
    assert [] == seen

    run(both, lambda x: x * x)
    assert [(2,), (3,)] == seen


def nothing() -> None:
    """An author forgot to yield."""


def bare() -> Iterator[Any]:
    """An author forgot the comma of a tuple."""
    yield 2


def broken() -> Iterator[tuple[int]]:
    """An author's check that fails after its first call."""
    yield (0,)
    raise KeyError("radii")


@pytest.mark.parametrize(
    ("ask", "judge", "said"),
    [
        (nothing, of_value(equals), "nothing yields no arguments"),
        (broken, of_value(equals), "broken does not say what to ask: KeyError: 'radii'"),
        (bare, of_value(equals), "bare yields an int; a call needs a tuple"),
        (lambda: iter([(2,)]), None, "nothing judges f"),
        (lambda: iter([(2,)]), lambda *_: True, "a judge returned True, but it must return right"),
        (lambda: iter([(lambda x: x,)]), of_value(equals), "test_day4_ex9 gives f an argument"),
        (lambda: iter([([Calls],)]), of_value(equals), r"Calls \(class\)"),
    ],
)
def test_an_authors_slip_is_a_fault_of_ours(ask: Any, judge: Any, said: str) -> None:
    """
    Asking nothing, in the wrong form, what cannot cross, or without a judge costs nobody.
    """
    check = EXERCISE.task("9.3", "f", "a function", judge=judge).compare(points=1)(ask)

    with pytest.raises(Fault, match=said):
        run(check, lambda x: x)
