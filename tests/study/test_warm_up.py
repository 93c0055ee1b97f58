import itertools
import sys
from pathlib import Path

import pytest

from autograder.study import warm_up as module
from autograder.study.warm_up import warm_up


def never() -> bool:
    return False


def test_expressions_are_integrated_and_tables_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Every expression on record is met before there is anything to grade, and no module stays behind.
    """
    monkeypatch.setattr("sympy.Integral.doit", lambda self: self)
    sys.modules.pop("day4_ex1", None)

    assert 20 < warm_up(never) < 200
    assert "day4_ex1" not in sys.modules


def test_a_request_ends_the_warm_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A learner who waits comes first.
    """
    monkeypatch.setattr("sympy.Integral.doit", lambda self: self)
    asked = itertools.count()

    assert 2 == warm_up(lambda: next(asked) == 2)
    assert 0 == warm_up(lambda: True)


def test_without_a_record_nothing_is_integrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A missing record costs some speed and nothing else.
    """
    monkeypatch.setattr(module, "recorded", lambda name: tmp_path / name)

    assert 0 == warm_up(never)
