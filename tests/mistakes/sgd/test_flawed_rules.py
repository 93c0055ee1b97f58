"""
Wrong descents on batches, as rules.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.judges.sgd.ends import ADAM, MINI_BATCH, Rule, ends
from autograder.mistakes.sgd import adam, mini_batch
from autograder.mistakes.sgd.batch_descent import PLANS
from autograder.mistakes.sgd.flawed_rules import PLAIN_STEPS, SLOPES, STARTS, Flaw, found_flaw
from tests.judges.on_batches import RIGHT_FUNCTIONS, batch_descent, probe_on_batches

FLAWS: dict[str, tuple[Rule, tuple[Flaw, ...]]] = {
    "2.5": (MINI_BATCH, (*SLOPES, *PLANS, *STARTS, *PLAIN_STEPS)),
    "2.6": (MINI_BATCH, (*SLOPES, *mini_batch.BATCHES, *STARTS, *PLAIN_STEPS)),
    "2.7": (ADAM, (*adam.ADAM_STEPS, *SLOPES, *mini_batch.BATCHES, *STARTS)),
}

CASES = [
    pytest.param(task, rule, change, id=f"{task} {k} {key}")
    for task, (rule, flaws) in FLAWS.items()
    for k, (key, change) in enumerate(flaws)
]


@pytest.mark.parametrize(("task", "rule", "change"), CASES)
def test_a_flaw_leads_elsewhere(task: str, rule: Rule, change: dict[str, object]) -> None:
    """
    A flawed rule has ends that the right one has not, so a right descent is never taken for it.
    """
    runs = probe_on_batches(task, RIGHT_FUNCTIONS[task]).runs
    asked = [run for name, several in runs.items() if name != "repeated" for run in several]
    found = [(ends(run, rule), ends(run, replace(rule, **change))) for run in asked]
    pairs = [(right, flawed) for right, flawed in found if right is not None and flawed is not None]

    assert any(
        not np.isclose(right[:, None], flawed, rtol=1e-6).all(axis=2).any(axis=0).all()
        for right, flawed in pairs
    )


def test_no_flaw_explains_a_right_descent() -> None:
    """
    Neither one flaw nor two explain the answers of right batch descent.
    """
    assert "" == found_flaw(probe_on_batches("2.5", batch_descent), FLAWS["2.5"][1])
