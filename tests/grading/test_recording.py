"""
Recorded answers of the solutions.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy as sp

from autograder.grading import learner
from autograder.grading.errors import KitError
from autograder.grading.files import fingerprint
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.recording import Recording, check_seed, question, read_recording, recorded
from autograder.grading.spec import spec_names
from tests.outline import MOST

x = sp.Symbol("x")


def test_recording_comes_back(tmp_path: Path) -> None:
    """
    What was kept is found again after writing and reading.
    """
    solution, path = tmp_path / "ex.py", tmp_path / "ex.json"
    solution.write_text("a = 1\n")
    recording = Recording(fingerprint(solution))
    recording.keep(question("f", (x, 2)), sp.exp(-x))
    path.write_text(recording.text())

    assert sp.exp(-x) == read_recording(path, solution).find(question("f", (x, 2)))


@pytest.mark.parametrize("damage", ["", "{", "{}", "[]"], ids=["empty", "cut", "bare", "list"])
def test_damaged_recording_is_not_used(tmp_path: Path, damage: str) -> None:
    """
    A damaged record is ignored.
    """
    path = tmp_path / "ex.json"
    path.write_text(damage)

    assert {} == read_recording(path, tmp_path / "ex.py").answers


def test_edited_solution_is_asked_again(tmp_path: Path) -> None:
    """
    A record of an edited solution is not used; other line ends are not an edit.
    """
    solution, path = tmp_path / "ex.py", tmp_path / "ex.json"
    solution.write_bytes(b"a = 1\n")
    path.write_text(Recording(fingerprint(solution), {"q": ["c", True]}).text())
    solution.write_bytes(b"a = 1\r\n")

    assert read_recording(path, solution).answers
    solution.write_bytes(b"a = 2\n")

    assert not read_recording(path, solution).answers


def test_record_without_a_solution_is_trusted(tmp_path: Path) -> None:
    """
    Without a solution file the record is used as it is.
    """
    path = tmp_path / "ex.json"
    path.write_text(Recording("made elsewhere", {"q": ["c", True]}).text())

    assert ["q"] == list(read_recording(path, tmp_path / "ex.py").answers)


def test_unknown_seed_needs_solutions(tmp_path: Path) -> None:
    """
    Without solutions only the public seed is accepted; with them, any seed.
    """
    check_seed("day4", tmp_path)
    with pytest.raises(KitError, match="leave out the seed 'other'"):
        check_seed("other", tmp_path)
    (tmp_path / "ex.py").touch()
    check_seed("other", tmp_path)


def test_local_run_asks_no_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    On the public seed every reference answer is on record.
    """
    asked: list[str] = []
    live = learner.Reference._ask

    def ask(self: learner.Reference, function: str, *arguments: object) -> object:
        asked.append(function)
        return live(self, function, *arguments)

    monkeypatch.setattr(learner.Reference, "_ask", ask)

    assert MOST == grade(SOLUTIONS).points
    assert [] == asked


@pytest.mark.parametrize("exercise", spec_names())
def test_record_on_file_fits_its_solution(exercise: str) -> None:
    """
    The committed record was made from the committed solution.
    """
    assert read_recording(recorded(exercise), SOLUTIONS / f"{exercise}.py").answers
