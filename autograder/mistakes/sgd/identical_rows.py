"""What runs on identical rows show: start, way and end; and one step on one row, taken apart.

A right step is affine in the target and in each entry of theta, and proportional to the rate:
2 rate x (y - theta[0] - c theta[1]). Increments are dyadic, so the slopes of difference quotients
carry no rounding. Asked after "wrong" only: these readings word a message, they decide nothing.
Every function takes the probe and returns what a message may show, True, or None or False.
"""

from collections.abc import Callable

import numpy as np

from autograder.judges.sgd.experiments import Array, Run, identical_rows
from autograder.judges.sgd.probe import SgdProbe
from autograder.mistakes.catalogue import Recognised, Recogniser

NEAR = 1e-6
"""A step of these runs differs from a wrong one by a tenth or more; one in float32, or one whose
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


def _entries(theta: Array) -> str:
    return "[{:.4g}, {:.4g}]".format(*np.where(np.abs(theta) < 1e-12, 0, theta))


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
    for decimals in range(12):
        with np.errstate(over="ignore"):
            short = (near if decimals < 8 else np.array_equal)(seen, np.round(seen, decimals))
        # half a unit of the last place, and a little for the roundings on the way, in each step
        steps = np.array([[run.steps] for run in probe.identical_rows])
        if short and (np.abs(seen - wanted) <= 0.51 * steps * 10.0**-decimals).all():
            return {"decimals": decimals}
    return None


def sees_no_x(probe: SgdProbe) -> bool:
    """Only theta[0] moves, by 2 rate (y - theta[0]) a step: x was made 0 inside."""
    y = np.array([run.y[0, 0] for run in probe.identical_rows])
    left = np.array([(1 - 2 * run.rate) ** run.steps for run in probe.identical_rows])
    bias, slope = probe.starts.T
    return near(probe.ends.T, [y + left * (bias - y), slope])


def sideways(probe: SgdProbe) -> Recognised:
    """The first run in which theta leaves the row's own direction."""
    if is_straight(probe):
        return None
    at = int(np.argmax(np.abs(probe.shrinkage.sideways) > NEAR))
    moved, wanted = (_entries(e[at] - probe.starts[at]) for e in (probe.ends, right_ends(probe)))
    shown = {"c": f"{probe.identical_rows[at].slope:g}", "moved": moved, "wanted": wanted}
    return shown if moved != wanted else None


# -- one step on one row

ROW = identical_rows((1, 1, 13 / 64), slope=1.5, target=9.0, start=(0.5, -1.5))
"""The row (1, 1.5), target 9, error 10.75, rate 1/32."""

NAMES = ("y", "theta[0]", "theta[1]")


def step(probe: SgdProbe, run: Run) -> Array:
    """How theta moves, (2,); nan, which is near nothing, if the call gave no finite theta."""
    theta = probe.theta_after(run)
    if theta is None or not np.isfinite(theta).all():
        return np.full(2, np.nan)
    return np.asarray(theta - run.start)


def right_step(run: Run) -> Array:
    return 2 * run.rate * run.error * np.array([1.0, run.slope])


def returns_gradient(probe: SgdProbe) -> bool:
    """One step gives back the gradient at the start, with its 2 or without."""
    gradient = -right_step(ROW) / ROW.rate
    theta = probe.theta_after(ROW)
    return theta is not None and (near(theta, gradient) or near(2 * theta, gradient))


def reverses_bias(probe: SgdProbe) -> bool:
    return near(step(probe, ROW) * [-1, 1], right_step(ROW))


def moves_both_alike(probe: SgdProbe) -> bool:
    moved, line = step(probe, ROW), np.array([[ROW.slope], [-1.0]])  # of one prediction
    alike = bool(moved[0] != 0) and near(moved[0], moved[1])
    return alike and near(step(probe, ROW.but(theta=ROW.theta + line)), moved)


def breaks(probe: SgdProbe) -> bool:
    """One step of moderate size leaves the finite numbers."""
    theta = probe.theta_after(ROW)
    return theta is not None and not np.isfinite(theta).all()


def by_error(*errors: float) -> Callable[[SgdProbe], bool]:
    """Steps so many times as long for twice, and for minus once, the error of a row."""

    def recognise(probe: SgdProbe) -> bool:
        base, *others = (step(probe, ROW.but(y=ROW.y + k * ROW.error)) for k in (0, 1, -2))
        pairs = zip(others, errors, strict=False)
        return bool(base.any()) and all(near(one, times * base) for one, times in pairs)

    return recognise


squares_error = by_error(4, 1)
drops_sign = by_error(2, 1)
drops_size = by_error(1, -1)
keeps_length = by_error(1)


def takes_turns(probe: SgdProbe) -> Recognised:
    """One entry moves by the error left after the other has moved."""
    moved, wanted = step(probe, ROW), right_step(ROW)
    for first, second in ((0, 1), (1, 0)):
        left = 1 - 2 * ROW.rate * ROW.X[0, first] ** 2
        if near(moved[first], wanted[first]) and near(moved[second], wanted[second] * left):
            return {"first": first, "second": second}
    return None


def subtracts_last(probe: SgdProbe) -> bool:
    """The target is taken from the finished product, not from the prediction."""
    moved = step(probe, ROW)
    prediction, target = float(ROW.X[0] @ ROW.start), float(ROW.y[0, 0])
    return any(
        near(moved, -ROW.rate * (factor * ROW.X[0] * prediction - weight * target))
        for factor in (1, 2)
        for weight in (1, 2)
    )


def forgets_theta(probe: SgdProbe) -> bool:
    """Theta after one step is the step itself, forwards or backwards, with the 2 or without."""
    theta = step(probe, ROW) + ROW.start
    return any(near(theta, factor * right_step(ROW)) for factor in (1, -1, 0.5, -0.5))


def decays(probe: SgdProbe) -> bool:
    """Besides the right step, every entry shrinks by one share of itself, whatever the target."""
    runs = (ROW, ROW.but(y=ROW.y + 4.0))
    shares = np.ravel([(step(probe, run) - right_step(run)) / run.start for run in runs])
    # dyadic numbers: a right step leaves 0 here, up to the last bits
    return bool(abs(shares[0]) > 1e-9) and near(shares, shares[0])


def weights(probe: SgdProbe, run: Run = ROW) -> Array | None:
    """The weights of y, theta[0], theta[1] in a step, as multiples of right ones: (2, 3).

    Row i belongs to theta[i]; None if the step is not affine in them.
    """
    base = step(probe, run)
    right = 2 * run.rate * np.outer(run.X[0], [1.0, -1.0, -run.slope])
    columns = []
    for once, twice in zip(_changed(run, 1.0), _changed(run, 2.0), strict=True):
        columns.append(step(probe, once) - base)
        if not near(step(probe, twice) - base, 2 * columns[-1]):
            return None
    return np.asarray(np.array(columns).T / right)


def _changed(run: Run, by: float) -> tuple[Run, ...]:
    return (
        run.but(y=run.y + by),
        run.but(theta=run.theta + np.array([[by], [0.0]])),
        run.but(theta=run.theta + np.array([[0.0], [by]])),
    )


def by_weights(law: Callable[[Array], Recognised]) -> Recogniser:
    """Recognise an affine step by its weights."""

    def recognise(probe: SgdProbe) -> Recognised:
        seen = weights(probe)
        return None if seen is None else law(seen)

    return recognise


def lost_entry(probe: SgdProbe) -> Recognised:
    """The new theta does not set out from the old one, at two rates: its own entry is missing."""
    runs = ROW, ROW.but(rate=ROW.rate / 2)
    seen = [weights(probe, run) for run in runs]
    for entry in (0, 1):
        right = [-2 * run.rate * run.X[0, entry] ** 2 for run in runs]
        own = [r * s[entry, 1 + entry] for r, s in zip(right, seen, strict=True) if s is not None]
        if len(own) == len(runs) and (near(own, np.array(right) - 1) or near(own, (-1, -1))):
            return {"entry": NAMES[1 + entry]}
    return None


@by_weights
def without_influence(seen: Array) -> Recognised:
    """The first of y, theta[0], theta[1] that the step does not feel."""
    silent = [name for name, column in zip(NAMES, seen.T, strict=True) if near(column, 0 * column)]
    return {"name": silent[0] if len(silent) < 3 else "y or theta"} if silent else None


@by_weights
def wrong_sign(seen: Array) -> Recognised:
    """One of y, theta[0], theta[1] enters the error with the opposite sign of the others."""
    if not near(np.abs(seen), abs(seen[0, 0])):
        return None
    signs = np.sign(seen[0])
    if near(np.sign(seen[1]), signs) and abs(signs.sum()) == 1:
        return {"name": NAMES[int(np.argmax(signs == -np.sign(signs.sum())))]}
    return None


@by_weights
def uneven_entries(seen: Array) -> Recognised:
    """One entry of theta moves by another multiple of the right step than the other."""
    if not near(seen, seen[:, :1]) or near(seen[0], seen[1]):
        return None
    entry = 0 if near(seen[1], 1 + 0 * seen[1]) else 1
    return {"entry": NAMES[1 + entry], "times": f"{seen[entry, 0]:.3g}"}


@by_weights
def foreign_weight(seen: Array) -> Recognised:
    """The first wrong weight: whose, in which entry, how many times the right one."""
    for column, name in enumerate(NAMES):
        for entry in (0, 1):
            if not near(seen[entry, column], 1):
                times = f"{seen[entry, column]:.3g}"
                return {"name": name, "entry": NAMES[1 + entry], "times": times}
    return None


def ignores_rate(probe: SgdProbe) -> bool:
    """The same step at half and at twice the rate, and no error gone for good."""
    less, more = (step(probe, ROW.but(rate=ROW.rate * factor)) for factor in (0.5, 2.0))
    return bool(less.any()) and near(less, more) and not near(ROW.X[0] @ less, ROW.error)


def squares_rate(probe: SgdProbe) -> bool:
    """Half the rate makes a quarter of the step."""
    less, step_made = (step(probe, ROW.but(rate=ROW.rate * factor)) for factor in (0.5, 1.0))
    return bool(less.any()) and near(4 * less, step_made)


def jumps(probe: SgdProbe) -> Recognised:
    """Theta moves even where the rate is next to nothing."""
    run = ROW.but(rate=ROW.rate * 2.0**-60)
    moved = step(probe, run)
    if not np.abs(moved).max() > 1e-4:
        return None
    return {"start": _entries(run.start), "ended": _entries(run.start + moved)}


def rate_no_factor(probe: SgdProbe) -> Recognised:
    """Twice the rate, but not twice the step."""
    moved, more = step(probe, ROW), step(probe, ROW.but(rate=2 * ROW.rate))
    times = np.abs(more).max() / np.abs(moved).max() if moved.any() else np.nan
    is_close = np.abs(more - 2 * moved).max() <= 0.02 * np.abs(more).max()  # rounded, perhaps
    if not np.isfinite(times) or is_close or near(ROW.X[0] @ moved, ROW.error):
        return None
    return {"times": f"{times:.3g}"}


def unlike_lengths(probe: SgdProbe) -> Recognised:
    """Lengths of steps for three errors, where they are not proportional."""
    runs = [ROW.but(y=ROW.y + k * ROW.error) for k in (0, 1, 3)]
    lengths = [np.abs(step(probe, run)).max() for run in runs]
    errors = [abs(run.error) for run in runs]
    if not np.isfinite(lengths).all() or near(
        np.array(lengths) * errors[0], lengths[0] * np.array(errors)
    ):
        return None
    return {
        "lengths": ", ".join(f"{length:.3g}" for length in lengths),
        "errors": ", ".join(f"{run.error:.3g}" for run in runs),
    }
