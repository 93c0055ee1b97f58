"""What the tests of the gradebooks share: grades, tables with nasty names, and importers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from autograder.classroom.grade import Contact, Grade
from autograder.classroom.gradebooks.filled import Ledger
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.sandbox.status import Status
from tests.classroom.fakes import MISTAKE, report_of, verdict_of

GOLDEN = Path(__file__).parents[1] / "golden"
NASTY = ("Doe, Jr", 'O"Neil "Q"', "=cmd()", "J\u00fcrgen M\u00fcller", "Two\nLines", "A;B", " x ")
POINTS = st.integers(0, 400).map(lambda quarters: quarters / 4)
TOTALS = st.none() | POINTS
SMALL = Verdict(
    (
        TaskResult(
            "1.1",
            "an area",
            (
                CheckResult("a", "1.1", "area", "The lesson's.", Outcome.PASS, 6, 6),
                CheckResult(
                    *("b", "1.1", "area", "Any other.", Outcome.FIX, 0, 4, MISTAKE.say(r=17)),
                    asked="area(17)",
                    returned="1717",
                ),
            ),
        ),
        TaskResult(
            "1.2",
            "a sum",
            (CheckResult("c", "1.2", "total", "Adds up.", Outcome.UNDECIDED, None, 2),),
        ),
    ),
    "seed 17",
)
"""One check passes, one has a hidden input, and one is open."""
HALF = verdict_of(Outcome.PASS, Outcome.FIX)


def graded(submission: str, total: float | None, **more: Any) -> Grade:
    """A grade; without a total, nothing was handed in."""
    status = Status.NOT_SUBMITTED if total is None else Status.GRADED
    verdict = None if total is None else more.pop("verdict", HALF)
    contact = Contact(
        more.pop("email", ""), more.pop("login", ""), ids=more.pop("ids", {"id": submission})
    )
    report = report_of(submission, more.pop("status", status), verdict, name=more.pop("name", ""))
    return Grade(report, contact, **{"max_points": 100.0, "raw": total, "total": total, **more})


def ledger(grades: Iterable[Grade], **more: Any) -> Ledger:
    """A ledger of a course called Day 4."""
    return Ledger("Day 4", tuple(grades), **more)


def csv_text(rows: Iterable[Sequence[object]], sign: str = ",", end: str = "\n") -> str:
    """A CSV file as most programs write it."""
    file = StringIO()
    csv.writer(file, delimiter=sign, lineterminator=end).writerows(rows)
    return file.getvalue()


def number(cell: str) -> str:
    """What a Ruby converter of Canvas makes of a number with a decimal comma."""
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *front, last = re.split("[,.]", cell)
    return f"{''.join(front)}.{last}" if front else last


def canvas_reads(content: bytes) -> dict[str, dict[str, str]]:
    """
    By Canvas ID, the cells of each assignment, as the importer reads them.

    lib/gradebook_importer.rb: the sign that gives the first three lines equally many fields, a
    header that begins with Student and ID, rows for maxima and posting left out.
    """
    text = content.decode("utf-8-sig")
    counts = {}
    for sign in ";,":
        sizes = {len(next(csv.reader([line], delimiter=sign))) for line in text.split("\n")[:3]}
        counts[sign] = sizes.pop() if len(sizes) == 1 else 0
    sign = ";" if counts[";"] > counts[","] else ","
    header, *rows = csv.reader(StringIO(text, newline=""), delimiter=sign)
    assert "Student" in header[0]
    assert "ID" in header[1]
    first = header.index("Section") + 1
    people = [row for row in rows if any(row) and "Points Possible" not in row[0] and row[1]]
    assert len(people) == len({row[1] for row in people})
    return {
        row[1]: {
            title: number(cell.strip())
            for title, cell in zip(header[first:], row[first:], strict=True)
            if not re.search("(Current|Final) Score", title)
        }
        for row in people
    }


def moodle_reads(
    content: bytes, words: Mapping[str, str], participant: str, sign: str = ","
) -> dict[str, tuple[float | None, str]]:
    """
    By number of participant, grade and comment, as the importer reads them.

    mod/assign/feedback/offline/importgradeslib.php: columns of exactly these translations; the
    number is what comes after the translated word; unformat_float reads the grade.
    """
    header, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=sign)
    places = {key: header.index(title) for key, title in words.items()}
    assert places.keys() >= {"id", "grade", "modified"}
    read = {}
    for row in filter(any, rows):
        cell = row[places["grade"]].replace(" ", "").replace(",", ".")
        comment = row[places["comments"]] if "comments" in places else ""
        read[row[places["id"]][len(participant) :]] = (float(cell) if cell else None, comment)
    return read


def golden(name: str) -> bytes:
    """A golden file, byte for byte."""
    return (GOLDEN / name).read_bytes()
