"""The policy: from verdicts to a grade, by what an instructor decided. Nothing is run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from math import ceil

from autograder.classroom.adjustments import Adjustment
from autograder.classroom.course_toml import Course, plain_name
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
class Share:
    """The work on one exercise. late: in days that have begun. penalty: in points."""

    exercise: str
    attempt: Attempt
    tasks: tuple[TaskResult, ...]
    late: int
    penalty: float

    @property
    def worth(self) -> float:
        """The most that this may come to, with the points that are open."""
        return sum(task.points + task.open_points for task in self.tasks) - self.penalty

    @property
    def file(self) -> HandedFile | None:
        return self.attempt.hand_in.files.get(self.exercise)


def grade_of(
    attempts: Sequence[Attempt],
    course: Course,
    adjustments: Sequence[Adjustment] = (),
    contact: Contact = UNKNOWN,
) -> Grade:
    """The grade of one person. attempts: at least one, in the order of time."""
    judged = [one for one in attempts if one.report.verdict is not None]
    last = attempts[-1]
    is_ours = last.report.status is Status.GRADER_ERROR  # nothing older stands in for it
    if not judged or (is_ours and last.report.verdict is None):
        max_points = _max_points(course)
        nothing = Grade(_dated(last.report, last), contact, max_points=max_points)
        grade = replace(nothing, hand_in=last.hand_in, round=last.round)
        return _adjusted(grade, {}, adjustments)
    names = (attempts[-1].hand_in.submission, *contact.ids.values())
    chosen = _chosen(judged, course, names)
    last = max((part.attempt for part in chosen), key=judged.index)
    tasks = tuple(task for part in chosen for task in part.tasks)
    verdict = Verdict(tasks, last.report.verdict.seed if last.report.verdict else "")
    is_unread = all(task.waits for task in tasks)
    files = {part.exercise: part.file for part in chosen if part.file}
    grade = Grade(
        _dated(replace(last.report, verdict=verdict), last, attempts[-1]),
        contact,
        submitted=_local(max((one.submitted for one in files.values()), default=""), course),
        late=max(part.late for part in chosen),
        raw=None if verdict.open_points or is_unread else float(verdict.points),
        penalty=round(sum(part.penalty for part in chosen), 2),
        max_points=float(verdict.max_points),
        hand_in=replace(last.hand_in, files=files),
        round=last.round,
    )
    points = {t.task: None if t.open_points or is_unread else float(t.points) for t in tasks}
    return _adjusted(grade, points, adjustments)


def _local(submitted: str, course: Course) -> str:
    """A time as people in the course have it."""
    if not submitted:
        return ""
    return datetime.fromisoformat(submitted).astimezone(course.zone or UTC).isoformat()


def _dated(report: Report, counted: Attempt, newest: Attempt | None = None) -> Report:
    """A report with how it was handed in, and why something newer does not count."""
    remark = counted.hand_in.remark
    absent = Status.NOT_SUBMITTED
    if newest and newest.report.verdict is None and newest.report.status != absent:
        why = newest.report.reason.rstrip(".")
        remark = f"{remark} A newer hand-in is {newest.report.status} ({why}), so this one counts."
    return replace(report, remark=remark.strip(), name=counted.hand_in.name)


def _chosen(judged: Sequence[Attempt], course: Course, names: Sequence[str]) -> list[Share]:
    """The attempt that counts, for each exercise: the newest, or the best after any penalty."""
    found = []
    for exercise in _exercises():
        parts = [_part(one, exercise, course, names) for one in judged]
        is_best = course.attempts == "best"
        found.append(max(parts, key=lambda part: part.worth) if is_best else parts[-1])
    return [part for part in found if part.tasks]


@cache
def _exercises() -> Mapping[str, set[str]]:
    """The numbers of the tasks of each exercise."""
    found: dict[str, set[str]] = {}
    for one in task_list():
        found.setdefault(one.exercise, set()).add(one.number)
    return found


def _part(attempt: Attempt, exercise: str, course: Course, names: Sequence[str]) -> Share:
    verdict, numbers = attempt.report.verdict, _exercises()[exercise]
    tasks = tuple(
        _weighted(task, course.points.get(task.task, {}))
        for task in (verdict.tasks if verdict else ())
        if task.task in numbers
    )
    late = days_late(
        attempt.hand_in.files.get(exercise),
        course.due_for(names),
        course.slack,
        is_extended=course.extension_for(names) is not None,
    )
    share = min(late * course.late.percent_per_day / 100, 1.0)
    share = 1.0 if late > course.late.days else share
    return Share(exercise, attempt, tasks, late, share * sum(task.points for task in tasks))


def days_late(
    file: HandedFile | None, due: datetime | None, grace: timedelta, *, is_extended: bool = False
) -> int:
    """How many days have begun since a file was due; one if only the platform calls it late.

    is_extended: whether this due date is a person's own, of which the platform may not know.
    """
    if file is None or due is None:
        return 0
    if not file.submitted:
        return int(file.is_late and not is_extended)
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
    given, whole, bonus = _given(points, adjustments)
    earned, after = (sum(one or 0.0 for one in each.values()) for each in (points, given))
    is_settled = bool(given) and None not in given.values()
    total = after - grade.penalty if is_settled else None
    total = total if whole is None else whole
    total = None if total is None else round(max(total + bonus, 0.0), 2) + 0.0  # not -0.0
    reached = after - grade.penalty + bonus if total is None else total
    return replace(
        grade,
        adjusted=round(reached - earned + grade.penalty, 2) + 0.0,
        total=total,
        is_excused=any(one.points is None for one in adjustments),
        why="; ".join(dict.fromkeys(one.why for one in adjustments)),
    )


def _given(
    points: Mapping[str, float | None], adjustments: Sequence[Adjustment]
) -> tuple[dict[str, float | None], float | None, float]:
    """The points of each task with those that were set, then those that were added.

    And for all of the work: points that stand instead, if there are some, and points on top.
    """
    given, whole, bonus = dict(points), None, 0.0
    for one in sorted(adjustments, key=lambda one: one.is_change):
        if one.points is None:
            continue
        if not one.task:
            whole, bonus = (whole, bonus + one.points) if one.is_change else (one.points, bonus)
        elif not one.is_change:
            given[one.task] = one.points
        elif (before := given.get(one.task, 0.0)) is not None:  # what is open stays open
            given[one.task] = before + one.points
    return given, whole, bonus
