"""What goes into a gradebook of one person (points, a comment, or nothing), and what was filled."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from autograder.classroom.entries import printable, shown, some
from autograder.classroom.feedback import outcome
from autograder.classroom.grade import Grade
from autograder.classroom.gradebook import PART
from autograder.classroom.side_by_side import side_by_side
from autograder.grading.screen import bonus_text, counted, next_check, points_of
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, Verdict
from autograder.sandbox.status import Status

Ungraded = Literal["blank", "zero"]
"""What somebody without a grade is exported as."""

OURS = frozenset({Status.GRADER_ERROR, Status.UNDECIDED})
"""What a person has yet to decide; no policy makes a zero of it."""
NAMED = 20  # ids in a sentence
HEAD = "Points: "
"""How each comment of ours begins, so that a later export knows it again."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is to be exported: the grades of a course, and its name.

    ungraded: what somebody without a grade is exported as. column: the title of the column to be
    filled, where the platform's file does not say it.
    """

    course: str
    grades: Sequence[Grade]
    ungraded: Ungraded = "blank"
    column: str = ""

    @property
    def max_points(self) -> float:
        """What can be reached in this course."""
        return max((grade.max_points for grade in self.grades), default=0.0)

    def keeps(self, grade: Grade, old: str) -> bool:
        """Whether a cell with this text stays: somebody else gave it, and here is no grade."""
        is_empty = old in {"", "-"}
        return grade.total is None and not is_empty and number_in(old) != self.points(grade)

    def points(self, grade: Grade) -> float | None:
        """The points that a platform is told, bonus and all; None for a blank.

        A failure of the grader and points that are open stay blank, whatever the policy.
        """
        if grade.is_excused:
            return None
        if grade.whole is not None:
            return grade.whole
        verdict = grade.report.verdict
        is_open = grade.report.status in OURS or bool(verdict and verdict.open_points)
        return 0.0 if self.ungraded == "zero" and not is_open else None


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the grades: each of them is counted or named once.

    empty: whose cell stays empty. unmatched: who was not found, or not for certain. kept: whose
    cell was left as it is, because somebody else decides on it. remarks: what else is to be known,
    as sentences.
    """

    filled: int
    empty: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """`filled 196, empty 4 (ids), unmatched 0`."""
        parts = [f"filled {self.filled}", _counted("empty", self.empty)]
        parts.append(_counted("unmatched", self.unmatched))
        return ", ".join([*parts, *([_counted("left alone", self.kept)] if self.kept else [])])


def texts_of(grades: Sequence[Grade], text: Callable[[Grade], str]) -> Iterator[tuple[Grade, str]]:
    """Each grade with a text about it; those of many people are made side by side."""

    def made(piece: bytes) -> bytes:
        first = int(piece)
        return msgspec.msgpack.encode([*map(text, grades[first : first + PART])])

    parts = side_by_side(made, (b"%d" % first for first in range(0, len(grades), PART)))
    texts = (one for part in parts for one in msgspec.msgpack.decode(part, type=list[str]))
    return zip(grades, texts, strict=True)


def _counted(word: str, ids: Sequence[str]) -> str:
    return f"{word} {len(ids)} ({some(ids, NAMED)})" if ids else f"{word} 0"


def points_text(points: float, *, has_comma: bool = False) -> str:
    """`87.5`: at most two decimals, and none that say nothing."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text.replace(".", ",") if has_comma else text


def number_in(cell: str) -> float | None:
    """The number that a cell shows, with a decimal point or comma."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def rescaled(title: str, possible: float | None, most: float) -> Iterator[str]:
    """A sentence if the platform counts other points than the course, of which `most` is all."""
    if possible is not None and most and f"{possible:.2f}" != f"{most:.2f}":
        yield (
            f"{shown(title)} counts {points_text(possible)} points there and {points_text(most)} "
            "in the course; the points were filled in as they are."
        )


def without_grade(rows: int) -> str:
    """The start of a sentence about rows that nobody's grade belongs to."""
    verb = "has" if rows == 1 else "have"
    return f"{counted(rows, 'row')} of the file {verb} no grade in the course"


def comment_of(grade: Grade, points: float) -> str:
    """What a person reads beside the points, in one line without any hidden input."""
    verdict = grade.report.verdict
    core, bonus = (points, 0.0) if grade.total is None else (grade.total, grade.bonus)
    most = points_text(grade.max_points)
    said = [f"{HEAD}{points_text(core)} of {most}{bonus_text(bonus)}."]
    said += [outcome(grade.report)] if verdict is None else _tasks(verdict)
    said += [*_changes(grade), grade.why]
    return printable(" ".join(filter(None, said)))


@by_identity
def message_of(check: CheckResult) -> str:
    """The message of a check in the words that hold no hidden input."""
    return printable(check.diagnosis.guarded.message) if check.diagnosis else ""


def _tasks(verdict: Verdict) -> Iterator[str]:
    yield f"{', '.join(f'{task.task}: {points_of(task)}' for task in verdict.tasks)}."
    step = next_check(verdict)
    if step is not None and (message := message_of(step)):
        yield f"Next, {step.task} {step.function}: {message}"


def _changes(grade: Grade) -> Iterator[str]:
    if grade.penalty:
        yield f"Late by {counted(grade.late, 'day')}: -{points_text(grade.penalty)}."
    if grade.adjusted:
        sign = "+" if grade.adjusted > 0 else ""
        yield f"Adjusted by the instructor: {sign}{points_text(grade.adjusted)}."
