"""What a course writes into grades/: everything that a class does, and what has changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.classroom.changes import Change, Noted, changes, noted, reasons, write_changes
from autograder.classroom.class_report import write_class_report
from autograder.classroom.entries import file_name, shown
from autograder.classroom.feedback import html_of, text_of
from autograder.classroom.feedback_zip import MEMBERS, Page, write_feedback_zip
from autograder.classroom.grade import Grade
from autograder.classroom.gradebook import Gradebook
from autograder.classroom.outputs import FAULTS, FEEDBACK, REPORT, SUMMARY, write_grades
from autograder.classroom.pictures import forget_others, pictures_of
from autograder.classroom.resemblance import Work
from autograder.classroom.summary import brief, refusals, summary
from autograder.classroom.tables import Cell, Columns, explained, points_cell, task_cells
from autograder.classroom.tally import Tally
from autograder.grading.files import replacing, write_atomically
from autograder.grading.screen import counted
from autograder.grading.task_list import task_list
from autograder.sandbox.status import Status

CHANGES = "changes.csv"
NAMED = 10  # people on the screen
LOOK = (Status.REJECTED, Status.FORBIDDEN, Status.UNDECIDED, Status.GRADER_ERROR)


@dataclass(frozen=True, slots=True)
class CourseResult:
    """What was written, to be told.

    look: the ids of each status that wants a look. late: how many people are. undated: of how many
    nothing says when they handed in, though there is a due date.
    """

    tally: Tally
    changes: Sequence[Change]
    look: Mapping[Status, Sequence[str]]
    late: int = 0
    undated: int = 0

    @property
    def has_faults(self) -> bool:
        return bool(self.tally.statuses[Status.GRADER_ERROR])

    def lines(self, folder: Path, platform: str = "csv") -> Iterator[str]:
        """How it went, whose grade changed and why, who wants a look, and what to do next."""
        yield from brief(self.tally)
        if self.late:
            yield f"Late: {counted(self.late, 'person', 'people')}."
        if self.undated:
            whose = counted(self.undated, "person", "people")
            yield f"Nothing says when {whose} handed in, so that counts as in time."
        yield from self._changed()
        yield from (f"  {line}" for line in refusals(self.tally)[:NAMED])
        for status, ids in self.look.items():
            yield f"{status}: {_some(ids)}. To see why: autograder explain {folder} {shown(ids[0])}"
        if self.has_faults:
            yield f"The grader failed on some submissions: see {folder / 'grades' / FAULTS}."
        yield f"Written to {folder / 'grades'}: grades.csv, report.html, feedback/, {CHANGES}."
        yield f"Next: look at report.html; then autograder export {folder} {platform} FILE"

    def _changed(self) -> Iterator[str]:
        people = list(dict.fromkeys(one.submission for one in self.changes))
        if people:
            count = counted(len(people), "grade")
            yield f"{count} changed ({reasons(self.changes)}): {_some(people)}; see {CHANGES}."


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return ", ".join(map(shown, ids[:NAMED])) + more


def write_course_outputs(
    out: Path,
    book: Gradebook,
    unknown: Sequence[str],
    strays: Sequence[str],
    work: Work | None = None,
) -> CourseResult:
    """Write every file, each whole or not at all. Raises OSError.

    work: to look for what is alike.
    """
    tasks = [one.number for one in task_list()]
    look: dict[Status, list[str]] = {}
    notes: list[tuple[str, Noted]] = []
    late, undated = [], []

    def grades() -> Iterator[Grade]:
        for grade in book.grades():
            submission, status = grade.report.submission, grade.report.status
            if status in LOOK:
                look.setdefault(status, []).append(submission)
            if grade.late:
                late.append(submission)
            elif book.course.due and grade.report.verdict and not grade.submitted:
                undated.append(submission)
            notes.append((submission, noted(grade, book.adjustments.get(submission, ()))))
            yield grade

    columns = Columns(titles(tasks), lambda grade: row_of(grade, tasks))
    most = sum(one.points for one in task_list())

    def feedback(grade: Grade) -> Sequence[str]:
        shows = book.course.shows
        pictures = pictures_of(out, grade) if book.course.pictures else ()
        page = html_of(grade.report, grade, shows, pictures)
        return text_of(grade.report, grade, shows), page

    tally = write_grades(out, grades(), columns, most, feedback)
    forget_others(out, book.ids())
    _write_zips(out, book)
    latest = book.journal.latest
    write_class_report(out / REPORT, book.grades(), book.course.name, latest, work)
    write_atomically(out / SUMMARY, summary(tally, unknown, strays))
    before = book.journal.grades()
    found = changes(before, notes)
    with replacing(out / CHANGES) as file:
        write_changes(file, found)
    for submission, now in notes:
        text = msgspec.json.encode(now).decode()
        if before.get(submission) != text:
            book.journal.note_grade(submission, text)
    return CourseResult(tally, found, look, len(late), len(undated))


def _write_zips(out: Path, book: Gradebook) -> None:
    """Feedback as Moodle and Canvas read it, where people handed in there."""

    def page(grade: Grade) -> Page:
        name = f"{file_name(grade.report.submission)}.html"
        return Page(grade, (out / FEEDBACK / name).read_bytes())

    for platform in MEMBERS:
        path = out / f"feedback-{platform}.zip"
        left_out = write_feedback_zip(path, platform, map(page, book.grades()))
        if len(left_out) == len(book.ids()):
            path.unlink()


def titles(tasks: Sequence[str]) -> list[str]:
    """The columns of a course."""
    head = ["id", "status", "email", "login", "section", "submitted", "late"]
    tail = ["raw", "penalty", "adjusted", "total", "max", "name", "reason"]
    return [*head, *(f"task {one}" for one in tasks), *tail]


def row_of(grade: Grade, tasks: Sequence[str]) -> list[Cell]:
    """A row; late is in days."""
    report, contact = grade.report, grade.contact
    penalty = points_cell(-grade.penalty) if grade.raw is not None else ""
    reason = " ".join(filter(None, (explained(report), grade.why and f"Adjusted: {grade.why}.")))
    total: Cell = "excused" if grade.is_excused else points_cell(grade.total)
    return [
        *(report.submission, report.status, contact.email, contact.login, contact.section),
        *(grade.submitted, grade.late or ""),
        *task_cells(report, tasks),
        *(points_cell(grade.raw), penalty or "", points_cell(grade.adjusted) or "", total),
        *(points_cell(grade.max_points), report.name, reason),
    ]
