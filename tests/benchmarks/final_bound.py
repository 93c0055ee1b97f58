"""
How often does a correct descent miss the tolerance of the lesson's run?

    python tests/benchmarks/final_bound.py

Computes exact moments of the last theta and applies Markov's inequality. Prints the bound next to
the stored one, `autograder.judges.sgd.lesson.FALSE_ALARM`. Takes about a minute.
"""

from __future__ import annotations

import numpy as np
from benchmark import command_line

from autograder.judges.sgd.experiments import Array, Run
from autograder.judges.sgd.lesson import FALSE_ALARM, TOLERANCE, least_squares, lesson_run

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


def bound(run: Run, order: int = ORDER) -> float:
    """P(an entry ends farther than TOLERANCE from least squares) is at most this."""
    matrix, names = step_map(run, order)
    start = run.start - least_squares()[:, 0]
    moments = np.array([start[0] ** a * start[1] ** b for a, b in names])
    for _ in range(run.steps):
        moments = matrix @ moments
    of = dict(zip(names, moments, strict=True))
    even = range(2, order + 1, 2)
    return float(
        min(of[q, 0] / TOLERANCE**q for q in even) + min(of[0, q] / TOLERANCE**q for q in even)
    )


if __name__ == "__main__":
    command_line(__doc__).parse_args()
    print(f"computed {bound(lesson_run()):.3g}, stored {FALSE_ALARM:.3g}")
