"""
adjust.csv, as it is read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.adjustments import HEADER, Adjustment, adjustments_in, read_adjustments
from autograder.grading.errors import KitError
from tests.outline import NUMBERS

TASKS = ", ".join(NUMBERS)
LINES = {
    "points": ("ada,2.3,4,talk", Adjustment("ada", "2.3", 4.0, is_change=False, why="talk")),
    "added": ("ada,2.3,+2,talk", Adjustment("ada", "2.3", 2.0, is_change=True, why="talk")),
    "taken": ("ada,,-2,late", Adjustment("ada", "", -2.0, is_change=True, why="late")),
    "minus sign": ("ada,,\u22122,late", Adjustment("ada", "", -2.0, is_change=True, why="late")),
    "a dash": ("ada,,\u20132,late", Adjustment("ada", "", -2.0, is_change=True, why="late")),
    "half": ("ada,1.1,0.5,x", Adjustment("ada", "1.1", 0.5, is_change=False, why="x")),
    "decimal comma": ('ada,1.1,"+ 0,5",x', Adjustment("ada", "1.1", 0.5, is_change=True, why="x")),
    "excused": ("ada,,Excused,ill", Adjustment("ada", "", None, is_change=False, why="ill")),
    "as Canvas has it": ("ada,,EX,ill", Adjustment("ada", "", None, is_change=False, why="ill")),
    "leading zeros": ("0042,,1,x", Adjustment("0042", "", 1.0, is_change=False, why="x")),
    "a task in words": (
        "ada,Task 2.3,1,x",
        Adjustment("ada", "2.3", 1.0, is_change=False, why="x"),
    ),
    "a task with a comma": (
        'ada,"2,3",1,x',
        Adjustment("ada", "2.3", 1.0, is_change=False, why="x"),
    ),
    "umlauts": (
        "jose\u0301,,1,\u00dcbung",
        Adjustment("jos\u00e9", "", 1.0, is_change=False, why="\u00dcbung"),
    ),
    "spaces": (" ada , 2.3 , 1 , a  b ", Adjustment("ada", "2.3", 1.0, is_change=False, why="a b")),
    "a comma in quotes": ('ada,,1,"a, b"', Adjustment("ada", "", 1.0, is_change=False, why="a, b")),
    "two lines in quotes": (
        'ada,,1,"a\nb"',
        Adjustment("ada", "", 1.0, is_change=False, why="a b"),
    ),
    "what would paint": (
        "ada,,1,a\x1b[31m",
        Adjustment("ada", "", 1.0, is_change=False, why=r"a\x1b[31m"),
    ),
    "empty cells behind": ("ada,,1,x,,,", Adjustment("ada", "", 1.0, is_change=False, why="x")),
}
MUST = "it must be a number below 1000000, +2, -2 or excused."
SLIPS = {
    "no id": (",2.3,4,talk", "there is no id."),
    "no reason": ("ada,2.3,4,", "say why ada is adjusted; the person reads it."),
    "another separator": (
        "ada;2.3;4;x",
        "ada;2.3;4;x is one cell; separate cells as in the first line.",
    ),
    "an unknown task": ("ada,9.5,4,x", f"there is no task 9.5; the tasks are {TASKS}."),
    "an unknown task by its word": (
        "ada,task 9.5,4,x",
        f"there is no task task 9.5; the tasks are {TASKS}.",
    ),
    "a task that became a date": (
        "ada,01. Jan,4,x",
        (
            f"there is no task 01. Jan; the tasks are {TASKS}. A spreadsheet made it a date; "
            "format that column as text."
        ),
    ),
    "a word": ("ada,2.3,four,x", f"points is four; {MUST}"),
    "nothing": ("ada,2.3,,x", f"points is empty; {MUST}"),
    "a percentage": ("ada,2.3,50%,x", f"points is 50%; {MUST}"),
    "no number": ("ada,2.3,nan,x", f"points is nan; {MUST}"),
    "without end": ("ada,2.3,inf,x", f"points is inf; {MUST}"),
    "other digits": ("ada,2.3,\u0663,x", f"points is \u0663; {MUST}"),
    "too much": ("ada,2.3,1e9,x", f"points is 1e9; {MUST}"),
    "far too much": (f"ada,2.3,{'9' * 400},x", f"points is {'9' * 30}...{'9' * 15}; {MUST}"),
    "an excuse for a task": (
        "ada,2.3,excused,x",
        (
            "a person is excused from all of the work, so leave the task empty; to give the points "
            "of one task, write them."
        ),
    ),
    "a bare decimal comma": (
        "ada,2.3,1,5,x",
        (
            "there are 5 cells for 4 columns; put a cell with a comma or a semicolon in "
            'quotes, as in "late, but ill" or "2,5".'
        ),
    ),
}


def said(folder: Path, content: bytes) -> str:
    (folder / "adjust.csv").write_bytes(content)
    with pytest.raises(KitError) as caught:
        read_adjustments(folder)

    assert 2 == caught.value.exit_code
    return str(caught.value)


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_each_line_is_read(line: str, expected: Adjustment) -> None:
    """
    Numbers, signs, tasks and ids are read as an instructor writes them.
    """
    assert ([expected], []) == adjustments_in(f"{HEADER}{line}\n")


@pytest.mark.parametrize(("line", "expected"), SLIPS.values(), ids=SLIPS)
def test_each_slip_is_named_with_its_line(line: str, expected: str) -> None:
    """
    A wrong line is named by its number, with what it must be; the others are read.
    """
    text = f'{HEADER}\nbob,,1,"x\ny"\n{line}\nbob,,+1,x\n'
    found, problems = adjustments_in(text)

    assert [f"line 5: {expected}"] == problems
    assert ["bob", "bob"] == [one.submission for one in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n", "\r"),
        (",", ";"),
        (",", "\t"),
        ("id,", "ID ,"),
        ("id,", "\nsep=,\nid,"),
    ],
    ids=["windows", "old mac", "semicolons", "tabs", "capitals", "for excel"],
)
def test_the_program_that_wrote_it_does_not_matter(tmp_path: Path, old: str, new: str) -> None:
    """
    Whatever ends the lines and separates the cells, the file says the same.
    """
    text = f"{HEADER}ada,2.3,+2,talk\n0042,,excused,ill\n"
    (tmp_path / "adjust.csv").write_bytes(b"\xef\xbb\xbf" + text.replace(old, new).encode())

    expected = {
        "ada": (Adjustment("ada", "2.3", 2.0, is_change=True, why="talk"),),
        "0042": (Adjustment("0042", "", None, is_change=False, why="ill"),),
    }
    assert expected == read_adjustments(tmp_path)


def test_columns_may_change_places() -> None:
    """
    The names of the columns say what is in them.
    """
    found, problems = adjustments_in("why;points;id;task\ntalk;2,5;ada;2.3\n")

    assert ([Adjustment("ada", "2.3", 2.5, is_change=False, why="talk")], []) == (found, problems)


def test_several_lines_are_about_one_person(tmp_path: Path) -> None:
    """
    Each person has all of their lines, in the order of the file.
    """
    text = f"{HEADER}ada,2.3,4,a\nbob,,1,b\nada,2.3,+1,c\nada,2.3,+1,e\nada,,excused,d\n"
    (tmp_path / "adjust.csv").write_text(text)
    found = read_adjustments(tmp_path)

    assert [4.0, 1.0, 1.0, None] == [one.points for one in found["ada"]]


def test_a_line_is_not_there_twice(tmp_path: Path) -> None:
    """
    A line that was pasted twice is refused, as its points would be added twice.
    """
    text = f"{HEADER}ada,2.3,+6,b\nbob,2.3,+6,b\nada,2.3,+6,b\n"

    assert "line 4: this says the same as line 2; delete one" in said(tmp_path, text.encode())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_spreadsheets_may_choose_the_encoding(tmp_path: Path, encoding: str) -> None:
    """
    A file that a spreadsheet has saved as Unicode is read like any other.
    """
    (tmp_path / "adjust.csv").write_bytes(f"{HEADER}ada,,+1,\u00fc\n".encode(encoding))

    assert "\u00fc" == read_adjustments(tmp_path)["ada"][0].why


def test_points_are_set_once(tmp_path: Path) -> None:
    """
    A second line that sets the same points is refused, and the first one named.
    """
    text = f"{HEADER}ada,2.3,4,a\nada,2.2,4,a\nada,,50,a\nada,task 2.3,5,b\nada,,60,b\n"
    found = said(tmp_path, text.encode()).split("\n")

    assert 2 == len(found)
    assert "line 5: line 2 sets the points of ada for task 2.3 already" in found[0]
    assert "line 6: line 4 sets the points of ada for all of the work already" in found[1]


def test_every_slip_is_said(tmp_path: Path) -> None:
    """
    The same slip on several lines is named on each, with the file.
    """
    found = said(tmp_path, f"{HEADER}ada,9,1,x\n\nada,9,1,x\n".encode()).split("\n")

    place = tmp_path / "adjust.csv"
    assert [f"{place}, line 2", f"{place}, line 4"] == [one.split(":")[0] for one in found]


@pytest.mark.parametrize("first", ["ada,2.3,4,talk", "id,task,points", "id,task,points,reason"])
def test_the_columns_must_be_there(tmp_path: Path, first: str) -> None:
    """
    Without the names of all columns nothing is guessed.
    """
    found = said(tmp_path, f"\n{first}\n".encode())

    assert found.endswith("line 2: this must be the columns, id,task,points,why.")


@pytest.mark.parametrize("line", ['ada,,1,"x', 'ada,,1,"x"y', '"'])
def test_a_quote_is_closed(line: str) -> None:
    """
    A quote that swallows the lines below it is named where it opens.
    """
    found, problems = adjustments_in(f"{HEADER}bob,,1,x\n{line}\nada,,1,x\n")

    assert ["bob"] == [one.submission for one in found]
    assert problems[0].startswith("line 3: this cannot be read")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """
    No file adjusts nothing; one in another encoding and a folder are said in a sentence.
    """
    assert {} == read_adjustments(tmp_path)
    assert "save it as CSV UTF-8" in said(tmp_path, f"{HEADER}ada,,1,\u00fc".encode("latin-1"))
    (tmp_path / "one" / "adjust.csv").mkdir(parents=True)
    with pytest.raises(KitError, match=r"cannot be used: .* is not a regular file"):
        read_adjustments(tmp_path / "one")


CELLS = st.sampled_from(
    ["ada", "2.3", "4", "+1", "excused", "", '"', "x;y", "-\u0665", "sep=", "\0"]
)
ROWS = st.lists(st.lists(CELLS, max_size=6).map(",".join), max_size=5).map("\n".join)


@given(st.text() | ROWS.map(HEADER.__add__))
def test_any_text_is_read_or_named(text: str) -> None:
    """
    Any text gives lines or problems with a line each, and finite points.
    """
    found, problems = adjustments_in(text)

    assert all(one.startswith("line ") for one in problems)
    assert all(one.points is None or abs(one.points) < 1e6 for one in found)
