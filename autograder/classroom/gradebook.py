"""The gradebook: what everybody of a course gets. A query over the journal; nothing is run."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from autograder.classroom.adjustments import FILE as ADJUST
from autograder.classroom.adjustments import Adjustments, read_adjustments
from autograder.classroom.course_toml import FILE as COURSE_FILE
from autograder.classroom.course_toml import Course, read_course
from autograder.classroom.directory import keys
from autograder.classroom.entries import id_of, some
from autograder.classroom.grade import Contact, Grade, HandIn, Round
from autograder.classroom.journal import FILE, Journal, read_journal
from autograder.classroom.journal_file import Values
from autograder.classroom.policy import grade_of
from autograder.classroom.report_row import bytes_of, is_judged, report_in, task_in
from autograder.classroom.roster import Person, read_roster
from autograder.classroom.roster_table import PARTICIPANT
from autograder.classroom.selection import Attempt
from autograder.classroom.side_by_side import side_by_side
from autograder.grading.commands import kit_command
from autograder.grading.errors import KitError
from autograder.grading.verdict import Verdict
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

GRADES = "grades"
PART = 200  # people whose grades are in memory at a time
LOGINS = ("login_id", "sis login id", "login", "username", "user name", "github_username")


Made = TypeVar("Made")
Rows = Sequence[Values | None]
"""The verdict on each hand-in of a person as a row of the journal, if it is there."""


class Packed(msgspec.Struct, frozen=True):
    """A grade on its way from one process to another; what many people have in common stays so."""

    plain: Grade
    tasks: list[bytes] | None = None
    seed: str = ""

    @classmethod
    def of(cls, grade: Grade) -> Self:
        verdict = grade.report.verdict
        plain = replace(grade, report=replace(grade.report, verdict=None))
        if verdict is None:
            return cls(plain)
        return cls(plain, [*map(bytes_of, verdict.tasks)], verdict.seed)

    @property
    def grade(self) -> Grade:
        if self.tasks is None:
            return self.plain
        verdict = Verdict(tuple(map(task_in, self.tasks)), self.seed)
        return replace(self.plain, report=replace(self.plain.report, verdict=verdict))


@dataclass(frozen=True)
class Gradebook:
    """A course with its journal, open. people: on the roster; None without one."""

    course: Course
    journal: Journal
    people: Sequence[Person] | None
    adjustments: Adjustments

    def grades(self) -> Iterator[Grade]:
        """The grade of everybody, in the order of their ids."""
        for several in self.parts(lambda some: [*map(Packed.of, some)], list[Packed]):
            yield from (one.grade for one in several)

    def parts(self, make: Callable[[Iterator[Grade]], Made], kind: type[Made]) -> Iterator[Made]:
        """What `make` gives for the grades of each part of the course, in the order of their ids.

        Many parts are made side by side. kind: what it gives, of which every type is plain data.
        """
        contacts, rounds = Contacts(self.people or ()), self.journal.rounds()
        people = self._hand_ins()

        def made(piece: bytes) -> bytes:
            first, several = msgspec.msgpack.decode(piece, type=tuple[int, list[Rows]])
            pairs = zip(people[first : first + PART], several, strict=True)
            grades = (self._grade(*one, contacts, rounds) for one in pairs)
            return msgspec.msgpack.encode(make(grades))

        starts = range(0, len(people), PART)
        several = ([*map(self._rows, people[first : first + PART])] for first in starts)
        pieces = (msgspec.msgpack.encode(one) for one in zip(starts, several, strict=True))
        for content in side_by_side(made, pieces):
            yield msgspec.msgpack.decode(content, type=kind, dec_hook=lambda own, plain: own(plain))

    def ids(self) -> list[str]:
        """The ids of everybody who is graded."""
        return sorted(self.journal.people())

    def _grade(
        self,
        hand_ins: Sequence[HandIn],
        rows: Rows,
        contacts: "Contacts",
        rounds: Mapping[int, Round],
    ) -> Grade:
        """What somebody gets for this. rows: the verdict on each."""
        pairs = [(one, row) for one, row in zip(hand_ins, rows, strict=True) if row]
        every = [Attempt(one, report_in(row[2:]), rounds.get(row[1])) for one, row in pairs]
        work = [one for one in every if one.report.status is not Status.NOT_SUBMITTED]
        attempts = work or every[-1:] or [_lost(hand_ins[-1])]
        submission = hand_ins[0].submission
        adjusted = self.adjustments.get(submission, ())
        return grade_of(attempts, self.course, adjusted, contacts.of(submission))

    def _rows(self, hand_ins: Sequence[HandIn]) -> Rows:
        """The verdict on each, as the journal has it; of the same files, what was judged last."""
        found: list[Values | None] = []
        judged: list[tuple[HandIn, Values]] = []
        for one in reversed(hand_ins):
            same = (row for a, row in judged if (a.files, a.came) == (one.files, one.came))
            row = next(same, None) or self.journal.row(one.verdict)
            found.append(row)
            judged += [(one, row)] if row and is_judged(row[2:]) else []
        return found[::-1]

    def _hand_ins(self) -> Sequence[Sequence[HandIn]]:
        """What each person handed in, in the order of the journal; people by their ids."""
        found: dict[str, list[HandIn]] = {}
        for one in self.journal.hand_ins():
            found.setdefault(one.submission, []).append(one)
        return [hand_ins for _, hand_ins in sorted(found.items())]


def _lost(one: HandIn) -> Attempt:
    """For somebody whose verdicts were all in the damaged part of a journal."""
    reason = "The journal has lost the verdict. Grade the course again, with this hand-in in it."
    return Attempt(one, Report(one.submission, Status.GRADER_ERROR, reason))


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage: among the verdicts of thousands, that takes long and finds nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def open_gradebook(folder: Path) -> Iterator[Gradebook]:
    """The gradebook of a course that has been graded. Raises KitError."""
    if not (folder / COURSE_FILE).is_file():
        raise KitError(
            f"{folder} is not the folder of a course: it holds no {COURSE_FILE}. To make one, "
            f"type: {kit_command('class', folder)}",
            exit_code=2,
        )
    course = read_course(folder)
    path = folder / GRADES / FILE
    nothing = f"Nothing in {folder} is graded yet. Type: {kit_command('grade', folder)}"
    if not path.is_file():
        raise KitError(nothing, exit_code=2)
    people = read_people(folder, course)
    adjustments = read_adjustments(folder)
    with read_journal(path) as journal:
        book = Gradebook(course, journal, people, adjustments)
        if next(journal.hand_ins(), None) is None:  # as in a journal that was emptied
            raise KitError(nothing, exit_code=2)
        if adjustments:
            refuse_unknown(adjustments, book.ids(), folder)
        yield book


def read_people(folder: Path, course: Course) -> Sequence[Person] | None:
    """The people on the roster of a course; None without one. Raises KitError."""
    return read_roster(folder / course.roster) if course.roster else None


def refuse_unknown(adjustments: Adjustments, ids: Sequence[str], folder: Path) -> None:
    """Raise KitError if somebody is adjusted who is not in the course."""
    if unknown := [name for name in adjustments if name not in ids]:
        by_digits = {_bare(name): name for name in ids}
        bare = [*map(_bare, unknown)]
        meant = dict.fromkeys(by_digits[one] for one in bare if one in by_digits)
        hint = f"did you mean {some(meant)}? Write" if meant else "write"
        raise KitError(
            f"{folder / ADJUST} has lines for {some(unknown)}, but the course has nobody "
            f"with that id; {hint} the ids as they are in grades.csv, without a ' in front, or "
            "delete these lines.",
            exit_code=2,
        )


def _bare(name: str) -> str:
    """An id without the zeros that spreadsheets drop, and the ' that grades.csv puts in front."""
    return name.lstrip("'0").casefold()


def strangers(course: Course, ids: Iterable[str], people: Iterable[Person]) -> list[str]:
    """The ids that have an extension, and are those of nobody in the course."""
    known = {*keys(ids), *keys(one for person in people for one in dict(person.ids).values())}
    return [name for name in course.extensions if known.isdisjoint(keys((name,)))]


@dataclass
class Contacts:
    """What a roster says of people, by each of their ids."""

    people: Sequence[Person]

    def of(self, submission: str) -> Contact:
        """What it says of this one, whose id may be written in another way there."""
        found = self._plain.get(submission)
        others = () if found else keys((submission,))
        return found or next((self._alike[one] for one in others if one in self._alike), Contact())

    @cached_property
    def _plain(self) -> Mapping[str, Contact]:
        return {id_of(name): contact for name, contact in self._every()}

    @cached_property
    def _alike(self) -> Mapping[str, Contact]:
        return {key: contact for name, contact in self._every() for key in keys((name,))}

    def _every(self) -> Iterator[tuple[str, Contact]]:
        for person in self.people:
            contact = _contact(person)
            yield from ((name, contact) for name in (person.submission, *contact.ids.values()))


def _contact(person: Person) -> Contact:
    ids = dict(person.ids)
    email = next((one for one in ids.values() if "@" in one), "")
    logins = (ids[name] for name in LOGINS if name in ids)
    login = next((one for one in logins if not PARTICIPANT.fullmatch(one)), "")
    return Contact(email, login, person.section, ids)
