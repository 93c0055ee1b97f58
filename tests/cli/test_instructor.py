"""
The commands for instructors: `autograder doctor` and the options of `autograder grade`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import layout
from autograder.cli import instructor
from autograder.sandbox import doctor
from autograder.sandbox.confine import Level
from autograder.sandbox.doctor import MachineReport


@pytest.mark.parametrize(
    ("level", "code"), [(Level.NAMESPACES, cli.DONE), (Level.REDUCED, cli.OPEN)]
)
def test_exit_code_tells_whether_strangers_are_held(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], level: Level, code: int
) -> None:
    """
    The level and each attack are printed, and the exit code is 0 on a fit machine only.
    """
    found = MachineReport(level, {"fill the disk": "stopped"}, 7)
    monkeypatch.setattr(doctor, "examine", lambda: found)

    assert code == cli.main(["doctor"])
    assert list(doctor.lines(found)) == capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("number", ["0", "-1", "x", "257", "\u0663", ""])
def test_workers_are_a_number(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Anything but a number of workers is a usage error.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main(["grade", "class", "--out", "out", "--workers", number])

    assert cli.USAGE == caught.value.code
    assert "from 1 to 256" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_a_cluster_has_its_own_workers(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A number of workers beside a cluster is refused, whatever this machine would take.
    """
    with pytest.raises(SystemExit) as ended:
        cli.main(["grade", "class", "--workers", number, "--dask", "tcp://node:8786"])

    assert cli.USAGE == ended.value.code
    assert "not allowed with" in capsys.readouterr().err


def test_the_layouts_that_help_names_are_all() -> None:
    """
    Each layout can be given by its name in the help.
    """
    assert list(layout.LAYOUTS) == [
        instructor._layout(name) for name in instructor.LAYOUTS.split(", ")
    ]


@pytest.mark.parametrize("name", ["", "Sakai", "pla\u0131n"])
def test_a_layout_is_one_of_these(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Any other layout is a usage error that names them all.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main(["grade", "class", "--out", "out", "--layout", name])

    assert cli.USAGE == caught.value.code
    assert instructor.LAYOUTS in capsys.readouterr().err


def test_the_work_of_one_person_is_no_class(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A folder of exercises is told from a class with a stray file, and what to type is named.
    """
    (tmp_path / "day4_ex1.py").touch()
    (tmp_path / "__pycache__").mkdir()
    assert cli.USAGE == cli.main(["grade", str(tmp_path), "--out", str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert "is the work of one person (it holds day4_ex1.py)" in said
    assert f"pytest autograder --submission {tmp_path}" in said

    (tmp_path / "ada").mkdir()
    instructor.refuse_one_person(tmp_path)
    instructor.refuse_one_person(tmp_path / "ada")
    instructor.refuse_one_person(tmp_path / "nowhere")


def test_a_course_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    `class` makes the folder of a course, says what to type next, and changes nothing that is there.
    """
    folder = tmp_path / "day4-2026"
    assert cli.DONE == cli.main(["class", str(folder)])
    said = capsys.readouterr().out.splitlines()
    assert f"{folder / 'course.toml'}: written." in said
    assert said[-1].endswith(f"autograder grade {folder}")

    made = (folder / "course.toml").read_text()
    (folder / "adjust.csv").write_text("id,task,points,why\nada,,excused,ill\n")
    assert cli.DONE == cli.main(["class", str(folder)])
    assert f"{folder / 'adjust.csv'}: kept." in capsys.readouterr().out
    assert made == (folder / "course.toml").read_text()
    assert "ada" in (folder / "adjust.csv").read_text()


def test_a_course_is_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A file of that name is a usage error, and so is no name at all.
    """
    (tmp_path / "day4").touch()
    assert cli.USAGE == cli.main(["class", str(tmp_path / "day4")])
    assert "is a file. Name a folder" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        cli.main(["class"])

    assert cli.USAGE == caught.value.code


def test_nothing_is_graded_before_the_slips_are_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    `grade` names every slip in the files of a course, and what is missing, before it does anything.
    """
    assert cli.DONE == cli.main(["class", str(tmp_path)])
    course, adjust = tmp_path / "course.toml", tmp_path / "adjust.csv"
    text = course.read_text()
    course.write_text(text + '[late]\ndayz = 3\nattempts = "best"\n')
    last = len(text.split("\n"))
    assert cli.USAGE == cli.main(["grade", str(tmp_path)])
    said = capsys.readouterr().err
    assert f"line {last + 1}: late.dayz is unknown; did you mean days?" in said
    assert f"line {last + 2}: late.attempts is unknown; attempts belongs at the top" in said

    course.write_text(text)
    adjust.write_text("id;task;points;why\nada;2.3;vier;talk\n")
    assert cli.USAGE == cli.main(["grade", str(tmp_path)])
    assert "adjust.csv, line 2: points is vier" in capsys.readouterr().err

    adjust.write_text("id,task,points,why\n")
    assert cli.USAGE == cli.main(["grade", str(tmp_path)])
    assert f"{tmp_path / 'hand-ins'} holds nothing yet" in capsys.readouterr().err
    assert not (tmp_path / "grades").exists()


@pytest.mark.parametrize(
    ("name", "more"),
    [("out", ["x"]), ("roster", ["x"]), ("layout", ["plain"]), ("secret", ["x"]), ("add", [])],
)
def test_a_course_says_it_in_its_own_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, more: list[str]
) -> None:
    """
    An option for what course.toml says is refused by its name.
    """
    assert cli.DONE == cli.main(["class", str(tmp_path)])

    assert cli.USAGE == cli.main(["grade", str(tmp_path), f"--{name}", *more])
    assert f"Leave out --{name}:" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["hand-ins", "hand-ins/2026-11-25"])
def test_a_part_of_a_course_is_no_class(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """
    What lies in a course is graded with it, and nothing else is written into it.
    """
    assert cli.DONE == cli.main(["class", str(tmp_path)])
    (tmp_path / place).mkdir(exist_ok=True)

    other = tmp_path.parent
    assert cli.USAGE == cli.main(["grade", str(tmp_path / place), "--out", str(other / "x")])
    assert f"type: autograder grade {tmp_path}" in capsys.readouterr().err
    for out in (tmp_path, tmp_path / place, tmp_path / "x"):
        assert cli.USAGE == cli.main(["grade", str(other), "--out", str(out)])
        assert f"--out {out} is in the course {tmp_path}," in capsys.readouterr().err
    instructor.refuse_inside(tmp_path / place / ".." / ".." / ".." / "x")


def test_a_folder_that_is_not_there_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Without --out, a folder of submissions may become a course, and a missing one be made.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hall").mkdir()
    assert cli.USAGE == cli.main(["grade", "hall"])
    assert "Add --out DIR, or make hall the folder of a course" in capsys.readouterr().err

    assert cli.USAGE == cli.main(["grade", "day 4"])
    said = capsys.readouterr().err
    assert "There is no folder day 4. " in said
    assert "type: autograder class 'day 4'" in said
