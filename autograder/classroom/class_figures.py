"""The figures of a class: what its report shows, computed in one walk over the grades."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple, Self

from autograder.classroom.grade import Grade
from autograder.classroom.resemblance import Mistake, telling
from autograder.classroom.tables import explained
from autograder.classroom.tally import Tally
from autograder.grading.verdict import Verdict
from autograder.sandbox.status import Status

BARS = 10  # of the histogram, at most, beside those for zero and for more than the maximum
SPREADS, FLOOR = 8, 5.0  # far longer: so many usual deviations, and at least so many seconds
FEWEST = 5  # people, of whom a usual time can be told
EXCUSED, OPEN, NOT_READ = "excused", "points open", "no file that Python can read"


class Bar(NamedTuple):
    """How many people have a total above `low` and up to `high`; one of them may be infinite."""

    low: float
    high: float
    people: int


class Concern(NamedTuple):
    """Somebody to look at. points: how many wait for a person to decide."""

    submission: str
    name: str
    points: int
    reason: str


class Time(NamedTuple):
    """How long the grading of a submission took. seconds: on the clock. cpu: of computing."""

    submission: str
    name: str
    seconds: float
    cpu: float


@dataclass(slots=True)
class ClassFigures:
    """The class. Nothing of a grade is kept but what its report shows.

    totals: of everybody who has one for work that was judged, or from the instructor.
    max_points: the most that anybody could reach. without: why all others have none, counted.
    concerns: who needs a look, by status. times: of all who were judged. mistakes: by id, those
    that say something about who made them; kept only if `keeps_mistakes`.
    """

    keeps_mistakes: bool = False
    tally: Tally = field(default_factory=Tally)
    totals: list[float] = field(default_factory=list)
    max_points: float = 0.0
    without: Counter[str] = field(default_factory=Counter)
    concerns: dict[Status, list[Concern]] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    mistakes: dict[str, list[Mistake]] = field(default_factory=dict)

    def add(self, grade: Grade) -> None:
        report, verdict = grade.report, grade.report.verdict
        bonus = None if grade.total is None else grade.bonus
        self.tally.add(report, grade.total, bonus)
        total = total_of(grade)
        if total is None:
            self.without[_why_none(grade)] += 1
        else:
            self.totals.append(total)
        judged = verdict.max_points if verdict else 0
        self.max_points = max(self.max_points, grade.max_points or judged)
        points = open_points(grade)
        if points or report.status != Status.GRADED:
            reason = " ".join(filter(None, (explained(report), _said_by_instructor(grade))))
            concern = Concern(report.submission, report.name, points, reason)
            self.concerns.setdefault(report.status, []).append(concern)
        if verdict is not None:
            self.times.append(Time(report.submission, report.name, report.seconds, report.cpu))
        if self.keeps_mistakes:
            self.mistakes[report.submission] = telling(verdict) if verdict else []

    def merge(self, other: Self) -> None:
        """Add another part of the class."""
        self.tally.merge(other.tally)
        self.totals += other.totals
        self.max_points = max(self.max_points, other.max_points)
        self.without.update(other.without)
        for status, concerns in other.concerns.items():
            self.concerns.setdefault(status, []).extend(concerns)
        self.times += other.times
        self.mistakes |= other.mistakes


def figures_of(grades: Iterable[Grade], *, keeps_mistakes: bool = False) -> ClassFigures:
    figures = ClassFigures(keeps_mistakes)
    for grade in grades:
        figures.add(grade)
    return figures


def total_of(grade: Grade) -> float | None:
    """What somebody has earned; None where nothing was judged, or it is not settled.

    A zero that is exported for somebody who handed in nothing does not count as a total.
    """
    verdict = grade.report.verdict
    if grade.is_excused:
        return None
    if grade.total is not None and (grade.adjusted or _is_read(verdict)):
        return grade.total
    return verdict.points if verdict and _is_read(verdict) and not verdict.open_points else None


def open_points(grade: Grade) -> int:
    """Points that wait for a person; none of somebody whose total the instructor has settled."""
    verdict = grade.report.verdict
    is_settled = grade.is_excused or grade.total is not None
    return 0 if is_settled or verdict is None else verdict.open_points


def _is_read(verdict: Verdict | None) -> bool:
    return verdict is not None and not verdict.waits


def _why_none(grade: Grade) -> str:
    if grade.is_excused:
        return EXCUSED
    if grade.report.verdict is None:
        return grade.report.status
    return OPEN if _is_read(grade.report.verdict) else NOT_READ


def _said_by_instructor(grade: Grade) -> str:
    return f"Instructor: {grade.why}" if grade.why else ""


def histogram(totals: Sequence[float], max_points: float) -> list[Bar]:
    """Everybody in one bar: zeros, then equal steps, then more than the maximum, if anybody has."""
    step = _step(max_points)
    highs = sorted({min(step * number, max_points) for number in range(BARS + 1)})
    edges = [-inf, *highs, inf]
    bars = [
        Bar(low, high, sum(low < total <= high for total in totals))
        for low, high in pairwise(edges)
    ]
    return bars if bars[-1].people else bars[:-1]


def _step(max_points: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that needs no more than BARS."""
    steps = (digit * 10**power for power in range(10) for digit in (1, 2, 5))
    return next((float(one) for one in steps if one * BARS >= max_points), max_points)


def slow(times: Sequence[Time]) -> tuple[list[Time], float, float]:
    """Who took far longer than the class, the slowest first; the usual time, and the limit."""
    if len(times) < FEWEST:
        return [], 0.0, 0.0
    usual = median(time.seconds for time in times)
    spread = median(abs(time.seconds - usual) for time in times)
    limit = usual + max(FLOOR, SPREADS * spread)
    found = [time for time in times if time.seconds > limit]
    return sorted(found, key=lambda time: -time.seconds), usual, limit
