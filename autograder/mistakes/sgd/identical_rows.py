"""
What runs on identical rows show where no length of a step fits: the start, the way, the end.

Asked after "wrong" only. Every function takes the probe and returns what a message may show, True,
or None or False for "not this".
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.judges.sgd.experiments import Array, identical_rows
from autograder.judges.sgd.probe import SgdProbe
from autograder.mistakes.catalogue import Recognised

NEAR = 1e-6
"""
A step of these runs differs from a wrong one by a tenth or more; one in float32, or one whose
rounding was magnified by a difference quotient, is right to six digits.
"""

ONE_ROW = identical_rows(1, 1, slope=1.0, target=6.0, start=(0.5, -1.0), contraction=1 / 4)


def near(seen: object, wanted: object) -> bool:
    """Equal to six digits, in arrays of one shape."""
    return bool(np.allclose(np.asarray(seen), np.asarray(wanted), rtol=NEAR, atol=1e-9))


def right_ends(probe: SgdProbe) -> Array:
    """Where right runs end: start + (1 - (1 - a)^K) r / |x|^2 x."""
    ways = [
        (1 - (1 - run.contraction) ** run.steps) * run.error / (1 + run.slope**2) * run.X[0]
        for run in probe.identical_rows
    ]
    return np.asarray(probe.starts + ways)


def is_straight(probe: SgdProbe) -> bool:
    return probe.shrinkage.is_straight(NEAR)


def overflows(probe: SgdProbe) -> bool:
    return not probe.shrinkage.is_finite


def solves(probe: SgdProbe) -> bool:
    """No error is left, however few the steps."""
    return near(probe.shrinkage.remaining, np.zeros(len(probe.identical_rows)))


def ignores_start(probe: SgdProbe) -> bool:
    """Two starts, one answer; in two sizes."""
    for run, theta in list(zip(probe.identical_rows, probe.ends, strict=True))[:2]:
        other = probe.theta_after(run.but(theta=run.theta + np.array([[1.0], [3.0]])))
        if other is None or not near(other, theta):
            return False
    return True


def varies(probe: SgdProbe) -> bool:
    """One call again and again, different answers, although all rows are equal."""
    theta = probe.ends[1]
    again = [probe.theta_after(probe.identical_rows.three_epochs) for _ in range(3)]
    return any(other is not None and not near(other, theta) for other in again)


def stays(probe: SgdProbe) -> bool:
    return near(probe.ends, probe.starts)


def is_swapped(probe: SgdProbe) -> bool:
    return near(probe.ends[:, ::-1], right_ends(probe))


def moves_alone(probe: SgdProbe, entry: int) -> bool:
    """In all runs only this entry of theta moves."""
    moved = probe.ends - probe.starts
    other = np.abs(moved[:, 1 - entry]).max()
    return bool(other == 0 and (moved[:, entry] != 0).all())


def decimals_kept(probe: SgdProbe) -> Recognised:
    """The decimals to which theta is right, if it has no more."""
    seen, wanted = probe.ends, right_ends(probe)
    for decimals in range(8):
        with np.errstate(over="ignore"):
            short = near(seen, np.round(seen, decimals))
        # half a unit of the last place, and a little for the roundings on the way
        if short and (np.abs(seen - wanted) <= 0.51 * 10.0**-decimals).all():
            return {"decimals": decimals}
    return None


def sees_no_x(probe: SgdProbe) -> bool:
    """Only theta[0] moves, by 2 rate (y - theta[0]) a step: x was made 0 inside."""
    wanted = []
    for run in probe.identical_rows:
        target, start = float(run.y[0, 0]), run.start
        left = (1 - 2 * run.rate) ** run.steps
        wanted.append((target + left * (start[0] - target), start[1]))
    return near(probe.ends, wanted)


def leaves(probe: SgdProbe, *rules: Callable[[int, int, float], float]) -> bool:
    """Whether one rule(m, epochs, contraction) is the error left in every run."""
    return is_straight(probe) and any(
        near(
            probe.shrinkage.remaining,
            [rule(run.m, run.epochs, run.contraction) for run in probe.identical_rows],
        )
        for rule in rules
    )


def accumulates(probe: SgdProbe) -> bool:
    """The gradients of all rows so far in every step; forgotten per epoch, or never."""
    return leaves(
        probe, lambda m, e, a: _accumulated(m * e, a), lambda m, e, a: _accumulated(m, a) ** e
    )


def _accumulated(steps: int, contraction: float) -> float:
    left, sum_of_errors = 1.0, 0.0
    for _ in range(steps):
        sum_of_errors += left
        left -= contraction * sum_of_errors
    return left


def is_frozen(probe: SgdProbe) -> bool:
    """Every error is taken with the first theta, of the run or of the epoch."""
    return leaves(probe, lambda m, e, a: 1 - m * e * a, lambda m, e, a: (1 - m * a) ** e)


def averages(probe: SgdProbe) -> bool:
    """A mean of the first or the last thetas: what is left is a mean of (1 - a)^t."""
    if not is_straight(probe):
        return False
    for run, left in zip(probe.identical_rows, probe.shrinkage.remaining, strict=True):
        powers = (1 - run.contraction) ** np.arange(run.steps + 1)
        last = np.cumsum(powers[::-1]) / np.arange(1, run.steps + 2)
        first = np.cumsum(powers[:-1])[1:] / np.arange(2, run.steps + 1)
        if not any(near(left, mean) for mean in (*last[1:], *first)):
            return False
    return True


def step_lengths(probe: SgdProbe) -> list[float]:
    """Lengths of the first five steps on one row, in right ones; as far as they can be told."""
    found, before = [], 1.0
    for epochs in range(1, 6):
        run = ONE_ROW.but(epochs=epochs)
        theta = probe.theta_after(run)
        if theta is None or not np.isfinite(theta).all() or abs(before) < NEAR:
            break  # too little error is left to read the next step from
        left = 1 - float((theta - run.start).sum()) / run.error
        found.append((1 - left / before) / run.contraction)
        before = left
    return found


def changing(probe: SgdProbe) -> Recognised:
    """Steps that get shorter."""
    seen = step_lengths(probe) if is_straight(probe) else []
    if len(seen) < 3 or near(seen, seen[0]) or not seen[2] < seen[1] < seen[0]:
        return None
    return {"lengths": shown(seen)}


def growing(probe: SgdProbe) -> Recognised:
    """A right first step and a longer second one: earlier steps are carried along."""
    seen = step_lengths(probe) if is_straight(probe) else []
    if len(seen) < 3 or not near(seen[0], 1) or not seen[1] > 1 + NEAR:
        return None
    return {"lengths": shown(seen)}


def shown(seen: list[float]) -> str:
    return ", ".join(f"{length:.3g}" for length in seen[:4])


def sideways(probe: SgdProbe) -> Recognised:
    """The first run in which theta leaves the row's own direction."""
    if is_straight(probe):
        return None
    at = int(np.argmax(np.abs(probe.shrinkage.sideways) > NEAR))
    ways = (ends[at] - probe.starts[at] for ends in (probe.ends, right_ends(probe)))
    moved, wanted = (f"[{way[0]:.3g}, {way[1]:.3g}]" for way in ways)
    return {"c": f"{probe.identical_rows[at].slope:g}", "moved": moved, "wanted": wanted}
