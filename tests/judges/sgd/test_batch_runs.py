"""
The runs that descents on batches are asked for.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.draw import Draw
from autograder.judges.sgd.batch_runs import draw_run, far_apart
from autograder.judges.sgd.ends import ADAM, MINI_BATCH, Rule


@pytest.mark.parametrize("rule", [MINI_BATCH, ADAM])
@settings(max_examples=20)
@given(seed=st.integers(0, 10**6), size=st.sampled_from([(4, 2, 1), (5, 2, 1), (3, 2, 3)]))
def test_ends_are_far_apart(rule: Rule, seed: int, size: tuple[int, int, int]) -> None:
    """
    Two orders of the rows lead to ends that no rounding can mix up.
    """
    assert far_apart(draw_run(Draw(str(seed)).stream("run"), size, rule), rule)


@given(seed=st.integers(0, 10**6), columns=st.integers(1, 4))
def test_rows_have_the_columns_asked_for(seed: int, columns: int) -> None:
    """
    X is (m, n), y (m, 1) and theta (n, 1); two columns begin with ones.
    """
    run = draw_run(Draw(str(seed)).stream("run"), (4, 4, 1), columns=columns)

    assert ((4, columns), (4, 1), (columns, 1)) == (run.X.shape, run.y.shape, run.theta.shape)
    assert (columns == 2) == bool((run.X[:, 0] == 1).all())
