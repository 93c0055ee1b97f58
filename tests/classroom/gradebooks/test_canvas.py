"""
The gradebook of Canvas.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebooks.canvas import fill
from autograder.classroom.gradebooks.filled import Filled
from autograder.grading.errors import KitError
from tests.classroom.gradebooks.ledgers import (
    NASTY,
    TOTALS,
    canvas_reads,
    csv_text,
    golden,
    graded,
    ledger,
)

WHO = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
HEADER = [*WHO, "Notes", "Day 3 (10)", "Day 4 (11)", "Current Score", "Final Score"]
POSTING = ["", "", "", "", "", "", "", "Manual Posting", "", ""]
POSSIBLE = ["    Points Possible", "", "", "", "", "", "10", "100", "(read only)", "(read only)"]


def person(number: int, old: str = "", name: str = "") -> list[str]:
    """A row of the gradebook."""
    ids = [str(1000 + number), f"S{number:04}", f"login{number}@uni.edu", "A; and B"]
    return [name or NASTY[number % len(NASTY)], *ids, "", "7.5", old, "75.00", "75.00"]


def filled(tmp_path: Path, text: str, *grades: Any, **more: Any) -> tuple[Filled, bytes]:
    """What was filled, and the copy."""
    (tmp_path / "grades.csv").write_bytes(text.encode())
    made = fill(tmp_path / "grades.csv", tmp_path / "out.csv", ledger(grades, **more))
    assert text.encode() == (tmp_path / "grades.csv").read_bytes()
    return made, (tmp_path / "out.csv").read_bytes()


def book(*rows: list[str], sign: str = ",") -> str:
    return csv_text([HEADER, POSTING, POSSIBLE, *rows], sign)


def refusal(tmp_path: Path, text: str, **more: Any) -> str:
    """Why a file is refused; nothing is written."""
    with pytest.raises(KitError) as caught:
        filled(tmp_path, text, graded("1001", 5.0), **more)
    assert not (tmp_path / "out.csv").exists()
    assert 2 == caught.value.exit_code
    return str(caught.value)


def test_the_golden_copy(tmp_path: Path) -> None:
    """
    A gradebook as Canvas exports it, mark, Windows line ends and all, is filled byte for byte.
    """
    (tmp_path / "in.csv").write_bytes(golden("canvas.csv"))
    grades = [
        graded("1001", 87.5),
        graded("ada@uni.edu", 12.345, ids={}),
        graded("S0003", None),
        replace(graded("1004", None), is_excused=True),
        graded("ghost", 3.0),
    ]

    made = fill(tmp_path / "in.csv", tmp_path / "out.csv", ledger(grades))

    assert "filled 3, empty 1 (S0003), unmatched 1 (ghost)" == made.sentence
    assert golden("canvas-filled.csv") == (tmp_path / "out.csv").read_bytes()


@given(st.lists(TOTALS, max_size=20), st.sampled_from(",;"), st.randoms(use_true_random=False))
def test_the_importer_reads_the_grades(totals: list[float | None], sign: str, dice: Any) -> None:
    """
    What the importer reads in the column is everybody's grade, and nothing else has changed.
    """
    grades = [graded(f"S{n:04}", total, ids={}) for n, total in enumerate(totals)]
    dice.shuffle(grades)
    text = book(*(person(n, name=f"N {n}; {NASTY[n % 7]}") for n in range(len(totals))), sign=sign)
    with TemporaryDirectory() as folder:
        made, content = filled(Path(folder), text, *grades)
    before, after = canvas_reads(text.encode()), canvas_reads(content)

    assert len(grades) == made.filled + len(made.empty)
    assert {str(1000 + n): "" if total is None else total for n, total in enumerate(totals)} == {
        who: cells["Day 4 (11)"] and float(cells["Day 4 (11)"]) for who, cells in after.items()
    }
    assert [{**cells, "Day 4 (11)": ""} for cells in after.values()] == list(before.values())


@pytest.mark.parametrize(
    "who",
    ["1001", "S0001", "login1@uni.edu", "LOGIN1@uni.edu"],
    ids=["Canvas id", "SIS id", "login", "capitals"],
)
def test_people_are_found_by_any_id(tmp_path: Path, who: str) -> None:
    """
    An id in any of the columns that hold one finds its row.
    """
    made, content = filled(tmp_path, book(person(1), person(2)), graded(who, 4.0, ids={}))

    assert (1, ()) == (made.filled, made.unmatched)
    assert "4" == canvas_reads(content)["1001"]["Day 4 (11)"]


def test_nobody_is_found_by_a_name(tmp_path: Path) -> None:
    """
    A name that fits exactly is no id.
    """
    text = book(person(1, name="Ada Lovelace"))
    made, content = filled(tmp_path, text, graded("Ada Lovelace", 4.0, name="Ada Lovelace"))

    assert ("Ada Lovelace",) == made.unmatched
    assert text.encode() == content


def test_two_candidates_decide_nothing(tmp_path: Path) -> None:
    """
    Two rows for one grade, and two grades for one row, are unmatched.
    """
    one, two = person(1), person(2)
    two[2] = "1001"
    made, _ = filled(tmp_path, book(one, two), graded("1001", 4.0))
    both, _ = filled(tmp_path, book(one), graded("1001", 4.0), graded("S0001", 5.0, ids={}))

    assert (0, ("1001",)) == (made.filled, made.unmatched)
    assert (0, ("1001", "S0001")) == (both.filled, both.unmatched)


def test_the_same_title_decides(tmp_path: Path) -> None:
    """
    What roster and gradebook both call a SIS id counts more than a number that is also another's.
    """
    one, two = person(1), person(2)
    two[2] = "1001"
    ids = {"id": "1001", "sis user id": "S0001"}
    made, content = filled(tmp_path, book(one, two), graded("1001", 4.0, ids=ids))

    assert 1 == made.filled
    assert "4" == canvas_reads(content)["1001"]["Day 4 (11)"]


@pytest.mark.parametrize("old", ["EX", "N/A"])
def test_what_canvas_decides_is_kept(tmp_path: Path, old: str) -> None:
    """
    Somebody whom the instructor excused, or who was not given the assignment, keeps that.
    """
    text = book(person(1, old))
    made, content = filled(tmp_path, text, graded("1001", 4.0))

    assert ("1001",) == made.kept
    assert "left alone 1 (1001)" in made.sentence
    assert text.encode() == content


def test_a_blank_takes_nothing_away(tmp_path: Path) -> None:
    """
    A score that is there outlives a person without a grade; the policy fills an empty cell only.
    """
    text = book(person(1, "50"), person(2))
    grades = graded("1001", None), graded("1002", None)
    made, content = filled(tmp_path, text, *grades)
    zero, changed = filled(tmp_path, text, *grades, ungraded="zero")
    again, _ = filled(tmp_path, changed.decode(), *grades, ungraded="zero")

    assert (("1001",), ("1002",), text.encode()) == (made.kept, made.empty, content)
    assert (("1001",), 1) == (zero.kept, zero.filled) == (again.kept, again.filled)
    assert ["50", "0"] == [row["Day 4 (11)"] for row in canvas_reads(changed).values()]


def test_a_decimal_comma_where_the_file_has_semicolons(tmp_path: Path) -> None:
    """
    A file with `;` gets 87,5, which the importer reads as 87.5.
    """
    _, content = filled(tmp_path, book(person(1, name="Ada"), sign=";"), graded("1001", 87.5))

    assert b";87,5;" in content
    assert "87.5" == canvas_reads(content)["1001"]["Day 4 (11)"]


@pytest.mark.parametrize("column", ["Day 3 (10)", "day 3", "10"])
def test_a_column_can_be_named(tmp_path: Path, column: str) -> None:
    """
    A title with or without its number is enough, and so is a part that no other title has.
    """
    _, content = filled(tmp_path, book(person(1)), graded("1001", 4.0), column=column)

    assert ["4", ""] == list(canvas_reads(content)["1001"].values())[1:3]


def test_first_and_last_names_may_have_columns_of_their_own(tmp_path: Path) -> None:
    """
    A gradebook with LastName and FirstName in place of Student is filled as well.
    """
    rows = [["LastName", "FirstName", *HEADER[1:]], ["    Points Possible", "", *POSSIBLE[1:]]]
    text = csv_text([*rows, ["Lovelace", "Ada", *person(1)[1:]]])
    made, content = filled(tmp_path, text, graded("1001", 4.0))

    assert 1 == made.filled
    assert text.replace(",7.5,,", ",7.5,4,").encode() == content


def test_the_only_assignment_needs_no_name(tmp_path: Path) -> None:
    """
    Where there is one assignment, whatever its title, it is filled; no other column counts as one.
    """
    header = [*WHO, "Notes (7)", "Calculus (11)", "Final Score (2026)"]
    possible = ["    Points Possible", "", "", "", "", "(read only)", "100", "(nur lesen)"]
    text = csv_text([header, possible, [*person(1)[:5], "", "", "75.00"]])
    _, content = filled(tmp_path, text, graded("1001", 4.0))

    assert text.replace(",,,75", ",,4,75").encode() == content


def test_an_unclear_column_is_refused(tmp_path: Path) -> None:
    """
    The refusal names the assignments, but neither totals nor notes.
    """
    said = refusal(tmp_path, book(person(1)), column="Day")

    assert (
        "2 are called 'Day', as the course is; add --column TITLE. Assignments: Day 3 (10)" in said
    )
    assert "Day 5" in refusal(tmp_path, book(person(1)), column="Day 5")


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    """
    A file of another platform, a broken one and an empty one are refused in a sentence.
    """
    assert "is not a Canvas gradebook" in refusal(tmp_path, "id,name\n1001,Ada\n")
    assert "grades.csv:2: a quote" in refusal(tmp_path, 'Student,ID\n"Ada"x,3\n')
    assert "is empty" in refusal(tmp_path, "\n")
    with pytest.raises(KitError, match="no such file"):
        fill(tmp_path / "nothing.csv", tmp_path / "out.csv", ledger([]))


def test_other_points_are_said_once(tmp_path: Path) -> None:
    """
    If Canvas counts other points, a sentence says so, and nothing is rescaled.
    """
    text = book(person(1), person(2)).replace(",100,", ",50,")
    made, content = filled(tmp_path, text, graded("1001", 80.0))

    counts, left = made.remarks
    assert counts.startswith("Day 4 (11) counts 50 points there and 100 in the course; the points")
    assert "1 row of the file has no grade in the course: 1002." == left
    assert "80" == canvas_reads(content)["1001"]["Day 4 (11)"]


def test_a_row_that_is_there_twice_is_named(tmp_path: Path) -> None:
    """
    Nobody can say which of two rows of one person Canvas reads, so neither is filled.
    """
    made, _ = filled(tmp_path, book(person(1), person(1), person(2)), graded("1001", 80.0))

    assert any("several rows for one id: 1001." in one for one in made.remarks)
    assert ("1001",) == made.unmatched


def test_a_short_row_gets_its_cells(tmp_path: Path) -> None:
    """
    A row that a spreadsheet has cut off after the section is filled in the right column.
    """
    text = csv_text([HEADER, POSSIBLE, person(1)[:5]])
    _, content = filled(tmp_path, text, graded("1001", 4.0))

    row = list(csv.reader(StringIO(content.decode(), newline="")))[2]
    assert [*person(1)[:5], "", "", "4"] == row
