"""The table in a roster: what separates its cells, which line is the header, what a column holds.

Platforms translate their headers, put lines above them, or leave them out.
"""

import csv
import re
from io import StringIO

from autograder.classroom.entries import unaccented

# The columns of exports of the platforms, the best id first; Moodle's in some of its languages,
# without accents.
IDS = (
    *("id", "student_id", "student id", "studentid", "identifier", "sid", "sis user id"),
    *("orgdefinedid", "sis login id", "canvas_user_id", "user_id", "login_id", "username"),
    *("user name", "login", "github_username", "github username", "id number", "id-nummer"),
    *("identifiant", "identificador", "identificatore", "identificatie", "identifikator"),
    *("numero d'identification", "numero de identificacion"),
    *("numero de id", "numero de identificacao", "numero id", "numero identificativo", "idnummer"),
    *(
        "ogrenci no",
        "ogrenci numarasi",
        "numer albumu",
        "matrikelnummer",
        "benutzername",
        "anmeldename",
        "nom d'utilisateur",
    ),
    *("nombre de usuario", "nome utente", "nome de utilizador", "gebruikersnaam", "numer id"),
    *("email", "email address", "e-mail", "e-mail-adresse", "e-mailadres", "adresse de courriel"),
    *("adresse e-mail", "direccion de correo", "direccion email", "correo electronico"),
    *("indirizzo email", "endereco de e-mail", "endereco de email", "mailadres", "email-adresse"),
)
NAMES = (
    *("name", "full name", "student", "student name", "vollstandiger name", "nom complet"),
    *("estudiante", "etudiant", "studente", "nombre completo", "nome completo"),
    *("cognome / nome", "volledige naam", "ad soyad"),
)
FIRST_NAMES = (
    *("first name", "first_name", "firstname", "given name", "vorname", "prenom", "nombre"),
    *("nome", "voornaam", "imie", "ad", "adi"),
)
LAST_NAMES = (
    *("last name", "last_name", "lastname", "surname", "family name", "nachname"),
    *("nom", "nom de famille", "apellido(s)", "apellidos", "cognome", "apelido", "sobrenome"),
    *("achternaam", "nazwisko", "soyad", "soyadi"),
)
GROUPS = (
    *("groups", "group", "group_name", "group name", "gruppen", "gruppe", "groupes", "groupe"),
    *("grupos", "grupo", "gruppi", "gruppo", "groepen", "groep", "grupy"),
)
SECTIONS = ("section", "sections", "sektion", "sezione", "seccion", "secao")
ROLES = ("role", "roles", "rolle", "rollen", "rol", "ruolo", "papel")
OTHERS = {*GROUPS, *SECTIONS, *ROLES}
KNOWN = {*IDS, *NAMES, *FIRST_NAMES, *LAST_NAMES}

PARTICIPANT = re.compile(
    r"(?P<word>\D*[^\W\d_]\D*?)"
    r"(\s+|(?<=/in)|(?<=[^\x00-\x7f])|(?<=\b[A-Z][a-z]{7})[a-z]*)(?P<number>[0-9]+)"
)
"""Moodle's `Participant 12345` in any language, who is person 12345. Some languages have no space
there, as in `Teilnehmer/in12345`; but student12345 is a login.
"""
WORDS = re.compile(r"[^@\d]*[^\W\d_][^@\d]*")
MAIL = re.compile(r"[^@\s]+@[^@\s]+")
TOP = 20  # lines among which there is the header
SEPARATOR = re.compile(r"sep=(?P<sign>.)", re.IGNORECASE)
SEPARATORS = (",", ";", "\t", "|")
GUESSED = "guessed "
"""In front of the number of a column that may hold ids, though its title does not say so."""
SHORTENED = re.compile(r"[0-9][.,][0-9]+[eE]\+[0-9]+")
NUMBER = re.compile(r"[0-9]+")
FORMULA = re.compile(r'="(?P<text>[^"]*)"')  # as in ="0042"
NUMBER_WITH_POINT = re.compile(r"[0-9]{3,}\.0")  # as in 10001.0
QUOTED = re.compile(r"'[0-9=+@-]")  # as in '0042

Table = list[list[str]]


def table(text: str) -> tuple[list[str], Table]:
    """The names of the columns, and the rows below them. Raises csv.Error."""
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
    unknown = [index for index in places if header[index] not in {*IDS, *OTHERS}]
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
    free = [i for i, title in enumerate(header) if title not in {*KNOWN, *OTHERS}]
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
            rows.append([*map(_plain, row)])
    except csv.Error as error:
        line = above + begun + 1 + is_marked
        problem = f"a quote in line {line} is out of place ({error}); correct it"
        raise csv.Error(f"is not a CSV file: {problem}") from None
    return [row for row in rows if any(row)]


def _plain(cell: str) -> str:
    """A cell without what keeps spreadsheets from changing it, and without a decimal of theirs."""
    text = cell.strip()
    if found := FORMULA.fullmatch(text):
        return found["text"].strip()
    if NUMBER_WITH_POINT.fullmatch(text):
        return text.removesuffix(".0")
    return text[1:] if QUOTED.match(text) else text


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
