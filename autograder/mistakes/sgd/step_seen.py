"""What single steps of a wrong descent on batches show: too short, changing, refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.judges.arrays import is_real_array
from autograder.judges.sgd.ends import BatchedRun, ends, plain_steps
from autograder.judges.sgd.experiments import Array
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.sgd.batch_seen import BatchCase, counted, near, theta_of

FEW = 3
FAR = 1e4
MOST = 6
"""The step before which a change of length is looked for."""


def end(case: BatchCase, run: BatchedRun) -> Array:
    """Where a run with one right end ends."""
    found: Any = ends(run, case.probe.rule)
    right: Array = found[0]
    return right


def limited(case: BatchCase) -> Recognised:
    """First steps that are right up to a bound, on an entry of the gradient or on its length."""
    steps = [(moved / run.rate, asked / run.rate) for run, moved, asked in case.first_steps]
    if len(steps) < FEW:
        return None
    longest = max(float(np.linalg.norm(moved)) for moved, _ in steps)
    largest = max(float(np.abs(moved).max()) for moved, _ in steps)

    def shortened(asked: Array) -> Array:
        return asked * min(1.0, longest / float(np.linalg.norm(asked)))

    def clipped(asked: Array) -> Array:
        return np.clip(asked, -largest, largest)

    bounds = ("an entry of it", largest, clipped), ("its length", longest, shortened)
    for what, bound, law in bounds:
        cut = [asked for _, asked in steps if not near(law(asked), asked)]
        if len(cut) > 1 and all(near(moved, law(asked)) for moved, asked in steps):
            return {"what": what, "bound": f"{bound:.4g}"}
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """A later step beside the first one of its run: how theta moved, and should have."""

    first: Array
    first_asked: Array
    moved: Array
    asked: Array

    @property
    def times(self) -> float:
        """How often the first step is what it should be, along its direction."""
        return float(self.first @ self.first_asked / (self.first_asked @ self.first_asked))

    @property
    def rest(self) -> Array:
        """What the step has beside its own gradient, which counts as much as in the first."""
        return self.moved - self.times * self.asked


def later(case: BatchCase, k: int) -> list[Later]:
    """Step k of some runs of which no step before it is known to be wrong."""
    several = [run for run, _, _ in case.certain if run.epochs > 1 and run.size >= run.m]
    found = []
    for run in [one for one in several if not one.is_alike][:FEW]:
        calls = [run.but(epochs=made) for made in (1, k - 1, k)]
        thetas = [theta for call in calls if (theta := case.again(call)) is not None]
        if len(thetas) < len(calls):
            return []
        one, before, after = thetas
        first = run.but(epochs=1)
        asked = _asked(case, run, before, k)
        if asked is None:
            return []
        found.append(Later(one - run.start, end(case, first) - run.start, after - before, asked))
    return found


def _asked(case: BatchCase, run: BatchedRun, before: Array, k: int) -> Array | None:
    """How step k should move theta; None if that depends on earlier steps that are wrong."""
    if case.probe.rule.steps is plain_steps:
        once = run.but(theta=before[:, None], epochs=1)
        return end(case, once) - before
    right = end(case, run.but(epochs=k - 1))
    return end(case, run.but(epochs=k)) - right if near(before, right) else None


def rate_drifts(case: BatchCase) -> Recognised:
    """The first step whose length is another one, by one factor on different data."""
    for k in range(2, MOST):
        steps = later(case, k)
        if not steps or not all(
            _are_close(one.first, one.times * one.first_asked) for one in steps
        ):
            return None
        if not all(_are_close(one.moved, one.times * one.asked) for one in steps):
            times = _one_factor([(one.moved, one.times * one.asked) for one in steps])
            return None if times is None else {"k": k, "times": f"{times:.3g}"}
    return None


def carried(case: BatchCase) -> Recognised:
    """The second step holds a share of the first one, too."""
    share = _one_factor([(one.rest, one.first) for one in later(case, 2)])
    return None if share is None else {"share": f"{share:.3g}"}


def _are_close(one: Array, other: Array) -> bool:
    return bool(np.allclose(one, other, rtol=0, atol=1e-4 * np.abs(other).max()))


def _one_factor(pairs: list[tuple[Array, Array]]) -> float | None:
    """The factor of all these pairs, if there is one that is neither 0 nor 1."""
    factors = [float(one @ other / (other @ other)) for one, other in pairs]
    is_one = len(pairs) > 1 and all(_are_close(one, factors[0] * other) for one, other in pairs)
    is_other = is_one and min(abs(factors[0]), abs(factors[0] - 1)) > 1e-3
    return factors[0] if is_other else None


def loss_refused(case: BatchCase) -> Recognised:
    """Wrong only where a step makes the loss larger: there, theta is before it, or at its best."""
    off = [(run, theta_of(a)) for run, a, _ in case.certain if case.probe.is_off(run, a)]
    return bool(off) and all(_is_refusal(case, run, theta) for run, theta in off)


def _is_refusal(case: BatchCase, run: BatchedRun, theta: Array) -> bool:
    every = replace(case.probe.rule, shown=lambda thetas, _slopes: np.array(thetas)[:, 0])
    path: Any = ends(run, every)
    losses = ((path @ run.X.T - run.y[:, 0]) ** 2).mean(axis=1)
    rises = np.flatnonzero(np.diff(losses) > 0)
    places = [*rises[:1], *(rises[:1] + 1), int(losses[1:].argmin()) + 1, int(losses.argmin())]
    return bool(len(rises)) and any(near(theta, path[place]) for place in places)


def stops_early(case: BatchCase) -> Recognised:
    """Too few steps in the runs whose numbers are tiny, and in no other."""
    off = [run for run, a, _ in case.certain if case.probe.is_off(run, a)]
    are_tiny = bool(off) and all(np.abs(run.y).max() < 0.01 for run in off)
    return counted(case) if are_tiny else None


def leaps(case: BatchCase) -> Recognised:
    """A first step far longer than any of Adam's, which move no entry further than the rate."""
    times = [float(np.abs(moved).max()) / run.rate for run, moved, _ in case.first_steps]
    return {"times": f"{max(times):.2g}"} if times and max(times) > FAR else None


def ends_in_nan(case: BatchCase) -> bool:
    return is_real_array(case.value) and bool(np.isnan(case.value).any())


def calmed(case: BatchCase, change: Mapping[str, Any]) -> bool:
    """With betas next to 0, three steps end where a rule with that change does."""
    rule = replace(case.probe.rule, **change)
    several = [run for run in case.probe.runs["number"] if run.size >= run.m][:FEW]
    calm = [run.but(beta1=0.1, beta2=0.2, epochs=FEW) for run in several]
    found: Any = [(case.again(run), ends(run, rule)) for run in calm]
    return all(given is not None and near(given, right[0]) for given, right in found)
