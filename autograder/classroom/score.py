"""The score: how the points of a grade add up, in words."""

from collections.abc import Iterator

from autograder.classroom.grade import Grade
from autograder.grading.screen import Field, bonus_text, counted, listed


def amount(points: float, *, signed: bool = False) -> str:
    """`8.0`, `66.25`; signed: `+2.0`, `-8.0`."""
    text = f"{points:+.2f}" if signed else f"{points:.2f}"
    return text.removesuffix("0")


def total_of(grade: Grade) -> str:
    """The total, or why there is none."""
    if grade.is_excused:
        return "excused: no grade is needed"
    if grade.total is not None:
        return f"{amount(grade.total)} of {grade.max_points:g}{bonus_text(grade.bonus)}"
    if grade.report.verdict is None:
        return "none: nothing was judged"
    return "not settled: some points are open"


def score_of(grade: Grade) -> Iterator[Field]:
    """The total, and what it is made of where that is more than the points for the work."""
    yield Field("points", total_of(grade))
    lateness, changed = late_text(grade), grade.adjusted or grade.why
    bonus = grade.report.verdict.bonus if grade.report.verdict else 0
    if grade.raw is not None and (grade.penalty or grade.adjusted or bonus != grade.bonus):
        yield Field("for the work", f"{amount(grade.raw)}{bonus_text(bonus)}")
    if lateness:
        yield Field("late", lateness)
    if changed:
        points = f"{amount(grade.adjusted, signed=True)} points" if grade.adjusted else ""
        yield Field("instructor", ": ".join(filter(None, (points, grade.why))))


def late_text(grade: Grade) -> str:
    """`day5_ex1 handed in 2 days late: -8.0 points`; "" for what was on time."""
    if not (grade.late or grade.penalty):
        return ""
    late = f"handed in {counted(grade.late, 'day')} late" if grade.late else "handed in late"
    cost = f"{amount(-grade.penalty, signed=True)} points" if grade.penalty else "no points off"
    who = f"{listed(grade.late_only)} " if grade.late_only else ""
    return f"{who}{late}: {cost}"
