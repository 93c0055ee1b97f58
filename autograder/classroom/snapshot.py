"""The snapshot: what hand-ins/ was like when all of it was in the journal, and who was in it.

While nothing in it has changed, nothing of it is read again. The content of a file cannot change
unless its time, its size or its place on the disk does, except within the smallest step of a clock.
So a snapshot is taken before anything is read, and not at all while a file is younger than the
coarsest clock of a file system.
"""

import os
import stat
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import msgspec

from autograder.classroom.batch import fingerprint, kit_fingerprint
from autograder.classroom.class_list import ClassList, Handed, class_list, found_files
from autograder.classroom.course_toml import Course
from autograder.classroom.entries import Names
from autograder.classroom.grade import HandIn
from autograder.classroom.hand_ins import FOLDER, UNPACKED
from autograder.classroom.journal import Journal
from autograder.classroom.roster import Person
from autograder.grading.files import write_atomically
from autograder.grading.spec import spec_names

FILE = "hand-ins.json"
YOUNG = 2_000_000_000  # nanoseconds; some file systems count time in steps of two seconds
MOST = 200_000  # files and folders: more than that is no class


class Odd(Exception):  # noqa: N818 -- not an error: all is read again
    """Something of which a snapshot cannot tell whether it changes, such as a link."""


class Snapshot(msgspec.Struct, frozen=True):
    """Who was in hand-ins/. key: of all that intake depends on. state: of the journal afterwards.

    people: all ids. The others are those of a class list.
    """

    key: str
    state: str
    people: tuple[str, ...]
    unknown: list[str]
    strays: list[str]
    exports: list[tuple[str, str]]

    @classmethod
    def of(cls, key: str, state: str, members: ClassList) -> Self:
        more = (members.unknown, members.strays, members.exports)
        return cls(key, state, tuple(members.people), *more)

    @property
    def members(self) -> ClassList:
        """The class list, without what anybody handed in."""
        people = {one: list[Handed]() for one in self.people}
        return ClassList(people, self.unknown, self.strays, self.exports)


def key_of(folder: Path, course: Course, *others: object) -> str:
    """Changes as soon as intake may find something else; "" if that cannot be told."""
    try:
        roster = (folder / course.roster).read_bytes() if course.roster else b""
        files = list(_files(folder, time.time_ns()))
    except (OSError, Odd):
        return ""
    settings = (course.roster, repr(course.zone), roster, spec_names())
    return fingerprint(kit_fingerprint(), settings, files, others)


def _files(folder: Path, now: int) -> Iterator[tuple[object, ...]]:
    """All files and folders among what people handed in. Raises OSError or Odd."""
    places = [os.fspath(folder / name) for name in (FOLDER, UNPACKED)]
    found = 0
    for place in filter(os.path.lexists, places):
        yield _state_of(place, os.lstat(place), now)
        waiting = [place]
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in sorted(entries, key=lambda one: one.name):
                    status = entry.stat(follow_symlinks=False)
                    yield _state_of(entry.path, status, now)
                    if stat.S_ISDIR(status.st_mode):
                        waiting.append(entry.path)
                    found += 1
                    if found > MOST:
                        raise Odd(place)


def _state_of(path: str, status: os.stat_result, now: int) -> tuple[object, ...]:
    """All that a system says of a file. Raises Odd.

    A time that is far ahead, from a clock that was wrong, changes as surely as an old one.
    """
    kind = stat.S_IFMT(status.st_mode)
    times = (status.st_mtime_ns, status.st_ctime_ns)
    is_young = any(abs(now - one) < YOUNG for one in times)
    if is_young or kind not in {stat.S_IFREG, stat.S_IFDIR}:
        raise Odd(path)
    return (path, status.st_mode, status.st_dev, status.st_ino, status.st_size, *times)


def recalled(out: Path, key: str, journal: Journal) -> Snapshot | None:
    """The snapshot in a folder of grades, if all is as it was."""
    try:
        found = msgspec.json.decode((out / FILE).read_bytes(), type=Snapshot)
    except (OSError, msgspec.DecodeError):
        return None
    return found if key and (found.key, found.state) == (key, journal.state) else None


def keep_snapshot(out: Path, key: str, journal: Journal, members: ClassList) -> None:
    """Keep it for the next time, or none if somebody is to be graded again. Raises OSError."""
    if not key or journal.has_faults:
        (out / FILE).unlink(missing_ok=True)
        return
    content = msgspec.json.encode(Snapshot.of(key, journal.state, members))
    write_atomically(out / FILE, content.decode())


@dataclass
class CourseIntake:
    """Who has handed in what; read once, and not at all while nothing has changed.

    journal: of earlier rounds. key: of all that is read, from before it was. known: whether all of
    that is in the journal already.
    """

    folder: Path
    course: Course
    roster: Sequence[Person] | None
    journal: Journal | None
    key: str = ""
    known: Snapshot | None = None

    @cached_property
    def earlier(self) -> list[str]:
        """The ids that people had in earlier rounds."""
        return self.journal.people() if self.journal else []

    @cached_property
    def whole(self) -> ClassList:
        """Everybody, with what they handed in."""
        return class_list(self.folder, self.course, self.roster, self.earlier)

    @property
    def members(self) -> ClassList:
        return self.known.members if self.known else self.whole

    def recall(self, out: Path, options: Namespace) -> None:
        """Look whether anything has to be read."""
        self.key = key_of(self.folder, self.course, options.trust_submissions)
        wants_all = options.regrade or options.similar or options.merge or options.verbose
        if self.journal and not wants_all:
            self.known = recalled(out, self.key, self.journal)

    def read(self, hand_in: HandIn) -> Mapping[str, bytes]:
        """The files of a hand-in that are still there."""
        return found_files(hand_in, self.whole, Names(spec_names()))
