"""The outputs: everything that a batch writes into its folder, in one walk over the roll."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from autograder.classroom.feedback import html_of, text_of
from autograder.classroom.filename import file_name
from autograder.classroom.grades import Grades
from autograder.classroom.journal import Journal, Named, Row
from autograder.classroom.refusal import printable
from autograder.classroom.result import line_of, result_of, verdict_of
from autograder.classroom.statistics import Tally
from autograder.classroom.summary import summary
from autograder.grading.files import forget_half_written, replacing, write_atomically
from autograder.grading.spec import all_checks
from autograder.grading.verdict import Verdict
from autograder.sandbox.status import Status

RESULTS, GRADES, SUMMARY = "results.jsonl", "grades.csv", "summary.txt"
FEEDBACK, FAULTS = "feedback", "grader_errors.txt"


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What belongs to nobody: entries that are on no roster, files that are no submission."""

    unknown: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()


def write_outputs(folder: Path, journal: Journal, leftovers: Leftovers) -> Tally:
    """Write every file, each whole or not at all; the tally of the class. Raises OSError."""
    (folder / FEEDBACK).mkdir(exist_ok=True)
    for place in (folder, folder / FEEDBACK):
        forget_half_written(place)
    tally, tasks = Tally(), points_of_tasks()
    with ExitStack() as stack:
        results = stack.enter_context(replacing(folder / RESULTS))
        grades = Grades(stack.enter_context(replacing(folder / GRADES)), tasks)
        faults = stack.enter_context(replacing(folder / FAULTS))
        for named in journal.roll():
            verdict = verdict_of(named.row)
            results.write(line_of(result_of(named.row, verdict, sum(tasks.values()))))
            grades.add(named, verdict)
            tally.add(named.row.status, named.row.isolation, verdict)
            _write_fault(faults, named.row)
            _write_feedback(folder / FEEDBACK, named, verdict)
    if not tally.statuses[Status.GRADER_ERROR]:
        (folder / FAULTS).unlink()
    write_atomically(folder / SUMMARY, summary(tally, leftovers.unknown, leftovers.strays))
    return tally


def points_of_tasks() -> Mapping[str, int]:
    """Number and points of every task, in the order of the specs."""
    points: dict[str, int] = {}
    for check in all_checks():
        points[check.task.number] = points.get(check.task.number, 0) + check.points
    return points


def _write_fault(file: TextIO, row: Row) -> None:
    """Indented below its head, so that no text from outside passes for the head of another."""
    if row.status == Status.GRADER_ERROR:
        head = printable(f"== {row.submission}: {row.reason}")
        trace = [f"    {printable(line)}" for line in row.traceback.rstrip().split("\n")]
        file.write("\n".join([head, *trace]) + "\n\n")


def _write_feedback(folder: Path, named: Named, verdict: Verdict | None) -> None:
    row = named.row
    said = (row.submission, named.name, row.status, row.reason, verdict)
    name = file_name(row.submission)
    _write_if_new(folder / f"{name}.txt", text_of(*said))
    _write_if_new(folder / f"{name}.html", html_of(*said))


def _write_if_new(path: Path, text: str) -> None:
    if not path.exists() or path.read_bytes() != text.encode():
        write_atomically(path, text)
