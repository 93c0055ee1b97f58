"""Canvas: fills one column of the gradebook that was downloaded (`Grades`, `Export`).

Who sits in which row, and what a column is, follows the importer (canvas-lms,
lib/gradebook_importer.rb). It makes a new assignment of a title that it does not know, and a new
person of a name, so nothing is added to the file and nobody is matched by name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.classroom.entries import shown, some
from autograder.classroom.grade import Grade
from autograder.classroom.gradebooks.download import Download, read_download, write_bytes
from autograder.classroom.gradebooks.filled import (
    NAMED,
    Filled,
    Ledger,
    number_in,
    points_text,
    rescaled,
    without_grade,
)
from autograder.classroom.gradebooks.matching import Ids, matched, plain
from autograder.classroom.roster import TEST_STUDENTS
from autograder.grading.errors import KitError

EXCUSED = "EX"
UNASSIGNED = "N/A"
WHO = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
TOTALS = re.compile(r"(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)")
POSSIBLE = "Points Possible"
POSTING = re.compile(r"\s*(?:Muted|Manual Posting.*)?\s*", re.IGNORECASE | re.DOTALL)


def fill(source: Path, out: Path, ledger: Ledger) -> Filled:
    """Write a copy of the gradebook `source` with the grades in it. Raises KitError, OSError."""
    download = read_download(source)
    header = _header(download)
    possible = _possible_row(download)
    place = _column(download, header, possible, ledger)
    people = dict(_people(download, header))
    matches = matched(ledger.grades, people)
    changes: dict[tuple[int, int], str] = {}
    empty: list[str] = []
    kept: list[str] = []
    for row, grade in matches.rows.items():
        old, new = download.cell(row, place).strip(), _cell(grade, ledger, download.sign)
        is_theirs = old in {EXCUSED, UNASSIGNED} and new != old
        if is_theirs or (ledger.keeps(grade, old) and not grade.is_excused):
            kept.append(grade.report.submission)
        elif new:
            changes[row, place] = new
        else:
            empty.append(grade.report.submission)
    most = number_in(download.cell(possible, place)) if possible else None
    remarks = *rescaled(header[place], most, ledger.max_points), *_nobodys(people, matches.rows)
    write_bytes(out, download.changed(changes))
    return Filled(len(changes), tuple(empty), matches.unmatched, tuple(kept), remarks)


def _cell(grade: Grade, ledger: Ledger, sign: str) -> str:
    if grade.is_excused:
        return EXCUSED
    points = ledger.points(grade)
    return "" if points is None else points_text(points, has_comma=sign == ";")


def _header(download: Download) -> list[str]:
    """The titles of the columns. Raises KitError for what Canvas would not take, either."""
    header = download.cells(0)
    ids = header[2:3] if header[:2] == ["LastName", "FirstName"] else header[1:2]
    is_known = header[0] in {"Student", "LastName"} and ids == ["ID"] and "Section" in header
    if not is_known:
        raise KitError(
            f"{download.path} is not a Canvas gradebook: its first line must have the columns "
            "Student, ID and Section, in English, as `Grades`, `Export` writes them.",
            exit_code=2,
        )
    return header


def _possible_row(download: Download) -> int:
    """The row of the maxima; 0 if there is none."""
    rows = range(1, len(download.rows))
    return next((row for row in rows if POSSIBLE in download.cell(row, 0)), 0)


def _column(download: Download, header: Sequence[str], possible: int, ledger: Ledger) -> int:
    """The column of the assignment. Raises KitError, with the titles that there are."""
    first = header.index("Section") + 1
    found = {
        place: match["title"]
        for place, title in enumerate(header[first:], first)
        if (match := ASSIGNMENT.fullmatch(title))
        and not TOTALS.search(title)
        and "read only" not in download.cell(possible, place)
    }
    name = ledger.column or ledger.course
    equal = [p for p, title in found.items() if plain(name) in {plain(title), plain(header[p])}]
    close = [p for p, title in found.items() if plain(name) in plain(header[p])]
    if not ledger.column and len(found) == 1:
        return next(iter(found))
    if one := next((places for places in (equal, close) if len(places) == 1 and name), None):
        return one[0]
    titles = some([header[place] for place in found] or ["none"], NAMED)
    count = f"{len(equal or close)} are" if equal or close else "None is"
    raise KitError(
        f"{download.path}: which column is to be filled? {count} called {shown(name)!a}, as the "
        f"course is; add --column TITLE. Assignments: {titles}.",
        exit_code=2,
    )


def _people(download: Download, header: Sequence[str]) -> Iterator[tuple[int, Ids]]:
    """The row of each person, and the ids in it."""
    columns = {plain(title): header.index(title) for title in WHO if title in header}
    for row in range(1, len(download.rows)):
        ids = {title: download.cell(row, place) for title, place in columns.items()}
        if _is_person(download.cells(row)) and any(ids.values()):
            yield row, ids


def _is_person(cells: Sequence[str]) -> bool:
    is_blank = all(map(POSTING.fullmatch, cells))
    return not is_blank and POSSIBLE not in cells[0] and cells[0].casefold() not in TEST_STUDENTS


def _nobodys(people: Mapping[int, Ids], known: Mapping[int, Grade]) -> Iterator[str]:
    """Sentences about rows that are as they were: nobody's, or several rows of one person."""
    every = [next(filter(None, ids.values())) for row, ids in people.items() if row not in known]
    counts = Counter(every)
    if left := [one for one in every if counts[one] == 1]:
        yield f"{without_grade(len(left))}: {some(left, NAMED)}."
    if twice := [one for one, count in counts.items() if count > 1]:
        yield f"Not filled, as the file has several rows for one id: {some(twice, NAMED)}."
