"""Moodle: fills the offline grading worksheet of an assignment.

The order of its columns is that of the exporter (moodle, mod/assign/gradingtable.php): Identifier,
Full name, what identifies users on this site, Status, ..., Grade, Maximum grade, ..., Grade can be
changed, Last modified (submission), what was submitted, Last modified (grade), feedback. The titles
are translated, and the importer (mod/assign/feedback/offline) knows its own translations only, so
they are recognised by the cells below them and never written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from autograder.classroom.entries import some
from autograder.classroom.grade import Grade
from autograder.classroom.gradebooks.download import Download, read_download, write_bytes
from autograder.classroom.gradebooks.filled import (
    HEAD,
    NAMED,
    Filled,
    Ledger,
    comment_of,
    number_in,
    points_text,
    rescaled,
    without_grade,
)
from autograder.classroom.gradebooks.matching import Ids, matched, plain
from autograder.classroom.roster_table import IDS, MAIL
from autograder.grading.errors import KitError

PARTICIPANT = re.compile(r"(?P<word>\D*[^\W\d_]\D*?)\s*(?P<number>[0-9]+)")
"""`Participant 12345`; some languages put no space between."""
GRADES = frozenset(
    plain(word)
    for word in (
        "grade bewertung note calificacion valutazione beoordeling cijfer nota ocena betyg"
        " karakter arvosana znamka kalifikazioa qualificacio cualificacion avaliacao"
        " \u043e\u0446\u0435\u043d\u043a\u0430 \u8a55\u70b9 \u8a55\u5b9a \u6210\u7ee9"
    ).split()
)
NO = frozenset(
    plain(word)
    for word in (
        "no nein non nee nao nie ne nej nei ei nem nu ez nu \u043d\u0435\u0442 \u043d\u0456"
        " \u03bf\u03c7\u03b9 \u3044\u3044\u3048 \u5426 \uc544\ub2c8\uc624 hay\u0131r"
    ).split()
)
YES = frozenset(
    plain(word)
    for word in (
        "yes ja oui si sim tak ano da kylla igen evet bai \u0434\u0430 \u0442\u0430\u043a"
        " \u03bd\u03b1\u03b9 \u306f\u3044 \u662f \uc608"
    ).split()
)
COMMENTS = re.compile(
    "feedback|comment|koment|comentari|kommentar|commenti|opmerking|retroalimenta|retroacc"
    "|\u043a\u043e\u043c\u043c\u0435\u043d\u0442|\u30b3\u30e1\u30f3\u30c8|\u8bc4\u8bed"
)


@dataclass(frozen=True, slots=True)
class WorksheetColumns:
    """Where things are; -1 for what is not in this worksheet. most: the maximum grade."""

    identifier: int
    grade: int
    most: float
    changeable: int
    comments: int


def fill(source: Path, out: Path, ledger: Ledger) -> Filled:
    """Write a copy of the worksheet `source` with points and comments. Raises KitError, OSError."""
    download = read_download(source)
    columns = _columns(download, ledger.column)
    people = dict(_people(download, columns))
    matches = matched(ledger.grades, people)
    changes: dict[tuple[int, int], str] = {}
    empty: list[str] = []
    kept: list[str] = []
    for row, grade in matches.rows.items():
        points, old = ledger.points(grade), download.cell(row, columns.grade).strip()
        if points is not None and grade.bonus:  # Moodle takes no more than its maximum
            points = max(points - grade.bonus, min(points, columns.most))
        is_beyond = points is not None and points > columns.most
        if _is_fixed(download, row, columns) or is_beyond or ledger.keeps(grade, old):
            kept.append(grade.report.submission)
        elif points is None:
            empty.append(grade.report.submission)
        else:
            changes |= _changes(download, row, columns, grade, points)
    remarks = _remarks(download, columns, ledger, len(people) - len(matches.rows))
    write_bytes(out, download.changed(changes))
    filled = len(matches.rows) - len(empty) - len(kept)
    return Filled(filled, tuple(empty), matches.unmatched, tuple(kept), tuple(remarks))


def _is_fixed(download: Download, row: int, columns: WorksheetColumns) -> bool:
    """Whether Moodle says that this grade cannot be changed."""
    return columns.changeable >= 0 and plain(download.cell(row, columns.changeable)) in NO


def _changes(
    download: Download, row: int, columns: WorksheetColumns, grade: Grade, points: float
) -> dict[tuple[int, int], str]:
    """The new cells of one row, with the decimal sign that the file uses."""
    has_comma = "," in download.cell(row, columns.grade + 1)
    cells = {(row, columns.grade): points_text(points, has_comma=has_comma)}
    if _takes_comment(download, row, columns.comments):
        cells[row, columns.comments] = escape(comment_of(grade, points), quote=False)
    return cells


def _takes_comment(download: Download, row: int, column: int) -> bool:
    """Whether there is a column of comments, and nobody else has written into this cell."""
    old = download.cell(row, column).strip() if column >= 0 else ""
    return column >= 0 and (not old or re.sub("<[^>]*>", "", old).startswith(HEAD))


def _remarks(
    download: Download, columns: WorksheetColumns, ledger: Ledger, left: int
) -> Iterator[str]:
    yield from rescaled(download.cell(0, columns.grade), columns.most, ledger.max_points)
    if columns.comments < 0:
        yield "No column for feedback comments was recognised, so there are points only."
    if left:
        yield f"{without_grade(left)}."


def _below(download: Download) -> range:
    """The rows of people."""
    rows = range(1, len(download.rows))
    return range(1, max((row + 1 for row in rows if any(download.cells(row))), default=1))


def _columns(download: Download, wanted: str) -> WorksheetColumns:
    """Raises KitError for a file that is not such a worksheet."""
    titles, rows = [plain(title) for title in download.cells(0)], _below(download)
    places = range(len(titles))
    identifier = next((p for p in places if _are_participants(download.column(p, rows))), None)
    if identifier is None:
        raise KitError(
            f"{download.path} is not a grading worksheet of Moodle: no column has cells such as "
            "`Participant 12345`. Download it from the assignment: `Submissions`, "
            "`Download grading worksheet`.",
            exit_code=2,
        )
    grade = _grade_column(download, wanted, titles, rows)
    most = number_in(download.cell(rows[0], grade + 1))
    if most is None:
        raise KitError(
            f"{download.path} has no number in the column beside {download.cell(0, grade)!a}: an "
            "assignment that is graded on a scale takes no points. Set a maximum grade in Moodle.",
            exit_code=2,
        )
    words = (p for p in places[grade + 2 :] if _are_answers(download.column(p, rows)))
    said = (p for p in reversed(places[grade + 2 :]) if COMMENTS.search(titles[p]))
    return WorksheetColumns(identifier, grade, most, next(words, -1), next(said, -1))


def _are_participants(cells: Sequence[str]) -> bool:
    """Whether all cells are the same word with a number behind it."""
    found = [PARTICIPANT.fullmatch(cell.strip()) for cell in cells]
    return bool(cells) and len({match and match["word"] for match in found}) == 1 and all(found)


def _are_answers(cells: Sequence[str]) -> bool:
    return all(plain(cell) in YES | NO for cell in cells)


def _grade_column(download: Download, wanted: str, titles: Sequence[str], rows: range) -> int:
    """By its title, else by the maximum beside it, the same in each row. Raises KitError."""
    named = [
        p for p, title in enumerate(titles) if title in ({plain(wanted)} if wanted else GRADES)
    ]
    beside = [p for p in range(len(titles) - 1) if _is_below(download, p, rows)]
    for found in (named, [] if wanted else beside):
        if len(found) == 1:
            return found[0]
    raise KitError(
        f"{download.path}: which column holds the grades? Add --column TITLE. "
        f"Columns: {some(download.cells(0), NAMED)}.",
        exit_code=2,
    )


def _is_below(download: Download, column: int, rows: range) -> bool:
    """Whether a column is empty or has numbers, none above the one number beside it."""
    most = {number_in(cell) for cell in download.column(column + 1, rows)}
    grades = [number_in(cell) for cell in download.column(column, rows) if cell.strip()]
    top = most.pop() if len(most) == 1 else None
    return bool(top) and all(one is not None and 0 <= one <= (top or 0) for one in grades)


def _people(download: Download, columns: WorksheetColumns) -> Iterator[tuple[int, Ids]]:
    """The row of each person, and the ids in it."""
    titles, rows = [plain(title) for title in download.cells(0)], _below(download)
    places = [
        place
        for place, title in enumerate(titles[: columns.grade])
        if title in IDS or _are_addresses(download.column(place, rows))
    ]
    for row in rows:
        ids = {titles[place]: download.cell(row, place) for place in places}
        whole = download.cell(row, columns.identifier)
        number = PARTICIPANT.fullmatch(whole.strip())
        yield row, {**ids, "participant": whole, "number": number["number"] if number else ""}


def _are_addresses(cells: Sequence[str]) -> bool:
    found = [cell.strip() for cell in cells if cell.strip()]
    return bool(found) and all(map(MAIL.fullmatch, found))
