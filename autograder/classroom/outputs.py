"""The outputs: everything that a batch writes into its folder, in one walk over its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from autograder.classroom.entries import file_name, printable
from autograder.classroom.feedback import html_of, text_of
from autograder.classroom.grader import Report
from autograder.classroom.grades import Grades
from autograder.classroom.journal import Journal
from autograder.classroom.result import line_of
from autograder.classroom.statistics import Tally
from autograder.classroom.summary import summary
from autograder.grading.files import forget_half_written, replacing, write_atomically
from autograder.grading.spec import all_checks
from autograder.sandbox.status import Status

RESULTS, GRADES, SUMMARY = "results.jsonl", "grades.csv", "summary.txt"
FEEDBACK, FAULTS = "feedback", "grader_errors.txt"


def write_outputs(
    folder: Path, journal: Journal, unknown: Sequence[str] = (), strays: Sequence[str] = ()
) -> Tally:
    """
    Write every file, each whole or not at all; return the tally of the class. Raises OSError.

    unknown: entries that are not on the roster. strays: files that are not submissions.
    """
    (folder / FEEDBACK).mkdir(exist_ok=True)
    for place in (folder, folder / FEEDBACK):
        forget_half_written(place)
    tally, tasks = Tally(), points_of_tasks()
    with ExitStack() as stack:
        results = stack.enter_context(replacing(folder / RESULTS))
        grades = Grades(stack.enter_context(replacing(folder / GRADES)), tasks)
        faults = stack.enter_context(replacing(folder / FAULTS))
        for report in journal.batch_members():
            results.write(line_of(report.graded, sum(tasks.values())))
            grades.add(report)
            tally.add(report.graded)
            _write_fault(faults, report)
            _write_feedback(folder / FEEDBACK, report)
    if not tally.statuses[Status.GRADER_ERROR]:
        (folder / FAULTS).unlink()
    write_atomically(folder / SUMMARY, summary(tally, unknown, strays))
    return tally


def points_of_tasks() -> Mapping[str, int]:
    """Number and points of every task, in the order of the specs."""
    points: dict[str, int] = {}
    for check in all_checks():
        points[check.task.number] = points.get(check.task.number, 0) + check.points
    return points


def _write_fault(file: TextIO, report: Report) -> None:
    """Indented below its head, so that no text from outside can pass for another head."""
    graded = report.graded
    if graded.status == Status.GRADER_ERROR:
        head = printable(f"== {graded.submission}: {graded.reason}")
        trace = [f"    {printable(line)}" for line in report.traceback.rstrip().split("\n")]
        file.write("\n".join([head, *trace]) + "\n\n")


def _write_feedback(folder: Path, report: Report) -> None:
    """Files that would not change are left alone."""
    name = file_name(report.graded.submission)
    for ending, text in ((".txt", text_of(report)), (".html", html_of(report))):
        path = folder / f"{name}{ending}"
        if not path.exists() or path.read_bytes() != text.encode():
            write_atomically(path, text)
