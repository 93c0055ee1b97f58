"""
What runs on identical rows show where no length of a step fits: the start, the way, the end.

Asked after "wrong" only. Every function takes the probe and returns what a message may show, True,
or None or False for "not this".
"""

from __future__ import annotations

import numpy as np

from autograder.judges.sgd.experiments import Array
from autograder.judges.sgd.probe import SgdProbe
from autograder.mistakes.catalogue import Recognised

NEAR = 1e-6
"""
A step of these runs differs from a wrong one by a tenth or more; one in float32, or one whose
rounding was magnified by a difference quotient, is right to six digits.
"""


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


def sideways(probe: SgdProbe) -> Recognised:
    """The first run in which theta leaves the row's own direction."""
    if is_straight(probe):
        return None
    at = int(np.argmax(np.abs(probe.shrinkage.sideways) > NEAR))
    ways = (ends[at] - probe.starts[at] for ends in (probe.ends, right_ends(probe)))
    moved, wanted = (f"[{way[0]:.3g}, {way[1]:.3g}]" for way in ways)
    return {"c": f"{probe.identical_rows[at].slope:g}", "moved": moved, "wanted": wanted}
