"""
What a batch wants of a grader.
"""

from __future__ import annotations

from autograder.classroom.grader import Graded, Grader, Report
from autograder.classroom.trusted import TrustedGrader


def test_graders_fit() -> None:
    """
    The grader of trusted submissions and its report are what a batch asks for.
    """
    grader: Grader = TrustedGrader()
    graded: Graded = Report("PASS")

    assert ("PASS", None) == (graded.status, graded.verdict)
    grader.close()
