"""The roster: a CSV file of the people in a class, as a platform exports it or a person writes it.

Platforms add rows that are not people.
"""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.classroom.entries import LISTING, Refused, id_of, shown, some, unaccented
from autograder.classroom.intake import read_regular
from autograder.classroom.roster_table import (
    FIRST_NAMES,
    GROUPS,
    GUESSED,
    IDS,
    LAST_NAMES,
    NAMES,
    ROLES,
    SECTIONS,
    SHORTENED,
    table,
)
from autograder.grading.errors import KitError

TEACHERS = re.compile(
    r"instructor|ta|teaching assistant|reader|(?:editing|non-editing )?teacher|professor|lecturer"
    r"|tutor|grader|observer|designer|manager|admin|course builder|dozent(?:/?in)?|lehrer(?:/?in)?"
    r"|(?:trainer|kursleiter)(?:/?in)?(?: ohne bearbeitungsrecht)?|kursverwalter(?:/?in)?"
    r"|\u6559\u5e2b|enseignant(?:e)?|profesor(?:a)?|docente?|leraar"
)
TEST_STUDENTS = {"student, test", "test student", "estudiante, prueba", "estudiante de prueba"}

STUDENT = ("student", "estudiante", "etudiant", "studente")
"""Over the names in a gradebook of Canvas."""
FOOTER = re.compile(
    r"(?:total|sum|count|average|mean|median|exported|generated|points possible|summe|anzahl|gesamt"
    r"|durchschnitt|mittelwert|moyenne|somme|nombre|media|suma|totale|totaal|gemiddelde)(?![\w.@-])",
    re.IGNORECASE,
)
PAGE = re.compile(r"\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster.

    aliases: everything that an entry may call this person. names: those that are not ids. groups:
    the names of the groups that this person is in. ids: the name of each column with an id in it,
    and the id. section: of the class.
    """

    submission: str
    name: str
    aliases: tuple[str, ...]
    names: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    section: str = ""


def read_roster(path: Path) -> tuple[Person, ...]:
    """The people in a file. Raises KitError."""
    try:
        people = people_in(decoded(read_regular(path, LISTING)))
    except Refused as refused:
        problem = f"cannot be used: {_unreadable(path, str(refused))}; name a CSV file of the class"
    except UnicodeDecodeError:
        problem = "is not UTF-8; save it as CSV UTF-8"
    except (csv.Error, ValueError) as error:
        problem = str(error)
    else:
        if people:
            return people
        problem = "names nobody; it needs a line for each person"
    raise KitError(f"The roster {path} {problem}.", exit_code=2)


def _unreadable(path: Path, reason: str) -> str:
    if path.is_dir():
        return "it is a folder"
    return "there is no such file" if not path.exists() else reason.removesuffix(".")


def decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 or UTF-32, as spreadsheets and Blackboard write it."""
    if content.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):
        return content.decode("utf-32")
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16")
    return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-8-sig")


def people_in(text: str) -> tuple[Person, ...]:
    """The people in the text of a CSV file, each once; without a known header, the first column.

    Raises csv.Error, or ValueError if two people may have been made one.
    """
    if PAGE.match(text):
        raise ValueError("is a web page; open it in a spreadsheet, and save it as CSV UTF-8")
    header, rows = table(text)
    named = [dict(zip(header, row, strict=False)) for row in rows]
    people: dict[str, Person] = {}
    for person in (_person(row) for row in named if _is_person(row)):
        if person.submission in people and person.ids and person.submission == person.name:
            person = replace(person, submission=person.ids[0][1])  # noqa: PLW2901 -- a namesake
        _check(person, people.get(person.submission))
        people[person.submission] = person
    people.pop("", None)
    for footer in _footers(people):
        del people[footer]
    nameless = [one.name for one in people.values() if not one.ids]
    if nameless and len(nameless) < len(people):
        raise ValueError(f"has no id for {some(nameless)}; add it, or delete that line")
    return tuple(people.values())


def _footers(ids: Collection[str]) -> list[str]:
    """What a spreadsheet has below a class in which everybody else has a number."""
    others = [one for one in ids if not one.isdecimal()]
    return [one for one in others if FOOTER.match(one)] if len(ids) > len(others) + 1 else []


def _check(person: Person, other: Person | None) -> None:
    """Raises ValueError if a person cannot be told from the other of the same id."""
    if cut := next((one for _, one in person.ids if SHORTENED.fullmatch(one)), ""):
        raise ValueError(
            f"has the id {cut}, which a spreadsheet has shortened; make that column a text, enter "
            "the ids again, and save it"
        )
    if other is None or not person.submission:
        return
    if not person.ids:
        raise ValueError(f"has {shown(person.name)} twice and no ids; add a column id")
    if person.name and other.name and unaccented(person.name) != unaccented(other.name):
        raise ValueError(
            f"has the id {shown(person.submission)} twice, for {shown(other.name)} and "
            f"{shown(person.name)}; correct one of them"
        )


def _is_person(row: Row) -> bool:
    """Whether a row is one of the class: not the maxima, a test student or a teacher.

    In a gradebook of Canvas only people have an id.
    """
    title = next((key for key in STUDENT if key in row), "")
    name = row.get(title, "")
    is_canvas = bool(title) and {"id", "section"} <= row.keys()
    is_numbered = not is_canvas or bool(row["id"])
    is_real = name.casefold() not in TEST_STUDENTS and not name.startswith("Points Possible")
    roles = next((row[key] for key in ROLES if row.get(key)), "")
    teaches = [bool(TEACHERS.fullmatch(one.strip().casefold())) for one in roles.split(",")]
    return is_numbered and is_real and not (roles and all(teaches))


def _person(row: Row) -> Person:
    if "orgdefinedid" in row:  # Brightspace puts a # in front, so that spreadsheets leave ids alone
        row = {key: value.removeprefix("#") for key, value in row.items()}
    ids = tuple((key, id_of(row[key])) for key in IDS if row.get(key))
    names = [*_full_names(row), *(row[key] for key in NAMES if row.get(key))]
    called = tuple(map(id_of, names))
    guessed = tuple((key, id_of(row[key])) for key in row if key.startswith(GUESSED) and row[key])
    aliases = (*(one for _, one in ids), *called)
    aliases += tuple(one for _, one in guessed if not ids)
    listed = next((row[key] for key in GROUPS if row.get(key)), "")
    groups = tuple(id_of(one.strip()) for one in re.split("[,;]", listed) if one.strip())
    name = called[0] if called else ""
    first = aliases[0] if aliases else ""
    section = next((row[key] for key in SECTIONS if row.get(key)), "")
    return Person(first, name, aliases, called, groups, (*ids, *guessed), id_of(section))


def _full_names(row: Row) -> Iterator[str]:
    first = next((row[key] for key in FIRST_NAMES if row.get(key)), "")
    last = next((row[key] for key in (*LAST_NAMES, "name") if row.get(key)), "")
    if first and last:
        yield f"{first} {last}"
