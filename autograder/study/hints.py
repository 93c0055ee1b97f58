"""Hints: from a question about the idea, step by step, only when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.grading.task import Task
from autograder.study.progress import Event, load, not_kept, now, remember


def hint(task: Task, given: int) -> str:
    """The hint that follows `given` earlier ones; after the last, the last again."""
    return task.hints[min(given, len(task.hints) - 1)]


def next_hint(task: Task, folder: Path) -> Iterator[str]:
    """
    The next hint of this task, then a sentence if remembering it did not work.

    How many hints were given is remembered in `folder`.
    """
    try:
        given = load(folder).hints.get(task.number, 0)
    except OSError as error:
        yield from (hint(task, 0), not_kept(error))
        return
    yield hint(task, given)
    remark = remember(folder, Event(now(), "hint", tasks=(task.number,), level=given + 1))
    if remark:
        yield remark
