"""The outputs: everything that is written about a class, one part of its people after the other."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from pathlib import Path

import msgspec

from autograder.classroom.class_figures import ClassFigures, figures_of
from autograder.classroom.class_report import page_of
from autograder.classroom.entries import file_name, printable
from autograder.classroom.feedback import Feedback
from autograder.classroom.grade import Grade
from autograder.classroom.journal import Journal
from autograder.classroom.resemblance import Work
from autograder.classroom.summary import summary
from autograder.classroom.tables import (
    MARK,
    Cell,
    Columns,
    begun_workbook,
    csv_writer,
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
TEXT, PAGE = ".txt", ".html"
ENDINGS = (TEXT, PAGE)
PART = 200  # people of whom everything is kept in memory until it is written
DELETE = "\x7f"  # the one character of ASCII that JSON does not escape, and nobody can see
WORKBOOK, REPORT = "grades.xlsx", "report.html"


@dataclass
class ClassPart:
    """What there is to write about some people of a class, in the order of their ids.

    results, table, faults: what they add to the files of these names. cells: their rows, for a
    workbook. feedback: by name of its file.
    """

    figures: ClassFigures
    results: str = ""
    table: str = ""
    faults: str = ""
    cells: list[list[Cell]] = field(default_factory=list)
    feedback: dict[str, str] = field(default_factory=dict)


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
    most = sum(tasks.values())
    columns = Columns(titles(tasks), lambda grade: row_of(grade.report, tasks), most)
    grades = map(Grade, journal.batch_members())
    some, keeps = iter(lambda: [*islice(grades, PART)], []), work is not None
    parts = (
        part_of(one, columns, [Feedback(grade.report) for grade in one], keeps_mistakes=keeps)
        for one in some
    )
    figures = write_parts(folder, columns, parts)
    write_atomically(folder / SUMMARY, summary(figures.tally, unknown, strays))
    write_atomically(folder / REPORT, page_of(figures, title_of(), journal.latest, work))
    return figures.tally


def part_of(
    grades: Sequence[Grade],
    columns: Columns,
    feedback: Iterable[Feedback],
    *,
    keeps_mistakes: bool,
) -> ClassPart:
    """What there is to write about these people. feedback: of those who have none yet.

    One step for everybody after the other, which takes a quarter less than one person after the
    other: what a step needs stays at hand.
    """
    cells = [[*columns.row(grade)] for grade in grades]
    table = StringIO()
    csv_writer(table).writerows([*map(guarded, cells)])
    faults = [one.report for one in grades if one.report.status == Status.GRADER_ERROR]
    return ClassPart(
        figures_of(grades, keeps_mistakes=keeps_mistakes),
        "".join([line_of(grade.report, columns.max_points) for grade in grades]),
        table.getvalue(),
        "".join(map(_fault, faults)),
        cells,
        files_of([*feedback]),
    )


def files_of(feedback: Sequence[Feedback]) -> dict[str, str]:
    """The text and the page of each, by the name of its file."""
    names = [file_name(one.report.submission) for one in feedback]
    texts, pages = [one.text for one in feedback], [one.page for one in feedback]
    both = zip(names, texts, pages, strict=True)
    return {f"{n}{end}": told for n, *two in both for end, told in zip(ENDINGS, two, strict=True)}


def write_parts(folder: Path, columns: Columns, parts: Iterable[ClassPart]) -> ClassFigures:
    """Write what all parts of a class have to say, one after the other; the figures of the class.

    Each file is written whole or not at all. Raises OSError.
    """
    (folder / FEEDBACK).mkdir(exist_ok=True)
    for place in (folder, folder / FEEDBACK):
        forget_half_written(place)
    workbook, has_workbook = folder / WORKBOOK, is_workbook_wanted()
    if not has_workbook:
        workbook.unlink(missing_ok=True)  # it would show the grades of another time
    figures = ClassFigures()
    with ExitStack() as stack:
        results, table, faults = (
            stack.enter_context(replacing(folder / name)) for name in (RESULTS, GRADES, FAULTS)
        )
        table.write(MARK)
        csv_writer(table).writerow(columns.titles)
        sheet = None
        if has_workbook:
            sheet = stack.enter_context(begun_workbook(workbook, columns.titles))
        for part in parts:
            results.write(part.results)
            table.write(part.table)
            faults.write(part.faults)
            if sheet:
                sheet.add(part.cells)
            for name, text in part.feedback.items():
                renew(f"{folder}{os.sep}{FEEDBACK}{os.sep}{name}", text)
            figures.merge(part.figures)
    if not figures.tally.statuses[Status.GRADER_ERROR]:
        (folder / FAULTS).unlink()
    return figures


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


def _fault(report: Report) -> str:
    """Indented below its head, so that no text from outside can pass for another head."""
    head = printable(f"== {report.submission}: {report.reason}")
    trace = [f"    {printable(line)}" for line in report.traceback.rstrip().split("\n")]
    return "\n".join([head, *trace]) + "\n\n"
