"""
The probe of descents on batches.
"""

from __future__ import annotations

import pytest

from tests.judges.on_batches import batch_descent, probe_on_batches


@pytest.mark.parametrize("seed", range(20))
def test_batch_descent_passes_whatever_is_drawn(seed: int) -> None:
    """
    Right batch gradient descent passes every stage, for every draw of the runs.
    """
    probe = probe_on_batches("batch", batch_descent, seed)

    assert all(probe.stage(name).is_right for name in ("step", "epochs", "width", "arguments"))


def test_the_arguments_wait_for_the_step() -> None:
    """
    A function that does nothing earns nothing for leaving its arguments alone.
    """
    probe = probe_on_batches("batch", lambda _x, _y, theta, *_: theta)

    assert "step" == probe.stage("arguments").until
