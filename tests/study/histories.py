"""Histories of a learner, for the tests of the reports on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from autograder.study.progress import Entry, Progress, TaskRecord
from autograder.study.progress_summary import Summary, summary_of
from autograder.study.task_list import TaskInfo

NOON = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=1)))
PLAN = (
    TaskInfo("ex", "1.1", "one", "the first", 10),
    TaskInfo("ex", "1.2", "two", "the second", 5),
)

PASS, PASS_2 = TaskRecord("PASS", 10, 10), TaskRecord("PASS", 5, 5)
TODO = TaskRecord("TODO", 0, 10)


def fix(points: int, *mistakes: str, answer: str = "0001") -> TaskRecord:
    """A wrong answer to the first task."""
    return TaskRecord("FIX", points, 10, mistakes, answer)


def run(minutes: int, record: TaskRecord, **more: TaskRecord) -> Entry:
    """A run so many minutes after noon that judged the first task, and others by `t12=`."""
    others: Mapping[str, TaskRecord] = {f"{key[1]}.{key[2]}": value for key, value in more.items()}
    return Entry(NOON + timedelta(minutes=minutes), "terminal", {"1.1": record, **others})


def named(minutes: int, event: str, task: str = "1.1", level: int = 0) -> Entry:
    """A hint, a reset or a look at a solution."""
    return Entry(NOON + timedelta(minutes=minutes), event, tasks=(task,), level=level)


def summary(*entries: Entry) -> Summary:
    return summary_of(Progress(entries), PLAN)
