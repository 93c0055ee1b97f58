"""The whole day of an instructor, by the commands that they type, and its pages in a browser."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder import cli
from autograder.grading.spec import PROJECT, all_checks
from tests.classroom.gradebooks.ledgers import canvas_reads, csv_text, moodle_reads
from tests.classroom.rooms import laid_out
from tests.outline import NAMES, core_of
from tests.test_class_page import violations

pytestmark = pytest.mark.sweep

WRONG = PROJECT / "tests" / "submissions" / "wrong"
SOLUTION = {f"{name}.py": core_of(name) for name in NAMES}
STUB = {one.name: one.read_bytes() for one in (PROJECT / "exercises").glob("day4_ex?.py")}
PEOPLE = {11: "Ada L", 12: "Bob R", 13: "Eve, Jr", 14: "Tom T", 15: "Zoe Z", 16: "Kim K"}
FRIDAY = "Friday, 20 November 2026, 10:00 AM"
SATURDAY = "Saturday, 21 November 2026, 11:30 AM"
DUE = 'roster = "worksheet.csv"\ndue = 2026-11-20T12:00:00+00:00\n'
LATE = "[late]\npercent_per_day = 10\ndays = 3\n"
MONDAY = "Monday, 23 November 2026, 11:30 AM"
MOST = 100
FIRST = 40  # of the first exercise
WORDS = {"id": "Identifier", "grade": "Grade", "modified": "Last modified (grade)"}


def wrong(exercise: str, name: str) -> tuple[dict[str, bytes], int]:
    """The solutions with one mistake in them, and the points that it costs, as its header says."""
    mistake = (WRONG / exercise / f"{name}.py").read_bytes()
    names = re.findall(r"test_\w+", mistake.decode().partition("# loses:")[2].partition("\n")[0])
    cost = sum(check.points for check in all_checks() if check.name in names)
    right = SOLUTION[f"{exercise}.py"]
    return {**SOLUTION, f"{exercise}.py": right + b"\n\n" + mistake}, cost


FORGOT, AREA = wrong("day4_ex1", "area_forgotten")
AVERAGED, WALK = wrong("day4_ex2", "averaged")
TOTALS = {11: MOST - 0.3 * FIRST, 12: None, 13: MOST - WALK + 3, 14: 0.9 * MOST, 15: None, 16: MOST}
WORDS_OF = {
    "report.html": ["6\n", "with a total", "UNTOUCHED", "excused", "averaged"],
    "feedback/13.html": [f"{MOST - WALK + 3}.0 of {MOST}", "a good talk", "Points of each check"],
    "feedback/16.html": [f"{MOST}.0 of {MOST}", "Points of each check"],
}
"""What is seen on each page."""


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str


@dataclass(frozen=True)
class Day:
    """A folder in which a day is lived."""

    folder: Path

    @property
    def course(self) -> Path:
        return self.folder / "day4"

    def type(self, *command: str) -> Said:
        """Type a command of the kit."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "COLUMNS": "100",
        }
        done = subprocess.run(
            [sys.executable, "-m", "autograder", *command],
            check=False,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        return Said(done.returncode, f"{done.stdout}{done.stderr}")

    def hand_in(self, export: str, files: Mapping[int, Mapping[str, bytes]]) -> None:
        """Put an export of Moodle there."""
        for number, own in files.items():
            name = f"{PEOPLE[number]}_{number}_assignsubmission_file_"
            folder = self.course / "hand-ins" / export / name
            folder.mkdir(parents=True)
            laid_out(folder, own)

    def list_class(self, times: Mapping[int, str]) -> None:
        """Moodle's worksheet, as it is downloaded."""
        header = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade"]
        header += ["Grade can be changed", "Last modified (submission)", "Last modified (grade)"]
        rows = [
            [
                f"Participant {n}",
                name,
                f"p{n}@uni.edu",
                "",
                "",
                "100.00",
                "Yes",
                times.get(n, "-"),
                "-",
            ]
            for n, name in PEOPLE.items()
        ]
        text = csv_text([header, *rows])
        (self.course / "worksheet.csv").write_text(text, encoding="utf-8")

    def totals(self) -> dict[int, float | None]:
        """The totals in grades.csv; None for a blank and for an excuse."""
        text = (self.course / "grades" / "grades.csv").read_text(encoding="utf-8-sig")
        rows = csv.DictReader(text.splitlines())
        cells = {int(row["id"]): row["total"] for row in rows}
        return {n: None if one in {"", "excused"} else float(one) for n, one in cells.items()}

    def write(self, name: str, text: str) -> None:
        (self.course / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A day on which a class was graded, twice: one changed what was wrong, one came in late."""
    day = Day(tmp_path_factory.mktemp("day"))
    made = day.type("class", "day4")
    assert (cli.DONE, True) == (made.code, "day4/course.toml: written." in made.out)
    day.write("course.toml", DUE)
    day.list_class({11: FRIDAY, 12: FRIDAY, 13: FRIDAY, 14: SATURDAY})
    day.hand_in("2026-11-22", {11: FORGOT, 12: STUB, 13: AVERAGED, 14: SOLUTION})
    graded = day.type("grade", "day4")
    assert cli.DONE == graded.code, graded.out
    assert "6 submissions: 3 GRADED, 1 UNTOUCHED, 2 NOT_SUBMITTED." in graded.out
    assert {
        11: MOST - AREA,
        12: None,
        13: MOST - WALK,
        14: MOST,
        15: None,
        16: None,
    } == day.totals()

    day.write("course.toml", DUE + LATE)
    late = day.type("grade", "day4")
    assert "Isolation: nothing is run." not in graded.out
    assert "1 grade changed (1 because of points): 14; see changes.csv." in late.out
    assert 0.9 * MOST == day.totals()[14]

    day.write("adjust.csv", "id,task,points,why\n13,,+3,a good talk\n15,,excused,was ill\n")
    adjusted = day.type("grade", "day4")
    assert "2 grades changed (2 because of adjust): 13 and 15; see changes.csv." in adjusted.out
    assert MOST - WALK + 3 == day.totals()[13]

    day.list_class({11: MONDAY, 12: FRIDAY, 13: FRIDAY, 14: SATURDAY, 16: FRIDAY})
    day.hand_in("2026-11-24", {11: SOLUTION, 16: SOLUTION})
    again = day.type("grade", "day4")
    assert cli.DONE == again.code, again.out
    assert "2 grades changed (2 because of files): 11 and 16; see changes.csv." in again.out
    assert "autograder export day4 moodle FILE" in again.out
    assert TOTALS == day.totals()
    return day


def test_the_whole_day(day: Day, tmp_path: Path) -> None:
    """
    From the folder of a course to grades in three platforms, feedback, answers to questions, and
    the erasure of one person, each command says what it did, and its exit code is right.
    """
    folder = Path(shutil.copytree(day.folder, tmp_path / "copy"))
    copy = Day(folder)
    check_exports(copy)
    check_feedback(copy)
    check_explanations(copy)
    check_erasure(copy)


def check_exports(day: Day) -> None:
    """The totals, read as each platform reads them."""
    filled = {number: total for number, total in TOTALS.items() if total is not None}
    shutil.copyfile(day.course / "worksheet.csv", day.folder / "moodle.csv")
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Day 4 (7)"]
    people = [[name, 900 + n, n, f"p{n}@uni.edu", "A", ""] for n, name in PEOPLE.items()]
    points = ["    Points Possible", "", "", "", "", 100]
    (day.folder / "canvas.csv").write_text(csv_text([header, points, *people]), encoding="utf-8")
    for platform in ("moodle", "canvas", "csv"):
        said = day.type("export", "day4", platform, f"{platform}.csv")
        assert cli.DONE == said.code, said.out
        count = len(filled) + (platform == "canvas")  # which is told who is excused
        assert f"filled {count}, empty {len(TOTALS) - count} (" in said.out
        assert "unmatched 0." in said.out
    moodle = moodle_reads((day.folder / "moodle-filled.csv").read_bytes(), WORDS, "Participant ")
    canvas = canvas_reads((day.folder / "canvas-filled.csv").read_bytes())
    plain = csv.DictReader((day.folder / "csv.csv").read_text(encoding="utf-8").splitlines())

    assert TOTALS == {int(number): total for number, (total, _) in moodle.items()}
    shown = {number: f"{total or 0:g}" for number, total in filled.items()}
    cells = {900 + n: shown.get(n, "EX" if n == 15 else "") for n in PEOPLE}
    assert cells == {int(number): row["Day 4 (7)"] for number, row in canvas.items()}
    assert {n: shown.get(n, "") for n in PEOPLE} == {int(one["id"]): one["grade"] for one in plain}


def check_feedback(day: Day) -> None:
    """Moodle finds a page for everybody who handed in; it says what the instructor said."""
    with zipfile.ZipFile(day.course / "grades" / "feedback-moodle.zip") as archive:
        owners = [int(name.split("_")[1]) for name in archive.namelist()]
        page = archive.read("Eve Jr_13_assignfeedback_file_/feedback.html").decode()

    assert [11, 12, 13, 14, 16] == sorted(owners)
    assert "a good talk" in page
    assert not (day.course / "grades" / "feedback-canvas.zip").exists()


def check_explanations(day: Day) -> None:
    """Why somebody has their points, in words for the instructor and for the learner, and again."""
    whole, own = (
        day.type("explain", "day4", "13", "2.3"),
        day.type("explain", "day4", "13", "--learner"),
    )
    replay = day.type("explain", "day4", "p13@uni.edu", "--replay")
    nobody = day.type("explain", "day4", "77")

    assert (cli.DONE, cli.DONE, cli.DONE) == (whole.code, own.code, replay.code), replay.out
    assert "stochastic_gradient_descent" in whole.out
    assert "asked" in whole.out
    assert "asked" not in own.out
    assert "a good talk" in own.out
    assert cli.USAGE == nobody.code


def check_erasure(day: Day) -> None:
    """One person is gone from the grades and the exports; everybody else has what they had."""
    told, done = day.type("forget", "day4", "14"), day.type("forget", "day4", "14", "--yes")

    assert (cli.OPEN, True) == (told.code, "Nothing was erased." in told.out)
    assert (cli.OPEN, True) == (done.code, "worksheet.csv names this person" in done.out), done.out
    assert {n: total for n, total in TOTALS.items() if n != 14} == day.totals()
    assert not list((day.course / "grades" / "feedback").glob("14.*"))
    assert not list((day.course / "hand-ins").glob("*/*_14_*"))


@pytest.mark.parametrize("page", ["report.html", "feedback/13.html", "feedback/16.html"])
def test_the_pages_of_the_day(day: Day, page: str) -> None:
    """
    In a browser the report and the feedback of this day show its numbers, ask nothing of the
    network, have no error, and axe finds nothing.
    """
    from tests.jupyter_lab import chromium

    file = day.course / "grades" / page
    asked: list[str] = []
    errors: list[str] = []
    with chromium() as browser:
        shown = browser.new_page(viewport={"width": 1000, "height": 900})
        shown.on("request", lambda one: asked.append(one.url))
        shown.on("console", lambda one: errors.append(one.text))
        shown.on("pageerror", lambda one: errors.append(str(one)))
        shown.goto(file.as_uri())
        if place := os.environ.get("SCREENSHOTS"):
            shown.screenshot(path=Path(place, f"{file.stem}.png"), full_page=True)
        text = shown.inner_text("body")

        assert [file.as_uri()] == asked
        assert [] == errors
        assert [] == violations(shown)
        assert [] == [words for words in WORDS_OF[page] if words not in text]
