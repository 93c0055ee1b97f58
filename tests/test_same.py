"""
The sandbox gives every right and wrong submission on file the verdict of a local run.

A normal run takes a sample, with one seed; `tests/benchmarks/same_sweep.py` takes as many as you
like.
"""

from __future__ import annotations

import sys

import pytest
from test_submissions import Filed, filed, name_of, sampled

from autograder.grading.grade import grade
from autograder.grading.verdict import Verdict
from autograder.sandbox.supervisor import Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


def facts(verdict: Verdict) -> list[tuple[object, ...]]:
    """What a local run and a batch must agree on."""
    return [
        (c.name, c.outcome, c.points, c.mistake, c.message, c.notes, c.returned, c.asked)
        for c in verdict.checks
    ]


@pytest.mark.parametrize("submission", sampled([*filed("right"), *filed("wrong")], every=10))
def test_sandbox_and_local_run_agree(sandbox: Supervisor, submission: Filed) -> None:
    """
    An honest submission gets the same outcomes, points, mistakes and messages in both.
    """
    name = f"{submission.path.parent.name}.py"
    content = submission.path.read_bytes()
    graded = sandbox.grade({name: content}, "every", name_of(submission), submission.tasks)
    local = grade(submission.path, seed="every", tasks=submission.tasks)

    assert graded.verdict is not None
    assert facts(local) == facts(graded.verdict)
