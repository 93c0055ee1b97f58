"""
The file grades.csv.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.entries import id_of
from autograder.classroom.grades import Grades, texts
from autograder.classroom.outputs import points_of_tasks
from autograder.grading.verdict import Outcome, Verdict
from tests.classroom.fakes import report_of, verdict_of

GOLDEN = """\
id,status,1.1,1.2,1.3,1.4,2.1,2.2,2.3,2.4,total,max,name,reason
"Doe, Jr",GRADED,12,10,8,10,6,10,40,4,100,100,"Doe, Jr",
"O""Neil",GRADED,0,0,0,0,0,0,0,0,0,100,"O""Neil",
'=1+1,GRADED,12,10,8,10,6,10,40,4,100,100,'=1+1,
'+49,NOT_SUBMITTED,,,,,,,,,,100,'+49,Nothing was handed in.
'-x,REJECTED,,,,,,,,,,100,'-x,"The archive has a member that points outside it: ../a,b."
'@SUM(A1),TIMEOUT,,,,,,,,,,100,'@SUM(A1),It had not ended.
a\\nb,FORBIDDEN,,,,,,,,,,100,a\\nb,
\\t=x,SUBMISSION_ERROR,,,,,,,,,,100,\\t=x,
Z\u00f6e \u738b,GRADER_ERROR,,,,,,,,,,100,Z\u00f6e \u738b,'=why
"""
PEOPLE = [
    ("Doe, Jr", "GRADED", "", verdict_of(Outcome.PASS)),
    ('O"Neil', "GRADED", "", verdict_of(Outcome.FIX)),
    ("=1+1", "GRADED", "", verdict_of(Outcome.PASS)),
    ("+49", "NOT_SUBMITTED", "Nothing was handed in.", None),
    ("-x", "REJECTED", "The archive has a member that points outside it: ../a,b.", None),
    ("@SUM(A1)", "TIMEOUT", "It had not ended.", None),
    ("a\nb", "FORBIDDEN", "", None),
    ("\t=x", "SUBMISSION_ERROR", "", None),
    ("Z\u00f6e \u738b", "GRADER_ERROR", "=why", None),
]


def written(people: list[tuple[str, str, str, Verdict | None]]) -> str:
    file = StringIO(newline="")
    grades = Grades(file, points_of_tasks())
    for name, status, reason, verdict in people:
        grades.add(report_of(name, status, verdict, reason, name=name))
    return file.getvalue()


def test_nasty_names_stay_in_their_cells() -> None:
    """
    Commas, quotes, line ends and formulas in a name shift no column and run nothing.
    """
    assert GOLDEN == written(PEOPLE)
    assert {14} == {len(row) for row in csv.reader(StringIO(written(PEOPLE), newline=""))}


def test_nothing_judged_is_not_zero() -> None:
    """
    Without a verdict cells are empty; an earned zero is written.
    """
    zero, absent = list(csv.DictReader(StringIO(written([PEOPLE[1], PEOPLE[3]]))))

    assert ("0", "0") == (zero["2.3"], zero["total"])
    assert ("", "", "100") == (absent["2.3"], absent["total"], absent["max"])


def test_open_points_leave_the_total_empty() -> None:
    """
    A task with open points says `open` and leaves the total empty; other tasks keep their points.
    """
    checks = verdict_of(Outcome.PASS).checks
    last = {check.name for check in checks if check.task == "2.4"}
    outcomes = [Outcome.GRADER_ERROR if c.name in last else Outcome.PASS for c in checks]
    (row,) = csv.DictReader(StringIO(written([("a", "GRADER_ERROR", "", verdict_of(*outcomes))])))

    assert ("40", "open", "") == (row["2.3"], row["2.4"], row["total"])


@pytest.mark.parametrize(
    "cell",
    [
        *("=x", " =x", "+1", "-1", "@x", "\uff1dx", "\ufe66x", "\ufe63x", "\u207ax"),
        *("'=x", "''  =x", '"=x', "' \"+x", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ],
)
def test_a_formula_is_quoted(cell: str) -> None:
    """
    A cell that a spreadsheet would run gets a quote in front.
    """
    assert [f"'{cell}"] == texts([cell])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ada;=1+1", "ada;'=1+1"),
        ("a; -b;c", "a;' -b;c"),
        ("a|@x", "a|'@x"),
        ('a;"=x', "a;'\"=x"),
        (";;=x", ";;'=x"),
    ],
)
def test_a_formula_behind_another_separator_is_quoted(cell: str, expected: str) -> None:
    """
    Text after a semicolon or a bar, where some spreadsheets start a cell, is guarded as well.
    """
    assert [expected] == texts([cell])


@pytest.mark.parametrize(
    "cell", ["12345", "ada@example.org", "Jean-Luc", "'t Hooft", "O'Neil; Ann", "a=b", "3 - 2", ""]
)
def test_harmless_cells_stay(cell: str) -> None:
    """
    An id, an address or a name is written as it is, so that it can be joined with other tables.
    """
    assert [cell] == texts([cell])


NASTY = st.text(st.sampled_from("=+-@ ;|,'\"\t\r\nab\uff1d\ufe63\u2028\u037e"), max_size=8)
SEPARATORS = ",;\t|"


def read(written: str, separator: str) -> list[list[str]]:
    return list(csv.reader(StringIO(written, newline=""), delimiter=separator))


def is_run(cell: str) -> bool:
    """Whether a spreadsheet might take a cell for a formula."""
    return unicodedata.normalize("NFKC", cell).lstrip(' "\t\r\n').startswith(tuple("=+-@"))


@given(st.tuples(NASTY, NASTY, NASTY))
def test_no_cell_is_run_whatever_separates(nasty: tuple[str, str, str]) -> None:
    """
    Read with commas, semicolons, tabs or bars, no cell begins like a formula.
    """
    submission, name, reason = nasty
    file = StringIO(newline="")
    Grades(file, {}).add(report_of(submission, "GRADED", None, reason, name=name))
    for separator in SEPARATORS:
        assert [] == [c for row in read(file.getvalue(), separator) for c in row if is_run(c)]
    assert 2 == len(read(file.getvalue(), ","))


@pytest.mark.parametrize("separator", SEPARATORS)
def test_without_the_guard_a_cell_would_be_run(separator: str) -> None:
    """
    Without the guard, each separator leaves a cell that is a formula.
    """
    file = StringIO(newline="")
    csv.writer(file).writerow(["ada", "=a,b" if separator == "," else f"x{separator}=y,z"])

    assert any(is_run(cell) for row in read(file.getvalue(), separator) for cell in row)


@given(NASTY, NASTY)
def test_different_ids_stay_different(one: str, other: str) -> None:
    """
    No guard makes two ids the same, so a row still belongs to one person.
    """
    ids = [id_of(one), id_of(other)]

    assert (ids[0] == ids[1]) == (texts(ids[:1]) == texts(ids[1:]))


@given(NASTY)
def test_an_id_comes_back(name: str) -> None:
    """
    As the documentation says, removing one quote in front of each formula gives the id back.
    """
    (cell,) = texts([id_of(name)])
    parts = re.split(r"([;|])", cell)

    assert id_of(name) == "".join(p[1:] if is_run(p.lstrip("' \"")) else p for p in parts)
