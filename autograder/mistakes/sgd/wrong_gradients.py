"""
How a wrong gradient reads: laws that tell one cause from another.

Each reading takes several rows of one function. A wrong formula is recognised where it gives what
came back on every row that was answered; the rows are chosen so that no two formulas agree on all.
The file is long because each wrong formula is a function of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, changed
from autograder.judges.sgd.gradient import CLOSE, Row, Rows, row_of
from autograder.mistakes.catalogue import Recognised

Formula = Callable[[Row], Any]
Recogniser = Callable[[Rows], Recognised]


def rows_of(case: Rows) -> list[Row]:
    """The rows for which finite real numbers came back."""
    rows = (row_of(answer) for answer in case.answers if answer.crash is None)
    return [row for row in rows if row.got is not None]


def columns_of(case: Rows) -> list[tuple[Row, Array]]:
    """Rows with what came back, flat; empty unless it has one entry per entry of theta."""
    pairs = [(row, row.got.ravel()) for row in rows_of(case) if row.got is not None]
    return pairs if pairs and all(got.size == row.x.size for row, got in pairs) else []


def same(one: Any, other: Any) -> bool:
    """Equal to nine digits of the larger entry."""
    one, other = np.ravel(one), np.ravel(other)
    if one.size != other.size:
        return False
    return bool(
        np.allclose(one, other, rtol=0, atol=CLOSE * max(1.0, np.abs(other).max(initial=0.0)))
    )


def follows(*formulas: Formula) -> Recogniser:
    """One of the formulas gives every column that came back."""

    def recognise(case: Rows) -> Recognised:
        columns = columns_of(case)
        return bool(columns) and any(
            all(same(got, formula(row)) for row, got in columns) for formula in formulas
        )

    return recognise


def one_number(*formulas: Formula) -> Recogniser:
    """One of the formulas gives the single number that came back for every row."""

    def recognise(case: Rows) -> Recognised:
        rows = rows_of(case)
        if not rows or not any(row.x.size > 1 for row in rows):
            return None
        return any(all(same(row.got, formula(row)) for row in rows) for formula in formulas)

    return recognise


def ratio(case: Rows) -> float | None:
    """The one number by which every answer is the right one, if there is one."""
    columns = columns_of(case)
    if not columns:
        return None
    asked = np.concatenate([row.slope for row, _ in columns])
    got = np.concatenate([got for _, got in columns])
    factor = float(asked @ got / (asked @ asked)) if asked.any() else 0.0
    return factor if same(got, factor * asked) else None


def times(*factors: float) -> Recogniser:
    def recognise(case: Rows) -> Recognised:
        factor = ratio(case)
        return factor is not None and any(same(factor, known) for known in factors)

    return recognise


def scaled(case: Rows) -> Recognised:
    factor = ratio(case)
    return {"factor": f"{factor:.6g}"} if factor is not None and factor != 0 else None


def all_zero(case: Rows) -> Recognised:
    columns = columns_of(case)
    return bool(columns) and not any(got.any() for _, got in columns)


def lying_down(case: Rows) -> Recognised:
    """Right numbers in a row."""
    row = row_of(case.judged)
    if row.got is None or row.got.shape != (1, row.x.size) or row.x.size == 1:
        return None
    return same(row.got, row.slope)


def divided_by_n(case: Rows) -> Recognised:
    """Too small by the number of columns, with the 2 of the derivative or without it."""
    rows = rows_of(case)
    if len({row.x.size for row in rows}) < 2:
        return None
    if follows(lambda row: row.slope / row.x.size)(case):
        return {"n": "n"}
    if follows(lambda row: row.slope / row.x.size / 2)(case):
        return {"n": "2n"}
    return None


def equal_entries(case: Rows) -> Recognised:
    columns = [(row, got) for row, got in columns_of(case) if row.x.size > 1]
    return bool(columns) and all(same(got, np.full(got.size, got[0])) for _, got in columns)


def first_entry_typed(case: Rows) -> Recognised:
    """Right wherever the row starts with 1, wrong wherever it does not."""
    columns = columns_of(case)
    wrong_at = {float(row.x[0]) == 1 for row, got in columns if not same(got, row.slope)}
    right_at = {float(row.x[0]) == 1 for row, got in columns if same(got, row.slope)}
    return wrong_at == {False} and right_at == {True}


def step_taken(case: Rows) -> Recognised:
    """Theta minus (or plus) one and the same multiple of the gradient."""
    columns = columns_of(case)
    if not columns:
        return None
    steps = np.concatenate([got - row.theta for row, got in columns])
    asked = np.concatenate([row.slope for row, _ in columns])
    factor = float(asked @ steps / (asked @ asked)) if asked.any() else 0.0
    return factor != 0 and same(steps, factor * asked)


def unfelt(argument: int) -> Recogniser:
    """Two rows that differ in this argument alone got one and the same answer."""

    def recognise(case: Rows) -> Recognised:
        return any(
            same(one.value, other.value)
            for one, other in pairs_apart_in(case, argument)
            if type(one.value) is np.ndarray and type(other.value) is np.ndarray
        )

    return recognise


def pairs_apart_in(case: Rows, argument: int) -> Iterator[tuple[Answer, Answer]]:
    """Pairs of answered rows that differ in exactly this argument."""
    answers = [a for a in case.answers if row_of(a).got is not None]
    for k, one in enumerate(answers):
        for other in answers[k + 1 :]:
            differing = [
                i
                for i, (p, q) in enumerate(zip(one.asked, other.asked, strict=True))
                if not np.array_equal(p, q)
            ]
            if differing == [argument]:
                yield one, other


def all_unfelt(case: Rows) -> Recognised:
    return all(unfelt(argument)(case) for argument in range(3))


def whole_table(case: Rows) -> Recognised:
    row = row_of(case.judged)
    if row.got is None or row.x.size == 1 or row.got.shape != (row.x.size, row.x.size):
        return None
    return {"shape": row.got.shape}


def entry_factors(case: Rows) -> Array | None:
    """By which number each entry differs from what is asked, the same on all rows of one width."""
    columns = columns_of(case)
    width = columns[0][0].x.size if columns else 0
    alike = [(row.slope, got) for row, got in columns if row.x.size == width]
    if len(alike) < 2:
        return None
    asked, got = (np.array(part) for part in zip(*alike, strict=True))
    weight = (asked * asked).sum(axis=0)
    if not weight.all():
        return None
    factors = (asked * got).sum(axis=0) / weight
    return factors if same(got, factors * asked) else None


def odd_entry(case: Rows) -> tuple[int, float] | None:
    """The first entry that is off by a factor of its own, and the factor."""
    factors = entry_factors(case)
    if factors is None:
        return None
    off = [k for k, factor in enumerate(factors) if not same(factor, 1.0)]
    return (off[0], float(factors[off[0]])) if off else None


def entry_missing(case: Rows) -> Recognised:
    found = odd_entry(case)
    return {"entry": found[0]} if found and same(found[1], 0.0) else None


def entry_turned(case: Rows) -> Recognised:
    found = odd_entry(case)
    return {"entry": found[0]} if found and same(found[1], -1.0) else None


def entry_scaled(case: Rows) -> Recognised:
    found = odd_entry(case)
    return {"entry": found[0], "factor": f"{found[1]:.6g}"} if found else None


def implied_errors(case: Rows) -> list[tuple[Row, float]]:
    """The error that each answer fits, where all answers point along their row; else nothing."""
    found = []
    for row, got in columns_of(case):
        length = float(row.x @ got / (row.x @ row.x)) if row.x.any() else 0.0
        if not same(got, length * row.x):
            return []
        found.append((row, length / 2))
    return found


def wrong_error(case: Rows) -> Recognised:
    """Along the row, with an error that is not the row's."""
    for row, error in implied_errors(case):
        if not same(error, row.error):
            return {
                "fits": f"{error:.6g}",
                "prediction": f"{row.prediction:.6g}",
                "target": f"{row.y:.6g}",
            }
    return None


def entry_of_theta_unfelt(case: Rows) -> Recognised:
    """The answer's error is the row's with one entry of theta left out of the prediction."""
    errors = implied_errors(case)
    for k in range(min((row.x.size for row, _ in errors), default=0)):
        if all(same(error, row.error - row.x[k] * row.theta[k]) for row, error in errors):
            return {"entry": k}
    return None


def constant_excess(case: Rows) -> Recognised:
    """The right gradient plus one and the same multiple of theta."""
    columns = columns_of(case)
    if not columns:
        return None
    excess = np.concatenate([got - row.slope for row, got in columns])
    theta = np.concatenate([row.theta for row, _ in columns])
    factor = float(theta @ excess / (theta @ theta)) if theta.any() else 0.0
    return factor != 0 and same(excess, factor * theta)


def coarse_step(case: Rows) -> Recognised:
    """The right gradient plus h x^2, entry by entry: a difference quotient with one step h."""
    columns = columns_of(case)
    if not columns:
        return None
    excess = np.concatenate([got - row.slope for row, got in columns])
    squares = np.concatenate([row.x**2 for row, _ in columns])
    step = float(squares @ excess / (squares @ squares)) if squares.any() else 0.0
    return abs(step) > CLOSE and same(excess, step * squares)


def shape_differs(case: Rows) -> Recognised:
    row = row_of(case.judged)
    if row.got is None or row.got.shape in {(row.x.size, 1), (row.x.size,)}:
        return None
    return {"shape": row.got.shape, "asked": (row.x.size, 1)}


def first_entry_off(case: Rows) -> Recognised:
    row = row_of(case.judged)
    if row.got is None or row.got.size != row.x.size:
        return None
    off = [
        k for k, (a, b) in enumerate(zip(row.got.ravel(), row.slope, strict=True)) if not same(a, b)
    ]
    return {"entry": off[0], "number": f"{row.got.ravel()[off[0]]:.6g}"} if off else None


def prediction_typed(case: Rows) -> Recognised:
    """The error and the first entry both take the first entry of the row as 1."""

    def typed(row: Row) -> tuple[Array, Array]:
        error = row.error - (row.x[0] - 1) * row.theta[0]
        with_one = row.x.copy()
        with_one[0] = 1
        return 2 * error * row.x, 2 * error * with_one

    return follows(lambda row: typed(row)[0], lambda row: typed(row)[1])(case)


def fractions_lost(case: Rows) -> Recognised:
    """Whole numbers, each the slope without its fraction or rounded."""
    return follows(lambda row: np.trunc(row.slope), lambda row: np.round(row.slope))(case)


def single_entry(case: Rows) -> Recognised:
    row = row_of(case.judged)
    return row.got is not None and row.got.size == 1 < row.x.size


def arguments_touched(case: Rows) -> Recognised:
    names = [("xi", "yi", "theta")[k] for k in changed(case.judged)]
    return {"names": " and ".join(names)} if names else None


def cut_off(case: Rows) -> Recognised:
    """The gradient with entries past one limit set to that limit."""
    columns = columns_of(case)
    limit = max((float(np.abs(got).max()) for _, got in columns if got.size), default=0.0)
    cut = limit > 0 and all(same(got, row.slope.clip(-limit, limit)) for row, got in columns)
    return {"limit": f"{limit:.6g}"} if cut else None


def nearly(case: Rows) -> Recognised:
    """Every answer is within a hundredth of the largest slope, and not exact."""
    columns = columns_of(case)
    if not columns:
        return None
    for row, got in columns:
        if np.abs(got - row.slope).max() > 0.01 * np.abs(row.slope).max():
            return None
    offs = columns[0][1] - columns[0][0].slope
    entry = int(np.abs(offs).argmax())
    return {"entry": entry, "off": f"{abs(offs[entry]):.3g}"}
