"""
A class in every layout, with everything that people really hand in: nobody is lost, nobody is
invented, and nobody has points that were not judged.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import class_run
from autograder.classroom.layout import LAYOUTS
from tests.classroom.fakes import FakeGrader
from tests.classroom.rooms import BOTH, ONE, laid_out, zipped
from tests.outline import CORE

PACKED = zipped(BOTH)
GRADED, REJECTED, ABSENT = "GRADED", "REJECTED", "NOT_SUBMITTED"


@dataclass(frozen=True)
class Room:
    """A class: its files, its roster, and everybody's status by id."""

    files: Mapping[str, bytes]
    roster: str
    expected: Mapping[str, str]
    named: tuple[str, ...] = ()
    """What must be named on the screen and in the summary."""


ROOMS = {
    "plain": Room(
        {
            "ada/sub/day4_ex1.py": ONE,
            "bob.zip": PACKED,
            "ron.rar": b"Rar!",
            "tess_final.py": ONE,
            "271-442 - Eve Adams - Dec 5, 2026 1149 AM - day4_ex2.py": ONE,
            "stranger/day4_ex1.py": ONE,
            "worksheet.xlsx": b"",
        },
        "sep=;\nid;name\nada;Ada L\nbob;Bob R\nron;Ron R\ntess;Tess T\neve;Eve Adams\nzoe;Zoe Z\n",
        {
            "ada": GRADED,
            "bob": GRADED,
            "ron": REJECTED,
            "tess": REJECTED,
            "eve": REJECTED,
            "zoe": ABSENT,
            "stranger": GRADED,
            "tess_final.py": REJECTED,
            "271-442 - Eve Adams - Dec 5, 2026 1149 AM - day4_ex2.py": REJECTED,
        },
        ("ron.rar", "tess_final.py", "271-442 - Eve Adams", "worksheet.xlsx"),
    ),
    "nbgrader": Room(
        {
            "submitted/ada/day4/day4_ex1.py": ONE,
            "submitted/bob/day4/day4_ex2.py": ONE,
            "submitted/ron.rar": b"Rar!",
            "gradebook.db": b"",
            "source/day4/day4_ex1.py": b"secret",
            "zoe.py": b"lost",
        },
        "id,last_name,first_name\nada,L,Ada\nbob,R,Bob\nron,R,Ron\nann,A,Ann\n",
        {"ada": GRADED, "bob": GRADED, "ron": REJECTED, "ann": ABSENT, "zoe.py": REJECTED},
        ("ron.rar", "zoe.py"),
    ),
    "Moodle": Room(
        {
            "Ada L_12_assignsubmission_file/day4_ex1.py": ONE,
            "Ann Lee_15_assignsubmission_file/day4_ex1.py": ONE,
            "Group A_77_assignsubmission_file/day4_ex1.py": ONE,
            "Ron R_16_assignsubmission_file/day4.rar": b"Rar!",
            "Tess T.zip": PACKED,
        },
        "Klasse 4\n\nVorname;Nachname;ID-Nummer;Gruppen\nAda;L;s1;\nAnn;Lee;s2;\nAnn;Lee;s3;\n"
        "Grace;H;s4;Group A\nAlan;T;s5;Group A\nRon;R;s6;\nTess;T;s7;\nZoe;Z;s8;\n",
        {
            "s1": GRADED,
            "s2": REJECTED,
            "s3": REJECTED,
            "s4": GRADED,
            "s5": GRADED,
            "s6": REJECTED,
            "s7": GRADED,
            "s8": ABSENT,
            "15": GRADED,
        },
        ("day4.rar",),
    ),
    "Canvas": Room(
        {
            "lada_5_901_day4_ex1.py": ONE,
            "lada_5_902_day4_ex2-1.py": ONE,
            "rbob_LATE_6_903_day4.zip": PACKED,
            "rron_7_904_day4.rar": b"Rar!",
            "zzoe_8_text.html": b"I forgot the file",
        },
        "Student,ID,SIS Login ID,Section,day4\n,,,,Manual Posting\n    Points Possible,,,,100\n"
        '"L, Ada",5,ada,S,\n"R, Bob",6,bob,S,\n"R, Ron",7,ron,S,\n"Z, Zoe",8,zoe,S,\n'
        '"A, Ann",9,ann,S,\n"Student, Test",10,,S,\n',
        {"5": GRADED, "6": GRADED, "7": REJECTED, "8": REJECTED, "9": ABSENT},
        ("day4.rar", "text.html"),
    ),
    "Gradescope": Room(
        {
            "submission_1/day4_ex1.py": ONE,
            "submission_2/day4_ex1.py": ONE,
            "submission_3/day4.7z": b"7z",
            "submission_metadata.yml": b"submission_1:\n  :submitters:\n  - :name: Ada L\n"
            b"    :sid: '101'\nsubmission_2:\n  :submitters:\n  - :name: Grace H\n"
            b"    :sid: '102'\n  - :name: Alan T\n    :email: alan@example.org\n"
            b"submission_3:\n  :submitters:\n  - :name: Ron R\n    :sid: '104'\n",
        },
        "Name,SID,Email,Role\nAda L,101,,Student\nGrace H,102,,Student\n"
        "Alan T,103,alan@example.org,Student\nRon R,104,,Student\nZoe,105,,Student\n"
        "Prof,900,prof@example.org,Instructor\n",
        {"101": GRADED, "102": GRADED, "103": GRADED, "104": REJECTED, "105": ABSENT},
        ("day4.7z",),
    ),
    "Brightspace": Room(
        {
            "39-5 - Ada L- Nov 23, 2026 1010 AM/day4_ex1.py": b"old",
            "39-5 - Ada L- Nov 24, 2026 1010 AM/day4_ex1.py": ONE,
            "40-5 - Bob R - Nov 24, 2026 1010 AM - day4_ex1.py": ONE,
            "41-5 - Ron R - Nov 24, 2026 1010 AM - day4.rar": b"Rar!",
            "index.html": b"",
        },
        "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n#1,#ada,L,Ada,#\n"
        "#2,#bob,R,Bob,#\n#3,#ron,R,Ron,#\n#4,#zoe,Z,Zoe,#\n",
        {"1": GRADED, "2": GRADED, "3": REJECTED, "4": ABSENT},
        ("day4.rar",),
    ),
    "Blackboard": Room(
        {
            "Day 4_ada_attempt_2026-11-23-10-10-00_day4_ex1.py": b"old",
            "Day 4_ada_attempt_2026-11-23-10-10-00.txt": b"Name: Ada L (ada)",
            "Day 4_ada_attempt_2026-11-24-10-10-00_day4_ex1.py": ONE,
            "Day 4_ada_attempt_2026-11-24-10-10-00.txt": b"Name: Ada L (ada)",
            "Day 4_bob_attempt_2026-11-23-10-10-00_day4.zip": PACKED,
            "Day 4_ron_attempt_2026-11-23-10-10-00.txt": b"Name: Ron R (ron)",
        },
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\nL\tAda\tada\t01\nR\tBob\tbob\t02\n'
        "R\tRon\tron\t03\nZ\tZoe\tzoe\t04\n",
        {"ada": GRADED, "bob": GRADED, "ron": REJECTED, "zoe": ABSENT},
        ("10-10-00.txt",),
    ),
    "Classroom": Room(
        {
            "cs101-day4-ada/day4_ex1.py": ONE,
            "cs101-day4-bob-r/day4_ex1.py": ONE,
            "cs101-day4-ron/README.md": b"",
            "tess-t.zip": PACKED,
        },
        "identifier,username,name\ns1,ada,Ada L\ns2,bob-r,Bob R\ns3,ron,Ron R\ns4,tess-t,Tess\n"
        "s5,zoe,Zoe\n",
        {"ada": GRADED, "bob-r": GRADED, "ron": REJECTED, "tess-t": GRADED, "zoe": ABSENT},
        ("README.md",),
    ),
}


@pytest.fixture
def graded(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A class that was graded; the current folder holds it, and its results in `out`."""
    room: Room = ROOMS[request.param]
    monkeypatch.setattr(
        class_run, "choose_grader", lambda workers, **_: FakeGrader(workers=workers)
    )
    monkeypatch.chdir(tmp_path)
    laid_out(tmp_path / "class", room.files)
    Path("roster.csv").write_text(room.roster)
    assert class_run.DONE == grade()
    return room


def grade() -> int:
    return cli.main(
        ["grade", "class", "--out", "out", "--secret", "secret", "--roster", "roster.csv"]
    )


def table() -> list[dict[str, str]]:
    """The rows of grades.csv."""
    text = Path("out/grades.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_every_layout_is_tried() -> None:
    """
    There is a class in each layout.
    """
    assert list(LAYOUTS) == list(ROOMS)


@pytest.mark.parametrize("graded", ROOMS, indirect=True)
def test_nobody_is_lost_or_invented(graded: Room) -> None:
    """
    Everybody on the roster and everything that was handed in has one row, with the right status.
    """
    lines = [json.loads(line) for line in Path("out/results.jsonl").read_text().splitlines()]

    assert graded.expected == {line["submission"]: line["status"] for line in lines}
    assert sorted(graded.expected.values()) == sorted(row["status"] for row in table())
    assert 2 * len(lines) == len(list(Path("out/feedback").iterdir()))


@pytest.mark.parametrize("graded", ROOMS, indirect=True)
def test_no_points_without_a_verdict(graded: Room) -> None:
    """
    Only who was graded has points; for all others the cells are empty, and a sentence says why.
    """
    for row in table():
        points = {title: cell for title, cell in row.items() if title.startswith("task ")}
        assert len(CORE) == len(points)
        assert (row["status"] == GRADED) == any(points.values()) == bool(row["total"])
        assert row["status"] == GRADED or row["reason"].endswith(".")
    assert GRADED in graded.expected.values()


@pytest.mark.parametrize("graded", ROOMS, indirect=True)
def test_what_was_not_read_is_named(graded: Room, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Every file that was not taken is named on the screen and in the summary, and nobody who handed
    in something is told that it was nothing.
    """
    grade()
    said, summary = capsys.readouterr().out, Path("out/summary.txt").read_text()

    assert [] == [name for name in graded.named if name not in said or name not in summary]
    nothing = {row["id"] for row in table() if row["reason"] == "Nothing was handed in."}
    assert nothing == {name for name, status in graded.expected.items() if status == ABSENT}
