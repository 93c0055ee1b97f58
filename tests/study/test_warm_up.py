import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grading.spec import all_checks
from autograder.study import warm_up as module
from autograder.study.protocol import Loading, Message, Request
from autograder.study.warm_up import integrate_recorded, warm_up
from autograder.study.worker import graded


def never() -> bool:
    return False


def test_the_solutions_are_graded() -> None:
    """
    The worker is asked for every check, over the files of the solutions.
    """
    asked: list[Request] = []

    def note(request: Request) -> Iterator[Message]:
        asked.append(request)
        yield Loading("day4_ex1")

    warm_up(note, never)

    assert [len(all_checks())] == [len(request.checks) for request in asked]
    assert ["day4_ex1", "day4_ex2"] == list(asked[0].files)


def test_a_warm_up_leaves_no_module_behind() -> None:
    """
    Afterwards `import day4_ex1` finds the learner's own file, not the solution.
    """
    asked = itertools.count()
    warm_up(graded, lambda: next(asked) == 2)

    assert 3 == next(asked)
    assert "day4_ex1" not in sys.modules


def test_a_request_ends_the_warm_up() -> None:
    """
    A learner who waits comes first: nothing more than the message under way is made.
    """
    made = itertools.count()
    warm_up(lambda _: (Loading(str(next(made))) for _ in range(9)), lambda: True)

    assert 1 == next(made)


def test_without_solutions_the_questions_on_record_are_integrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    In a copy for a class SymPy meets the integrands of the checks all the same.
    """
    seen: list[str] = []
    monkeypatch.setattr(module, "SOLUTIONS", tmp_path)
    monkeypatch.setattr(module, "integrate_recorded", lambda name, _: seen.append(name))
    warm_up(graded, never)

    assert ["day4_ex1", "day4_ex2"] == sorted(seen)


def test_expressions_are_distinguished_from_other_questions() -> None:
    """
    What has an expression and a variable is integrated; tables of numbers are passed over.
    """
    asked = itertools.count()

    assert 2 == integrate_recorded("day4_ex1", lambda: next(asked) == 2)
    assert 0 == integrate_recorded("day4_ex2", never)
    assert 0 == integrate_recorded("nothing_on_record", never)
