"""Erasure: one person leaves a course, and everybody else stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import cli
from tests.classroom.courses import grade, make, rows, use_fake
from tests.classroom.rooms import ONE, TWO, zipped

ROSTER = "id,name,email\n7,Ada L,ada@x.org\n77,Bob R,bob@x.org\n"
SECRET = b"def indefinite_integral(f, x):\n    return 'the mark of ada'\n"


@pytest.fixture(autouse=True)
def _fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_fake(tmp_path, monkeypatch)


def forget(name: str, *more: str) -> int:
    return cli.main(["forget", "day4", name, *more])


def traces(course: Path, *words: bytes) -> list[str]:
    """The files that hold one of these words, or are named after it."""
    files = [path for path in sorted(course.rglob("*")) if path.is_file()]
    return [
        path.relative_to(course).as_posix()
        for path in files
        if any(word in path.read_bytes() or word.decode() in path.name for word in words)
    ]


def test_everything_about_a_person_is_erased(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Verdicts, feedback, sheets and the own files are gone, and nobody else has lost anything.
    """
    course = make({"ada/day4_ex1.py": SECRET, "ada-b/day4_ex1.py": ONE, "bob/day4_ex1.py": TWO})
    grade()
    (course / "talks").mkdir()
    for name in ("ada-2.3.txt", "ada-2.3.html", "ada-b-2.3.txt"):
        (course / "talks" / name).write_text("a sheet", encoding="utf-8")
    before = rows()
    capsys.readouterr()

    assert cli.DONE == forget("ada", "--yes")
    assert "2 verdicts" not in capsys.readouterr().out
    assert {name: row for name, row in before.items() if name != "ada"} == rows()
    assert [] == traces(course, b"the mark of ada", b"ada,")
    assert ["ada-b"] == [path.name for path in (course / "hand-ins").glob("ada*")]
    assert ["ada-b.json", "bob.json"] == sorted(
        path.name for path in (course / "grades" / "pictures").iterdir()
    )
    assert {"ada-b.txt", "ada-b.html"} == {
        path.name for path in (course / "grades" / "feedback").glob("ada*")
    }
    assert ["ada-b-2.3.txt"] == [path.name for path in (course / "talks").iterdir()]
    assert cli.DONE == grade()
    assert "ada" not in rows()


def test_without_yes_nothing_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """
    What would be erased is named, and how to do it.
    """
    course = make({"ada/day4_ex1.py": SECRET, "bob/day4_ex1.py": TWO})
    grade()
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    capsys.readouterr()

    assert cli.OPEN == forget("ada")
    said = capsys.readouterr().out
    assert "hand-ins/ada" in said
    assert "--yes" in said
    assert before.keys() == {path for path in course.rglob("*") if path.is_file()}
    assert all(path.read_bytes() == content for path, content in before.items()
               if path.suffix != ".sqlite")  # fmt: skip


def test_the_name_of_a_folder_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """
    What a learner has chosen as a name is escaped where it is named, and erased as it is.
    """
    make({f"{name}_assignsubmission_file_/day4_ex1.py": ONE for name in ("A\x1b[31m_7", "Bob_8")})
    grade()

    forget("7")
    assert cli.DONE == forget("7", "--yes")
    said = capsys.readouterr().out
    assert r"A\x1b[31m_7_assignsubmission_file_: erased." in said
    assert "\x1b" not in said


def test_what_is_left_to_the_instructor_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Lines of own files and archives of a class hold a person after all, and are named.
    """
    name = "{}_{}_assignsubmission_file_/day4_ex1.py"
    packed = zipped({name.format("Ada L", 7): SECRET, name.format("Bob R", 77): TWO})
    course = make({"Day 4.zip": packed}, roster=ROSTER, adjust="7,,50,oral\n77,,50,oral\n")
    grade()
    capsys.readouterr()

    assert cli.OPEN == forget("ada@x.org", "--yes")
    said = capsys.readouterr().out
    assert "adjust.csv names this person in line 2" in said
    assert "roster.csv names this person in line 2" in said
    assert "line 3" not in said
    assert "Day 4.zip still holds this person's work" in said
    assert [] == list(course.glob(".unpacked/*/Ada*"))
    assert 1 == len(list(course.glob(".unpacked/*/Bob*")))


def test_what_is_left_of_a_removed_archive_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """
    An archive that is gone has left its folder, with this person in it; of one that is there, not.
    """
    name = "{}_{}_assignsubmission_file_/day4_ex1.py"
    packed = zipped({name.format("Ada L", 7): SECRET, name.format("Bob R", 77): TWO})
    course = make({"Day 4.ZIP": packed, "2026-11-25.zip": packed}, roster=ROSTER)
    grade()
    (course / "hand-ins" / "Day 4.ZIP").unlink()
    capsys.readouterr()

    assert cli.OPEN == forget("7")
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "is left of" in one]
    assert f"{course}/.unpacked/Day 4-" in line


def test_a_stranger_is_not_forgotten(capsys: pytest.CaptureFixture[str]) -> None:
    """
    An id that nobody has is refused, with the nearest, and nothing is changed.
    """
    make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": TWO})
    grade()
    capsys.readouterr()

    assert cli.USAGE == forget("adda", "--yes")
    assert "ada" in capsys.readouterr().err
    assert {"ada", "bob"} == rows().keys()


def test_the_work_of_a_group_stays(capsys: pytest.CaptureFixture[str]) -> None:
    """
    One member leaves: the others keep their files and their grade.
    """
    roster = "id,name,group\nada,Ada L,G1\nbob,Bob R,G1\n"
    make({"G1/day4_ex1.py": ONE, "eve/day4_ex1.py": TWO}, roster=roster)
    grade()
    before = rows()["bob"]["total"]
    capsys.readouterr()

    assert cli.OPEN == forget("ada", "--yes")
    assert "is the work of a group" in capsys.readouterr().out
    assert before == rows()["bob"]["total"]
    assert "ada" not in rows()
