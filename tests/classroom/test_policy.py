"""
The policy: what counts, what lateness costs, and what the instructor gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.adjustments import Adjustment
from autograder.classroom.course_toml import Course, Late
from autograder.classroom.grade import Contact, Grade, HandedFile, HandIn
from autograder.classroom.policy import Attempt, days_late, grade_of
from autograder.grading.verdict import UNREADABLE, Outcome, Verdict
from autograder.mistakes.catalogue import Diagnosis
from tests.classroom.fakes import CHECKS, report_of, verdict_of
from tests.outline import CORE, MOST, NAMES, POINTS

DUE = datetime(2026, 12, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))
PASS, FIX, TODO, UNDECIDED = Outcome.PASS, Outcome.FIX, Outcome.TODO, Outcome.UNDECIDED
ONE, *OTHERS = NAMES
FIRST = {check.task.number: check.name.removeprefix("test_") for check in reversed(CHECKS)}
"""The first check of each task."""

LAST = sum(task.points for task in CORE if task.exercise != ONE)
"""The points of all exercises but the first."""
REST = MOST - POINTS["2.3"]
"""The points of all other tasks."""

LATE = Late(percent_per_day=10, days=3)
COURSE = Course(name="", due=DUE, late=LATE)
LATER = "2027-01-01T00:00:00+00:00"
REJECTED = Attempt(
    HandIn("ada", "Ada", {}, 9, came=LATER), report_of("ada", "REJECTED", None, "It is a link.")
)


def at(hours: float) -> str:
    """So many hours after the due date."""
    return (DUE.astimezone(UTC) + timedelta(hours=hours)).isoformat(timespec="seconds")


def in_utc(time: str) -> str:
    """The same moment as a journal has it."""
    return datetime.fromisoformat(time).astimezone(UTC).isoformat()


def handed(one: float = -1, two: float = -1, number: int = 1) -> HandIn:
    """The first exercise and the others, handed in so many hours after they were due."""
    files = {
        name: HandedFile(f"{name}.py", f"{name} {number}", at(hours), came=at(hours + number / 1e3))
        for name, hours in ((ONE, one), *((other, two) for other in OTHERS))
    }
    return HandIn("ada", "Ada", files, number, came=max(file.came for file in files.values()))


def attempt(*outcomes: Outcome, one: float = -1, two: float = -1, number: int = 1) -> Attempt:
    return Attempt(handed(one, two, number), report_of("ada", "GRADED", verdict_of(*outcomes)))


def unreadable(verdict: Verdict, exercise: str) -> Verdict:
    """A verdict where Python could not read the first exercise, or all others."""
    said = Diagnosis(UNREADABLE, "", {}, "")
    tasks = (
        replace(
            task,
            checks=tuple(replace(c, outcome=FIX, points=0, diagnosis=said) for c in task.checks),
        )
        if task.task.startswith("1.") == (exercise == ONE)
        else task
        for task in verdict.tasks
    )
    return replace(verdict, tasks=tuple(tasks))


def line(task: str, points: float | None, change: bool = False, why: str = "talk") -> Adjustment:
    return Adjustment("ada", task, points, is_change=change, why=why)


def test_points_are_those_of_the_verdict() -> None:
    """
    Without a rule, somebody gets what was judged.
    """
    grade = grade_of([attempt(PASS)], Course(name=""))

    assert (MOST, MOST, MOST) == (grade.raw, grade.total, grade.max_points)
    assert (0, 0.0, 0.0, "") == (grade.late, grade.penalty, grade.adjusted, grade.why)


DAYS = {
    "in time": (-0.5, 0, 0),
    "to the second": (0, 0, 0),
    "within the grace": (0.25, 15, 0),
    "after the grace": (0.26, 15, 1),
    "one day": (24, 0, 1),
    "a second day begins": (24.01, 0, 2),
    "grace is not added to a day": (24.1, 15, 2),
}


@pytest.mark.parametrize(("hours", "grace", "expected"), DAYS.values(), ids=DAYS)
def test_days_are_counted_when_they_begin(hours: float, grace: float, expected: int) -> None:
    """
    A day counts from its first second; within the grace none does.
    """
    file = HandedFile("", "", at(hours))

    assert expected == days_late(file, DUE, timedelta(minutes=grace))


def test_a_platform_may_only_know_that_it_was_late() -> None:
    """
    Late without a time is one day, unless it has a time or a person's own due date.
    """
    late, none = HandedFile("", "", is_late=True), timedelta(0)

    assert 1 == days_late(late, DUE, none)
    assert 0 == days_late(late, DUE, none, is_extended=True)
    assert 0 == days_late(replace(late, submitted=at(-1)), DUE, none)
    assert 0 == days_late(HandedFile("", ""), DUE, none)
    assert 0 == days_late(late, None, none)


def test_each_exercise_has_its_own_lateness() -> None:
    """
    Only the points of the exercise that was late are fewer.
    """
    grade = grade_of([attempt(PASS, two=25)], COURSE)

    assert (2, 0.2 * LAST, MOST - 0.2 * LAST) == (grade.late, grade.penalty, grade.total)
    assert tuple(OTHERS) == grade.late_only
    assert () == grade_of([attempt(PASS, one=25, two=25)], COURSE).late_only
    assert at(25) == in_utc(grade.submitted)


def test_after_the_last_day_nothing_counts() -> None:
    """
    One day more than the rule allows costs all points of that exercise.
    """
    assert round(0.7 * MOST, 2) == grade_of([attempt(PASS, one=72, two=72)], COURSE).total
    assert LAST == grade_of([attempt(PASS, one=72.1)], COURSE).total


@pytest.mark.parametrize("days", [1.5, 20])
def test_no_rule_costs_more_than_everything(days: float) -> None:
    """
    A hundred percent and more leave zero points.
    """
    course = Course(name="", due=DUE, late=Late(percent_per_day=60))

    assert 0.0 == grade_of([attempt(PASS, one=48, two=48 * days)], course).total


def test_an_extension_is_a_later_due_date() -> None:
    """
    An extension counts from its own date, by any id of the person.
    """
    later = DUE + timedelta(days=4)
    course = msgspec.structs.replace(COURSE, extensions={"a@x.org": later})
    work = [attempt(PASS, one=96, two=97)]

    assert MOST - LAST == grade_of([attempt(PASS, one=-1, two=97)], COURSE).total
    contact = Contact(ids={"email": "a@x.org"})
    assert MOST - 0.1 * LAST == grade_of(work, course, contact=contact).total


def test_the_newest_counts() -> None:
    """
    A later hand-in counts, even if it is worse.
    """
    grade = grade_of([attempt(PASS), attempt(FIX, number=2)], Course(name=""))

    assert 0.0 == grade.total
    assert grade.hand_in is not None
    assert 2 == grade.hand_in.verdict


def test_the_best_counts_for_each_exercise() -> None:
    """
    Each exercise has its best hand-in after the penalty, and the files that belong to it.
    """
    good, late = attempt(FIX, PASS, number=1), attempt(PASS, one=100, two=1, number=2)
    grade = grade_of([good, late], msgspec.structs.replace(COURSE, attempts="best"))
    first, second = good.report.verdict, late.report.verdict
    assert first
    assert second
    assert grade.hand_in

    points = [sum(t.points for t in first.tasks if t.task[0] == "1"), LAST]
    assert (float(sum(points)), 0.1 * LAST) == (grade.raw, grade.penalty)
    expected = {ONE: good.hand_in.files[ONE], **{name: late.hand_in.files[name] for name in OTHERS}}
    assert expected == grade.hand_in.files
    assert at(1) == in_utc(grade.submitted)


def test_what_may_be_the_best_stays_open() -> None:
    """
    A hand-in whose open points may make it the best counts, so that a person decides.
    """
    course = Course(name="", attempts="best")
    grade = grade_of([attempt(FIX, PASS), attempt(UNDECIDED)], course)

    assert (None, None) == (grade.raw, grade.total)


def test_the_same_files_are_no_newer_hand_in() -> None:
    """
    Files that came once more, at another time, leave no remark on something newer.
    """
    first = Attempt(handed(), report_of("ada", "SUBMISSION_ERROR", verdict_of(FIX)))
    files = {
        name: replace(file, submitted="", came=LATER) for name, file in first.hand_in.files.items()
    }
    again = replace(first, hand_in=replace(first.hand_in, files=files, came=LATER))

    assert "" == grade_of([again, first], COURSE).report.remark


def test_a_rejected_newer_hand_in_is_said() -> None:
    """
    What was judged counts, and the remark says why something newer does not.
    """
    grade = grade_of([attempt(PASS), REJECTED], COURSE)

    assert MOST == grade.total
    expected = "A newer hand-in could not be used (It is a link), so this one counts."
    assert expected == grade.report.remark


def test_nothing_older_stands_in_for_a_fault_of_ours() -> None:
    """
    Where the grader failed on the newest work, its points are open; what was judged of it stays.
    """
    crashed = Attempt(handed(number=2), report_of("ada", "GRADER_ERROR"))
    checks = [Outcome.GRADER_ERROR if c.task.number == "2.3" else PASS for c in CHECKS]
    partly = Attempt(handed(number=2), report_of("ada", "GRADER_ERROR", verdict_of(*checks)))

    assert grade_of([attempt(PASS), crashed], COURSE).total is None
    assert grade_of([attempt(PASS), partly], COURSE).total is None
    assert MOST == grade_of([attempt(FIX), partly], COURSE, [line("2.3", POINTS["2.3"])]).total


def test_an_absence_is_no_newer_hand_in() -> None:
    """
    Who handed in nothing later keeps what was judged, without a remark.
    """
    absent = Attempt(HandIn("ada", "", {}, 3), report_of("ada", "NOT_SUBMITTED"))

    assert "" == grade_of([attempt(PASS), absent], COURSE).report.remark


def test_nothing_judged_is_no_zero() -> None:
    """
    Who was rejected has no points at all, and could have reached those of the course.
    """
    grade = grade_of([REJECTED], Course(name="", points={"1.1": {FIRST["1.1"]: 12}}))

    assert (None, None, MOST + 10) == (grade.raw, grade.total, grade.max_points)
    assert REJECTED.hand_in == grade.hand_in


def test_points_of_a_course() -> None:
    """
    A check is worth what the course says, in the verdict as well as in the total.
    """
    course = Course(name="", points={"2.3": {FIRST["2.3"]: 40}})
    grade = grade_of([attempt(PASS)], course)

    assert (MOST + 36, MOST + 36) == (grade.total, grade.max_points)
    assert grade.report.verdict
    assert MOST + 36 == grade.report.verdict.points
    assert 0.0 == grade_of([attempt(FIX)], course).total


def test_open_points_are_settled_by_setting_them() -> None:
    """
    A task with open points leaves the total open until its points are set; adding does not.
    """
    checks = [UNDECIDED if check.task.number == "2.3" else PASS for check in CHECKS]
    work = [attempt(*checks)]

    assert (None, None) == (grade_of(work, COURSE).raw, grade_of(work, COURSE).total)
    assert grade_of(work, COURSE, [line("2.3", 2, change=True)]).total is None
    assert grade_of(work, COURSE, [line("", 2, change=True)]).total is None
    assert REST + 5 == grade_of(work, COURSE, [line("2.3", 5)]).total
    assert REST + 7 == grade_of(work, COURSE, [line("2.3", 2, True), line("2.3", 5)]).total
    assert 50 == grade_of(work, COURSE, [line("", 50)]).total


def test_one_unreadable_file_costs_that_file() -> None:
    """
    A file that Python cannot read has no points, and the other one has its own; with two such
    files nothing is known.
    """
    one = unreadable(verdict_of(PASS), ONE)
    both = unreadable(one, "the others")

    half = grade_of([Attempt(handed(), report_of("ada", "GRADED", one))], COURSE)
    none = grade_of([Attempt(handed(), report_of("ada", "GRADED", both))], COURSE)
    assert (LAST, LAST) == (half.raw, half.total)
    assert (None, None) == (none.raw, none.total)


def test_an_unreadable_file_beside_a_stub_is_no_zero() -> None:
    """
    Whose only work cannot be read has no total, whatever was handed in as it was shipped.
    """
    one = unreadable(verdict_of(TODO), ONE)
    work = [Attempt(handed(), report_of("ada", "SUBMISSION_ERROR", one))]

    assert (None, None) == (grade_of(work, COURSE).raw, grade_of(work, COURSE).total)
    assert 4.0 == grade_of(work, COURSE, [line("", 4)]).total


ADJUSTED = {
    "set": ([line("2.3", 4)], REST + 4.0),
    "added": ([line("2.3", 2.5, True)], MOST + 2.5),
    "taken": ([line("", -2, True)], MOST - 2.0),
    "all set": ([line("", 50)], 50.0),
    "all set, and added": ([line("", 5, True), line("", 50)], 55.0),
    "more than all taken": ([line("", -200, True)], 0.0),
    "excused": ([line("", None)], MOST),
    "set and excused": ([line("2.3", 0), line("", None)], REST),
}


@pytest.mark.parametrize(("lines", "expected"), ADJUSTED.values(), ids=ADJUSTED)
def test_points_of_the_instructor(lines: list[Adjustment], expected: float) -> None:
    """
    Points are set or added, for a task or all of the work, and what they changed is kept.
    """
    grade = grade_of([attempt(PASS)], COURSE, lines)

    assert (expected, expected - MOST) == (grade.total, grade.adjusted)
    assert any(one.points is None for one in lines) == grade.is_excused
    assert MOST == grade.raw


def test_points_for_somebody_who_was_not_judged() -> None:
    """
    Somebody whose work was rejected gets what the instructor sets.
    """
    assert 4.0 == grade_of([REJECTED], COURSE, [line("1.1", 4)]).total
    assert 50.0 == grade_of([REJECTED], COURSE, [line("", 50)]).total
    assert grade_of([REJECTED], COURSE, [line("", None)]).is_excused


def test_reasons_are_given_once() -> None:
    """
    The grade gives each of the instructor's reasons, once.
    """
    lines = [line("1.1", 1, True, "a"), line("1.2", 1, True, "b"), line("1.3", 1, True, "a")]

    assert "a; b" == grade_of([attempt(PASS)], COURSE, lines).why


OUTCOMES = st.lists(st.sampled_from([PASS, FIX, TODO]), min_size=1, max_size=7)
HOURS = st.integers(-50, 150)
ATTEMPTS = st.lists(
    st.builds(
        lambda outcomes, one, two: attempt(*outcomes, one=one, two=two), OUTCOMES, HOURS, HOURS
    ),
    min_size=1,
    max_size=4,
)
RULES = st.builds(Late, percent_per_day=st.integers(0, 100), days=st.integers(0, 5))
CHANGES = st.lists(
    st.builds(line, st.sampled_from(["", "1.1", "2.3"]), st.integers(-90, 90), st.just(True)),
    max_size=4,
)


def total(work: Sequence[Attempt], lines: Sequence[Adjustment] = (), **more: object) -> float:
    """The total where nothing is open."""
    course = Course(name="", due=DUE, **more)  # type: ignore[arg-type]
    found = grade_of(work, course, lines).total
    assert found is not None
    return found


@given(ATTEMPTS, RULES, CHANGES, st.sampled_from(["newest", "best"]))
def test_a_grade_adds_up(
    attempts: list[Attempt], late: Late, lines: list[Adjustment], rule: str
) -> None:
    """
    A total is never negative, and is what was judged, less the penalty, with the adjustments.
    """
    course = Course(name="", due=DUE, late=late, attempts=rule)  # type: ignore[arg-type]
    grade = grade_of(attempts, course, lines)
    assert grade.raw is not None
    assert grade.total is not None

    assert 0 <= grade.penalty <= grade.raw <= grade.max_points
    assert 0 <= grade.total == pytest.approx(grade.raw - grade.penalty + grade.adjusted)
    assert "-0.0" not in {str(grade.total), str(grade.adjusted)}


@given(OUTCOMES, RULES, HOURS, HOURS)
def test_a_later_file_never_costs_less(
    outcomes: list[Outcome], late: Late, first: int, second: int
) -> None:
    """
    The same work is never worth more when it comes later.
    """
    early, tardy = (
        total([attempt(*outcomes, one=hours, two=hours)], late=late)
        for hours in sorted((first, second))
    )

    assert early >= tardy


@given(ATTEMPTS, RULES)
def test_the_best_is_never_below_the_newest(attempts: list[Attempt], late: Late) -> None:
    """
    Nobody loses by a rule that takes the best.
    """
    assert total(attempts, late=late, attempts="best") >= total(attempts, late=late)


@given(ATTEMPTS, st.sampled_from(["newest", "best"]))
def test_without_a_late_rule_lateness_costs_nothing(attempts: list[Attempt], rule: str) -> None:
    """
    Without [late], the time of a hand-in is only shown.
    """
    grade = grade_of(attempts, Course(name="", due=DUE, attempts=rule))  # type: ignore[arg-type]

    assert (0.0, grade.raw) == (grade.penalty, grade.total)


@given(ATTEMPTS, RULES, st.integers(1, 9))
def test_scaled_points_keep_shares(attempts: list[Attempt], late: Late, factor: int) -> None:
    """
    Points that are all so many times larger make a total so many times larger.
    """
    points: dict[str, dict[str, int]] = {}
    for check in CHECKS:
        worth = points.setdefault(check.task.number, {})
        worth[check.name.removeprefix("test_")] = factor * check.points

    assert factor * total(attempts, late=late) == pytest.approx(
        total(attempts, late=late, points=points)
    )


@given(
    ATTEMPTS,
    st.lists(st.builds(line, st.sampled_from(["", "1.1"]), st.integers(0, 9)), max_size=1),
    CHANGES,
)
def test_the_order_of_lines_does_not_matter(
    attempts: list[Attempt], lines: list[Adjustment], changes: list[Adjustment]
) -> None:
    """
    The lines of adjust.csv may stand in any order.
    """
    orders = permutations([*lines, *changes][:4])

    assert 1 == len({total(attempts, order) for order in orders})


@given(OUTCOMES, HOURS)
def test_a_policy_changes_no_verdict(outcomes: list[Outcome], hours: int) -> None:
    """
    The same hand-ins and the same policy give the same grade, and outcomes stay as they are.
    """
    work = attempt(*outcomes, one=hours)
    grades: list[Grade] = [grade_of([work], COURSE) for _ in range(2)]
    assert work.report.verdict
    assert grades[0].report.verdict

    assert grades[0] == grades[1]
    assert [c.outcome for c in work.report.verdict.checks] == [
        c.outcome for c in grades[0].report.verdict.checks
    ]


def extra(attempts: Sequence[Attempt], tasks: Sequence[str]) -> list[Attempt]:
    """The same attempts, with these tasks as a bonus; none of them without."""

    def marked(one: Attempt) -> Attempt:
        verdict = one.report.verdict
        assert verdict is not None
        found = tuple(replace(t, is_bonus=t.task in tasks) for t in verdict.tasks)
        return replace(one, report=replace(one.report, verdict=replace(verdict, tasks=found)))

    return [marked(one) for one in attempts]


def without(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The same attempts, as if there had been no bonus tasks."""
    return [
        replace(one, report=replace(one.report, verdict=Verdict(one.report.verdict.core, "")))
        for one in attempts
        if one.report.verdict
    ]


@given(ATTEMPTS, RULES, CHANGES, st.sampled_from(["newest", "best"]))
def test_a_bonus_never_changes_the_core(
    attempts: list[Attempt], late: Late, lines: list[Adjustment], rule: str
) -> None:
    """
    With and without bonus tasks everything of the core is the same, and the bonus takes nothing.
    """
    course = Course(name="", due=DUE, late=late, attempts=rule)  # type: ignore[arg-type]
    marked = extra(attempts, ["1.4", "2.2"])
    grade, core = grade_of(marked, course, lines), grade_of(without(marked), course, lines)

    for name in ("raw", "penalty", "adjusted", "total", "max_points", "late"):
        assert getattr(core, name) == getattr(grade, name), name
    assert 0 == core.bonus <= grade.bonus <= 20


LEFT = MOST - POINTS["1.4"]
"""Points of the core without task 1.4."""


@pytest.mark.parametrize(
    ("lines", "hours", "expected"),
    [
        ([], -1, (LEFT, 10.0)),
        ([], 23, (0.9 * LEFT, 9.0)),
        ([], 100, (0.0, 0.0)),
        ([line("1.4", 3)], 23, (0.9 * LEFT, 3.0)),
        ([line("1.4", -30, True)], -1, (LEFT, 0.0)),
        ([line("", 5, True)], -1, (LEFT + 5, 10.0)),
        ([line("", 50)], -1, (50.0, 0.0)),
        ([line("", None)], -1, (LEFT, 10.0)),
    ],
)
def test_lateness_takes_its_share_of_a_bonus(
    lines: list[Adjustment], hours: float, expected: tuple[float, float]
) -> None:
    """
    A line for a bonus task changes the bonus alone; a number for all of the work leaves none.
    """
    grade = grade_of(extra([attempt(PASS, one=hours, two=hours)], ["1.4"]), COURSE, lines)

    assert expected == (grade.total, grade.bonus)
    assert LEFT == grade.max_points
    assert sum(expected) == grade.whole


def test_the_course_sets_the_points_of_a_bonus() -> None:
    """
    Points in course.toml are those of a bonus, too.
    """
    course = Course(name="", points={"1.4": {FIRST["1.4"]: 20}})
    before = grade_of(extra([attempt(PASS)], ["1.4"]), Course(name=""))
    grade = grade_of(extra([attempt(PASS)], ["1.4"]), course)

    assert (before.total, before.max_points) == (grade.total, grade.max_points)
    assert before.bonus < grade.bonus
