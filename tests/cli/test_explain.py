"""
The command `autograder explain`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder import cli
from autograder.cli import explain
from tests.classroom.test_explanation import CLASS


@pytest.fixture(autouse=True)
def course(monkeypatch: pytest.MonkeyPatch) -> None:
    """A course in which there are some grades."""
    monkeypatch.setattr(explain, "grades_in", {Path("day4"): CLASS}.__getitem__)


def test_a_grade_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """
    The text of one person and one task is printed; a task may be named by its function.
    """
    assert cli.DONE == cli.main(["explain", "day4", "924", "2.1"])
    said = capsys.readouterr().out
    assert cli.DONE == cli.main(["explain", "day4", "ada@school.org", "add_bias"])

    assert said == capsys.readouterr().out
    assert said.startswith("Ada Lovelace (924)\n")
    assert "definite_integral(17*x" in said


def test_a_person_may_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    """
    With --learner, what was asked is left out.
    """
    cli.main(["explain", "day4", "924", "--learner"])

    assert "asked" not in capsys.readouterr().out


def test_a_program_may_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    """
    With --json, there is a section for the person and for each task and check.
    """
    cli.main(["explain", "day4", "924", "2.1", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert "Ada Lovelace (924)" == found[0]["heading"]
    assert [False, False, True, True, True] == [one["is_check"] for one in found]


@pytest.mark.parametrize(
    ("words", "said"), [(["92"], "Do you mean Ada"), (["924", "3.1"], "There is no task '3.1'")]
)
def test_who_or_what_is_unknown_is_a_usage_error(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    An unknown id or task ends the command in a sentence, with exit code 2.
    """
    assert cli.USAGE == cli.main(["explain", "day4", *words])
    assert said in capsys.readouterr().err
