"""
Grading in this process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from autograder.authoring.build import exercise_text
from autograder.grading.caller import LocalCaller
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS, Session, grade, open_session, run_check
from autograder.grading.learner import ExerciseState
from autograder.grading.source import FileSource
from autograder.grading.spec import spec_names
from autograder.grading.submission import Submission
from autograder.grading.task import Check, Exercise, Fault, Fix, NotAttempted, Undecided
from autograder.grading.verdict import Outcome
from autograder.mistakes.catalogue import Diagnosis, Wording
from autograder.sandbox import ipc
from tests.outline import MOST

EXERCISE = Exercise("day4_ex9")
TASK = EXERCISE.task("9.1", "f", "a function")


def check_of(function: Callable[..., None], points: int = 3) -> Check:
    return Check(TASK, points, "It is right.", function)


@pytest.fixture
def session_of(tmp_path: Path) -> Callable[[str], Session]:
    def session_of(text: str) -> Session:
        path = tmp_path / "day4_ex9.py"
        path.write_text(text)
        return open_session(Submission(tmp_path, {"day4_ex9": path}), EXERCISE, Draw())

    return session_of


def ask(learner: Any) -> None:
    learner.f()


def test_stubs_earn_nothing(tmp_path: Path) -> None:
    """
    Untouched stubs earn nothing and every check is TODO.
    """
    for name in spec_names():
        (tmp_path / f"{name}.py").write_text(exercise_text(SOLUTIONS / f"{name}.py"))
    verdict = grade(tmp_path)

    assert (0, MOST, {"TODO"}) == (
        verdict.points,
        verdict.max_points,
        {str(check.outcome) for check in verdict.checks},
    )


def test_tasks_can_be_chosen() -> None:
    """
    Only the named tasks are graded.
    """
    assert ["1.1", "2.1"] == [task.task for task in grade(SOLUTIONS, tasks=["2.1", "1.1"]).tasks]


def test_unknown_path_is_an_error(tmp_path: Path) -> None:
    """
    A path that does not exist is a KitError.
    """
    with pytest.raises(KitError, match="There is nothing at"):
        grade(tmp_path / "none")


def test_endless_loop_is_a_fix_and_others_go_on(session_of: Callable[[str], Session]) -> None:
    """
    An endless loop costs its own function, which is not called again.
    """
    session = session_of("def f():\n    while True:\n        pass\n\n\ndef g():\n    return 1\n")
    first = run_check(check_of(ask), session, seconds=0.3)
    started = time.process_time()
    second = run_check(check_of(ask), session, seconds=0.3)
    spent = time.process_time() - started
    other = run_check(check_of(lambda learner: learner.g()), session, seconds=0.3)

    assert (Outcome.FIX, "too_slow", 0) == (first.outcome, first.mistake, first.points)
    assert first.place.rpartition(":")[2] in {"2", "3"}
    assert (Outcome.FIX, "too_slow") == (second.outcome, second.mistake)
    assert spent < 0.2
    assert Outcome.PASS == other.outcome


def test_who_calls_an_endless_loop_waits_less(
    session_of: Callable[[str], Session],
) -> None:
    """
    A function that calls one which took all its time gets less; what it answers by itself counts.
    """
    session = session_of("def f():\n    while True: pass\ndef g(a=True): return f() if a else 1\n")
    check = replace(check_of(lambda learner: learner.g()), task=replace(TASK, function="g"))
    run_check(check_of(ask), session, seconds=0.2)

    assert "after 0.2 seconds" in run_check(check, session, seconds=1.0).message
    session.learner.given_up.pop("g")
    right = replace(check, function=lambda learner: learner.g(False))
    assert Outcome.PASS == run_check(right, session, seconds=1.0).outcome


def test_expensive_judging_is_not_an_endless_loop(session_of: Callable[[str], Session]) -> None:
    """
    Time that passes outside the learner's function is not blamed on a loop in it.
    """

    def spin(learner: Any) -> None:
        learner.f()
        while True:
            pass

    assert (
        "too_expensive"
        == run_check(check_of(spin), session_of("def f(): return 1\n"), seconds=0.2).mistake
    )


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(ZeroDivisionError("ours"), id="crash"),
        pytest.param(Undecided("close"), id="undecided"),
        pytest.param(SystemExit(1), id="exit"),
        pytest.param(AssertionError(), id="assert"),
        pytest.param(NotImplementedError("ours"), id="not-implemented"),
    ],
)
def test_an_answer_that_cannot_be_judged_is_no_zero(
    session_of: Callable[[str], Session], error: BaseException
) -> None:
    """
    Judging that fails once an answer is there leaves the points open, and is not called our fault.
    """

    def broken(learner: Any) -> None:
        learner.f()
        raise error

    result = run_check(check_of(broken), session_of("def f(): return 1\n"))

    assert (Outcome.UNDECIDED, None, 3) == (result.outcome, result.points, result.max_points)
    assert "This costs you nothing." in result.message


def test_a_fault_of_ours_is_no_zero(session_of: Callable[[str], Session]) -> None:
    """
    A check that fails before any answer, or for a reason of ours, is a GRADER_ERROR.
    """

    def early(learner: Any) -> None:  # noqa: ARG001 -- a check asks for it
        raise ZeroDivisionError("ours")

    def late(learner: Any) -> None:
        learner.f()
        raise Fault("the solution of f stopped")

    session = session_of("def f(): return 1\n")
    for check in (early, late):
        result = run_check(check_of(check), session)
        assert (Outcome.GRADER_ERROR, None) == (result.outcome, result.points)


def test_memory_that_runs_out_over_an_answer_is_the_answers(
    session_of: Callable[[str], Session],
) -> None:
    """
    Judging that runs out of memory once an answer is there is too expensive; before, our fault.
    """

    def early(learner: Any) -> None:  # noqa: ARG001 -- a check asks for it
        raise MemoryError

    def late(learner: Any) -> None:
        learner.f()
        raise MemoryError

    session = session_of("def f(): return 1\n")

    assert Outcome.GRADER_ERROR == run_check(check_of(early), session).outcome
    assert "too_expensive" == run_check(check_of(late), session).mistake


LONG = Wording("long", "Here is {a}, there is {b}, and it is long.")


@pytest.mark.parametrize("text", ["x" * 10**6, "\U00020000" * 10**6, "\0" * 10**6])
def test_results_are_short_whatever_is_said(
    session_of: Callable[[str], Session], text: str
) -> None:
    """
    Whatever fills the fields of its sentences, a result fits into one message.
    """

    def long(learner: Any) -> None:
        for number in range(99):
            learner.note(LONG.say(a=number, b=text))
        raise Fix(LONG.say(a=text, b=text))

    result = run_check(check_of(long), session_of("def f(): return 1\n"))

    assert len(msgspec.json.encode(result)) < 0.9 * ipc.LONGEST_MESSAGE
    assert result.message.endswith("..., and it is long.")


def test_missing_solution_is_a_fault_of_the_grader(session_of: Callable[[str], Session]) -> None:
    """
    A reference that cannot be called is never the learner's zero.
    """
    result = run_check(check_of(lambda reference: reference.f()), session_of("def f(): return 1\n"))

    assert (Outcome.GRADER_ERROR, None) == (result.outcome, result.points)
    assert "there is no solution to ask, and this call of f is not on record" in result.message


@pytest.mark.parametrize("where", ["check", "learner"])
def test_interrupt_passes_through(session_of: Callable[[str], Session], where: str) -> None:
    """
    Ctrl-C ends the run, wherever it falls.
    """

    def interrupted(learner: Any) -> None:
        if where == "learner":
            learner.f()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_check(check_of(interrupted), session_of("def f(): raise KeyboardInterrupt\n"))


def test_notes_stay_with_their_check(session_of: Callable[[str], Session]) -> None:
    """
    A note of one check does not appear under the next.
    """
    session = session_of("def f(): return 1\n")
    seen = Diagnosis("seen", "Seen.")
    noted = run_check(check_of(lambda learner: learner.note(seen)), session)

    assert ((seen,), ()) == (noted.notes, run_check(check_of(ask), session).notes)


def test_what_is_made_once_is_shared(session_of: Callable[[str], Session]) -> None:
    """
    What one check made once is there for the next.
    """
    session = session_of("def f(): return 1\n")
    made: list[int] = []
    check = check_of(lambda learner: learner.once("key", lambda: made.append(1)))
    run_check(check, session)
    run_check(check, session)

    assert [1] == made


def test_file_that_was_not_handed_in_is_todo(tmp_path: Path) -> None:
    """
    An exercise without a file is TODO and has no place.
    """
    result = run_check(check_of(ask), open_session(Submission(tmp_path, {}), EXERCISE, Draw()))

    assert (Outcome.TODO, 0, "") == (result.outcome, result.points, result.place)


def test_slow_solution_is_a_fault_of_the_grader(
    session_of: Callable[[str], Session], tmp_path: Path
) -> None:
    """
    A solution that exceeds the limit is our fault, never the learner's.
    """
    slow = tmp_path / "slow.py"
    slow.write_text("def f():\n    while True:\n        pass\n")
    session = session_of("def f(): return 1\n")
    state = ExerciseState(LocalCaller(FileSource(slow), "slow", None), session.reference.exercise)
    check = check_of(lambda reference: reference.f())
    result = run_check(check, replace(session, reference=state), seconds=0.2)

    assert (Outcome.GRADER_ERROR, None) == (result.outcome, result.points)
    assert "solution of f" in result.message


def test_a_fault_of_the_grader_is_handed_over(session_of: Callable[[str], Session]) -> None:
    """
    A caller that asks for it gets the exception behind a fault of ours, and no other.
    """

    def fault() -> None:
        raise RuntimeError("our own fault")

    def finding() -> None:
        raise NotAttempted

    seen: list[str] = []
    for check in (check_of(fault), check_of(finding)):
        run_check(
            check,
            session_of("def f(): return 1\n"),
            on_fault=lambda c, error: seen.append(f"{c.name}: {error}"),
        )

    assert ["fault: our own fault"] == seen


def test_stub_is_not_asked(session_of: Callable[[str], Session]) -> None:
    """
    A check of a function as it was shipped is TODO before it draws or asks anything.
    """
    ran: list[str] = []

    def test(learner: Any) -> None:
        ran.append("drawn")
        learner.f()

    stub = 'def f():\n    """D."""\n    raise NotImplementedError("TODO")\n'
    begun = 'def f():\n    """D."""\n    x = 1\n    raise NotImplementedError("TODO")\n'
    results = [run_check(check_of(test), session_of(text)) for text in (stub, begun)]

    assert [Outcome.TODO] * 2 == [result.outcome for result in results]
    assert ["drawn"] == ran


def test_older_work_has_not_attempted_a_bonus(session_of: Callable[[str], Session]) -> None:
    """
    A bonus function that is missing is TODO; one that is wrong or breaks is FIX like any other.
    """
    bonus = replace(check_of(ask), task=replace(TASK, is_bonus=True))
    found = [
        run_check(bonus, session_of(text)).outcome
        for text in ("x = 1\n", "def f(): raise NotImplementedError\n", "def f(): return 1 / 0\n")
    ]

    assert [Outcome.TODO, Outcome.TODO, Outcome.FIX] == found
    assert Outcome.FIX == run_check(check_of(ask), session_of("x = 1\n")).outcome
