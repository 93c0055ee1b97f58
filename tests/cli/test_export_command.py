"""
The commands that bring grades to a platform.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import cli
from autograder.authoring import gradescope_bundle
from autograder.authoring.build import Step
from autograder.cli import export
from tests.classroom.gradebooks.ledgers import golden, graded, ledger


def test_export_says_where_every_grade_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The last line counts the grades, and somebody unmatched is something left to do.
    """
    (tmp_path / "Grades.csv").write_bytes(golden("canvas.csv"))
    grades = [graded("1001", 80.0), graded("1003", None)]
    monkeypatch.setattr(export, "_ledger", lambda _: ledger(grades))
    file = str(tmp_path / "Grades.csv")
    assert cli.DONE == cli.main(["export", "day4", "Canvas", file, "--column", "(11)"])

    left, said = capsys.readouterr().out.splitlines()
    assert "2 rows of the file have no grade in the course: 1002 and 1004." == left
    assert f"{tmp_path / 'Grades-filled.csv'}: filled 1, empty 1 (1003), unmatched 0." == said

    grades.append(graded("ghost", 3.0))
    assert cli.OPEN == cli.main(["export", "day4", "canvas", file, "--out", file[:-4] + "2.csv"])
    assert "unmatched 1 (ghost)." in capsys.readouterr().out


def test_gradescope_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The command writes the zip file and prints where to bring it.
    """
    asked: list[Path] = []
    step = Step("Wrote it: upload it.")
    monkeypatch.setattr(gradescope_bundle, "write_bundle", lambda out: asked.append(out) or step)

    assert cli.DONE == cli.main(["gradescope", "day4.zip"])
    assert "Wrote it: upload it.\n" == capsys.readouterr().out
    assert [Path("day4.zip")] == asked


def test_export_needs_a_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A folder without course.toml is no course.
    """
    assert cli.USAGE == cli.main(["export", str(tmp_path), "csv", str(tmp_path / "grades.csv")])
    assert "is not the folder of a course" in capsys.readouterr().err
