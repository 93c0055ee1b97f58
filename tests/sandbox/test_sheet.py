"""
Orders and sheets.
"""

from __future__ import annotations

from dataclasses import asdict

import pytest

from autograder.grading.verdict import CheckResult
from autograder.mistakes.catalogue import Diagnosis
from autograder.sandbox.sheet import Order, Sheet
from autograder.sandbox.status import Status

ASKED = {"day4_ex1": ("f",), "day4_ex2": ("g",)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], []),
        (["day4_ex2.py"], ["day4_ex2"]),
        (["day4_ex2.ipynb", "day4_ex1.py"], ["day4_ex1", "day4_ex2"]),
        (["day4_ex1.txt", "other.py"], []),
    ],
)
def test_exercises_are_known_by_name(names: list[str], expected: list[str]) -> None:
    """
    An exercise is handed in as a script or a notebook of its name.
    """
    assert expected == Order(dict.fromkeys(names, b""), "", ASKED, (), 1.0).handed_in


NOTE = Diagnosis("good", "Good {why}.", {"why": "so far"}, "Good.")


def test_results_are_kept_by_check() -> None:
    """
    A result is plain data on its way and a result again on the sheet.
    """
    sheet = Sheet(Order({}, "", ASKED, (), 1.0))
    result = CheckResult("test_f", "1.1", "f", "It is right.", "PASS", 2, 2, notes=(NOTE,))
    sheet.hear("check", [0])
    sheet.hear("result", [0, {**asdict(result), "notes": [asdict(NOTE)]}, "PASS", ""])
    sheet.hear("done", [])

    assert (Status.PASS, result, True) == (sheet.judged[0].word, sheet.judged[0].result, sheet.done)
