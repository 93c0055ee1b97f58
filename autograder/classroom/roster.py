"""The roster, a CSV file of the people in a class, and the members that it and the entries give."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from autograder.classroom.entries import LISTING, Entry, id_of
from autograder.classroom.intake import read_regular
from autograder.classroom.layout import Listing
from autograder.grading.errors import KitError

# The columns of exports of Moodle, Canvas, Gradescope and nbgrader, the best id first.
IDS = (
    *("id", "student_id", "student id", "studentid", "identifier", "sid", "sis user id"),
    *("sis login id", "username", "user name", "login", "id number", "email", "email address"),
)
NAMES = ("name", "full name", "student", "student name")
FULL_NAMES = (("first name", "last name"), ("first_name", "last_name"))
MOODLE_ID = re.compile(r"\A.*\D(\d+)\Z")  # `Participant 12345`, in whatever language, is 12345


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster.

    aliases: everything that an entry may call this person. names: those that are not ids.
    """

    submission: str
    name: str
    aliases: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The class. unknown: ids that are not on the roster. strays: files that are nobody's."""

    members: tuple[Entry, ...]
    unknown: tuple[str, ...]
    strays: tuple[str, ...]


def gather(listing: Listing, roster: Sequence[Person] | None) -> Gathered:
    """Members in the order of their entries, then the absent. roster: None without one."""
    people = tuple(roster or ())
    owners = owners_of(listing.entries, people)
    present = {person.submission for found in owners.values() for person in found}
    members = [replace(e, name=_name(e, owners[e.submission])) for e in listing.entries]
    absent = (p for p in people if p.submission not in present | owners.keys())
    members += [Entry(person.submission, (), name=person.name) for person in absent]
    unknown = () if roster is None else (name for name, found in owners.items() if not found)
    return Gathered(tuple(members), tuple(unknown), listing.strays)


def _name(entry: Entry, owners: Sequence[Person]) -> str:
    """The name on the roster, or what the platform has that is not an id."""
    if owners and owners[0].name:
        return owners[0].name
    return next((alias for alias in entry.aliases if " " in alias), "")


def read_roster(path: Path) -> tuple[Person, ...]:
    """The people in a file. Raises KitError."""
    try:
        people = people_in(read_regular(path, LISTING).decode("utf-8-sig"))
    except UnicodeDecodeError:
        problem = "is not UTF-8; save it as CSV UTF-8"
    except csv.Error as error:
        problem = f"is not a CSV file: {error}"
    else:
        if people:
            return people
        problem = "names nobody"
    raise KitError(f"The roster {path} {problem}.", exit_code=2)


def people_in(text: str) -> tuple[Person, ...]:
    """The people in the text of a CSV file, each once; without a known header, the first column."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(StringIO(text), delimiter=delimiter, strict=True) if any(row)]
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if set(header) & {*IDS, *NAMES}:
        rows = rows[1:]
    else:
        header = ["id"]
    people = (_person({k: v.strip() for k, v in zip(header, row, strict=False)}) for row in rows)
    return tuple({person.submission: person for person in people if person.submission}.values())


def owners_of(entries: Iterable[Entry], people: Sequence[Person]) -> Mapping[str, Sequence[Person]]:
    """Whose each entry is, by its id; a name that two people share identifies neither."""
    counts = Counter(key for person in people for key in _keys(person.aliases))
    by_alias = {k: person for person in people for k in _keys(person.aliases) if counts[k] == 1}
    by_id = {person.submission: person for person in people}
    return {entry.submission: _owners(entry, by_id, by_alias) for entry in entries}


def _owners(entry: Entry, by_id: dict[str, Person], by_alias: dict[str, Person]) -> list[Person]:
    """The people of an entry."""
    if entry.submission in by_id:
        return [by_id[entry.submission]]
    # Beside a platform's number the alias is what learners call themselves: it is nobody's id.
    if entry.submission.isdecimal():
        by_number = [by_alias[k] for k in _keys((entry.submission,)) if k in by_alias]
        named = ((by_alias[k], k) for k in _keys(entry.aliases) if k in by_alias)
        return by_number or [person for person, key in named if key in _keys(person.names)]
    called = (entry.submission, *entry.aliases)
    exact = [by_id[name] for name in called if name in by_id]
    return exact or [by_alias[key] for key in _keys(called) if key in by_alias]


def _person(row: Mapping[str, str]) -> Person:
    row = {**row, "identifier": MOODLE_ID.sub(r"\1", row.get("identifier", ""))}
    ids = [row[key] for key in IDS if row.get(key)]
    names = [row[key] for key in NAMES if row.get(key)]
    names += [f"{row[a]} {row[b]}" for a, b in FULL_NAMES if row.get(a) and row.get(b)]
    aliases, called = tuple(map(id_of, (*ids, *names))), tuple(map(id_of, names))
    return Person(aliases[0] if aliases else "", called[0] if called else "", aliases, called)


def _keys(aliases: Iterable[str]) -> tuple[str, ...]:
    """Aliases without what platforms change: case, spaces, commas, how accents are encoded."""
    folded = (unicodedata.normalize("NFKC", alias).casefold() for alias in aliases)
    keys = ("".join(c for c in alias if c.isalnum() or c in "@_") for alias in folded)
    return tuple(dict.fromkeys(key for key in keys if key))
