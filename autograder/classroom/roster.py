"""The roster: a CSV file of the people in a class, as a platform exports it or a person writes it.

Platforms translate their headers, put titles above them, and add rows that are not people.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from autograder.classroom.entries import LISTING, Refused, id_of, shown, unaccented
from autograder.classroom.intake import read_regular
from autograder.grading.errors import KitError

# The columns of exports of the platforms, the best id first; Moodle's in some of its languages,
# without accents.
IDS = (
    *("id", "student_id", "student id", "studentid", "identifier", "sid", "sis user id"),
    *("orgdefinedid", "sis login id", "canvas_user_id", "user_id", "login_id", "username"),
    *("user name", "login", "github_username", "github username", "id number", "id-nummer"),
    *("identifiant", "identificador", "identificatore", "identificatie", "identifikator"),
    *("numero d'identification", "numero de identificacion"),
    *("numero de id", "numero de identificacao", "numero id", "numero identificativo", "idnummer"),
    *("matrikelnummer", "benutzername", "anmeldename", "nom d'utilisateur"),
    *("nombre de usuario", "nome utente", "nome de utilizador", "gebruikersnaam", "numer id"),
    *("email", "email address", "e-mail", "e-mail-adresse", "e-mailadres", "adresse de courriel"),
    *("adresse e-mail", "direccion de correo", "direccion email", "correo electronico"),
    *("indirizzo email", "endereco de e-mail", "endereco de email", "mailadres", "email-adresse"),
)
NAMES = (
    *("name", "full name", "student", "student name", "vollstandiger name", "nom complet"),
    *("nombre completo", "nome completo", "cognome / nome", "volledige naam"),
)
FIRST_NAMES = (
    *("first name", "first_name", "firstname", "given name", "vorname", "prenom", "nombre"),
    *("nome", "voornaam", "imie"),
)
LAST_NAMES = (
    *("last name", "last_name", "lastname", "surname", "family name", "nachname"),
    *("nom", "nom de famille", "apellido(s)", "apellidos", "cognome", "apelido", "sobrenome"),
    *("achternaam", "nazwisko"),
)
GROUPS = (
    *("groups", "group", "group_name", "group name", "gruppen", "gruppe", "groupes", "groupe"),
    *("grupos", "grupo", "gruppi", "gruppo", "groepen", "groep", "grupy"),
)
SECTIONS = ("section", "sections", "sektion", "sezione", "seccion", "secao")
ROLES = ("role", "roles", "rolle", "rollen", "rol", "ruolo", "papel")
TEACHERS = re.compile(
    r"instructor|ta|teaching assistant|reader|(?:editing|non-editing )?teacher|professor|lecturer"
    r"|tutor|grader|observer|designer|manager|admin|course builder|dozent(?:in)?|lehrer(?:in)?"
    r"|trainer(?:in)?|enseignant(?:e)?|profesor(?:a)?|docente?|leraar"
)
KNOWN = {*IDS, *NAMES, *FIRST_NAMES, *LAST_NAMES}

PARTICIPANT = re.compile(r"(?P<word>\D*[^\W\d_]\D*)\s(?P<number>[0-9]+)")
"""Moodle's `Participant 12345`, in whatever language: it is 12345."""
WORDS = re.compile(r"[^@\d]*[^\W\d_][^@\d]*")
MAIL = re.compile(r"[^@\s]+@[^@\s]+")
TOP = 20  # lines among which there is the header
SEPARATOR = re.compile(r"sep=(?P<sign>.)", re.IGNORECASE)
SEPARATORS = (",", ";", "\t")
GUESSED = "guessed "
"""In front of the number of a column that may hold ids, though its title does not say so."""
SHORTENED = re.compile(r"[0-9][.,][0-9]+[eE]\+[0-9]+")
NUMBER = re.compile(r"[0-9]+")
TEST_STUDENTS = {"student, test", "test student"}

Row = Mapping[str, str]
Table = list[list[str]]


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
        people = people_in(_decoded(read_regular(path, LISTING)))
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


def _decoded(content: bytes) -> str:
    """Text in UTF-8 or UTF-16, as spreadsheets and Blackboard write it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-8-sig")


def people_in(text: str) -> tuple[Person, ...]:
    """The people in the text of a CSV file, each once; without a known header, the first column.

    Raises csv.Error, or ValueError if two people may have been made one.
    """
    header, rows = _table(text)
    named = [dict(zip(header, row, strict=False)) for row in rows]
    people: dict[str, Person] = {}
    for person in (_person(row) for row in named if _is_person(row)):
        if person.submission in people and person.ids and person.submission == person.name:
            person = replace(person, submission=person.ids[0][1])  # noqa: PLW2901 -- a namesake
        _check(person, people.get(person.submission))
        people[person.submission] = person
    people.pop("", None)
    return tuple(people.values())


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


def _table(text: str) -> tuple[list[str], Table]:
    """The names of the columns, and the rows below them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")[:TOP]
    marked = SEPARATOR.fullmatch(lines[0])
    if marked:
        text = text.split("\n", 1)[-1]
        lines = lines[1:]
    signs = (marked["sign"],) if marked else SEPARATORS
    places = [(number, sign) for number in range(len(lines)) for sign in signs]
    top, sign = max(places, key=lambda place: _likeness(lines[place[0]], place[1]))
    if not _likeness(lines[top], sign):
        sign = max(signs, key=lines[0].count)
        return _unknown_header(_rows(text, sign, is_marked=bool(marked)))
    rows = _rows(text, sign, top, is_marked=bool(marked))
    return _marked(list(map(_title, rows[0])), rows[1:])


def _marked(header: list[str], rows: Table) -> tuple[list[str], Table]:
    """A header that also says which columns of unknown titles hold names, or may hold ids."""
    header, rows = _with_names(*_translated(header, rows))
    return _guessed(header, rows), rows


def _with_names(header: list[str], rows: Table) -> tuple[list[str], Table]:
    """With the full names in front, if no title says so but people have addresses.

    Names have no digits. A column of several words has them whole; else they are in two columns.
    """
    places = range(len(header))
    has_mail = any(_are_addresses(header[index], rows, index) for index in places)
    if not has_mail or not KNOWN.difference(IDS).isdisjoint(header):
        return header, rows
    unknown = [index for index in places if header[index] not in {*IDS, *GROUPS, *ROLES, *SECTIONS}]
    texts = [index for index in unknown if all(map(WORDS.fullmatch, _column(rows, index)))]
    whole = (i for i in texts if sum(" " in cell for cell in _column(rows, i)) * 2 > len(rows))
    found = [one] if (one := next(whole, None)) is not None else texts[:2]
    columns = [_column(rows, index) for index in found]
    names = [" ".join(column[row] for column in columns) for row in range(len(rows))]
    return ["full name", *header], [[name, *row] for name, row in zip(names, rows, strict=True)]


def _guessed(header: list[str], rows: Table) -> list[str]:
    """A header in which columns of unknown titles are marked if they may hold ids.

    Beside a known id, what a spreadsheet has shortened is somebody's telephone.
    """
    has_id = not set(IDS).isdisjoint(header)
    free = [i for i, title in enumerate(header) if title not in {*KNOWN, *GROUPS, *ROLES, *SECTIONS}]
    marked = {
        index
        for index in free
        if _are_ids(rows, index)
        and not (has_id and any(map(SHORTENED.fullmatch, _column(rows, index))))
    }
    return [f"{GUESSED}{i}" if i in marked else title for i, title in enumerate(header)]


def _are_ids(rows: Table, index: int) -> bool:
    """Whether a column has another word in each row, and does not just number them."""
    cells = _column(rows, index)
    is_counted = cells == [str(number) for number in range(1, len(cells) + 1)]
    are_words = all(len(cell.split()) == 1 for cell in cells)
    return are_words and len(set(cells)) == len(cells) and not is_counted


def _column(rows: Table, index: int) -> list[str]:
    return [row[index] if index < len(row) else "" for row in rows]


def _likeness(line: str, sign: str) -> int:
    """How many cells of a line are known names of columns."""
    return sum(_title(cell.strip(' "')) in KNOWN for cell in line.split(sign))


def _title(cell: str) -> str:
    return unaccented(cell).replace("\u2019", "'")


def _rows(text: str, sign: str, above: int = 0, *, is_marked: bool) -> Table:
    """The rows that are not empty, without those above. Raises csv.Error, which names a line."""
    kept = text.split("\n")[above:]
    reader = csv.reader(StringIO("\n".join(kept)), delimiter=sign, strict=True)
    rows, begun = [], 0
    try:
        for row in reader:
            begun = reader.line_num
            rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        line = above + begun + 1 + is_marked
        problem = f"a quote in line {line} is not as it should be ({error}); mend it"
        raise csv.Error(f"is not a CSV file: {problem}") from None
    return [row for row in rows if any(row)]


def _translated(header: list[str], rows: Table) -> tuple[list[str], Table]:
    """A header with `id` over the column of Moodle's participants, in whatever language it is.

    The rows get the numbers, and the whole text behind them as one more name.
    """
    if not _participants(rows) or header[0] in {*NAMES, *FIRST_NAMES, *LAST_NAMES, *GROUPS}:
        return header, rows
    others = ["student_id" if name == "id" else name for name in header[1:]]
    if not {*NAMES, *FIRST_NAMES, *LAST_NAMES}.intersection(header):
        others[:1] = ["full name"] * len(others[:1])
    numbered = [[PARTICIPANT.sub(r"\g<number>", row[0]), row[0], *row[1:]] for row in rows]
    return ["id", "login", *others], numbered


def _participants(rows: Table) -> bool:
    """Whether the first cells are the same word with different numbers behind it."""
    found = [PARTICIPANT.fullmatch(row[0]) for row in rows]
    words = {match["word"] for match in found if match}
    numbers = {match["number"] for match in found if match}
    return bool(found) and len(words) == 1 and len(numbers) == len(found)


def _unknown_header(rows: Table) -> tuple[list[str], Table]:
    """A header in an unknown language is above addresses or Moodle's participants; else none."""
    first, below = (rows[0], rows[1:]) if rows else ([], [])
    mail = next((i for i in range(len(first)) if _are_addresses(first[i], below, i)), None)
    is_numbered = _participants(below) and not PARTICIPANT.fullmatch(first[0])
    if mail is None and not is_numbered:
        return _unnamed(rows)
    return _marked(["email" if index == mail else "" for index in range(len(first))], below)


def _unnamed(rows: Table) -> tuple[list[str], Table]:
    """A header for rows of which only the cells can say what they are."""
    count = min(map(len, rows), default=1)
    column = next((index for index in range(count) if _are_ids(rows, index)), 0)
    header = [""] * count
    header[column] = "id"
    if count == len(("id", "name")):
        header[1 - column] = "name"
    first, *shapes = [NUMBER.sub("0", row[column]) for row in rows] or [""]
    is_title = len(shapes) > 1 and len(set(shapes)) == 1 and "0" in shapes[0] and "0" not in first
    return _translated(header, rows[is_title:])


def _are_addresses(title: str, below: Table, index: int) -> bool:
    cells = [row[index] for row in below if len(row) > index and row[index]]
    return not MAIL.fullmatch(title) and bool(cells) and all(map(MAIL.fullmatch, cells))


def _is_person(row: Row) -> bool:
    """Whether a row is one of the class: not the maxima, a test student or a teacher.

    In a gradebook of Canvas only people have an id.
    """
    name = row.get("student", "")
    is_canvas = {"student", "id", "section"} <= row.keys()
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
