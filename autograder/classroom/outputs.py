"""The outputs: everything that a batch writes into its folder, in one walk over its members."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import msgspec

from autograder.classroom.class_figures import ClassFigures
from autograder.classroom.class_report import page_of
from autograder.classroom.entries import file_name, printable
from autograder.classroom.feedback import Feedback
from autograder.classroom.grade import Grade
from autograder.classroom.journal import Journal
from autograder.classroom.resemblance import Work
from autograder.classroom.summary import summary
from autograder.classroom.tables import (
    MARK,
    Columns,
    begun_table,
    begun_workbook,
    explained,
    guarded,
    is_workbook_wanted,
    row_of,
    titles,
)
from autograder.classroom.tally import Tally
from autograder.grading.files import forget_half_written, renew, replacing, write_atomically
from autograder.grading.record import record_of
from autograder.grading.spec import all_checks
from autograder.grading.task_list import title_of
from autograder.grading.verdict import Verdict
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

RESULTS, GRADES, SUMMARY = "results.jsonl", "grades.csv", "summary.txt"
FEEDBACK, FAULTS = "feedback", "grader_errors.txt"
ENDINGS = (".txt", ".html")
DELETE = "\x7f"  # the one character of ASCII that JSON does not escape, and nobody can see
WORKBOOK, REPORT = "grades.xlsx", "report.html"


def write_outputs(
    folder: Path,
    journal: Journal,
    unknown: Sequence[str] = (),
    strays: Sequence[str] = (),
    work: Work | None = None,
) -> Tally:
    """Write every file, each whole or not at all; return the tally of the class. Raises OSError.

    unknown: entries that are not on the roster. strays: files that are not submissions. work: to
    look for what is alike.
    """
    tasks = points_of_tasks(journal.batch_members())
    columns = Columns(titles(tasks), lambda grade: row_of(grade.report, tasks))
    figures = ClassFigures(work is not None)
    grades = figures.counted(map(Grade, journal.batch_members()))
    write_grades(folder, grades, columns, sum(tasks.values()))
    write_atomically(folder / SUMMARY, summary(figures.tally, unknown, strays))
    write_atomically(folder / REPORT, page_of(figures, title_of(), journal.latest, work))
    return figures.tally


def plain_feedback(grade: Grade) -> Sequence[str]:
    """The text and the page for somebody whose points are those of the verdict."""
    feedback = Feedback(grade.report)
    return feedback.text, feedback.page


def write_grades(
    folder: Path,
    grades: Iterable[Grade],
    columns: Columns,
    max_points: int,
    feedback: Callable[[Grade], Sequence[str]] = plain_feedback,
) -> None:
    """Write what there is to say of each person, in one walk.

    feedback: for a person, a content for each of ENDINGS; nothing if that is there already.
    """
    (folder / FEEDBACK).mkdir(exist_ok=True)
    for place in (folder, folder / FEEDBACK):
        forget_half_written(place)
    workbook, has_workbook = folder / WORKBOOK, is_workbook_wanted()
    if not has_workbook:
        workbook.unlink(missing_ok=True)  # it would show the grades of another time
    has_faults = False
    with ExitStack() as stack:
        results, table, faults = (
            stack.enter_context(replacing(folder / name)) for name in (RESULTS, GRADES, FAULTS)
        )
        table.write(MARK)
        rows = begun_table(table, columns.titles)
        sheet = None
        if has_workbook:
            sheet = stack.enter_context(begun_workbook(workbook, columns.titles))
        for grade in grades:
            report, row = grade.report, columns.row(grade)
            results.write(line_of(report, max_points))
            rows.writerow(guarded(row))
            if sheet:
                sheet.add(row)
            if report.status == Status.GRADER_ERROR:
                has_faults = True
                _write_fault(faults, report)
            if texts := feedback(grade):
                _write_feedback(folder / FEEDBACK, report, texts)
    if not has_faults:
        (folder / FAULTS).unlink()


def points_of_tasks(reports: Iterable[Report] = ()) -> Mapping[str, int]:
    """The label of every task, and what it adds to the maximum, in the order of the specs.

    A verdict of this batch has them all; without one the specs are loaded, which takes a second.
    """
    judged = next((report.verdict for report in reports if report.verdict), None)
    if judged:
        return {task.task: task.worth for task in judged.tasks}
    points: Counter[str] = Counter()
    for check in all_checks():
        points[check.task.label] += check.worth
    return points


def line_of(report: Report, max_points: int) -> str:
    """A line of results.jsonl: the record of a verdict, whose it is, and its status.

    points: null if nothing was judged or could be read, and while any are open. max_points: those
    of all checks, for a submission without a verdict.
    """
    verdict = report.verdict
    record = record_of(verdict or Verdict((), ""))
    line = {
        "submission": report.submission,
        "name": printable(report.name),
        "status": report.status,
        "reason": explained(report),
        "isolation": report.level,
        **msgspec.structs.asdict(record),
    }
    if not record.bonus:  # as in the record itself
        del line["bonus"]
    if verdict is None:
        line |= {"points": None, "max_points": max_points}
    elif verdict.open_points or verdict.waits:
        line["points"] = None
    return escaped(msgspec.json.encode(line).decode()) + "\n"


def escaped(text: str) -> str:
    r"""JSON with every character that ends a line somewhere, or steers a terminal, as `\uXXXX`."""
    if (text.isascii() and DELETE not in text) or text.isprintable():  # the second takes long
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def _write_fault(file: TextIO, report: Report) -> None:
    """Indented below its head, so that no text from outside can pass for another head."""
    head = printable(f"== {report.submission}: {report.reason}")
    trace = [f"    {printable(line)}" for line in report.traceback.rstrip().split("\n")]
    file.write("\n".join([head, *trace]) + "\n\n")


def _write_feedback(folder: Path, report: Report, texts: Sequence[str]) -> None:
    name = file_name(report.submission)
    for ending, text in zip(ENDINGS, texts, strict=True):
        renew(folder / f"{name}{ending}", text)
