"""The gradebook: what everybody of a course gets. A query over the journal; nothing is run."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from autograder.classroom.adjustments import Adjustments, read_adjustments
from autograder.classroom.course_toml import FILE as COURSE_FILE
from autograder.classroom.course_toml import Course, read_course
from autograder.classroom.directory import keys
from autograder.classroom.entries import id_of, listed
from autograder.classroom.grade import Contact, Grade, HandIn, Round
from autograder.classroom.journal import FILE, Journal, read_journal
from autograder.classroom.policy import grade_of
from autograder.classroom.roster import Person, read_roster
from autograder.classroom.roster_table import PARTICIPANT
from autograder.classroom.selection import Attempt
from autograder.grading.commands import kit_command
from autograder.grading.errors import KitError
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

GRADES = "grades"
LOGINS = ("login_id", "sis login id", "login", "username", "user name", "github_username")


@dataclass(frozen=True)
class Gradebook:
    """A course with its journal, open. people: on the roster; None without one."""

    course: Course
    journal: Journal
    people: Sequence[Person] | None
    adjustments: Adjustments

    def grades(self) -> Iterator[Grade]:
        """The grade of everybody, in the order of their ids."""
        contacts = Contacts(self.people or ())
        rounds = self.journal.rounds()
        for submission, hand_ins in sorted(self._hand_ins().items()):
            every = self._attempts(hand_ins, rounds)
            work = [one for one in every if one.report.status is not Status.NOT_SUBMITTED]
            attempts = work or every[-1:] or [_lost(hand_ins[-1])]
            adjusted = self.adjustments.get(submission, ())
            yield grade_of(attempts, self.course, adjusted, contacts.of(submission))

    def ids(self) -> list[str]:
        """The ids of everybody who is graded."""
        return sorted(self.journal.people())

    def _attempts(self, hand_ins: Sequence[HandIn], rounds: Mapping[int, Round]) -> list[Attempt]:
        """What became of each; of the same files, what was judged last."""
        found: list[Attempt] = []
        judged: list[Attempt] = []
        for one in reversed(hand_ins):
            same = (a for a in judged if (a.hand_in.files, a.hand_in.came) == (one.files, one.came))
            newer = next(same, None)
            attempt = replace(newer, hand_in=one) if newer else self._attempt(one, rounds)
            found += [attempt] if attempt else []
            judged += [attempt] if attempt and attempt.report.verdict else []
        return found[::-1]

    def _attempt(self, one: HandIn, rounds: Mapping[int, Round]) -> Attempt | None:
        found = self.journal.report(one.verdict)
        return found and Attempt(one, found[0], rounds.get(found[1]))

    def _hand_ins(self) -> Mapping[str, Sequence[HandIn]]:
        """What each person handed in, in the order of the journal."""
        found: dict[str, list[HandIn]] = {}
        for one in self.journal.hand_ins():
            found.setdefault(one.submission, []).append(one)
        return found


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
    nothing = f"Nothing of {folder} is graded yet. Type: {kit_command('grade', folder)}"
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
        by_digits = {name.lstrip("0"): name for name in ids}  # a spreadsheet takes the zeros away
        bare = [name.lstrip("'0") for name in unknown]  # and grades.csv puts a ' before them
        meant = dict.fromkeys(by_digits[one] for one in bare if one in by_digits)
        hint = f"did you mean {listed([*meant])}? Write" if meant else "write"
        raise KitError(
            f"{folder / 'adjust.csv'} has lines for {listed(unknown)}, but the course has nobody "
            f"of that id; {hint} the ids as they are in grades.csv, without a ' in front, or "
            "delete these lines.",
            exit_code=2,
        )


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
