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
    A folder of exercises is told from a class that has a stray file, and what to type is named.
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
