"""How a wrong gradient reads: laws that tell one cause from another.

Each reading takes several rows of one function. A wrong formula is recognised where it gives what
came back on every row that was answered; the rows are chosen so that no two formulas agree on all.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import Any

import numpy as np

from autograder.judges.arrays import Array
from autograder.judges.sgd.gradient import CLOSE, SINGLE, GradientCase, GradientRow, row_of
from autograder.mistakes.catalogue import Recognised, Recogniser

Formula = Callable[[GradientRow], Any]
Pairs = list[tuple[GradientRow, Array]]


def rows_of(case: GradientCase) -> Pairs:
    """The rows for which finite real numbers came back, with these."""
    rows = (row_of(answer) for answer in case.answers if answer.crash is None)
    return [(row, row.got) for row in rows if row.got is not None]


def columns_of(case: GradientCase) -> Pairs:
    """The same with the numbers flat; empty unless each theta got all its entries, one wrong."""
    pairs = [(row, got.ravel()) for row, got in rows_of(case)]
    fit = all(got.size == row.x.size for row, got in pairs)
    return pairs if fit and not all(same(got, row.slope) for row, got in pairs) else []


def same(one: Any, other: Any) -> bool:
    """Equal to nine digits of the larger entry."""
    one, other = np.ravel(one), np.ravel(other)
    if one.size != other.size:
        return False
    size = max(1.0, np.abs(other).max(initial=0.0))
    return bool(np.allclose(one, other, rtol=0, atol=CLOSE * size))


def _fits(pairs: Pairs, formula: Formula, factors: Iterable[float]) -> bool:
    """Whether the formula times one of the factors gives what came back on every row."""
    return any(
        all(same(got, factor * formula(row)) for row, got in pairs) for factor in factors or (1,)
    )


def follows(formula: Formula, *factors: float) -> Recogniser:
    """The formula, or a multiple of it by one of these factors, gives every column."""
    return lambda case: bool(columns_of(case)) and _fits(columns_of(case), formula, factors)


def rounded(decimals: int) -> Recogniser:
    return follows(lambda row: np.round(row.slope, decimals))


def one_number(formula: Formula, *factors: float) -> Recogniser:
    """The same for the single number that came back for every row."""

    def recognise(case: GradientCase) -> Recognised:
        pairs = rows_of(case)
        return any(row.x.size > 1 for row, _ in pairs) and _fits(pairs, formula, factors)

    return recognise


def either(*recognisers: Recogniser) -> Recogniser:
    return lambda case: any(recognise(case) for recognise in recognisers)


def common_factor(case: GradientCase, direction: Formula, beyond: Formula) -> float | None:
    """The one factor by which every answer, less a base, is this direction; None if there is none."""
    columns = columns_of(case)
    if not columns:
        return None
    seen = np.concatenate([got - beyond(row) for row, got in columns])
    along = np.concatenate([direction(row) for row, _ in columns])
    factor = float(along @ seen / (along @ along)) if along.any() else 0.0
    return factor if same(seen, factor * along) else None


def more_than(base: Formula, direction: Formula) -> Recogniser:
    """The base, and one multiple of a direction added to it on every row."""
    return lambda case: abs(common_factor(case, direction, base) or 0.0) > CLOSE


def ratio(case: GradientCase) -> float | None:
    """The one factor by which every answer is the right one; None if there is none."""
    return common_factor(case, lambda row: row.slope, lambda _: 0)


def times(factor: float) -> Recogniser:
    return lambda case: (found := ratio(case)) is not None and same(found, factor)


def scaled(case: GradientCase) -> Recognised:
    factor = ratio(case)
    is_off = factor is not None and abs(factor - 1) > SINGLE
    return {"factor": f"{factor:.6g}"} if factor and is_off else None


def shaped(fits: Callable[[GradientRow, Array, int], bool]) -> Recogniser:
    """Recognise what came back for the judged row by a law on it and the length n of theta."""

    def recognise(case: GradientCase) -> Recognised:
        row = row_of(case.judged)
        if row.got is None or not fits(row, row.got, row.x.size):
            return None
        return {"shape": row.got.shape, "asked": (row.x.size, 1)}

    return recognise


lying_down = shaped(lambda row, got, n: got.shape == (1, n) != (1, 1) and same(got, row.slope))
flat = shaped(lambda row, got, n: got.shape == (n,) and np.allclose(got, row.slope, rtol=SINGLE))
entrywise = shaped(lambda row, got, n: n > 1 and any(same(got, t) for t in _entrywise(row)))
whole_table = shaped(lambda _, got, n: got.shape == (n, n) != (1, 1))
single_entry = shaped(lambda _, got, n: got.size == 1 < n)
shape_differs = shaped(lambda _, got, n: got.shape not in {(n, 1), (n,)})


def _entrywise(row: GradientRow) -> Iterator[Array]:
    """What * gives in place of @: in the prediction, with theta as column or row, and before it."""
    for theta, factor in product((row.theta[:, None], row.theta), (1, 2)):
        yield factor * row.x[:, None] * (row.x * theta - row.y)


def divided_by_n(case: GradientCase) -> Recognised:
    """Too small by the number of columns, with the 2 of the derivative or without it."""
    several_widths = len({row.x.size for row, _ in rows_of(case)}) > 1
    for name, factor in {"n": 1.0, "2n": 0.5}.items():
        if several_widths and follows(lambda row: row.slope / row.x.size, factor)(case):
            return {"n": name}
    return None


def equal_entries(case: GradientCase) -> Recognised:
    columns = [got for row, got in columns_of(case) if row.x.size > 1]
    return bool(columns) and all(same(got, np.full(got.size, got[0])) for got in columns)


def first_entry_typed(case: GradientCase) -> Recognised:
    """Right wherever the row starts with 1, wrong wherever it does not."""
    seen = {(float(row.x[0]) == 1, same(got, row.slope)) for row, got in columns_of(case)}
    return seen == {(True, True), (False, False)} and not shape_differs(case)


def unfelt(argument: int) -> Recogniser:
    """Rows that differ in this argument alone got one and the same answer."""

    def recognise(case: GradientCase) -> Recognised:
        gots = ((answer, row_of(answer).got) for answer in case.answers)
        answers = [answer for answer, got in gots if got is not None and got.size]
        pairs = combinations(answers, 2)
        alike = [(a, b) for a, b in pairs if _differing(a.asked, b.asked) == [argument]]
        return bool(alike) and all(same(one.value, other.value) for one, other in alike)

    return recognise


def _differing(one: tuple[Array, ...], other: tuple[Array, ...]) -> list[int]:
    pairs = enumerate(zip(one, other, strict=True))
    return [k for k, (first, second) in pairs if not np.array_equal(first, second)]


def entry_factors(case: GradientCase) -> Array | None:
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
    is_uniform = same(factors, np.full(factors.size, factors[0]))
    return factors if same(got, factors * asked) and not is_uniform else None


def entry_times(known: float | None = None) -> Recogniser:
    """The first entry off by a factor of its own is off by this one, or any if none is given."""

    def recognise(case: GradientCase) -> Recognised:
        factors = entry_factors(case)
        off = [] if factors is None else [k for k, one in enumerate(factors) if not same(one, 1)]
        if factors is None or not off or (known is not None and not same(factors[off[0]], known)):
            return None
        return {"entry": off[0], "factor": f"{factors[off[0]]:.6g}"}

    return recognise


def implied_errors(case: GradientCase) -> list[tuple[GradientRow, float]]:
    """The error that each answer fits, where all answers point along their row; else nothing."""
    found = []
    for row, got in columns_of(case):
        length = float(row.x @ got / (row.x @ row.x)) if row.x.any() else 0.0
        if not same(got, length * row.x):
            return []
        found.append((row, length / 2))
    return found


def wrong_error(case: GradientCase) -> Recognised:
    """Along the row, with an error that is not the row's."""
    for row, error in implied_errors(case):
        if not same(error, row.error):
            shown = {"fits": error, "prediction": row.prediction, "target": row.y}
            return {name: f"{number:.6g}" for name, number in shown.items()}
    return None


def entry_of_theta_unfelt(case: GradientCase) -> Recognised:
    """The answer's error is the row's with one entry of theta left out of the prediction."""
    errors = implied_errors(case)
    for k in range(min((row.x.size for row, _ in errors), default=0)):
        if all(same(error, row.error - row.x[k] * row.theta[k]) for row, error in errors):
            return {"entry": k}
    return None


def first_entry_off(case: GradientCase) -> Recognised:
    row = row_of(case.judged)
    if row.got is None or row.got.size != row.x.size:
        return None
    got = row.got.ravel()
    off = [k for k in range(got.size) if not same(got[k], row.slope[k])]
    return {"entry": off[0], "number": f"{got[off[0]]:.6g}"} if off else None


def arguments_touched(case: GradientCase) -> Recognised:
    touched = case.finding.evidence.get("touched", ())
    names = [("xi", "yi", "theta")[k] for k in touched]
    return {"names": " and ".join(names)} if names else None


def cut_off(case: GradientCase) -> Recognised:
    """The gradient with entries past one limit set to that limit, or made shorter as a whole."""
    columns = columns_of(case)
    limit = max((float(np.abs(got).max()) for _, got in columns if got.size), default=0.0)
    length = max((float(np.linalg.norm(got)) for _, got in columns), default=0.0)
    if limit and all(same(got, row.slope.clip(-limit, limit)) for row, got in columns):
        return {"limit": f"{limit:.6g}"}
    is_short = [same(got, row.slope) for row, got in columns]  # one may be short enough
    if any(is_short) and all(same(got, shortened(row.slope, length)) for row, got in columns):
        return {"limit": f"{length:.6g}"}
    return None


def shortened(slope: Array, length: float) -> Array:
    """A slope no longer than this."""
    return slope * min(1.0, length / float(np.linalg.norm(slope)))


def nearly(case: GradientCase) -> Recognised:
    """Every answer is within a hundredth of the largest slope, and not exact."""
    columns = columns_of(case)
    sizes = [(np.abs(got - row.slope).max(), np.abs(row.slope).max()) for row, got in columns]
    if not columns or any(off > 0.01 * size for off, size in sizes):
        return None
    offs = columns[0][1] - columns[0][0].slope
    entry = int(np.abs(offs).argmax())
    return {"entry": entry, "off": f"{abs(offs[entry]):.3g}"}
