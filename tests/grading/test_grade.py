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
from autograder.grading.grade import SOLUTIONS, Sitting, begin, grade, judge
from autograder.grading.learner import Desk
from autograder.grading.source import FileSource
from autograder.grading.spec import spec_names
from autograder.grading.submission import Submission, SubmissionError
from autograder.grading.task import Check, Exercise, Fault, Fix, NotAttempted, Undecided
from autograder.grading.verdict import Outcome
from autograder.mistakes.catalogue import Diagnosis, Wording
from autograder.sandbox import ipc

EXERCISE = Exercise("day4_ex9", "An exercise")
TASK = EXERCISE.task("9.1", "f", "a function", hints=("What is it?",))


def check_of(function: Callable[..., None], points: int = 3) -> Check:
    return Check(TASK, points, "It is right.", function)


@pytest.fixture
def sit(tmp_path: Path) -> Callable[[str], Sitting]:
    def sit(text: str) -> Sitting:
        path = tmp_path / "day4_ex9.py"
        path.write_text(text)
        return begin(Submission(tmp_path, {"day4_ex9": path}), EXERCISE, Draw())

    return sit


def ask(learner: Any) -> None:
    learner.f()


def test_stubs_earn_nothing(tmp_path: Path) -> None:
    """
    Untouched stubs earn nothing and every check is TODO.
    """
    for name in spec_names():
        (tmp_path / f"{name}.py").write_text(exercise_text(SOLUTIONS / f"{name}.py"))
    verdict = grade(tmp_path)

    assert (0, 100, {"TODO"}) == (
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
    A path with nothing at it is a SubmissionError.
    """
    with pytest.raises(SubmissionError, match="There is nothing at"):
        grade(tmp_path / "none")


def test_endless_loop_is_a_fix_and_others_go_on(sit: Callable[[str], Sitting]) -> None:
    """
    A loop without an end costs its own function, which is not called again.
    """
    sitting = sit("def f():\n    while True:\n        pass\n\n\ndef g():\n    return 1\n")
    first = judge(check_of(ask), sitting, seconds=0.3)
    started = time.process_time()
    second = judge(check_of(ask), sitting, seconds=0.3)
    spent = time.process_time() - started
    other = judge(check_of(lambda learner: learner.g()), sitting, seconds=0.3)

    assert (Outcome.FIX, "too_slow", 0) == (first.outcome, first.mistake, first.points)
    assert first.place.rpartition(":")[2] in {"2", "3"}
    assert (Outcome.FIX, "too_slow") == (second.outcome, second.mistake)
    assert spent < 0.2
    assert Outcome.PASS == other.outcome


def test_expensive_judging_is_not_an_endless_loop(sit: Callable[[str], Sitting]) -> None:
    """
    Time that passes outside of the learner's function is not called its loop.
    """

    def spin(learner: Any) -> None:
        learner.f()
        while True:
            pass

    assert "too_expensive" == judge(check_of(spin), sit("def f(): return 1\n"), seconds=0.2).mistake


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
    sit: Callable[[str], Sitting], error: BaseException
) -> None:
    """
    Judging that fails once an answer is there leaves the points open, and is not called our fault.
    """

    def broken(learner: Any) -> None:
        learner.f()
        raise error

    result = judge(check_of(broken), sit("def f(): return 1\n"))

    assert (Outcome.UNDECIDED, None, 3) == (result.outcome, result.points, result.max_points)
    assert "This costs you nothing." in result.message


def test_a_fault_of_ours_is_no_zero(sit: Callable[[str], Sitting]) -> None:
    """
    A check that fails before any answer, or by a fault that no answer causes, is a GRADER_ERROR.
    """

    def early(learner: Any) -> None:  # noqa: ARG001 -- a check asks for it
        raise ZeroDivisionError("ours")

    def late(learner: Any) -> None:
        learner.f()
        raise Fault("the solution of f stopped")

    sitting = sit("def f(): return 1\n")
    for check in (early, late):
        result = judge(check_of(check), sitting)
        assert (Outcome.GRADER_ERROR, None) == (result.outcome, result.points)


def test_memory_that_runs_out_over_an_answer_is_the_answers(sit: Callable[[str], Sitting]) -> None:
    """
    Judging that runs out of memory once an answer is there is too expensive; before, our fault.
    """

    def early(learner: Any) -> None:  # noqa: ARG001 -- a check asks for it
        raise MemoryError

    def late(learner: Any) -> None:
        learner.f()
        raise MemoryError

    sitting = sit("def f(): return 1\n")

    assert Outcome.GRADER_ERROR == judge(check_of(early), sitting).outcome
    assert "too_expensive" == judge(check_of(late), sitting).mistake


LONG = Wording("long", "Here is {a}, there is {b}, and it is long.")


@pytest.mark.parametrize("text", ["x" * 10**6, "\U00020000" * 10**6, "\0" * 10**6])
def test_results_are_short_whatever_is_said(sit: Callable[[str], Sitting], text: str) -> None:
    """
    Whatever fills the fields of its sentences, a result fits into one message.
    """

    def long(learner: Any) -> None:
        for number in range(99):
            learner.note(LONG.say(a=number, b=text))
        raise Fix(LONG.say(a=text, b=text))

    result = judge(check_of(long), sit("def f(): return 1\n"))

    assert len(msgspec.json.encode(result)) < 0.9 * ipc.LONGEST_MESSAGE
    assert result.message.endswith("..., and it is long.")


def test_missing_solution_is_a_fault_of_the_grader(sit: Callable[[str], Sitting]) -> None:
    """
    A reference that cannot be called is never the learner's zero.
    """
    result = judge(check_of(lambda reference: reference.f()), sit("def f(): return 1\n"))

    assert (Outcome.GRADER_ERROR, None) == (result.outcome, result.points)
    assert "no solution is here to ask, and this f is not on record" in result.message


@pytest.mark.parametrize("where", ["check", "learner"])
def test_interrupt_passes_through(sit: Callable[[str], Sitting], where: str) -> None:
    """
    Ctrl-C ends the run, wherever it falls.
    """

    def interrupted(learner: Any) -> None:
        if where == "learner":
            learner.f()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(check_of(interrupted), sit("def f(): raise KeyboardInterrupt\n"))


def test_notes_stay_with_their_check(sit: Callable[[str], Sitting]) -> None:
    """
    A note of one check does not appear under the next.
    """
    sitting = sit("def f(): return 1\n")
    seen = Diagnosis("seen", "Seen.")
    noted = judge(check_of(lambda learner: learner.note(seen)), sitting)

    assert ((seen,), ()) == (noted.notes, judge(check_of(ask), sitting).notes)


def test_what_is_made_once_is_shared(sit: Callable[[str], Sitting]) -> None:
    """
    What one check made once is there for the next.
    """
    sitting = sit("def f(): return 1\n")
    made: list[int] = []
    check = check_of(lambda learner: learner.once("key", lambda: made.append(1)))
    judge(check, sitting)
    judge(check, sitting)

    assert [1] == made


def test_file_that_was_not_handed_in_is_todo(tmp_path: Path) -> None:
    """
    An exercise without a file is TODO and has no place.
    """
    result = judge(check_of(ask), begin(Submission(tmp_path, {}), EXERCISE, Draw()))

    assert (Outcome.TODO, 0, "") == (result.outcome, result.points, result.place)


def test_slow_solution_is_a_fault_of_the_grader(
    sit: Callable[[str], Sitting], tmp_path: Path
) -> None:
    """
    A solution that exceeds the limit is our fault, never the learner's.
    """
    slow = tmp_path / "slow.py"
    slow.write_text("def f():\n    while True:\n        pass\n")
    sitting = sit("def f(): return 1\n")
    desk = Desk(LocalCaller(FileSource(slow), "slow", None), sitting.reference.exercise)
    check = check_of(lambda reference: reference.f())
    result = judge(check, replace(sitting, reference=desk), seconds=0.2)

    assert (Outcome.GRADER_ERROR, None) == (result.outcome, result.points)
    assert "solution of f" in result.message


def test_a_fault_of_the_grader_is_handed_over(sit: Callable[[str], Sitting]) -> None:
    """
    Whoever asks for it gets the exception of a fault of ours, and of nothing else.
    """

    def fault() -> None:
        raise RuntimeError("our own fault")

    def finding() -> None:
        raise NotAttempted

    seen: list[str] = []
    for check in (check_of(fault), check_of(finding)):
        judge(
            check,
            sit("def f(): return 1\n"),
            on_fault=lambda c, error: seen.append(f"{c.name}: {error}"),
        )

    assert ["fault: our own fault"] == seen


def test_stub_is_not_asked(sit: Callable[[str], Sitting]) -> None:
    """
    A check of a function as it was shipped is TODO before it draws or asks anything.
    """
    ran: list[str] = []

    def test(learner: Any) -> None:
        ran.append("drawn")
        learner.f()

    stub = 'def f():\n    """D."""\n    raise NotImplementedError("TODO")\n'
    begun = 'def f():\n    """D."""\n    x = 1\n    raise NotImplementedError("TODO")\n'
    results = [judge(check_of(test), sit(text)) for text in (stub, begun)]

    assert [Outcome.TODO] * 2 == [result.outcome for result in results]
    assert ["drawn"] == ran
