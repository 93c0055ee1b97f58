"""
The class of 200 on every platform, graded by the real command: nobody is lost or invented, and
every export says what grades.csv says.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import class_run
from autograder.classroom.entries import file_name
from autograder.classroom.gradebooks.classroom50 import whole
from autograder.classroom.snapshot import FILE as SNAPSHOT
from autograder.grading.verdict import Outcome
from autograder.sandbox.report import Report
from tests.classroom.class_of_200 import (
    KINDS,
    LAYOUTS,
    STRANGE,
    TIMED,
    Student,
    canvas_gradebook,
    class_of,
    exports,
    roster,
    worksheet,
)
from tests.classroom.fakes import FakeGrader, report_of, verdict_of
from tests.classroom.gradebooks.ledgers import canvas_reads, moodle_reads
from tests.classroom.rooms import laid_out

FEW, ALL = 24, 200
SETTINGS = """
roster = "roster.csv"
due = 2026-11-20T12:00:00+00:00
[late]
percent_per_day = 10
days = 3
"""
WORDS = {"id": "Identifier", "grade": "Grade", "modified": "Last modified (grade)"}
Row = Mapping[str, str]


class Knowing(FakeGrader):
    """Knows a stub when it sees one."""

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        if all(b"NotImplementedError" in content for content in files.values()):
            return report_of(submission, "PASS", verdict_of(Outcome.TODO), level=self.level)
        return super().grade(files, seed, submission)


@dataclass
class Room:
    """A graded class in the current folder."""

    layout: str
    people: tuple[Student, ...]
    grader: FakeGrader

    def rows(self) -> list[Row]:
        text = Path("day4/grades/grades.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def of(self, row: Row) -> Student | None:
        """Whose row it is."""
        name = row["id"].removeprefix("'")
        found = [s for s in self.people if name in {s.id, s.canvas, s.moodle, s.login, s.email}]
        assert len(found) <= 1
        return found[0] if found else None

    def totals(self) -> dict[Student, str]:
        """The totals of those on the roster, as grades.csv has them."""
        return {one: row["total"] for row in self.rows() if (one := self.of(row))}


def begun(people: tuple[Student, ...], layout: str) -> Path:
    """A course with nothing handed in, an excuse, and points that the instructor gave."""
    course = Path("day4")
    cli.main(["class", str(course)])
    (course / "roster.csv").write_text(roster(layout, people), encoding="utf-8")
    (course / "course.toml").write_text(SETTINGS, encoding="utf-8")
    return course


def adjust(room: Room) -> None:
    """Points for the first who has some, an excuse for the second."""
    first, second = [row["id"].removeprefix("'") for row in room.rows() if row["total"]][:2]
    text = f"id,task,points,why\n{first},,+2.5,a talk\n{second},,excused,ill\n"
    Path("day4/adjust.csv").write_text(text, encoding="utf-8")


def grade() -> int:
    return cli.main(["grade", "day4"])


Make = Callable[[str, int], Room]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes and grades the class of a platform, with so many people."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def made(layout: str, count: int) -> Room:
        grader, people = Knowing(), class_of(count)
        monkeypatch.setattr(class_run, "choose_grader", lambda **_: grader)
        course = begun(people, layout)
        for name, files in exports(layout, people).items():
            laid_out(course / "hand-ins" / name, files)
        assert cli.DONE == grade()
        return Room(layout, people, grader)

    return made


SMALL = [(layout, FEW) for layout in ("Moodle", "Canvas", "Gradescope")]
EVERY = [*SMALL, *(pytest.param(layout, ALL, marks=pytest.mark.sweep) for layout in LAYOUTS)]
SOME = [*SMALL, pytest.param("Moodle", ALL, marks=pytest.mark.sweep)]


@pytest.mark.parametrize(("layout", "count"), EVERY)
def test_every_total_gets_into_every_platform(make: Make, layout: str, count: int) -> None:
    """
    Everybody on the roster has one row, each status and total is what the policy says, and each
    export holds exactly these totals: blanks where nobody is graded, nobody else, nobody twice.
    """
    room = make(layout, count)
    check_rows(room)
    adjust(room)
    assert cli.DONE == grade()
    check_rows(room)
    totals, graded = room.totals(), len(room.grader.graded)

    assert "excused" in totals.values()
    assert 1 == sum(row["adjusted"] == "2.5" for row in room.rows())
    assert dict(read_canvas(room)) == {
        one: "EX" if total == "excused" else total for one, total in totals.items()
    }
    blank = {one: "" if total == "excused" else total for one, total in totals.items()}
    assert blank == dict(read_moodle(room))
    assert blank == dict(read_csv(room))
    assert blank == dict(read_gradescope(room))
    assert {one: whole(float(t)) for one, t in blank.items() if t} == dict(read_classroom(room))
    assert graded == len(room.grader.graded)


def check_rows(room: Room) -> None:
    """Who has a row, and whether its total follows from raw points, lateness and adjust.csv."""
    rows = {one: row for row in room.rows() if (one := room.of(row))}
    assert len(room.rows()) == len(rows) + len(unknown())
    assert {*room.people} == rows.keys()
    for one, row in rows.items():
        assert status_of(one, room) == row["status"]
        if row["status"] == "GRADED" and row["total"] != "excused":
            raw, adjusted = float(row["raw"]), float(row["adjusted"] or 0)
            days = days_late(one, room)
            share = 1.0 if days > 3 else days / 10
            assert str(days or "") == row["late"]
            assert round(raw * (1 - share) + adjusted, 2) == float(row["total"])
        elif row["total"] != "excused":
            assert "" == row["total"]


def unknown() -> list[str]:
    """Who is said to be not on the roster."""
    _, found, names = Path("day4/grades/summary.txt").read_text("utf-8").partition("on the roster:")
    return names.partition("\n\n")[0].strip().split("\n") if found else []


def status_of(one: Student, room: Room) -> str:
    is_namesake = sum(one.name == other.name for other in room.people) > 1
    if room.layout == "Brightspace" and is_namesake and one.kind != "absent":
        return "REJECTED"  # its folders have a number that is on no roster
    apart = {"absent": "NOT_SUBMITTED", "stub": "UNTOUCHED", "broken": "REJECTED"}
    return apart.get(one.kind, "GRADED")


def days_late(one: Student, room: Room) -> int:
    """As far as the platform says it."""
    if room.layout == "Canvas":
        return int(one.days_late > 0)
    return one.days_late if room.layout in TIMED else 0


def exported(platform: str, file: str, *more: str) -> None:
    """The export is carried out; strangers are unmatched where a file is filled."""
    has_rows = platform in {"canvas", "moodle"}
    expected = cli.OPEN if has_rows and unknown() else cli.DONE
    assert expected == cli.main(["export", "day4", platform, file, *more])


Read = Iterator[tuple[Student, object]]


def read_canvas(room: Room) -> Read:
    Path("canvas.csv").write_text(canvas_gradebook(room.people), encoding="utf-8")
    exported("canvas", "canvas.csv")
    found = canvas_reads(Path("canvas-filled.csv").read_bytes())
    people = {one.canvas: one for one in room.people}
    for number, cells in found.items():
        if number in people:
            yield people[number], cells["Day 4 (11)"]
        else:
            assert not any(cells.values())


def read_moodle(room: Room) -> Read:
    Path("moodle.csv").write_text(worksheet(room.people), encoding="utf-8")
    exported("moodle", "moodle.csv")
    content = Path("moodle-filled.csv").read_bytes()
    people = {one.moodle: one for one in room.people}
    for number, (points, _) in moodle_reads(content, WORDS, "Participant ").items():
        yield people[number], shown(points)


def shown(points: float | None) -> str:
    return "" if points is None else f"{points:.2f}".rstrip("0").rstrip(".")


def read_csv(room: Room) -> Read:
    exported("csv", "plain.csv")
    with Path("plain.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if one := room.of(row):
                yield one, row["grade"]


def read_gradescope(room: Room) -> Read:
    exported("gradescope", "gradescope")
    assert len(room.rows()) == len(list(Path("gradescope").iterdir()))
    for row in room.rows():
        name = row["id"].removeprefix("'")
        found = json.loads(Path("gradescope", f"{file_name(name)}.json").read_text("utf-8"))
        if one := room.of(row):
            yield one, shown(found.get("score"))


def read_classroom(room: Room) -> Read:
    exported("classroom50", "classroom50")
    for row in room.rows():
        name = row["id"].removeprefix("'")
        path = Path("classroom50", file_name(name), "result.json")
        if (one := room.of(row)) and path.exists():
            yield one, json.loads(path.read_text("utf-8"))["score"]


@pytest.mark.sweep
@pytest.mark.parametrize("layout", ["plain", "Moodle", "Canvas"])
def test_nbgrader_has_every_total(make: Make, layout: str) -> None:
    """
    The gradebook of nbgrader, read through its own API, has everybody's total and nobody else.
    """
    from nbgrader.api import Gradebook

    room = make(layout, ALL)
    adjust(room)
    grade()
    exported("nbgrader", "gradebook.db")
    names = {one: row["id"].removeprefix("'") for row in room.rows() if (one := room.of(row))}
    with Gradebook("sqlite:///gradebook.db") as book:
        students = {one.id for one in book.students}
        found = {one.student.id: one for one in book.assignment_submissions("day4")}
        scores = {
            name: round(max(one.score - one.late_submission_penalty, 0), 2)
            for name, one in found.items()
        }
    totals = {names[one]: t for one, t in room.totals().items() if t not in {"", "excused"}}

    assert {row["id"].removeprefix("'") for row in room.rows()} == students
    known = {name: score for name, score in scores.items() if name in names.values()}
    assert {name: float(total) for name, total in totals.items()} == known


@pytest.mark.parametrize(("layout", "count"), SOME)
def test_the_same_again_changes_nothing(make: Make, layout: str, count: int) -> None:
    """
    A second run of the same course runs no code and changes no byte of what people read.
    """
    room = make(layout, count)
    before, graded = contents(), len(room.grader.graded)

    assert cli.DONE == grade()
    assert graded == len(room.grader.graded)
    assert before == contents()


def contents() -> dict[str, bytes]:
    """The files of grades/ by name, without the date of the report and what the kit notes."""
    paths = Path("day4/grades").rglob("*")
    files = (path for path in paths if path.is_file() and "journal" not in path.name)
    others = {"report.html", SNAPSHOT}
    return {str(path): path.read_bytes() for path in files if path.name not in others}


@pytest.mark.parametrize(("layout", "count"), SOME)
def test_exports_may_come_in_any_order(make: Make, layout: str, count: int) -> None:
    """
    Whether the early export is there first, later, or both at once, the grades are the same.
    """
    room = make(layout, count)
    together = Path("day4/grades/grades.csv").read_bytes()
    for order in permutations(exports(layout, room.people).items()):
        shutil.rmtree("day4")
        course = begun(room.people, layout)
        for name, files in order:
            laid_out(course / "hand-ins" / name, files)
            assert cli.DONE == grade()
        assert together == Path("day4/grades/grades.csv").read_bytes()


def test_the_class_is_what_it_says() -> None:
    """
    The class of 200 is the same each time, and has every kind of person on every platform.
    """
    people = class_of(ALL)

    assert class_of(ALL) == people
    assert ALL == len({one.id for one in people}) == len(people)
    assert {*KINDS} == {one.kind for one in class_of(FEW)}
    assert {*STRANGE} <= {one.name for one in class_of(FEW)}
    for layout in LAYOUTS:
        assert all(exports(layout, people).values())
