import itertools

import pytest

from autograder.grading.task import Check, Exercise
from autograder.grading.verdict import CheckResult, Outcome
from autograder.study.grading_run import GRACE, START, Round
from autograder.study.protocol import Begun, Done, Judged, Request

EXERCISE = Exercise("day9_ex1", "Areas")


def check_of(number: str, name: str) -> Check:
    """A check worth one point."""

    def function() -> None:
        """It is right."""

    function.__name__ = name
    task = EXERCISE.task(number, f"f{number[-1]}", "a title", hints=("?",))
    return Check(task, 1, "It is right.", function)


CHECKS = [check_of(f"9.{k}", f"test_{k}{letter}") for k in (1, 2, 3) for letter in "ab"]


class Office:
    """Hands out numbers for examiners, and keeps what they were asked."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.numbers = itertools.count()

    def send(self, request: Request) -> int:
        self.asked.append(request)
        return next(self.numbers)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def grading(office: Office) -> Round[int]:
    """A round over all three tasks, each alone, by one examiner."""
    made: Round[int] = Round({"day9_ex1": "ex.py"}, CHECKS, office.send, 10.0)
    made.begin([[("9.1",), ("9.2",), ("9.3",)]])
    return made


def passed(check: Check) -> CheckResult:
    number, function = check.task.number, check.task.function
    return CheckResult(check.name, number, function, check.title, Outcome.PASS, 1, 1)


def say(grading: Round[int], examiner: int, checks: list[Check]) -> None:
    """An examiner grades these checks, and all pass."""
    for check in checks:
        grading.hear(examiner, Begun(check.task.number, check.name))
        grading.hear(examiner, Judged(passed(check), (check.task.function,)))


def outcomes(grading: Round[int], task: str) -> list[str]:
    return [result.outcome for result in grading.results[task].values()]


def test_a_task_is_judged_when_all_its_checks_are(grading: Round[int]) -> None:
    """
    Half of its checks leave a task pending, all of them do not.
    """
    say(grading, 0, CHECKS[:1])
    assert {"9.1", "9.2", "9.3"} == grading.pending
    say(grading, 0, CHECKS[1:2])
    assert {"9.2", "9.3"} == grading.pending
    say(grading, 0, CHECKS[2:])
    grading.hear(0, Done())

    assert grading.is_over
    assert {"9.1": {"f1"}, "9.2": {"f2"}, "9.3": {"f3"}} == grading.called


def test_strangers_are_not_heard(grading: Round[int]) -> None:
    """
    What an examiner of an earlier grading still says means nothing.
    """
    say(grading, 7, CHECKS)
    grading.lost(7, 1)

    assert {} == grading.results


@pytest.mark.parametrize(("code", "key"), [(0, "stopped_early"), (3, "stopped_early")])
def test_an_exit_costs_the_task_it_was_in(
    code: int, key: str, grading: Round[int], office: Office
) -> None:
    """
    The first check keeps its result, the second is told why, and the other tasks go on elsewhere.
    """
    say(grading, 0, CHECKS[:1])
    grading.hear(0, Begun("9.1", "test_1b"))
    grading.lost(0, code)

    lost = grading.results["9.1"]["test_1b"]
    assert [Outcome.PASS, Outcome.FIX] == outcomes(grading, "9.1")
    assert (key, 0) == (lost.mistake, lost.points)
    assert "f1 ended the whole program" in lost.message
    assert (("9.2",), ("9.3",)) == office.asked[1].groups


@pytest.mark.parametrize("code", [-9, -11, 0xC0000005])
def test_a_crash_is_tried_once_more(code: int, grading: Round[int], office: Office) -> None:
    """
    Somebody else may have killed an examiner; the second time it is the learner's function.
    """
    grading.hear(0, Begun("9.1", "test_1a"))
    grading.lost(0, code)
    assert (("9.1",), ("9.2",), ("9.3",)) == office.asked[1].groups
    grading.hear(1, Begun("9.1", "test_1a"))
    grading.lost(1, code)

    assert [Outcome.FIX, Outcome.FIX] == outcomes(grading, "9.1")
    assert "interpreter_crashed" == grading.results["9.1"]["test_1a"].mistake
    assert (("9.2",), ("9.3",)) == office.asked[2].groups


def test_an_examiner_that_never_begins_blames_nobody(grading: Round[int], office: Office) -> None:
    """
    If the kit's own process does not start, the points stay open.
    """
    for examiner in range(4):
        grading.lost(examiner, 1)

    assert grading.is_over
    for number in ("9.1", "9.2", "9.3"):
        assert [Outcome.GRADER_ERROR] * 2 == outcomes(grading, number)
    assert 4 == len(office.asked)


def test_silence_is_ended(
    grading: Round[int], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An examiner is given its limit and some grace, then its task is too slow and the next goes on.
    """
    grading.hear(0, Begun("9.1", "test_1a"))
    deadline = grading.deadline
    monkeypatch.setattr("autograder.study.grading_run.time.monotonic", lambda: deadline - 0.01)
    assert [] == grading.silent()
    monkeypatch.setattr("autograder.study.grading_run.time.monotonic", lambda: deadline + 0.01)

    assert [0] == grading.silent()
    assert [Outcome.FIX, Outcome.FIX] == outcomes(grading, "9.1")
    assert "after 10 seconds" in grading.results["9.1"]["test_1a"].message
    assert (("9.2",), ("9.3",)) == office.asked[1].groups
    assert GRACE > 0


def test_a_slow_start_blames_nobody(grading: Round[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Importing may take long where the disk is slow; if it never ends, the points stay open.
    """
    begun = grading.deadline - START
    monkeypatch.setattr("autograder.study.grading_run.time.monotonic", lambda: begun + START - 1)
    assert [] == grading.silent()
    monkeypatch.setattr("autograder.study.grading_run.time.monotonic", lambda: begun + START + 1)

    assert [0] == grading.silent()
    assert [Outcome.GRADER_ERROR] * 2 == outcomes(grading, "9.1")


def test_a_file_that_never_loads_costs_its_group(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Tasks of one group are loaded together, and are lost together if that never ends.
    """
    grading: Round[int] = Round({"day9_ex1": "ex.py"}, CHECKS, office.send, 10.0)
    grading.begin([[("9.1", "9.2"), ("9.3",)]])
    grading.hear(0, Begun("9.1"))
    deadline = grading.deadline
    monkeypatch.setattr("autograder.study.grading_run.time.monotonic", lambda: deadline + 0.01)
    grading.silent()

    assert {"9.3"} == grading.pending
    assert "ex.py had not finished loading" in grading.results["9.2"]["test_2a"].message


def test_time_is_counted_by_task(grading: Round[int]) -> None:
    """
    What each task took is known afterwards.
    """
    say(grading, 0, CHECKS)

    assert {"9.1", "9.2", "9.3"} <= set(grading.took)
    assert all(took >= 0 for took in grading.took.values())
