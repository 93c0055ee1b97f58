"""Histories of a learner, for the tests of the reports on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from autograder.grading.task_list import TaskInfo
from autograder.study.progress import Event, Progress, TaskState
from autograder.study.progress_report import Summary, summary_of

NOON = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=1)))
PLAN = (
    TaskInfo("day4_ex1", "1.1", "one", "the first", 10),
    TaskInfo("day4_ex1", "1.2", "two", "the second", 5),
)

PASS, PASS_2 = TaskState("PASS", 10, 10), TaskState("PASS", 5, 5)
TODO = TaskState("TODO", 0, 10)


def fix(points: int, *mistakes: str, answer: str = "0001") -> TaskState:
    """A wrong answer to the first task."""
    return TaskState("FIX", points, 10, mistakes, answer)


def run(minutes: int, record: TaskState, **more: TaskState) -> Event:
    """A run so many minutes after noon that judged the first task, and others by `t12=`."""
    others: Mapping[str, TaskState] = {f"{key[1]}.{key[2]}": value for key, value in more.items()}
    return Event(NOON + timedelta(minutes=minutes), "terminal", {"1.1": record, **others})


def named(minutes: int, event: str, task: str = "1.1", level: int = 0) -> Event:
    """A hint, a reset or a look at a solution."""
    return Event(NOON + timedelta(minutes=minutes), event, tasks=(task,), level=level)


def summary(*entries: Event) -> Summary:
    return summary_of(Progress(entries), PLAN)
