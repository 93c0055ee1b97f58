"""Histories of a learner, for the tests of what is told about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from autograder.study.progress import Fact, Progress, Result, Word
from autograder.study.progress_summary import Standing, standing_of
from autograder.study.task_list import Planned

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 -- local time
PLAN = (Planned("ex", "1.1", "one", "the first", 10), Planned("ex", "1.2", "two", "the second", 5))

PASS, PASS_2 = Result(Word.PASS, 10, 10), Result(Word.PASS, 5, 5)
TODO = Result(Word.TODO, 0, 10)


def fix(points: int, *mistakes: str, mark: str = "0001") -> Result:
    """A wrong answer to the first task."""
    return Result(Word.FIX, points, 10, mistakes, mark)


def run(minutes: int, result: Result, **more: Result) -> Fact:
    """A run so many minutes after noon that judged the first task, and others by `t12=`."""
    others: Mapping[str, Result] = {f"{key[1]}.{key[2]}": value for key, value in more.items()}
    return Fact(NOON + timedelta(minutes=minutes), "terminal", {"1.1": result, **others})


def named(minutes: int, what: str, task: str = "1.1", level: int = 0) -> Fact:
    """A hint, a reset or a look at a solution."""
    return Fact(NOON + timedelta(minutes=minutes), what, tasks=(task,), level=level)


def standing(*facts: Fact) -> Standing:
    return standing_of(Progress(facts), PLAN)
