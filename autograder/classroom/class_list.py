"""The class list of a course: who has handed in what, in all exports together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256
from pathlib import Path

from autograder.classroom.course_toml import Course
from autograder.classroom.directory import Directory
from autograder.classroom.entries import Entry, Names, Refused, shown
from autograder.classroom.grade import Grade, HandIn
from autograder.classroom.hand_ins import FOLDER, Export, When, exports_in, times_in
from autograder.classroom.intake import take_in
from autograder.classroom.layout import Listing, entries_in
from autograder.classroom.members import gather_known, identified
from autograder.classroom.roster import Person
from autograder.classroom.worksheet import worksheet_times
from autograder.grading.errors import KitError
from autograder.grading.screen import counted

PLATFORMS = {
    "Canvas": "canvas",
    "Moodle": "moodle",
    "nbgrader": "nbgrader",
    "Gradescope": "gradescope",
    "Classroom": "classroom50",
}


@dataclass(frozen=True, slots=True)
class Handed:
    """What one export has of a person."""

    entry: Entry
    when: When
    export: Export

    @property
    def came(self) -> str:
        """When it was handed in or, where nothing says so, exported."""
        return self.when.submitted or self.exported

    @property
    def exported(self) -> str:
        return self.export.date.astimezone(UTC).isoformat(timespec="seconds")


@dataclass
class ClassList:
    """Everybody in a course, and what each has handed in, the oldest first.

    unknown: ids that are not on the roster. strays: files that are nobody's. exports: the name of
    each, and its layout.
    """

    people: dict[str, list[Handed]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    exports: list[tuple[str, str]] = field(default_factory=list)

    @property
    def platform(self) -> str:
        """What the newest export came from, as `autograder export` calls it."""
        return PLATFORMS.get(self.exports[-1][1], "csv")

    def __str__(self) -> str:
        exports = ", ".join(f"{shown(name)} ({layout} layout)" for name, layout in self.exports)
        return f"{counted(len(self.people), 'person', 'people')} in {exports}"


def class_list(
    folder: Path, course: Course, roster: Sequence[Person] | None, earlier: Sequence[str]
) -> ClassList:
    """Who has handed in what, in all exports together."""
    zone = course.zone or UTC
    known = Directory(roster or ())
    exports = exports_in(folder, known.knows, zone)
    listings = [entries_in(export.path, None, known.knows) for export in exports]
    people = identified(roster or (), listings, earlier)
    worksheet = worksheet_times(folder / course.roster, zone) if course.roster else {}
    found = ClassList()
    for export, listing in zip(exports, listings, strict=True):
        found.exports.append((export.name, listing.layout))
        for attempt in listing.attempts:
            _add(found, export, attempt, people, times_in(listing, export, zone, worksheet))
    if roster is None:
        found.unknown.clear()
    for handed in found.people.values():
        handed.sort(key=lambda one: one.came)
    return found


def _add(
    found: ClassList,
    export: Export,
    listing: Listing,
    people: Sequence[Person],
    when: Callable[[Entry], When],
) -> None:
    gathered = gather_known(listing, people)
    for entry in gathered.members:
        handed = Handed(entry, when(entry), export)
        found.people.setdefault(entry.submission, []).append(handed)
    found.unknown += [one for one in gathered.unknown if one not in found.unknown]
    found.strays += gathered.strays


def files_of(
    grade: Grade, folder: Path, course: Course, roster: Sequence[Person] | None, names: Names
) -> Mapping[str, bytes]:
    """The files that a grade is about, as they were graded. Raises KitError if one is gone."""
    hand_in = grade.hand_in
    if hand_in is None or not hand_in.files:
        return {}
    members = class_list(folder, course, roster, [hand_in.submission])
    found = found_files(hand_in, members, names)
    if missing := [file for file in hand_in.files.values() if file.name not in found]:
        raise KitError(
            f"{missing[0].source} is not there any more, as it was graded. Put that export back "
            f"into {folder / FOLDER}; what came with --merge is in the other grader's course.",
            exit_code=2,
        )
    return found


def found_files(hand_in: HandIn, members: ClassList, names: Names) -> Mapping[str, bytes]:
    """The files of a hand-in that are still among what people handed in, as they were graded."""
    wanted = hand_in.files.values()
    found: dict[str, bytes] = {}
    for handed in members.people.get(hand_in.submission, ()):
        try:
            contents = take_in(handed.entry, names).files.values()
        except Refused:
            continue
        hashes = {sha256(content).hexdigest(): content for content in contents}
        found |= {file.name: hashes[file.hash] for file in wanted if file.hash in hashes}
    return found
