"""The roster: a CSV file of the people who belong to a class."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from autograder.classroom.caps import ARCHIVE
from autograder.classroom.disk import read_regular
from autograder.classroom.entries import Entry, id_of
from autograder.classroom.refusal import Refused

# The columns of exports of Moodle, Canvas, Gradescope and nbgrader, the best id first.
IDS = (
    *("id", "student_id", "student id", "studentid", "identifier", "sid", "sis user id"),
    *("sis login id", "username", "user name", "login", "id number", "email", "email address"),
)
NAMES = ("name", "full name", "student", "student name")
PARTS = (("first name", "last name"), ("first_name", "last_name"))
MOODLE_ID = re.compile(r".*\D(\d+)")


@dataclass(frozen=True, slots=True)
class Person:
    """
    Somebody on the roster.

    aliases: everything that an entry may call this person. names: those that are not ids.
    """

    submission: str
    name: str
    aliases: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """people: by the id of their entry. absent: no entry is theirs. unknown: nobody's entries."""

    people: Mapping[str, Person]
    absent: tuple[Person, ...]
    unknown: tuple[str, ...]


def read_roster(path: Path) -> tuple[Person, ...]:
    """The people in a file. Raises Refused."""
    try:
        text = read_regular(path, ARCHIVE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"The roster {path} is not UTF-8; save it as CSV UTF-8.") from None
    try:
        people = people_in(text)
    except csv.Error as error:
        raise Refused(f"The roster {path} is no CSV file: {error}.") from None
    if not people:
        raise Refused(f"The roster {path} names nobody.")
    return people


def people_in(text: str) -> tuple[Person, ...]:
    """The people in the text of a CSV file, each once; without a known header, the first column."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(StringIO(text), delimiter=delimiter, strict=True) if any(row)]
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not set(header) & {*IDS, *NAMES}:
        header = ["id"]
    else:
        rows = rows[1:]
    people = (_person({k: v.strip() for k, v in zip(header, row, strict=False)}) for row in rows)
    return tuple({person.submission: person for person in people if person.submission}.values())


def match(entries: Iterable[Entry], people: tuple[Person, ...]) -> Match:
    """Whose entry is whose; a name that two people share tells nobody."""
    keys = Counter(key for person in people for key in _keys(person.aliases))
    owner = {k: person for person in people for k in _keys(person.aliases) if keys[k] == 1}
    names = {k: p for k, p in owner.items() if k in _keys(p.names)}
    found: dict[str, Person] = {}
    unknown = []
    present: set[str] = set()
    by_id = {person.submission: person for person in people}
    for entry in entries:
        owners = _owners(entry, by_id, owner, names)
        present.update(person.submission for person in owners)
        if owners:
            found[entry.submission] = owners[0]
        else:
            unknown.append(entry.submission)
    absent = tuple(person for person in people if person.submission not in present)
    return Match(found, absent, tuple(unknown))


def _owners(
    entry: Entry,
    by_id: Mapping[str, Person],
    owner: Mapping[str, Person],
    names: Mapping[str, Person],
) -> list[Person]:
    """
    The people of an entry. owner: by any alias; names: by name.

    Beside a platform's number the alias is what somebody calls themselves: it is nobody's id.
    """
    if entry.submission in by_id:
        return [by_id[entry.submission]]
    if entry.submission.isdecimal():
        keys = _keys((entry.submission,))
        by_number = [owner[key] for key in keys if key in owner]
        return by_number or [names[key] for key in _keys(entry.aliases) if key in names]
    called = (entry.submission, *entry.aliases)
    exact = [by_id[name] for name in called if name in by_id]
    return exact or [owner[key] for key in _keys(called) if key in owner]


def _person(row: Mapping[str, str]) -> Person:
    ids = [_moodle_id(row[key]) if key == "identifier" else row[key] for key in IDS if row.get(key)]
    names = [row[key] for key in NAMES if row.get(key)]
    names += [f"{row[a]} {row[b]}" for a, b in PARTS if row.get(a) and row.get(b)]
    aliases = tuple(map(id_of, (*ids, *names)))
    called = tuple(map(id_of, names))
    return Person(aliases[0] if aliases else "", called[0] if called else "", aliases, called)


def _moodle_id(text: str) -> str:
    """`Participant 12345`, in whatever language, is 12345."""
    found = MOODLE_ID.fullmatch(text)
    return found[1] if found else text


def _keys(aliases: Iterable[str]) -> tuple[str, ...]:
    """Aliases without what platforms change: case, spaces, commas, accents' spelling."""
    folded = (unicodedata.normalize("NFKC", alias).casefold() for alias in aliases)
    keys = ("".join(c for c in alias if c.isalnum() or c in "@_") for alias in folded)
    return tuple(dict.fromkeys(key for key in keys if key))
