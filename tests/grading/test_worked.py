"""The pieces of a worked solution: from the solution, or from what a release has written."""

import json
from pathlib import Path

import pytest

from autograder.grading import worked as module
from autograder.grading.worked import pieces

SOLUTION = """
def area(r):
    ### BEGIN SOLUTION
    # A comment.
    if r < 0:  # Another one.
        return "none, (r)"
    else:
        return [3 * r ** 2,
                r]
    ### END SOLUTION


def half(x):
    ### BEGIN SOLUTION
    return np.abs(x, (x, -2)) / 2
    ### END SOLUTION
"""


def test_pieces_are_lines_or_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A body of several lines gives its lines without comments, a single line its parts; a copy
    without solutions has what was written for it, or nothing.
    """
    monkeypatch.setattr(module, "PACKAGE", tmp_path / "autograder")
    monkeypatch.setattr(module, "PUZZLES", tmp_path / "puzzles.json")
    (tmp_path / "solutions").mkdir()
    solution = tmp_path / "solutions" / "ex.py"
    solution.write_text(SOLUTION, encoding="utf-8")

    assert ["else:", "if r < 0:", "return 'none, (r)'", "return [3 * r ** 2, r]"] == pieces(
        "ex", "area"
    )
    assert ["-", "/", "2", "2", "np.abs", "return", "x", "x"] == pieces("ex", "half")
    solution.unlink()
    assert [] == pieces("ex", "half")
    (tmp_path / "puzzles.json").write_text(json.dumps({"half": ["x", "y"]}), encoding="utf-8")
    assert (["x", "y"], []) == (pieces("ex", "half"), pieces("ex", "area"))
