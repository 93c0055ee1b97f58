"""
How often does a correct descent miss a tolerance of the lesson's run?

    python tests/benchmarks/final_bound.py

Computes exact moments of the last theta, and of the mean and the spread of several, and applies
Markov's inequality. Prints each bound next to the stored one, in
`autograder.judges.sgd.lesson`. Takes about a minute.
"""

from __future__ import annotations

import numpy as np
from benchmark import command_line

from autograder.judges.sgd.experiments import Array, Run
from autograder.judges.sgd.lesson import FALSE_ALARM, TOLERANCE, least_squares, lesson_run
from autograder.judges.sgd.lesson_walk import OFF, RUNS, SCATTER_FALSE_ALARM, SPREAD

ORDER = 40


def powers(first: float, second: float, constant: float, order: int) -> list[Array]:
    """(first u + second v + constant)^k for k = 0 .. order: coefficients of u^a v^b."""
    one = np.zeros((order + 1, order + 1))
    one[0, 0] = 1.0
    found = [one]
    for _ in range(order):
        last = found[-1]
        new = constant * last
        new[1:] += first * last[:-1]
        new[:, 1:] += second * last[:, :-1]
        found.append(new)
    return found


def product(left: Array, right: Array, left_order: int) -> Array:
    """The product of two polynomials, the left one of a known order."""
    result = np.zeros_like(right)
    size = len(right)
    for a in range(left_order + 1):
        for b in range(left_order + 1 - a):
            if left[a, b]:
                result[a:, b:] += left[a, b] * right[: size - a, : size - b]
    return result


def step_map(run: Run, order: int) -> tuple[Array, list[tuple[int, int]]]:
    """The map of one step on the moments E[u^a v^b], a + b <= order, averaged over the rows."""
    names = [(a, b) for a in range(order + 1) for b in range(order + 1 - a)]
    columns = tuple(np.array(names).T)
    best, matrix = least_squares()[:, 0], np.zeros((len(names), len(names)))
    for x, y in zip(run.X, run.y[:, 0], strict=True):
        shrink = np.eye(2) - 2 * run.rate * np.outer(x, x)
        push = 2 * run.rate * (y - x @ best) * x
        u = powers(shrink[0, 0], shrink[0, 1], push[0], order)
        v = powers(shrink[1, 0], shrink[1, 1], push[1], order)
        for row, (a, b) in enumerate(names):
            small, large = (u[a], v[b]) if a <= b else (v[b], u[a])
            matrix[row] += product(small, large, min(a, b))[columns]
    return matrix / run.m, names


def last_moments(run: Run, order: int = ORDER) -> tuple[Array, Array]:
    """E[e_j^k] for k = 0 .. order: moments of how far the last theta is from least squares."""
    matrix, names = step_map(run, order)
    start = run.start - least_squares()[:, 0]
    moments = np.array([start[0] ** a * start[1] ** b for a, b in names])
    for _ in range(run.steps):
        moments = matrix @ moments
    of = dict(zip(names, moments, strict=True))
    orders = range(order + 1)
    return np.array([of[k, 0] for k in orders]), np.array([of[0, k] for k in orders])


def of_a_sum(moments: Array, terms: int) -> Array:
    """Moments of a sum of independent copies, by powers of the exponential generating function."""
    factorials = np.cumprod([1.0, *range(1, len(moments))])
    one, total = moments / factorials, np.eye(len(moments))[0]
    for _ in range(terms):
        total = np.convolve(total, one)[: len(moments)]
    return np.asarray(total * factorials)


def beyond(moments: Array, limit: float, step: int = 1) -> float:
    """Markov: the chance to pass a limit is at most min E[x^k] / limit^k, over every step-th k."""
    return float(min(moments[k] / limit**k for k in range(step, len(moments), step)))


if __name__ == "__main__":
    command_line(__doc__).parse_args()
    entries = last_moments(lesson_run())
    one = sum(beyond(moments, TOLERANCE, 2) for moments in entries)
    print(f"one run: computed {one:.3g}, stored {FALSE_ALARM:.3g}")
    mean = sum(beyond(of_a_sum(moments, RUNS), RUNS * OFF, 2) for moments in entries)
    spread = sum(beyond(of_a_sum(moments[::2], RUNS), RUNS * SPREAD**2) for moments in entries)
    print(f"{RUNS} runs: mean {mean:.3g}, spread {spread:.3g}, stored {SCATTER_FALSE_ALARM:.3g}")
