"""What a course writes into grades/: everything that a class does, and what has changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import msgspec

from autograder.classroom.batch import fingerprint, kit_fingerprint
from autograder.classroom.changes import Change, Noted, changes, noted, reasons, write_changes
from autograder.classroom.class_figures import ClassFigures
from autograder.classroom.class_report import page_of
from autograder.classroom.course_toml import Course
from autograder.classroom.entries import file_name, shown
from autograder.classroom.feedback import Feedback
from autograder.classroom.feedback_zip import (
    MEMBERS,
    Page,
    member_of,
    members_in,
    write_feedback_zip,
)
from autograder.classroom.grade import Grade
from autograder.classroom.gradebook import Gradebook, uncollected
from autograder.classroom.outputs import (
    ENDINGS,
    FAULTS,
    FEEDBACK,
    REPORT,
    SUMMARY,
    write_grades,
)
from autograder.classroom.pictures import forget_others, key_of, pictures_of, place_of
from autograder.classroom.resemblance import Work
from autograder.classroom.summary import brief, refusals, summary
from autograder.classroom.tables import (
    Cell,
    Columns,
    bonus_cells,
    explained,
    points_cell,
    task_cells,
)
from autograder.classroom.tally import Tally
from autograder.grading.commands import kit_command
from autograder.grading.files import replacing, write_atomically
from autograder.grading.screen import counted
from autograder.grading.shared import by_identity
from autograder.grading.task_list import task_list
from autograder.grading.verdict import TaskResult
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

CHANGES = "changes.csv"
UNFINISHED = ".feedback-unfinished"
"""There while feedback is written, and left behind by a run that was killed."""
NAMED = 10  # people on the screen
WHY = "To see why: {why}"
UNREAD = "Cannot be read"
WHAT_NOW: dict[str, str] = {
    UNREAD: f"Ask for that file again: until then its points are missing. {WHY}",
    Status.REJECTED: "Ask for the work again: what is in a newer export counts.",
    Status.FORBIDDEN: WHY,
    Status.UNDECIDED: f"Give the open points in adjust.csv. {WHY}",
    Status.GRADER_ERROR: WHY,
}
"""What to do about whatever wants a look: a status, or a file that Python cannot read."""
TIMES = {"moodle": " The grading worksheet does: name it as the roster."}
"""What says when people handed in, if the platform's archive does not."""


@dataclass(frozen=True, slots=True)
class CourseResult:
    """What was written, to be told.

    look: who wants a look, by what it is about. late: how many people are. undated: of how many
    nothing says when they handed in, though there is a due date. remarks: on the rules. archives:
    of feedback.
    """

    tally: Tally
    changes: Sequence[Change]
    look: Mapping[str, Sequence[str]]
    late: int = 0
    undated: int = 0
    remarks: Sequence[str] = ()
    archives: Sequence[str] = ()

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
            how = TIMES.get(platform, "")
            yield f"Nothing says when {whose} handed in, so that counts as in time.{how}"
        yield from self.remarks
        yield from self._changed()
        yield from (f"  {line}" for line in refusals(self.tally)[:NAMED])
        for what, ids in self.look.items():
            why = kit_command("explain", folder, shown(ids[0]))
            yield f"{what}: {_some(ids)}. {WHAT_NOW[what].format(why=why)}"
        if self.has_faults:
            yield (
                f"The grader failed on some submissions: see {folder / 'grades' / FAULTS}. "
                "The same command tries them again, once; after that, --regrade does."
            )
        files = ", ".join(("grades.csv, report.html, feedback/", *self.archives, CHANGES))
        yield f"Written to {folder / 'grades'}: {files}."
        export = kit_command("export", folder, platform, "FILE")
        yield f"Next: look at report.html; then type: {export}"

    def _changed(self) -> Iterator[str]:
        people = list(dict.fromkeys(one.submission for one in self.changes))
        if people:
            count = counted(len(people), "grade")
            yield f"{count} changed ({reasons(self.changes)}): {_some(people)}; see {CHANGES}."


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return ", ".join(map(shown, ids[:NAMED])) + more


@dataclass
class Walk:
    """What one walk over the grades collects; nothing large of anybody is kept.

    before: the grades as they were noted last time. there: the files in the folder of feedback.
    kit: the fingerprint of what writes it. people: everybody, without verdicts. is_news: whether
    anybody's feedback is another.
    """

    book: Gradebook
    out: Path
    before: Mapping[str, str]
    there: Collection[str]
    kit: str
    figures: ClassFigures
    look: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, Noted] = field(default_factory=dict)
    late: int = 0
    undated: int = 0
    marked: int = 0
    people: list[Grade] = field(default_factory=list)
    is_news: bool = False

    def grades(self) -> Iterator[Grade]:
        """The grades, each collected as it goes by."""
        course = self.book.course
        for grade in self.book.grades():
            submission = grade.report.submission
            if what := _look_of(grade.report):
                self.look.setdefault(what, []).append(submission)
            self.late += bool(grade.late)
            self.marked += bool(grade.late and not grade.submitted)
            is_undated = course.due and grade.report.verdict and not grade.submitted
            self.undated += bool(is_undated and not grade.late)
            adjusted = self.book.adjustments.get(submission, ())
            pictured = course.pictures and place_of(self.out, submission).exists() and key_of(grade)
            told = fingerprint(_told(grade), course.shows, pictured, self.kit)
            self.notes[submission] = noted(grade, adjusted, told)
            self.figures.add(grade)
            self.people.append(replace(grade, report=replace(grade.report, verdict=None)))
            yield grade

    def feedback(self, grade: Grade) -> Sequence[str]:
        """The feedback of the person that went by last; nothing if that is written already."""
        report, shows = grade.report, self.book.course.shows
        name, old = file_name(report.submission), self.before.get(report.submission)
        is_there = all(f"{name}{ending}" in self.there for ending in ENDINGS)
        told = self.notes[report.submission].feedback
        if is_there and old and told == msgspec.json.decode(old, type=Noted).feedback:
            return ()
        if not self.is_news:
            (self.out / UNFINISHED).touch()
            self.is_news = True
        pictures = pictures_of(self.out, grade) if self.book.course.pictures else ()
        feedback = Feedback(report, grade, shows, pictures)
        return feedback.text, feedback.page


def _look_of(report: Report) -> str:
    """Why somebody wants a look; "" for most."""
    if report.status in WHAT_NOW:
        return report.status
    tasks = report.verdict.core if report.verdict else ()
    return UNREAD if any(task.waits for task in tasks) else ""


def _told(grade: Grade) -> str:
    """The fingerprint of all that feedback is made of."""
    report, verdict = grade.report, grade.report.verdict
    points = (grade.raw, grade.penalty, grade.adjusted, grade.whole, grade.total, grade.max_points)
    late = grade.late, grade.late_only
    judged = [_judged(task) for task in verdict.tasks] if verdict else None
    told = (replace(report, verdict=None), judged, late, *points, grade.is_excused, grade.why)
    return sha256(msgspec.json.encode(told)).hexdigest()


@by_identity
def _judged(task: TaskResult) -> str:
    """The fingerprint of what became of a task."""
    return sha256(msgspec.json.encode(task)).hexdigest()


@uncollected()
def write_course_outputs(
    out: Path,
    book: Gradebook,
    unknown: Sequence[str],
    strays: Sequence[str],
    work: Work | None = None,
) -> CourseResult:
    """Write every file, each whole or not at all. Raises OSError.

    The feedback of a run that was killed is written again by the next one. work: to look for what
    is alike.
    """
    before = book.journal.grades()
    tasks = {one.label: one.worth for one in task_list()}
    unfinished = out / UNFINISHED  # then nobody knows which feedback is of when
    there = () if unfinished.exists() else {path.name for path in (out / FEEDBACK).glob("*")}
    walk = Walk(book, out, before, there, kit_fingerprint(), ClassFigures(work is not None))
    columns = Columns(titles(tasks), lambda grade: row_of(grade, tasks))
    write_grades(out, walk.grades(), columns, sum(tasks.values()), walk.feedback)
    forget_others(out, walk.notes)
    _write_zips(out, walk)
    page = page_of(walk.figures, book.course.name, book.journal.latest, work)
    write_atomically(out / REPORT, page)
    write_atomically(out / SUMMARY, summary(walk.figures.tally, unknown, strays))
    notes = {name: msgspec.json.encode(now).decode() for name, now in walk.notes.items()}
    news = {name: note for name, note in notes.items() if before.get(name) != note}
    found = changes(before, [(name, walk.notes[name]) for name in news])
    with replacing(out / CHANGES) as file:
        write_changes(file, found)
    book.journal.note_grades(news)
    unfinished.unlink(missing_ok=True)
    return CourseResult(
        tally=walk.figures.tally,
        changes=found,
        look=walk.look,
        late=walk.late,
        undated=walk.undated,
        remarks=tuple(_remarks(book.course, walk.marked)),
        archives=[path.name for path in sorted(out.glob("feedback-*.zip"))],
    )


def _remarks(course: Course, marked: int) -> Iterator[str]:
    """What an instructor should know of the rules. marked: how many are late without a time."""
    if marked:
        whose = counted(marked, "person counts", "people count")
        yield (
            f"The platform says late but not when: {whose} as one day late. [extensions] in "
            "course.toml or adjust.csv can change that."
        )
    if course.late.percent_per_day and not (course.due or course.extensions):
        yield "course.toml has a late rule but no due date, so nobody is late."
    sooner = [name for name, when in course.extensions.items() if course.is_sooner(when)]
    if sooner:
        yield f"Extensions that end before the due date: {_some(sooner)}. Is that meant?"


def _write_zips(out: Path, walk: Walk) -> None:
    """Feedback as Moodle and Canvas read it, where people handed in there."""

    def page(grade: Grade) -> Page:
        name = f"{file_name(grade.report.submission)}.html"
        return Page(grade, (out / FEEDBACK / name).read_bytes())

    for platform in MEMBERS:
        path = out / f"feedback-{platform}.zip"
        names = {member_of(Page(grade, b""), platform) for grade in walk.people} - {""}
        if not names:
            path.unlink(missing_ok=True)
        elif walk.is_news or names != members_in(path):
            write_feedback_zip(path, platform, map(page, walk.people))


def titles(tasks: Mapping[str, int]) -> list[str]:
    """The columns of a course."""
    head = ["id", "status", "email", "login", "section", "submitted", "late"]
    tail = ["raw", "penalty", "adjusted", "total", *bonus_cells(tasks, "bonus")]
    tail += ["max", "name", "reason"]
    return [*head, *(f"task {one}" for one in tasks), *tail]


def row_of(grade: Grade, tasks: Mapping[str, int]) -> list[Cell]:
    """A row; late is in days."""
    report, contact = grade.report, grade.contact
    penalty = points_cell(-grade.penalty) if grade.raw is not None else ""
    reason = " ".join(filter(None, (explained(report), grade.why and f"Adjusted: {grade.why}.")))
    total: Cell = "excused" if grade.is_excused else points_cell(grade.total)
    bonus = "" if grade.is_excused or report.verdict is None else points_cell(grade.bonus)
    return [
        *(report.submission, report.status, contact.email, contact.login, contact.section),
        *(grade.submitted, grade.late or ""),
        *task_cells(report, tasks),
        *(points_cell(grade.raw), penalty or "", points_cell(grade.adjusted) or "", total),
        *(*bonus_cells(tasks, bonus), points_cell(grade.max_points), report.name, reason),
    ]
