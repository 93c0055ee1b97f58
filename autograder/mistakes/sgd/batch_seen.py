"""What can be seen in the answers of a wrong descent on batches, whatever its cause is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding
from autograder.judges.sgd.batch_probe import BatchProbe, form_of
from autograder.judges.sgd.ends import CLOSE, BatchedRun, ends, nearest_end
from autograder.judges.sgd.experiments import Array
from autograder.judges.sgd.probe import Stage
from autograder.judges.sgd.theta import changed_data
from autograder.mistakes.catalogue import Recognised

NAMES = (
    "X", "y", "theta", "learning_rate", "n_epochs", "batch_size", "beta1", "beta2", "epsilon",
)  # fmt: skip
MOST_STEPS = 150
TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class BatchCase:
    """All that is known of one function, and the stage at which it is wrong."""

    probe: BatchProbe
    stage: Stage

    @property
    def answer(self) -> Answer:
        """The one that shows it."""
        return self.stage.shown or self.probe.answers("step")[0]

    @property
    def finding(self) -> Finding | None:
        return self.stage.finding

    @property
    def value(self) -> Any:
        return self.answer.value

    @property
    def names(self) -> tuple[str, ...]:
        """The arguments that the function takes."""
        return NAMES[: len(self.answer.asked)]

    @property
    def certain(self) -> Iterator[tuple[BatchedRun, Answer, Array]]:
        """Runs with one right end, their answers, and that end."""
        for run, answer in self.probe.legible:
            found = ends(run, self.probe.rule)
            if found is not None and len(found) == 1:
                yield run, answer, found[0]

    @property
    def first_steps(self) -> list[tuple[BatchedRun, Array, Array]]:
        """Runs of a single step: what theta moved by, and should have."""
        return [
            (run, theta_of(answer) - run.start, end - run.start)
            for run, answer, end in self.certain
            if run.epochs == 1 and run.size >= run.m
        ]

    def again(self, run: BatchedRun) -> Array | None:
        """The theta of one more call; None if there is none."""
        answer = self.probe.ask([run])[0]
        return theta_of(answer) if form_of(run, answer).is_right else None


def theta_of(answer: Answer) -> Array:
    theta: Array = answer.value.astype(float).ravel()
    return theta


def near(one: Array, other: Array) -> bool:
    return bool(np.allclose(one, other, rtol=0, atol=CLOSE * np.abs(other).max()))


def changed_argument(case: BatchCase) -> Recognised:
    """The caller's data, which some call left with other values."""
    return next(({"name": name} for _, a in case.probe.legible if (name := changed_data(a))), None)


def unmoved(case: BatchCase) -> Recognised:
    pairs = case.probe.legible
    return bool(pairs) and all(np.array_equal(theta_of(a), run.start) for run, a in pairs)


def unmoved_once(case: BatchCase) -> Recognised:
    """A run of one epoch that leaves theta as it was."""
    for run, answer in case.probe.legible:
        if run.epochs == 1 and np.array_equal(theta_of(answer), run.start):
            return {"m": run.m}
    return None


def constant(case: BatchCase) -> Recognised:
    """One answer for all runs of two columns."""
    thetas = [theta_of(a) for run, a in case.probe.legible if run.X.shape[1] == 2]
    return len(thetas) > 1 and all(np.array_equal(one, thetas[0]) for one in thetas)


def closed_form(case: BatchCase) -> Recognised:
    """Least squares, where the rows have one solution."""
    clear = [
        (run, a) for run, a in case.probe.legible if np.linalg.matrix_rank(run.X) == len(run.theta)
    ]
    return bool(clear) and all(
        near(theta_of(a), np.linalg.pinv(run.X).dot(run.y)[:, 0]) for run, a in clear
    )


def varies(case: BatchCase) -> Recognised:
    """Runs in which there is nothing to choose, and still two calls differ."""
    return any(differs(case, run, answer) for run, answer, _ in case.certain)


def differs(case: BatchCase, run: BatchedRun, answer: Answer) -> bool:
    again = case.again(run)
    return again is not None and not near(theta_of(answer), again)


def counted(case: BatchCase) -> Recognised:
    """Right steps, but another number of them."""
    every = replace(case.probe.rule, shown=lambda thetas, _slopes: np.array(thetas)[:, 0])
    found: dict[str, Any] = {}
    for run, answer, _ in case.certain:
        per_epoch = 1 if run.size >= run.m else -(-run.m // run.size)
        longer = run.but(epochs=MOST_STEPS // per_epoch)
        path = ends(longer, every)
        made = -1 if path is None else nearest_end(theta_of(answer), path)
        if made < 0:
            return None
        asked = run.epochs * per_epoch
        if made != asked and (not found or answer is case.stage.shown):
            steps = "1 step" if made == 1 else f"{made} steps"
            found = {"made": steps, "asked": asked, "m": run.m, "epochs": run.epochs}
    return found or None


def sign_limited(case: BatchCase) -> Recognised:
    """First steps that end where they should, but for entries below 0: at 0, or above it."""
    pairs = [(run.start + moved, run.start + asked) for run, moved, asked in case.first_steps]
    laws = np.abs, lambda end: np.maximum(end, 0)
    are_below = any(end.min() < 0 for _, end in pairs)
    return are_below and any(all(near(given, law(end)) for given, end in pairs) for law in laws)


def equal_moves(case: BatchCase) -> Recognised:
    """First steps of one length for all entries of theta, where they should differ."""
    steps = [moved for _, moved, _ in case.first_steps if len(moved) > 1 and moved.any()]
    return bool(steps) and all(near(moved, np.full(len(moved), moved[0])) for moved in steps)


def turned(case: BatchCase) -> Recognised:
    """Minus theta, where every error is 0."""
    end = fitted_end(case)
    return end is not None and near(end, -case.first_steps[0][0].start)


def drifts(case: BatchCase) -> Recognised:
    """A move although every error is 0."""
    end = fitted_end(case)
    return bool(
        case.first_steps and end is not None and not near(end, case.first_steps[0][0].start)
    )


def fitted_end(case: BatchCase, sign: int = 1) -> Array | None:
    """What comes back of the first step where every error is 0, of theta times a sign."""
    if not case.first_steps:
        return None
    run = case.first_steps[0][0]
    return case.again(run.but(theta=sign * run.theta, y=sign * run.X.dot(run.theta)))


def no_theta(case: BatchCase) -> Recognised:
    """Zeros where every error is 0, whatever the sign of theta."""
    ends_found = [fitted_end(case, sign) for sign in (1, -1)]
    return all(end is not None and bool(np.abs(end).max() < TINY) for end in ends_found)


def rate_no_factor(case: BatchCase) -> Recognised:
    """The first step is not proportional to the rate."""
    if not case.first_steps:
        return None
    run, moved, _ = case.first_steps[0]
    end = case.again(run.but(rate=run.rate / 2))
    if end is None or np.abs(end - run.start - moved / 2).max() <= 1e-4 * np.abs(run.start).max():
        return None
    times = np.abs(end - run.start).max() / np.abs(moved).max()
    return {"times": f"{times:.3g}"}


def scaled(case: BatchCase) -> Recognised:
    """Every first step is longer or shorter by one factor."""
    factors = [moved @ asked / (asked @ asked) for _, moved, asked in case.first_steps]
    are_along = all(
        near(moved, factor * asked)
        for (_, moved, asked), factor in zip(case.first_steps, factors, strict=True)
    )
    if not factors or not are_along or not np.allclose(factors, factors[0], rtol=1e-4):
        return None
    return {"times": f"{factors[0]:.3g}"} if abs(factors[0] - 1) > 1e-4 else None


def along(case: BatchCase) -> Recognised:
    """First steps of the right direction, each with a factor of its own."""
    steps = case.first_steps
    factors = [moved @ asked / (asked @ asked) for _, moved, asked in steps]
    if not factors or not all(
        near(moved, factor * asked)
        for (_, moved, asked), factor in zip(steps, factors, strict=True)
    ):
        return None
    if np.allclose(factors, 1, rtol=1e-4):
        return None
    return {"factors": ", ".join([*dict.fromkeys(f"{one:.3g}" for one in factors)][:4])}


def one_entry(case: BatchCase) -> Recognised:
    """One entry of theta is right after every first step, the other is not."""
    steps = [(moved, asked) for _, moved, asked in case.first_steps if len(asked) == 2]
    fits = [
        all(abs(moved[k] - asked[k]) <= CLOSE * abs(asked).max() for moved, asked in steps)
        for k in (0, 1)
    ]
    if not steps or fits[0] == fits[1]:
        return None
    good = fits.index(True)
    still = all(moved[1 - good] == 0 for moved, _ in steps)
    other = "stays as it was" if still else "is not"
    return {"good": f"theta[{good}]", "bad": f"theta[{1 - good}]", "other": other}


def rounded(case: BatchCase) -> Recognised:
    for decimals in range(7):
        if case.probe.legible and all(
            np.array_equal(theta_of(a), np.round(theta_of(a), decimals))
            for _, a in case.probe.legible
        ):
            return {"decimals": decimals}
    return None


def later_steps(case: BatchCase) -> Recognised:
    """Right after a single step, wrong after more."""
    off = [(run, a) for run, a, _ in case.certain if case.probe.is_off(run, a)]
    if not off or any(run.epochs == 1 and run.size >= run.m for run, _ in off):
        return None
    return {"epochs": off[0][0].epochs}


def single_row(case: BatchCase) -> bool:
    """Wrong only where X has a single row."""
    off = {run.m for run, a in case.probe.legible if case.probe.is_off(run, a)}
    return off == {1}


def other_widths(case: BatchCase) -> Recognised:
    """Wrong only where X has not two columns."""
    off = [run.X.shape[1] for run, a in case.probe.legible if case.probe.is_off(run, a)]
    return bool(off) and 2 not in off and {"columns": off[0]}


def ended(case: BatchCase) -> Recognised:
    """Where a run with one right end should have ended, and where it did: the one shown, if any."""
    off = [(a, end) for run, a, end in case.certain if case.probe.is_off(run, a)]
    off.sort(key=lambda pair: pair[0] is not case.stage.shown)
    for answer, end in off:
        return {"wanted": _entries(end), "got": _entries(theta_of(answer))}
    return None


def _entries(theta: Array) -> str:
    return f"[{', '.join(f'{entry:.4g}' for entry in theta)}]"
