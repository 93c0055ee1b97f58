"""
A class of 200 as each platform exports it: the same people, twice, a week apart.

There are groups, late ones, notebooks, archives, second attempts, names that break things,
namesakes, people who hand in nothing, stubs or rubbish. The same seed gives the same class.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.classroom.gradebooks.ledgers import csv_text
from tests.classroom.rooms import tarred, zipped

DUE = datetime(2026, 11, 20, 12, tzinfo=UTC)
EARLY, LATER = "2026-11-19 early", "2026-11-27 all"
IN_TIME, AGAIN = DUE - timedelta(days=2), DUE - timedelta(hours=2)
LATE = {1: timedelta(minutes=30), 2: timedelta(hours=25), 4: timedelta(days=3, hours=1)}
STRANGE = (
    "Doe, Jr",
    'Q"uote O"Neil',
    "=cmd() Calc",
    "\u200fRight Left",
    "Ju\u0308rgen Mu\u0308ller",
    "Long " + "x" * 180,
    "Semi;Colon Name",
    "Same Name",
    "Same Name",
)
"""Names that break tables, formulas, folders and each other."""
KINDS = (
    *["scripts"] * 6,
    *("notebook", "zip", "tar", "late 1", "late 2", "late 4", "again", "again", "spoiled", "gone"),
    *("group", "group", "group", "absent", "stub", "broken", "one file"),
)
STUB = {
    "day4_ex1.py": b"def indefinite_integral(f, x):\n    raise NotImplementedError('TODO 1.1')\n"
}
BROKEN = b"PK\3\4 no archive"


@dataclass(frozen=True, slots=True)
class Student:
    """A person. id: with zeros in front. kind: how they hand in. team: "" without a group."""

    number: int
    name: str
    kind: str
    team: str = ""

    @property
    def id(self) -> str:
        return f"{self.number:05}"

    @property
    def login(self) -> str:
        return f"u{self.number:03}x"

    @property
    def email(self) -> str:
        return f"{self.login}@uni.edu"

    @property
    def first(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def last(self) -> str:
        return self.name.partition(" ")[2]

    @property
    def canvas(self) -> str:
        return str(20_000 + self.number)

    @property
    def moodle(self) -> str:
        return str(50_000 + self.number)

    @property
    def days_late(self) -> int:
        return int(self.kind.removeprefix("late ")) if self.kind.startswith("late") else 0

    @property
    def submitted(self) -> datetime:
        """When the newest of it was handed in."""
        if self.days_late:
            return DUE + LATE[self.days_late]
        return AGAIN if self.kind in {"again", "spoiled"} else IN_TIME


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a student, or a team, hands in once."""

    students: tuple[Student, ...]
    when: datetime
    files: Mapping[str, bytes]

    @property
    def one(self) -> Student:
        return self.students[0]


Work = Sequence[HandedIn]


def class_of(count: int = 200, seed: int = 4) -> tuple[Student, ...]:
    """So many students, each kind and each strange name among them as long as there is room."""
    dice = random.Random(seed)  # noqa: S311 -- a class, no secret
    kinds = [*KINDS, *dice.choices(KINDS, k=count)][:count]
    plain = (f"{dice.choice(FIRST)} {dice.choice(LAST)}{number}" for number in range(count))
    names = [*STRANGE, *plain][:count]
    dice.shuffle(names)
    people, team = [], 0
    for number, (name, kind) in enumerate(zip(names, kinds, strict=True), start=1):
        label = f"Team {team // 3 + 1:02}" if kind == "group" else ""
        team += kind == "group"
        people.append(Student(number, name, kind, label))
    return tuple(people)


FIRST = "Ada Alan Emmy Grace Noor Olu Sofia Tomasz Wei Zo\u00eb Jos\u00e9".split()
LAST = "Lovelace Turing Noether Hopper Abadi Okafor Rossi Nowak Zhang Nu\u00f1ez".split()


def script(student: Student, exercise: int, version: int = 1) -> bytes:
    names = {1: "indefinite_integral(f, x)", 2: "add_bias(X)"}
    return f"def {names[exercise]}:\n    return {student.number}, {version}\n".encode()


def notebook(student: Student) -> bytes:
    source = script(student, 1).decode()
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
    whole = {"cells": [{**cell, "execution_count": None}], "metadata": {}, "nbformat": 4}
    return json.dumps({**whole, "nbformat_minor": 4}).encode()


def files_of(student: Student, version: int = 1) -> Mapping[str, bytes]:
    """What a student hands in."""
    both = {
        "day4_ex1.py": script(student, 1, version),
        "day4_ex2.py": script(student, 2, version),
    }
    return {
        "zip": {"day4.zip": zipped(both)},
        "tar": {"day4.tar.gz": tarred(both)},
        "notebook": {"day4_ex1.ipynb": notebook(student), "day4_ex2.py": both["day4_ex2.py"]},
        "one file": {"day4_ex2.py": both["day4_ex2.py"]},
        "stub": STUB,
        "broken": {"day4.zip": BROKEN},
        "spoiled": {"day4.zip": BROKEN} if version > 1 else both,
    }.get(student.kind, both)


def handed_in(people: Sequence[Student]) -> tuple[Work, Work]:
    """What the early export has, and what the later one has."""
    teams: dict[str, list[Student]] = {}
    early: list[HandedIn] = []
    later: list[HandedIn] = []
    for one in people:
        if one.team:
            teams.setdefault(one.team, []).append(one)
        elif one.kind in {"again", "spoiled", "gone"}:
            early.append(HandedIn((one,), IN_TIME, files_of(one)))
            if one.kind != "gone":
                later.append(HandedIn((one,), AGAIN, files_of(one, 2)))
        elif one.kind != "absent":
            later.append(HandedIn((one,), one.submitted, files_of(one)))
    later += [HandedIn(tuple(team), IN_TIME, files_of(team[0])) for team in teams.values()]
    return early, later


def plain(work: Work) -> Iterator[tuple[str, bytes]]:
    """Folders of ids; a team shares one, but nothing here says so: each has their own."""
    for one in work:
        for student in one.students:
            yield from ((f"{student.id}/{name}", data) for name, data in one.files.items())


def nbgrader(work: Work) -> Iterator[tuple[str, bytes]]:
    for one in work:
        for student in one.students:
            place = f"submitted/{student.id}/day4"
            yield from ((f"{place}/{name}", data) for name, data in one.files.items())
            yield f"{place}/timestamp.txt", f"{one.when:%Y-%m-%d %H:%M:%S.000000} UTC".encode()


def moodle(work: Work) -> Iterator[tuple[str, bytes]]:
    for one in work:
        owner = f"{one.one.team}_{60_000 + one.one.number}" if one.one.team else ""
        owner = owner or f"{one.one.name}_{one.one.moodle}"
        for name, data in one.files.items():
            yield f"{owner}_assignsubmission_file_/{name}", data


def canvas(work: Work) -> Iterator[tuple[str, bytes]]:
    for one in work:
        called = one.one.team or one.one.name
        word = "".join(c for c in called.casefold() if c.isalnum()) or "x"
        number = str(30_000 + one.one.number) if one.one.team else one.one.canvas
        late = "_LATE" if one.when > DUE else ""
        for place, (name, data) in enumerate(one.files.items()):
            attachment = 900_000 + 10 * one.one.number + place
            yield f"{word}{late}_{number}_{attachment}_{name}", data


def gradescope(work: Work) -> Iterator[tuple[str, bytes]]:
    lines = []
    for one in work:
        folder = f"submission_{700_000 + one.one.number}"
        yield from ((f"{folder}/{name}", data) for name, data in one.files.items())
        lines += [f"{folder}:", "  :submitters:"]
        for student in one.students:
            name, quoted = json.dumps(student.name), json.dumps(student.id)
            lines += [f"  - :name: {name}", f"    :sid: {quoted}", f"    :email: {student.email}"]
        lines.append(f"  :created_at: {one.when:%Y-%m-%d %H:%M:%S.000000000} Z")
    yield "submission_metadata.yml", "\n".join([*lines, ""]).encode()


def brightspace(work: Work) -> Iterator[tuple[str, bytes]]:
    for one in work:
        for student in one.students:
            place = f"{student.moodle}-77 - {student.name}- {one.when:%b %d, %Y %I%M %p}"
            yield from ((f"{place}/{name}", data) for name, data in one.files.items())
    yield "index.html", b""


def blackboard(work: Work) -> Iterator[tuple[str, bytes]]:
    for one in work:
        for student in one.students:
            place = f"Day 4_{student.login}_attempt_{one.when:%Y-%m-%d-%H-%M-%S}"
            yield f"{place}.txt", b"Name: somebody"
            yield from ((f"{place}_{name}", data) for name, data in one.files.items())


def classroom(work: Work) -> Iterator[tuple[str, bytes]]:
    for one in work:
        for student in one.students:
            place = f"cs101-day4-{student.login}"
            yield from ((f"{place}/{name}", data) for name, data in one.files.items())


LAYOUTS: Mapping[str, Callable[[Work], Iterator[tuple[str, bytes]]]] = {
    "plain": plain,
    "nbgrader": nbgrader,
    "Moodle": moodle,
    "Canvas": canvas,
    "Gradescope": gradescope,
    "Brightspace": brightspace,
    "Blackboard": blackboard,
    "Classroom": classroom,
}
TIMED = {"nbgrader", "Moodle", "Gradescope", "Brightspace", "Blackboard"}
"""Layouts that say when work was handed in; Canvas only says that it was late."""


def exports(layout: str, people: Sequence[Student]) -> dict[str, dict[str, bytes]]:
    """The early and the later export of a platform, by name: files by path."""
    write = LAYOUTS[layout]
    early, later = handed_in(people)
    return {EARLY: dict(write(early)), LATER: dict(write(later))}


def worksheet(people: Sequence[Student]) -> str:
    """Moodle's, with the group column that it has for teams."""
    header = ["Identifier", "Full name", "ID number", "Email address", "Status", "Group", "Grade"]
    header += ["Maximum Grade", "Grade can be changed", "Last modified (submission)"]
    header += ["Last modified (grade)", "Feedback comments"]
    rows = []
    for one in people:
        when = "-" if one.kind == "absent" else f"{one.submitted:%A, %d %B %Y, %I:%M %p}"
        who = [f"Participant {one.moodle}", one.name, one.id, one.email, "", one.team]
        rows.append([*who, "", "100.00", "Yes", when, "-", ""])
    return csv_text([header, *rows])


def canvas_gradebook(people: Sequence[Student]) -> str:
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Day 4 (11)"]
    rows = [[f"{one.last}, {one.first}", one.canvas, one.id, one.login, "A", ""] for one in people]
    points = ["    Points Possible", "", "", "", "", "100.00"]
    return csv_text([header, points, *rows, ["Student, Test", "9", "", "test", "A", ""]])


def roster(layout: str, people: Sequence[Student]) -> str:
    """The class as the platform of a layout lists it."""
    if layout == "Moodle":
        return worksheet(people)
    header, row = ROSTERS[layout]
    return csv_text([header.split("|"), *(row(one) for one in people)])


ROSTERS: Mapping[str, tuple[str, Callable[[Student], list[str]]]] = {
    "plain": ("id|name|email", lambda one: [one.id, one.name, one.email]),
    "nbgrader": (
        "id|last_name|first_name|email",
        lambda one: [one.id, one.last, one.first, one.email],
    ),
    "Canvas": (
        "name|canvas_user_id|user_id|login_id|sections|group_name",
        lambda one: [one.name, one.canvas, one.id, one.login, "A", one.team],
    ),
    "Gradescope": ("Name|SID|Email|Role", lambda one: [one.name, one.id, one.email, "Student"]),
    "Brightspace": (
        "OrgDefinedId|Username|Last Name|First Name|Email|End-of-Line Indicator",
        lambda one: [f"#{one.id}", f"#{one.login}", one.last, one.first, one.email, "#"],
    ),
    "Blackboard": (
        "Last Name|First Name|Username|Student ID",
        lambda one: [one.last, one.first, one.login, one.id],
    ),
    "Classroom": (
        "identifier|username|name",
        lambda one: [one.id, one.login, one.name],
    ),
}
