"""The policy: from verdicts to a grade, by what an instructor decided. Nothing is run."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from math import ceil

from autograder.classroom.adjustments import Adjustment
from autograder.classroom.course_toml import Course, plain_name
from autograder.classroom.grade import Contact, Grade, HandedFile
from autograder.classroom.selection import Attempt, Candidate, candidates, on_exactly
from autograder.grading.shared import by_identity
from autograder.grading.task_list import task_list
from autograder.grading.verdict import CheckResult, TaskResult, Verdict
from autograder.sandbox.report import Report
from autograder.sandbox.status import MEANING, Status, worst

NEWER = "A newer hand-in could not be used"
"""How a remark begins if the newest work is not what counts."""

DAY = timedelta(days=1)
UNKNOWN = Contact()


@dataclass(frozen=True, slots=True)
class Share:
    """The work on one exercise. late: in days that have begun. lost: the share of its points."""

    exercise: str
    candidate: Candidate
    tasks: tuple[TaskResult, ...]
    late: int
    lost: float

    @property
    def penalty(self) -> float:
        """In points of the core."""
        return self.lost * sum(task.points for task in self.tasks if not task.is_bonus)

    @property
    def worth(self) -> tuple[float, float]:
        """The most that this may come to, with the points that are open; then its bonus."""
        core = (one.points + one.open_points for one in self.tasks if not one.is_bonus)
        return sum(core) - self.penalty, sum(self.bonuses.values())

    @property
    def bonuses(self) -> dict[str, float]:
        """The points of bonus tasks, of which lateness takes the same share."""
        extra = (task for task in self.tasks if task.is_bonus)
        return {task.task: (1 - self.lost) * task.points for task in extra}


def grade_of(
    attempts: Sequence[Attempt],
    course: Course,
    adjustments: Sequence[Adjustment] = (),
    contact: Contact = UNKNOWN,
) -> Grade:
    """The grade of one person. attempts: at least one, in the order of the journal."""
    # Of several verdicts on what came at the same time, the last.
    newest = max(reversed(attempts), key=lambda one: one.hand_in.came)
    names = (newest.hand_in.submission, *contact.ids.values())
    shares = _counting(attempts, course, names)
    is_ours = newest.report.status is Status.GRADER_ERROR and newest.report.verdict is None
    if is_ours or not shares:  # nothing older stands in for what failed by our fault
        grade = Grade(_with_remark(newest), contact, max_points=_max_points(course))
        grade = replace(grade, hand_in=newest.hand_in, round=newest.round, handed=_hashes(attempts))
        return _adjusted(grade, {}, adjustments, {})
    files = {one.exercise: one.candidate.file for one in shares}
    counted = _counted(attempts, shares, files)
    verdict = _merged(counted, shares, course)
    grade = Grade(
        replace(_with_remark(counted, newest), verdict=verdict),
        contact,
        submitted=_local(max(file.submitted for file in files.values()), course),
        late=max(one.late for one in shares),
        late_only=_late_only(shares),
        raw=None if verdict.open_points or verdict.waits else float(verdict.points),
        penalty=round(sum(one.penalty for one in shares), 2),
        max_points=float(verdict.max_points),
        hand_in=replace(counted.hand_in, files=files),
        round=counted.round,
        handed=_hashes(attempts),
    )
    tasks = verdict.core
    points = {t.task: None if t.open_points or verdict.waits else float(t.points) for t in tasks}
    bonuses = {number: worth for one in shares for number, worth in one.bonuses.items()}
    return _adjusted(grade, points, adjustments, bonuses)


def _late_only(shares: Sequence[Share]) -> tuple[str, ...]:
    late = tuple(one.exercise for one in shares if one.late)
    return late if len(late) < len(shares) else ()


def _hashes(attempts: Iterable[Attempt]) -> tuple[str, ...]:
    """Everything that was ever handed in."""
    files = (file for one in attempts for file in one.hand_in.files.values())
    return tuple(sorted({file.hash for file in files}))


def _counting(attempts: Sequence[Attempt], course: Course, names: Collection[str]) -> list[Share]:
    """What counts, for each exercise that was handed in: the newest, or the best after lateness."""
    found, due = [], course.due_for(names)
    is_extended = course.extension_for(names) is not None
    for exercise, numbers in _exercises().items():
        every = [
            _share(
                one,
                exercise,
                course,
                days_late(one.file, due, course.slack, is_extended=is_extended),
            )
            for one in candidates(attempts, exercise, numbers)
        ]
        if every:
            is_best = course.attempts == "best"
            found.append(max(every, key=lambda one: one.worth) if is_best else every[-1])
    return found


def _counted(
    attempts: Sequence[Attempt], shares: Sequence[Share], files: Mapping[str, HandedFile]
) -> Attempt:
    """The attempt that the grade is about; what was never judged together gets the worst word."""
    if whole := on_exactly(attempts, files):
        return whole
    own = [one.candidate.attempt for one in shares]
    newest = max(own, key=lambda one: one.hand_in.came)
    reason = newest.report.reason
    for exercise in files:
        reason = reason.replace(f"No {exercise}.", "")
    status = worst(one.report.status for one in own)
    report = replace(newest.report, status=status, reason=" ".join(reason.split()))
    return replace(newest, report=report)


def _merged(counted: Attempt, shares: Sequence[Share], course: Course) -> Verdict:
    """All tasks, in order: those of what counts, and those of what was never handed in."""
    own = {task.task: task for one in shares for task in one.tasks}
    verdict = counted.report.verdict
    tasks = verdict.tasks if verdict else ()
    every = tuple([own.get(task.task) or _weighted(task, course) for task in tasks])
    return Verdict(every, verdict.seed if verdict else "")


def _local(submitted: str, course: Course) -> str:
    """A time as people in the course have it."""
    if not submitted:
        return ""
    return datetime.fromisoformat(submitted).astimezone(course.zone or UTC).isoformat()


def _with_remark(counted: Attempt, newest: Attempt | None = None) -> Report:
    """A report with how it was handed in, and why something newer does not count."""
    remark, later = counted.hand_in.remark, newest.report if newest else None
    # The same files may have come twice: once before anything said when they were handed in.
    is_newer = (
        newest
        and _hashes([newest]) != _hashes([counted])
        and newest.hand_in.came
        > max((file.came for file in counted.hand_in.files.values()), default="")
    )
    if later and is_newer and later.status not in {Status.NOT_SUBMITTED, Status.GRADED}:
        why = (later.reason or MEANING[later.status]).rstrip(".")
        remark = f"{remark} {NEWER} ({why}), so this one counts."
    return replace(counted.report, remark=remark.strip(), name=counted.hand_in.name)


@cache
def _exercises() -> Mapping[str, set[str]]:
    """The labels of the tasks of each exercise."""
    found: dict[str, set[str]] = {}
    for one in task_list():
        found.setdefault(one.exercise, set()).add(one.label)
    return found


@cache
def _bonus_tasks() -> frozenset[str]:
    return frozenset(one.label for one in task_list() if one.is_bonus)


def _share(candidate: Candidate, exercise: str, course: Course, late: int) -> Share:
    tasks = tuple(_weighted(task, course) for task in candidate.tasks)
    share = min(late * course.late.percent_per_day / 100, 1.0)
    share = 1.0 if late > course.late.days else share
    return Share(exercise, candidate, tasks, late, share)


def days_late(
    file: HandedFile, due: datetime | None, grace: timedelta, *, is_extended: bool = False
) -> int:
    """How many days have begun since a file was due; one if only the platform calls it late.

    Days are those of a clock on the wall, also where summer time ends. is_extended: whether this
    due date is a person's own, of which the platform may not know.
    """
    if due is None:
        return 0
    if not file.submitted:
        return int(file.is_late and not is_extended)
    submitted = datetime.fromisoformat(file.submitted).astimezone(due.tzinfo)
    over = submitted.replace(tzinfo=None) - due.replace(tzinfo=None)
    return ceil(over / DAY) if over > grace else 0


def _weighted(task: TaskResult, course: Course) -> TaskResult:
    """A task with the points that the course gives for its checks."""
    points = course.points.get(task.task)
    return _reweighted(task, tuple(points.items())) if points else task


@by_identity
def _reweighted(task: TaskResult, points: Sequence[tuple[str, int]]) -> TaskResult:
    """points: of its checks, by their plain names."""
    worth = dict(points)
    return replace(task, checks=tuple(_worth(one, worth) for one in task.checks))


def _worth(check: CheckResult, points: Mapping[str, int]) -> CheckResult:
    most = points.get(plain_name(check.name), check.max_points)
    if most == check.max_points:
        return check
    if check.points is None:
        return replace(check, max_points=most)
    share = check.points / check.max_points if check.max_points else check.outcome == "PASS"
    return replace(check, points=round(share * most), max_points=most)


def _max_points(course: Course) -> float:
    """What there is to reach where nothing was judged."""
    found = ((course.points.get(one.label, {}), one) for one in task_list() if not one.is_bonus)
    each = (own.get(plain_name(name), most) for own, one in found for name, most in one.checks)
    return float(sum(each))


def _adjusted(
    grade: Grade,
    points: Mapping[str, float | None],
    adjustments: Sequence[Adjustment],
    bonuses: Mapping[str, float],
) -> Grade:
    """A grade with what the instructor gave or took. points: of each task, None while open.

    bonuses: those of bonus tasks; points that stand instead of all the work leave none of them.
    """
    extra = _bonus_tasks() | bonuses.keys()
    given, whole, change = _given(points, [one for one in adjustments if one.task not in extra])
    on_top, _, _ = _given(bonuses, [one for one in adjustments if one.task in extra])
    bonus = sum(one or 0.0 for one in on_top.values()) if whole is None else 0.0
    earned, after = (sum(one or 0.0 for one in each.values()) for each in (points, given))
    is_settled = bool(given) and None not in given.values()
    total = after - grade.penalty if is_settled else None
    total = total if whole is None else whole
    total = None if total is None else round(max(total + change, 0.0), 2) + 0.0  # not -0.0
    reached = after - grade.penalty + change if total is None else total
    return replace(
        grade,
        adjusted=round(reached - earned + grade.penalty, 2) + 0.0,
        total=total,
        is_excused=any(one.points is None for one in adjustments),
        why="; ".join(dict.fromkeys(one.why for one in adjustments)),
        bonus=round(max(bonus, 0.0), 2),
    )


def _given(
    points: Mapping[str, float | None], adjustments: Sequence[Adjustment]
) -> tuple[dict[str, float | None], float | None, float]:
    """The points of each task with those that were set, then those that were added.

    And for all of the work: points that stand instead, if there are some, and points on top.
    """
    given, whole, change = dict(points), None, 0.0
    for one in sorted(adjustments, key=lambda one: one.is_change):
        if one.points is None:
            continue
        if not one.task:
            whole, change = (whole, change + one.points) if one.is_change else (one.points, change)
        elif not one.is_change:
            given[one.task] = one.points
        elif (before := given.get(one.task, 0.0)) is not None:  # what is open stays open
            given[one.task] = before + one.points
    return given, whole, change
