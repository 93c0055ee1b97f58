"""The report on a submission."""

from __future__ import annotations

import subprocess
import sys

from autograder.grading.spec import PROJECT
from autograder.sandbox.report import stopped_at


def test_a_reason_is_a_sentence_that_names_the_task() -> None:
    """
    The reason names task and check, and ends like a sentence.
    """
    for why in ("TypeError", "TypeError."):
        assert "Task 1.2 stopped at its check test_edges: TypeError." == stopped_at(
            "1.2", "test_edges", why
        )


def test_a_report_needs_no_mathematics() -> None:
    """
    Reports can be read without importing SymPy.
    """
    script = "import sys, autograder.sandbox.report; sys.exit('sympy' in sys.modules)"

    subprocess.run([sys.executable, "-B", "-c", script], cwd=PROJECT, check=True)
