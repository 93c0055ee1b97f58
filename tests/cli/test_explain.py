"""
The command `autograder explain`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import class_run
from autograder.cli import explain
from autograder.grading.verdict import Outcome, Verdict
from autograder.sandbox.report import Report
from tests.classroom.fakes import report_of, verdict_of
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
    ("words", "said"), [(["92"], "Do you mean Ada"), (["924", "9.9"], "There is no task '9.9'")]
)
def test_who_or_what_is_unknown_is_a_usage_error(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    An unknown id or task ends the command in a sentence, with exit code 2.
    """
    assert cli.USAGE == cli.main(["explain", "day4", *words])
    assert said in capsys.readouterr().err


@dataclass
class Grader:
    """A grader that gives the verdict of before, or another one."""

    verdict: Verdict
    level: str = "namespaces"
    workers: int = 1
    is_closed: bool = False

    def grade(self, _files: object, _seed: str, submission: str, **_: object) -> Report:
        return report_of(submission, "GRADED", self.verdict, level=self.level)

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize(
    ("outcome", "code", "said"),
    [(None, cli.DONE, "as in the journal"), (Outcome.TODO, cli.OPEN, "came out differently")],
)
def test_a_replay_tells_whether_it_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    outcome: Outcome | None,
    code: int,
    said: str,
) -> None:
    """
    The exit code says whether each check came out as before, and the grader is closed.
    """
    before = CLASS[0].report.verdict
    assert before is not None
    grader = Grader(verdict_of(outcome) if outcome else before)
    monkeypatch.setattr(explain, "files_in", lambda *_: {"day4_ex1.py": b"one"})
    monkeypatch.setattr(class_run, "choose_grader", lambda **_: grader)

    assert code == cli.main(["explain", "day4", "924", "--replay"])
    assert said in capsys.readouterr().out
    assert grader.is_closed


def test_a_talk_is_prepared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Two sheets are written into the course, and their places are printed.
    """
    grader = Grader(verdict_of(Outcome.TODO))
    monkeypatch.setattr(explain, "grades_in", lambda _: CLASS)
    monkeypatch.setattr(explain, "files_in", lambda *_: {"day4_ex1.py": b"one"})
    monkeypatch.setattr(class_run, "choose_grader", lambda **_: grader)

    assert cli.DONE == cli.main(["explain", str(tmp_path), "924", "1.2", "--ask", "2"])
    paths = [tmp_path / "talks" / f"924-1.2{ending}" for ending in (".txt", ".html")]
    assert [f"Written: {path}" for path in paths] == capsys.readouterr().out.splitlines()
    assert all(4 == path.read_text().count("definite_integral(") for path in paths)
    assert grader.is_closed


def test_a_talk_needs_work_to_talk_about(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Without files or without a task there is nothing to ask about, which is said in a sentence.
    """
    monkeypatch.setattr(explain, "files_in", lambda *_: {})

    assert cli.USAGE == cli.main(["explain", "day4", "924", "1.2", "--ask", "2"])
    assert "924 handed in nothing that can be run." in capsys.readouterr().err
    assert cli.USAGE == cli.main(["explain", "day4", "924", "--ask", "2"])
    assert "Name a task, as in" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "7", "x", "\u0663", ""])
def test_a_talk_has_a_few_calls(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Anything but a small number of calls is a usage error.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main(["explain", "day4", "924", "1.1", "--ask", number])

    assert cli.USAGE == caught.value.code
    assert "from 1 to 6" in capsys.readouterr().err
