"""The policy: from verdicts to a grade, by what an instructor decided. Nothing is run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from math import ceil

from autograder.classroom.adjustments import Adjustment
from autograder.classroom.course import Course, plain_name
from autograder.classroom.grade import Contact, Grade, HandedFile, HandIn, Round
from autograder.grading.task_list import task_list
from autograder.grading.verdict import CheckResult, TaskResult, Verdict
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

DAY = timedelta(days=1)
UNKNOWN = Contact()


@dataclass(frozen=True, slots=True)
class Attempt:
    """A hand-in, and what became of it."""

    hand_in: HandIn
    report: Report
    round: Round | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The work on one exercise. late: in days that have begun. penalty: in points."""

    attempt: Attempt
    tasks: tuple[TaskResult, ...]
    late: int
    penalty: float

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks) - self.penalty


def grade_of(
    attempts: Sequence[Attempt],
    course: Course,
    adjustments: Iterable[Adjustment] = (),
    contact: Contact = UNKNOWN,
) -> Grade:
    """The grade of one person. attempts: at least one, in the order of time."""
    judged = [one for one in attempts if one.report.verdict is not None]
    is_ours = attempts[-1].report.status is Status.GRADER_ERROR  # nothing older stands in for it
    if is_ours or not judged:
        last = attempts[-1]
        max_points = _max_points(course)
        nothing = Grade(_dated(last.report, last), contact, max_points=max_points)
        grade = replace(nothing, hand_in=last.hand_in, round=last.round)
        return _adjusted(grade, {}, tuple(adjustments))
    names = (attempts[-1].hand_in.submission, *contact.ids.values())
    chosen = _chosen(judged, course, names)
    last = max((part.attempt for part in chosen), key=judged.index)
    tasks = tuple(task for part in chosen for task in part.tasks)
    verdict = Verdict(tasks, last.report.verdict.seed if last.report.verdict else "")
    is_open = bool(verdict.open_points) or all(task.waits for task in tasks)
    files = {key: file for part in chosen for key, file in part.attempt.hand_in.files.items()}
    grade = Grade(
        _dated(replace(last.report, verdict=verdict), last, attempts[-1]),
        contact,
        submitted=max((file.submitted for file in files.values()), default=""),
        late=max(part.late for part in chosen),
        raw=None if is_open else float(verdict.points),
        penalty=round(sum(part.penalty for part in chosen), 2),
        max_points=float(verdict.max_points),
        hand_in=replace(last.hand_in, files=files),
        round=last.round,
    )
    open_or_points = {t.task: None if t.open_points or t.waits else float(t.points) for t in tasks}
    return _adjusted(grade, open_or_points, tuple(adjustments))


def _dated(report: Report, counted: Attempt, newest: Attempt | None = None) -> Report:
    """A report with how it was handed in, and why something newer does not count."""
    remark = counted.hand_in.remark
    if newest and newest.report.verdict is None:
        why = newest.report.reason.rstrip(".")
        remark = f"{remark} A newer hand-in is {newest.report.status} ({why}), so this one counts."
    return replace(report, remark=remark.strip(), name=counted.hand_in.name)


def _chosen(judged: Sequence[Attempt], course: Course, names: Sequence[str]) -> list[Part]:
    """The attempt that counts, for each exercise: the newest, or the best after any penalty."""
    due = course.due_for(names)
    found = []
    for exercise in _exercises():
        parts = [_part(one, exercise, course, due) for one in judged]
        newest = parts[-1]
        is_best = course.attempts == "best"
        found.append(max(parts, key=lambda part: part.points) if is_best else newest)
    return [part for part in found if part.tasks]


@cache
def _exercises() -> Mapping[str, frozenset[str]]:
    """The tasks of each exercise, in the order of the exercises."""
    tasks = task_list()
    return {
        exercise: frozenset(one.number for one in tasks if one.exercise == exercise)
        for exercise in dict.fromkeys(one.exercise for one in tasks)
    }


def _part(attempt: Attempt, exercise: str, course: Course, due: datetime | None) -> Part:
    numbers, verdict = _exercises()[exercise], attempt.report.verdict
    tasks = tuple(
        _weighted(task, course.points.get(task.task, {}))
        for task in (verdict.tasks if verdict else ())
        if task.task in numbers
    )
    late = days_late(attempt.hand_in.files.get(exercise), due, course.slack)
    share = min(late * course.late.percent_per_day / 100, 1.0)
    share = 1.0 if late > course.late.days else share
    return Part(attempt, tasks, late, share * sum(task.points for task in tasks))


def days_late(file: HandedFile | None, due: datetime | None, grace: timedelta) -> int:
    """How many days have begun since a file was due; one if only the platform calls it late."""
    if file is None or due is None:
        return int(bool(file and file.is_late and due))
    if not file.submitted:
        return int(file.is_late)
    over = datetime.fromisoformat(file.submitted) - due.astimezone(UTC)
    return ceil(over / DAY) if over > grace else 0


def _weighted(task: TaskResult, points: Mapping[str, int]) -> TaskResult:
    """A task with the points that the course gives for its checks."""
    if not points:
        return task
    return replace(task, checks=tuple(_worth(one, points) for one in task.checks))


def _worth(check: CheckResult, points: Mapping[str, int]) -> CheckResult:
    most = points.get(plain_name(check.name), check.max_points)
    if check.points is None or most == check.max_points:
        return replace(check, max_points=most)
    share = check.points / check.max_points if check.max_points else check.outcome == "PASS"
    return replace(check, points=round(share * most), max_points=most)


def _max_points(course: Course) -> float:
    """What there is to reach where nothing was judged."""
    from autograder.grading.spec import all_checks

    if not course.points:
        return float(sum(task.points for task in task_list()))
    found = ((course.points.get(c.task.number, {}), c) for c in all_checks())
    return float(sum(points.get(plain_name(c.name), c.points) for points, c in found))


def _adjusted(
    grade: Grade, points: Mapping[str, float | None], adjustments: Sequence[Adjustment]
) -> Grade:
    """A grade with what the instructor gave or took. points: of each task, None while open."""
    given, bonus, whole = dict(points), 0.0, None
    for one in adjustments:
        if one.points is None:
            continue
        if one.task:
            before = given.get(one.task) or 0.0
            given[one.task] = before + one.points if one.is_change else one.points
        elif one.is_change:
            bonus += one.points
        else:
            whole = one.points
    earned = sum(one or 0.0 for one in points.values()) - grade.penalty
    after = sum(one or 0.0 for one in given.values()) - grade.penalty
    is_settled = bool(given) and None not in given.values()
    total = after if is_settled else None
    total = whole if whole is not None else total
    total = None if total is None else round(max(total + bonus, 0.0), 2)
    return replace(
        grade,
        adjusted=round((after + bonus if total is None else total) - earned, 2),
        total=total,
        is_excused=any(one.points is None for one in adjustments),
        why="; ".join(dict.fromkeys(one.why for one in adjustments)),
    )
