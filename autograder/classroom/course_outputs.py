"""What a course writes into grades/: everything that a class does, and what has changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Self

import msgspec

from autograder.classroom.adjustments import FILE as ADJUST
from autograder.classroom.adjustments import Adjustment
from autograder.classroom.batch import fingerprint, kit_fingerprint
from autograder.classroom.changes import Change, Noted, changes, noted, write_changes
from autograder.classroom.class_report import page_of
from autograder.classroom.course_result import (
    CHANGES,
    NOTHING_TO_ADD,
    UNREAD,
    WHAT_NOW,
    CourseResult,
)
from autograder.classroom.course_toml import Course, Late
from autograder.classroom.entries import file_name, some
from autograder.classroom.feedback import Feedback
from autograder.classroom.feedback_zip import (
    MEMBERS,
    Deflated,
    deflated,
    member_of,
    members_in,
    write_feedback_zip,
)
from autograder.classroom.grade import Grade
from autograder.classroom.gradebook import Gradebook, uncollected
from autograder.classroom.outputs import (
    ENDINGS,
    FEEDBACK,
    PAGE,
    REPORT,
    SUMMARY,
    ClassPart,
    part_of,
    write_parts,
)
from autograder.classroom.pictures import forget_others, key_of, pictures_of, place_of
from autograder.classroom.policy import NEWER
from autograder.classroom.resemblance import Work
from autograder.classroom.summary import summary
from autograder.classroom.tables import (
    Cell,
    Columns,
    bonus_cells,
    explained,
    points_cell,
    task_cells,
)
from autograder.grading.files import replacing, write_atomically
from autograder.grading.screen import counted
from autograder.grading.shared import by_identity
from autograder.grading.task_list import task_list
from autograder.grading.verdict import TaskResult

UNFINISHED = ".feedback-unfinished"
"""There while feedback is written, and left behind by a run that was killed."""


@dataclass
class Notes:
    """What a course keeps of some people while it writes about them.

    look: who wants a look, by what it is about. late: how many people are. marked: of how many the
    platform says so but not when. undated: of whom nothing says when they handed in. beyond: to
    whom adjust.csv gives more than the maximum. is_dated: whether anybody has a time. news: the
    grades that have changed, as they are kept. has_new_feedback: whether anybody's changed.
    members: by id, the name of a person's page in the archive of each platform. pages: by id, what
    is new in such an archive.
    """

    look: dict[str, list[str]] = field(default_factory=dict)
    late: int = 0
    marked: int = 0
    undated: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    is_dated: bool = False
    news: dict[str, str] = field(default_factory=dict)
    has_new_feedback: bool = False
    members: dict[str, dict[str, str]] = field(default_factory=dict)
    pages: dict[str, Deflated] = field(default_factory=dict)

    def add(self, grade: Grade, course: Course, adjusted: Sequence[Adjustment]) -> None:
        submission = grade.report.submission
        for what in _look_of(grade, adjusted):
            self.look.setdefault(what, []).append(submission)
        self.late += bool(grade.late)
        self.marked += bool(grade.late and not grade.submitted)
        is_undated = course.due and grade.report.verdict and not grade.submitted
        self.undated += [submission] if is_undated and not grade.late else []
        is_beyond = adjusted and grade.total is not None and grade.total > grade.max_points
        self.beyond += [submission] if is_beyond else []
        self.is_dated |= bool(grade.submitted)
        self.members[submission] = {one: member_of(grade, one) for one in MEMBERS}

    def merge(self, other: Self) -> None:
        """Add those of other people."""
        for what, ids in other.look.items():
            self.look.setdefault(what, []).extend(ids)
        self.late += other.late
        self.marked += other.marked
        self.undated += other.undated
        self.beyond += other.beyond
        self.is_dated |= other.is_dated
        self.news |= other.news
        self.has_new_feedback |= other.has_new_feedback
        self.members |= other.members
        self.pages |= other.pages


@dataclass(frozen=True)
class Teller:
    """Tells what there is to write about some people of a course, but for what is there already.

    before: the grades as they were noted last time. there: the files in the folder of feedback.
    kit: the fingerprint of what writes it.
    """

    book: Gradebook
    out: Path
    before: Mapping[str, str]
    there: Collection[str]
    kit: str
    columns: Columns
    keeps_mistakes: bool

    def part(self, grades: Iterable[Grade]) -> tuple[ClassPart, Notes]:
        """What there is to write about these people, and to keep of them."""
        people, notes = [*grades], Notes()
        for grade in people:
            adjusted = self.book.adjustments.get(grade.report.submission, ())
            notes.add(grade, self.book.course, adjusted)
        told = [grade for grade in people if self._note(grade, notes)]
        feedback = [*map(self._feedback, told)]
        part = part_of(people, self.columns, feedback, keeps_mistakes=self.keeps_mistakes)
        for one in feedback:
            submission = one.report.submission
            if any(notes.members[submission].values()):
                page = part.feedback[f"{file_name(submission)}{PAGE}"]
                notes.pages[submission] = deflated(page.encode())
        return part, notes

    def _note(self, grade: Grade, notes: Notes) -> bool:
        """Keep a grade that has changed; whether its feedback has to be told."""
        submission = grade.report.submission
        now, old = self._noted(grade), self.before.get(submission)
        if (note := msgspec.json.encode(now).decode()) != old:
            notes.news[submission] = note
        is_news = not self._is_current(now, old, submission)
        notes.has_new_feedback |= is_news
        return is_news

    def _noted(self, grade: Grade) -> Noted:
        course, submission = self.book.course, grade.report.submission
        pictured = course.pictures and place_of(self.out, submission).exists() and key_of(grade)
        told = fingerprint(_feedback_fingerprint(grade), course.shows, pictured, self.kit)
        return noted(grade, self.book.adjustments.get(submission, ()), told)

    def _is_current(self, now: Noted, old: str | None, submission: str) -> bool:
        """Whether the feedback of somebody is there as it is now."""
        is_there = all(f"{file_name(submission)}{one}" in self.there for one in ENDINGS)
        if not (is_there and old):
            return False
        return now.feedback == msgspec.json.decode(old, type=Noted).feedback

    def _feedback(self, grade: Grade) -> Feedback:
        course = self.book.course
        pictures = pictures_of(self.out, grade) if course.pictures else ()
        return Feedback(grade.report, grade, course.shows, pictures)


def _look_of(grade: Grade, adjusted: Sequence[Adjustment]) -> Iterator[str]:
    """Why somebody wants a look; nothing for most."""
    report = grade.report
    tasks = report.verdict.core if report.verdict else ()
    if report.status in WHAT_NOW:
        yield report.status
    elif any(task.waits for task in tasks):
        yield UNREAD
    elif NEWER in report.remark:
        yield NEWER
    is_settled = grade.total is not None or grade.is_excused or report.verdict is not None
    if not is_settled and any(one.is_change for one in adjusted):
        yield NOTHING_TO_ADD


def _feedback_fingerprint(grade: Grade) -> str:
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
    columns = Columns(titles(tasks), lambda grade: row_of(grade, tasks), sum(tasks.values()))
    known = (before, there, kit_fingerprint())
    teller, notes = Teller(book, out, *known, columns, keeps_mistakes=work is not None), Notes()

    def parts() -> Iterator[ClassPart]:
        for part, own in book.parts(teller.part, tuple[ClassPart, Notes]):
            notes.merge(own)
            if own.has_new_feedback:
                unfinished.touch()
            yield part

    figures = write_parts(out, columns, parts())
    forget_others(out, notes.members)
    _write_zips(out, notes)
    page = page_of(figures, book.course.name, book.journal.latest, work)
    write_atomically(out / REPORT, page)
    write_atomically(out / SUMMARY, summary(figures.tally, unknown, strays))
    changed = _write_changes(out, before, notes.news)
    book.journal.note_grades(notes.news)
    unfinished.unlink(missing_ok=True)
    archives = [path.name for path in sorted(out.glob("feedback-*.zip"))]
    remarks = tuple(_remarks(book.course, notes))
    dates = notes.late, notes.undated, notes.is_dated
    return CourseResult(figures.tally, changed, notes.look, *dates, remarks, archives)


def _write_changes(
    out: Path, before: Mapping[str, str], news: Mapping[str, str]
) -> Sequence[Change]:
    """Write whose grade has changed, and return it."""
    found = changes(
        before, [(name, msgspec.json.decode(note, type=Noted)) for name, note in news.items()]
    )
    with replacing(out / CHANGES) as file:
        write_changes(file, found)
    return found


def _remarks(course: Course, notes: Notes) -> Iterator[str]:
    """What an instructor should know of the rules, and of what they lead to."""
    if notes.marked:
        whose = counted(notes.marked, "person counts", "people count")
        yield (
            f"The platform marks work as late without a time: {whose} as one day late. "
            "[extensions] in course.toml or adjust.csv can change that."
        )
    if notes.beyond:
        yield f"{ADJUST} brings above the maximum: {some(notes.beyond)}. Is that intended?"
    has_rule = course.grace or course.late != Late()
    if has_rule and not (course.due or course.extensions):
        yield "course.toml has a late rule but no due date, so nobody is late."
    sooner = [name for name, when in course.extensions.items() if course.is_sooner(when)]
    if sooner:
        yield f"Extensions that end before the due date: {some(sooner)}. Is that intended?"


def _write_zips(out: Path, notes: Notes) -> None:
    """Feedback as Moodle and Canvas read it, where people handed in there."""
    for platform in MEMBERS:
        path = out / f"feedback-{platform}.zip"
        names = {who: one for who, own in notes.members.items() if (one := own[platform])}
        pages = ((one, notes.pages.get(who) or _page_of(out, who)) for who, one in names.items())
        if not names:
            path.unlink(missing_ok=True)
        elif notes.has_new_feedback or {*names.values()} != members_in(path):
            write_feedback_zip(path, pages)


def _page_of(out: Path, submission: str) -> bytes:
    return (out / FEEDBACK / f"{file_name(submission)}{PAGE}").read_bytes()


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
