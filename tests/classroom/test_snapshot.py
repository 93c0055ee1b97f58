"""A folder of hand-ins is read again as soon as anything in it may be another, and not before."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import class_run, course_run, snapshot
from autograder.classroom.choice import Taken
from autograder.classroom.course_toml import Course
from autograder.classroom.entries import Entry, Names
from autograder.classroom.intake import take_in
from autograder.classroom.snapshot import FILE, key_of
from tests.classroom.courses import grade, make, rows, table, use_fake
from tests.classroom.fakes import FakeGrader
from tests.classroom.rooms import ONE, TWO, laid_out, zipped

ROSTER = "id,name\nada,A\nbob,B\neve,E\n"
HAND_INS = Path("day4", "hand-ins")
ADA = HAND_INS / "ada" / "day4_ex1.py"


@pytest.fixture
def grader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeGrader:
    monkeypatch.setattr(snapshot, "YOUNG", -(10**12))  # no file is too young
    return use_fake(tmp_path, monkeypatch)


@pytest.fixture
def read(grader: FakeGrader, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose hand-ins are looked into, in a course that is graded once."""
    del grader
    found: list[str] = []

    def noted(entry: Entry, names: Names) -> Taken:
        found.append(entry.submission)
        return take_in(entry, names)

    make({"ada/day4_ex1.py": ONE, "bob.zip": zipped({"day4_ex2.py": TWO})}, roster=ROSTER)
    monkeypatch.setattr(course_run, "take_in", noted)
    grade()
    found.clear()
    return found


def written_over() -> None:
    """Other content of the same size, with the time that the file had."""
    before = ADA.stat()
    ADA.write_bytes(ONE.replace(b"return 1", b"return x"))
    os.utime(ADA, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert before.st_size == ADA.stat().st_size


def swapped() -> None:
    """Another file of the same size and time in its place."""
    other = ADA.with_name("other")
    other.write_bytes(ONE.replace(b"return 1", b"return x"))
    shutil.copystat(ADA, other)
    other.replace(ADA)


def rezipped() -> None:
    archive = HAND_INS / "bob.zip"
    archive.write_bytes(zipped({"day4_ex2.py": TWO.replace(b"return", b"return  ", 1)}))


CHANGES: list[Callable[[], object]] = [
    written_over,
    swapped,
    rezipped,
    lambda: laid_out(HAND_INS, {"eve/day4_ex1.py": ONE}),
    lambda: laid_out(HAND_INS, {"ada/day4_ex2.py": TWO}),
    (HAND_INS / "eve").mkdir,
    ADA.unlink,
    lambda: ADA.rename(ADA.with_name("day4_ex2.py")),
    lambda: (HAND_INS / "ada").rename(HAND_INS / "eve"),
    lambda: os.utime(HAND_INS / "ada", (0, 0)),
    lambda: Path("day4", ".unpacked").mkdir(),
    lambda: Path("day4", "roster.csv").write_text(f"{ROSTER}dan,D\n", encoding="utf-8"),
]


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(change: Callable[[], object]) -> None:
    """
    Content, names, files, folders, times and the roster: another one gives another key.
    """
    make({"ada/day4_ex1.py": ONE, "bob.zip": zipped({"day4_ex2.py": TWO})}, roster=ROSTER)
    course = Course("day4", roster="roster.csv")
    before = key_of(Path("day4"), course)
    assert before == key_of(Path("day4"), course)

    change()

    assert key_of(Path("day4"), course) not in {"", before}


@pytest.mark.usefixtures("grader")
def test_settings_of_intake_count_alone() -> None:
    """
    A time zone and a roster tell who handed in what and when; a late rule changes nothing there.
    """
    make({"ada/day4_ex1.py": ONE}, roster=ROSTER)
    keys = [
        key_of(Path("day4"), Course("day4", **settings))  # type: ignore[arg-type]
        for settings in (
            *({}, {"roster": "roster.csv"}, {"timezone": "Europe/Berlin"}),
            {"points": {"1.1": {"lesson_integral": 9}}, "attempts": "best", "grace": 9},
        )
    ]

    assert keys[0] == keys[3]
    assert 3 == len({*keys})


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize("odd", ["young", "link", "pipe", "many"])
def test_what_cannot_be_told_is_read(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file that was just written, a link, a pipe and too many files: there is no key.
    """
    make({"ada/day4_ex1.py": ONE})
    if odd == "young":
        monkeypatch.setattr(snapshot, "YOUNG", 10**12)
    elif odd == "many":
        monkeypatch.setattr(snapshot, "MOST", 1)
    elif odd == "link":
        (HAND_INS / "eve").symlink_to("ada")
    else:
        os.mkfifo(HAND_INS / "ada" / "pipe")

    assert "" == key_of(Path("day4"), Course("day4"))


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize("days", [-1, 1])
def test_a_wrong_clock_is_no_reason_to_read(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file whose time is far from now, before or ahead, cannot be changed unseen.
    """
    make({"ada/day4_ex1.py": ONE})
    now = max(one.lstat().st_ctime_ns for one in HAND_INS.rglob("*")) + days * 86_400 * 10**9
    monkeypatch.setattr(snapshot, "YOUNG", 10**9)
    monkeypatch.setattr(time, "time_ns", lambda: now)

    assert key_of(Path("day4"), Course("day4"))


def test_what_is_unchanged_is_not_read(read: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """
    A course that was graded is not read again, and says and writes what it did.
    """
    Path("day4", "grades", FILE).unlink()
    capsys.readouterr()
    grade()
    expected, files = capsys.readouterr().out, table()
    assert ["ada", "bob", "eve"] == sorted({*read})
    read.clear()

    assert cli.DONE == grade()
    assert [] == read
    assert files == table()
    assert capsys.readouterr().out == expected
    assert "3 of 3" not in expected


def test_a_policy_reads_nothing(read: list[str]) -> None:
    """
    Other points and dates are applied to what is in the journal.
    """
    settings = 'roster = "roster.csv"\n[points."1.1"]\nlesson_integral = 50\n'
    before = rows()["ada"]["max"]
    Path("day4", "course.toml").write_text(settings, encoding="utf-8")

    assert cli.DONE == grade()
    assert [] == read
    assert before != rows()["ada"]["max"]


def test_damage_is_found_although_nothing_is_read(
    read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A verdict that was changed in the journal is never shown: the journal is rescued, and that work
    is graded again.
    """
    expected = rows()
    with sqlite3.connect(Path("day4", "grades", "journal.sqlite")) as database:
        database.execute("UPDATE verdicts SET status = 'FORBIDDEN' WHERE submission = 'ada'")
    database.close()

    assert cli.DONE == grade()
    assert "2 verdicts kept, 1 lost" in capsys.readouterr().out
    assert {"ada", "bob", "eve"} == {*read}
    assert expected == rows()


@pytest.mark.parametrize("why", ["journal", "damage", "regrade", "secret"])
def test_other_reasons_to_read(why: str, read: list[str]) -> None:
    """
    Another journal or secret, a damaged snapshot, and a wish to grade again: all is read.
    """
    grades = Path("day4", "grades")
    if why == "journal":
        (grades / "journal.sqlite").unlink()
    elif why == "damage":
        (grades / FILE).write_text("{", encoding="utf-8")
    elif why == "secret":
        Path("config", "autograder", "course-secret.txt").write_text("1" * 64, encoding="ascii")

    assert cli.DONE == grade(*(["--regrade"] if why == "regrade" else []))
    assert {"ada", "bob", "eve"} == {*read}


def test_a_fault_of_the_grader_is_tried_again(
    grader: FakeGrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    While a verdict is a fault, nothing is kept, so that the next run looks at it again.
    """
    make({"ada/day4_ex1.py": ONE})
    good = FakeGrader.grade
    monkeypatch.setattr(FakeGrader, "grade", lambda *_args, **_more: 1 / 0)
    assert class_run.FAULT == grade()
    assert not Path("day4", "grades", FILE).exists()
    monkeypatch.setattr(FakeGrader, "grade", good)

    assert cli.DONE == grade()
    assert "GRADED" == rows()["ada"]["status"]
    assert Path("day4", "grades", FILE).exists()
    assert ["ada"] == grader.graded
