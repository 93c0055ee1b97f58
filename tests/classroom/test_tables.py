"""
The table of grades.

Long, because grades.csv is read as every spreadsheet reads it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import replace
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.entries import id_of, printable
from autograder.classroom.outputs import points_of_tasks
from autograder.classroom.tables import begun_workbook, csv_writer, guarded, row_of, titles
from autograder.grading.spec import all_checks
from autograder.grading.verdict import Outcome, TaskResult, Verdict, collect
from autograder.mistakes.python import general
from tests.classroom.fakes import report_of, verdict_of
from tests.outline import CORE, MOST, NAMES

POINTS = {task.number: task.points for task in CORE}
LAST = sum(task.points for task in CORE if task.exercise != NAMES[0])
ALL = ",".join(map(str, POINTS.values()))
NONE = ",".join("0" for _ in POINTS)
BLANK = "," * (len(POINTS) - 1)
GOLDEN = f"""\
id,status,{",".join(f"task {number}" for number in POINTS)},\
total,max,name,reason
"Doe, Jr",GRADED,{ALL},{MOST},{MOST},"Doe, Jr",
"O""Neil",GRADED,{NONE},0,{MOST},"O""Neil",
'=1+1,GRADED,{ALL},{MOST},{MOST},'=1+1,
'+49,NOT_SUBMITTED,{BLANK},,{MOST},'+49,Nothing was handed in.
'-x,REJECTED,{BLANK},,{MOST},'-x,"The archive has a member that points outside it: ../a,b."
'@SUM(A1),TIMEOUT,{BLANK},,{MOST},'@SUM(A1),It had not ended.
a\\nb,FORBIDDEN,{BLANK},,{MOST},a\\nb,
\\t=x,SUBMISSION_ERROR,{BLANK},,{MOST},\\t=x,
Z\u00f6e \u738b,GRADER_ERROR,{BLANK},,{MOST},Z\u00f6e \u738b,'=why
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
    table = csv_writer(file)
    table.writerow(titles(POINTS))
    for name, status, reason, verdict in people:
        report = report_of(name, status, verdict, reason, name=name)
        table.writerow(guarded(row_of(report, POINTS)))
    return file.getvalue()


def test_nasty_names_stay_in_their_cells() -> None:
    """
    Commas, quotes, line ends and formulas in a name shift no column and run nothing.
    """
    assert GOLDEN == written(PEOPLE)
    assert {6 + len(POINTS)} == {
        len(row) for row in csv.reader(StringIO(written(PEOPLE), newline=""))
    }


def test_nothing_judged_is_not_zero() -> None:
    """
    Without a verdict cells are empty; an earned zero is written.
    """
    zero, absent = list(csv.DictReader(StringIO(written([PEOPLE[1], PEOPLE[3]]))))

    assert ("0", "0") == (zero["task 2.3"], zero["total"])
    assert ("", "", str(MOST)) == (absent["task 2.3"], absent["total"], absent["max"])


def test_open_points_leave_the_total_empty() -> None:
    """
    A task with open points says `open` and leaves the total empty; other tasks keep their points.
    """
    checks = verdict_of(Outcome.PASS).checks
    last = {check.name for check in checks if check.task == "2.4"}
    outcomes = [Outcome.GRADER_ERROR if c.name in last else Outcome.PASS for c in checks]
    (row,) = csv.DictReader(StringIO(written([("a", "GRADER_ERROR", "", verdict_of(*outcomes))])))

    assert ("40", "open", "") == (row["task 2.3"], row["task 2.4"], row["total"])


def test_what_nobody_can_read_is_no_zero() -> None:
    """
    The tasks of an unreadable file have empty cells, and the total is that of the others, if there
    is work on one of them.
    """
    done, stubs = verdict_of(Outcome.PASS).checks, verdict_of(Outcome.TODO).checks
    said = general.NOT_UTF8.say(file="day4_ex1.py")
    rows = []
    for unread, checks in ((("1.",), done), (tuple(POINTS), done), (("1.",), stubs)):
        waiting = [
            replace(one, outcome=Outcome.FIX, points=0, diagnosis=said)
            if one.task.startswith(unread)
            else one
            for one in checks
        ]
        rows.append(("a", "SUBMISSION_ERROR", "", collect(waiting, all_checks(), "")))
    some, none, stub = csv.DictReader(StringIO(written(rows)))

    assert ("", str(POINTS["2.3"]), str(LAST)) == (
        some["task 1.1"],
        some["task 2.3"],
        some["total"],
    )
    assert ("", "", "") == (none["task 1.1"], none["task 2.3"], none["total"])
    assert ("", "0", "") == (stub["task 1.1"], stub["task 2.3"], stub["total"])


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
    assert [f"'{cell}"] == guarded([cell])


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
    assert [expected] == guarded([cell])


@pytest.mark.parametrize(
    "cell",
    [
        "12345",
        "ada@example.org",
        "Jean-Luc",
        "'t Hooft",
        "O'Neil; Ann",
        "a=b",
        "0",
        "Jan",
        "Marcus 2",
        "x1E5",
        "123456789012345",
        "",
    ],
)
def test_harmless_cells_stay(cell: str) -> None:
    """
    An id, an address or a name is written as it is, so that it can be joined with other tables.
    """
    assert [cell] == guarded([cell])


CELLS = st.text(st.sampled_from("=+-@ ;|,'\"\t\r\nab01e.\uff1d\ufe63\u2028\u037e"), max_size=8)
SEPARATORS = ",;\t|"


def read(written: str, separator: str) -> list[list[str]]:
    return list(csv.reader(StringIO(written, newline=""), delimiter=separator))


def is_run(cell: str) -> bool:
    """Whether a spreadsheet might take a cell for a formula."""
    return unicodedata.normalize("NFKC", cell).lstrip(' "\t\r\n').startswith(tuple("=+-@"))


@given(st.tuples(CELLS, CELLS, CELLS))
def test_no_cell_is_run_whatever_separates(nasty: tuple[str, str, str]) -> None:
    """
    Read with commas, semicolons, tabs or bars, no cell begins like a formula.
    """
    submission, name, reason = nasty
    file = StringIO(newline="")
    row = row_of(report_of(submission, "GRADED", None, reason, name=name), {})
    csv_writer(file).writerow(guarded(row))
    for separator in SEPARATORS:
        assert [] == [c for row in read(file.getvalue(), separator) for c in row if is_run(c)]
    assert 1 == len(read(file.getvalue(), ","))


@pytest.mark.parametrize("separator", SEPARATORS)
def test_without_the_guard_a_cell_would_be_run(separator: str) -> None:
    """
    Without the guard, each separator leaves a cell that is a formula.
    """
    file = StringIO(newline="")
    csv.writer(file).writerow(["ada", "=a,b" if separator == "," else f"x{separator}=y,z"])

    assert any(is_run(cell) for row in read(file.getvalue(), separator) for cell in row)


@given(CELLS, CELLS)
def test_different_ids_stay_different(one: str, other: str) -> None:
    """
    No guard makes two ids the same, so a row still belongs to one person.
    """
    ids = [id_of(one), id_of(other)]

    assert (ids[0] == ids[1]) == (guarded(ids[:1]) == guarded(ids[1:]))


@given(CELLS)
def test_an_id_comes_back(name: str) -> None:
    """
    As the documentation says, dropping a quote in front of a guarded part gives the id.
    """
    (cell,) = guarded([id_of(name)])
    parts = re.split(r"([;|])", str(cell))
    back = (
        part[1:] if part[:1] == "'" and guarded([part[1:]]) == [part] else part for part in parts
    )

    assert id_of(name) == "".join(back)


NUMBERS = [
    *(
        "00123",
        "'00123",
        "0012",
        "12345678901234567890",
        "1E5",
        "1e5",
        "12e-3",
        "1.2",
        "1,5",
        "3-4",
    ),
    *("3 - 2", "1/2", "2026-11-23", "MAR1", "1-Mar", "1 Dez 2026", "sept 3", "10:30", "9 pm", "5%"),
    *("TRUE", "falsch", "\uff10\uff11", "$5", "1 000", " 5", "10."),
]


@pytest.mark.parametrize("cell", NUMBERS)
def test_what_looks_like_a_number_stays_a_text(cell: str) -> None:
    """
    An id that a spreadsheet would show as another number or a date gets a quote in front.
    """
    assert [f"'{cell}"] == guarded([cell])
    assert [f"a;'{cell}"] == guarded([f"a;{cell}"])


def test_no_title_is_a_number() -> None:
    """
    No title of a column looks like a number or a date.
    """
    columns = titles(points_of_tasks())

    assert columns == guarded(columns)
    assert "task 1.1" in columns


def test_a_workbook_keeps_texts_as_they_are(tmp_path: Path) -> None:
    """
    In the workbook every id and name is the text that it is, and points are numbers.
    """
    tasks, path = POINTS, tmp_path / "grades.xlsx"
    ids = [
        *NUMBERS,
        "=1+1",
        "@x",
        "https://example.org",
        "a\nb",
        "{=1}",
        "Z\u00f6e \u738b",
        "x" * 40_000,
    ]
    with begun_workbook(path, titles(tasks)) as sheet:
        for name in ids:
            report = report_of(name, "GRADED", verdict_of(Outcome.PASS), name=name)
            sheet.add([row_of(report, tasks)])
    found = openpyxl.load_workbook(path).active
    (head, *rows) = found.iter_rows()

    assert titles(tasks) == [cell.value for cell in head]
    assert ("B2", True) == (found.freeze_panes, head[0].font.bold)
    assert [printable(name)[:32_000] for name in ids] == [row[0].value for row in rows]
    assert {"s"} == {row[0].data_type for row in rows}
    assert {"n"} == {cell.data_type for row in rows for cell in row[2:-2]}
    assert {MOST} == {row[-4].value for row in rows}


def test_the_same_grades_give_the_same_workbook(tmp_path: Path) -> None:
    """
    A workbook of the same rows has the same bytes, and an error leaves the old one.
    """
    for name in ("one.xlsx", "two.xlsx"):
        with begun_workbook(tmp_path / name, ["1.1"]) as sheet:
            sheet.add([["ada", "GRADED", 5]])
    before = (tmp_path / "one.xlsx").read_bytes()

    assert before == (tmp_path / "two.xlsx").read_bytes()
    with pytest.raises(RuntimeError), begun_workbook(tmp_path / "one.xlsx", ["1.1"]):
        raise RuntimeError
    assert before == (tmp_path / "one.xlsx").read_bytes()


def test_without_care_a_workbook_would_hold_formulas(tmp_path: Path) -> None:
    """
    Written without saying that it is a text, a cell is a formula.
    """
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        book.add_worksheet().write(0, 0, "=1+1")

    assert "f" == openpyxl.load_workbook(tmp_path / "x.xlsx").active["A1"].data_type


def test_a_bonus_has_a_column_of_its_own() -> None:
    """
    Beside the total, which it does not change; it may be open or, in older work, not there.
    """
    whole = verdict_of(Outcome.PASS)
    tasks = {task.task: task.max_points for task in whole.core} | {"9.9": 0}
    extra = TaskResult("9.9", "more", (replace(whole.checks[0], points=3),), is_bonus=True)
    waiting = replace(extra, checks=(replace(whole.checks[0], points=None),))
    found = [
        dict(zip(titles(tasks), row_of(report_of("a", "GRADED", verdict), tasks), strict=True))
        for verdict in (
            whole,
            Verdict((*whole.tasks, extra), ""),
            Verdict((*whole.tasks, waiting), ""),
        )
    ]

    assert 1 == len({(row["total"], row["max"]) for row in found})
    assert [0, 3, 0] == [row["bonus"] for row in found]
    assert ["", 3, "open"] == [row["task 9.9"] for row in found]
    assert "bonus" not in titles(points_of_tasks([report_of("a", "GRADED", whole)]))
