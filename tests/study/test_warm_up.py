import itertools
import sys
from pathlib import Path

import pytest

from autograder.grading.spec import all_checks
from autograder.study import warm_up as rehearsal
from autograder.study.warm_up import rehearse, rehearse_questions


def test_a_rehearsal_leaves_no_module_behind() -> None:
    """
    Afterwards an `import day4_ex1` of the learner's finds their own file, not the solution.
    """
    asked = iter([False, False, True])
    sys.modules.pop("day4_ex1", None)
    rehearse(all_checks(), lambda: next(asked))

    assert "day4_ex1" not in sys.modules


def test_a_request_ends_the_rehearsal() -> None:
    """
    Somebody who waits is more important: not one check is rehearsed then.
    """
    rehearse(all_checks(), lambda: True)


def never() -> bool:
    return False


def test_without_solutions_the_questions_on_record_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    In a copy for a class SymPy meets the integrands of the checks all the same.
    """
    seen: list[str] = []
    monkeypatch.setattr(rehearsal, "SOLUTIONS", tmp_path)
    monkeypatch.setattr(rehearsal, "rehearse_questions", lambda name, _: seen.append(name))
    rehearse(all_checks(), never)

    assert ["day4_ex1", "day4_ex2"] == seen


def test_expressions_are_told_from_other_questions() -> None:
    """
    What has an expression and a variable is looked at, and tables of numbers are passed over.
    """
    asked = itertools.count()

    assert 2 == rehearse_questions("day4_ex1", lambda: next(asked) == 2)
    assert 0 == rehearse_questions("day4_ex2", never)
    assert 0 == rehearse_questions("nothing_on_record", never)
