"""Changes: whose grade differs from the end of the last round, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TextIO

import msgspec

from autograder.classroom.adjustments import Adjustment
from autograder.classroom.grade import Grade
from autograder.classroom.tables import csv_writer, guarded, points_cell
from autograder.grading.errors import KitError
from autograder.grading.shared import by_identity
from autograder.grading.task_list import labelled, parted
from autograder.grading.verdict import TaskResult

COLUMNS = ("id", "task", "before", "after", "because of")
TOTAL, BONUS = "total", "bonus"
FILES, KIT, POINTS, ADJUST = "files", "kit", "points", "adjust"

Amount = float | str | None
"""Points; a word for somebody who is excused; None where they are not settled."""
EXCUSED = "excused"


class Noted(msgspec.Struct, frozen=True):
    """A grade as a journal keeps it: what is compared, and what may be the reason.

    Tasks have their exercise in front. files: all that was ever handed in; counted: what of it
    counts. judged: how many checks of each task passed. points: as the course gives them, in total
    after lateness. adjusted: task, points and whether they are added, of each line of adjust.csv.
    feedback: the fingerprint of what was told.
    """

    status: str
    files: tuple[str, ...]
    judged: dict[str, int]
    points: dict[str, Amount]
    adjusted: tuple[tuple[str, float | None, bool], ...] = ()
    feedback: str = ""
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One number that has changed; task: its label, or `total` for all of the work."""

    submission: str
    task: str
    before: Amount
    after: Amount
    because: str


def noted(grade: Grade, adjustments: Iterable[Adjustment] = (), feedback: str = "") -> Noted:
    """What is kept of a grade for the next comparison."""
    verdict = grade.report.verdict
    tasks = verdict.tasks if verdict else ()
    named = [(_name(task), task) for task in tasks]
    points = {name: None if t.open_points or t.waits else float(t.points) for name, t in named}
    passed = {name: _passed(task) for name, task in named}
    return Noted(
        grade.report.status,
        grade.handed,
        passed,
        {
            **points,
            TOTAL: EXCUSED if grade.is_excused else grade.total,
            **({BONUS: grade.bonus} if grade.bonus else {}),
        },
        tuple((_whole(one.task), one.points, one.is_change) for one in adjustments),
        feedback,
        tuple(sorted(grade.files.values())),
    )


@by_identity
def _passed(task: TaskResult) -> int:
    """How many of its checks."""
    return sum(one.outcome == "PASS" for one in task.checks)


def _name(task: TaskResult) -> str:
    """A task as `_whole` calls it, which has to search where a result does not say whose it is."""
    return f"{task.exercise} {task.number}" if task.exercise else _whole(task.task)


def _whole(label: str) -> str:
    """A task whatever other exercises there will be; "" stays all of the work."""
    return " ".join(parted(label)).strip()


def changes(before: Mapping[str, str], grades: Iterable[tuple[str, Noted]]) -> list[Change]:
    """What has changed since the grades were noted; who is new has not changed."""
    found: list[Change] = []
    call = cache(_now)
    for submission, now in grades:
        if submission in before:
            old = msgspec.json.decode(before[submission], type=Noted)
            found += _changed(submission, old, now, call)
    return found


def _changed(submission: str, old: Noted, now: Noted, call: Callable[[str], str]) -> list[Change]:
    """call: what a task that was noted is called now."""
    if old == now:
        return []
    old, now = _called(old, call), _called(now, call)
    because = _reason(old, now)
    return [
        Change(submission, task, old.points.get(task), now.points.get(task), because)
        for task in dict.fromkeys((*old.points, *now.points))
        if old.points.get(task) != now.points.get(task)
    ]


def _called(one: Noted, call: Callable[[str], str]) -> Noted:
    """The same, its tasks called what they are called now."""
    points, judged = ({call(task): n for task, n in of.items()} for of in (one.points, one.judged))
    adjusted = tuple((call(task), *more) for task, *more in one.adjusted)
    return msgspec.structs.replace(one, points=points, judged=judged, adjusted=adjusted)


def _now(task: str) -> str:
    """The label of a task; of a bare number that several exercises have by now, that number."""
    try:
        return labelled(task)
    except KitError:
        return task


def _reason(old: Noted, now: Noted) -> str:
    """The first of these that differs: the later ones may follow from it."""
    if old.files != now.files:
        return FILES
    if old.counted != now.counted:  # another rule chose among the same files
        return POINTS
    same = old.judged.keys() & now.judged.keys()  # course.toml may leave tasks out
    if old.status != now.status or any(old.judged[one] != now.judged[one] for one in same):
        return KIT
    return ADJUST if old.adjusted != now.adjusted else POINTS


def write_changes(file: TextIO, found: Sequence[Change]) -> None:
    """changes.csv."""
    table = csv_writer(file)
    table.writerow(COLUMNS)
    for one in found:
        is_whole = one.task in {TOTAL, BONUS}
        task = one.task if is_whole else f"task {one.task}"  # 2.3 alone may become a date
        amounts = (one.before, one.after)
        points = (cell if isinstance(cell, str) else points_cell(cell) for cell in amounts)
        table.writerow(guarded((one.submission, task, *points, one.because)))


def reasons(found: Iterable[Change]) -> str:
    """How many people's grades changed because of what, for the middle of a sentence."""
    people = {one.submission: one.because for one in found}
    counts = Counter(people.values())
    return ", ".join(f"{counts[one]} because of {one}" for one in counts)
