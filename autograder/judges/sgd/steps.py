"""
The steps of a walk on equal rows: how long each is, and how many there are.

Whichever rows are drawn, K steps of h times the right length leave the share (1 - h a)^K of the
error and move theta along the row alone. Seven settings in which m, E, the contraction a and the rate
vary independently leave one pair (h, K) of the tables below.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from autograder.judges.sgd.experiments import Array, Setting

# How far what is left of an error may be from (1 - a)^K, in errors.
DOUBLE = 1e-9
SINGLE = 2e-5  # seven digits, after 500 steps

# Roundings of a whole run, relative to the first error: those of float64 and those of float32.
_FINE = 1e-13
_ROUGH = 1e-5
# Sideways, a run in float64 may be a million roundings off: nothing that is straight by mistake is.
_SIDEWAYS = 1e-7
# log(left) / log(base) is a whole number to within this, if no rounding blurs it more.
_WHOLE = 1e-6
# Past this the blur is too large to tell one count from the next with certainty; 0.5 would be a guess.
_READABLE = 0.02
# With less than this left, one step more or less can no longer be read.
_GONE = 1e-4


@dataclass(frozen=True, slots=True)
class Scale:
    """
    Length of a step in right ones.

    length: of (m, rate). rate: the rate to ask for, of (wanted rate, m), so that the steps come
    out right; None where no legal rate does it.
    """

    key: str
    length: Callable[[int, float], float]
    rate: Callable[[float, int], float] | None = None


SCALES = (
    Scale("", lambda _m, _rate: 1.0, lambda rate, _m: rate),
    Scale("half", lambda _m, _rate: 0.5, lambda rate, _m: 2 * rate),
    Scale("double", lambda _m, _rate: 2.0, lambda rate, _m: rate / 2),
    Scale("over_m", lambda m, _rate: 1 / m, lambda rate, m: rate * m),
    Scale("over_2m", lambda m, _rate: 1 / (2 * m), lambda rate, m: rate * 2 * m),
    Scale("times_m", lambda m, _rate: float(m), lambda rate, m: rate / m),
    Scale("rate_squared", lambda _m, rate: rate, lambda rate, _m: float(np.sqrt(rate))),
    Scale("uphill", lambda _m, _rate: -1.0),
)
RIGHT = SCALES[0]


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """
    How far equal-row walks came, one entry per setting.

    remaining: share of the error that is left. sideways: movement off the row, in errors.
    """

    settings: tuple[Setting, ...]
    remaining: Array
    sideways: Array

    @property
    def is_finite(self) -> bool:
        return bool(np.isfinite(self.remaining).all() and np.isfinite(self.sideways).all())

    def fits(self, expected: Sequence[float], tolerance: float) -> bool:
        """Whether `expected` is left in every setting, and nothing moved sideways."""
        wanted = np.array(expected)
        near = np.abs(self.remaining - wanted) <= tolerance * np.maximum(1, np.abs(wanted))
        return bool(near.all()) and self.is_straight(tolerance)

    def is_straight(self, tolerance: float) -> bool:
        limit = tolerance * np.maximum(1, np.abs(self.remaining))
        return bool((np.abs(self.sideways) <= limit).all())


def read_progress(settings: Sequence[Setting], thetas: Array) -> Progress:
    """thetas: (settings, 2), any numbers."""
    moved = thetas - np.array([one.start for one in settings])
    slopes = np.array([one.slope for one in settings])
    errors = np.array([one.error for one in settings])
    with np.errstate(all="ignore"):
        remaining = 1 - (moved[:, 0] + slopes * moved[:, 1]) / errors
        sideways = (moved[:, 1] - slopes * moved[:, 0]) / errors
    return Progress(tuple(settings), remaining, sideways)


@dataclass(frozen=True, slots=True)
class Steps:
    """
    What the settings say together.

    scale: None if no single length fits. count: name of the number of steps: "" for the right
    one, "other" for whole numbers outside the table. counts: per setting, None where too little
    error is left to tell. fields: what a message may show of the count.
    """

    scale: Scale | None
    count: str = ""
    counts: tuple[int | None, ...] = ()
    fields: Mapping[str, int] = field(default_factory=dict)
    single: bool = False

    def witness(self, settings: Sequence[Setting]) -> tuple[Setting, int] | None:
        """
        A setting, and the number of steps there, that show that this number is wrong.

        Of several epochs if one shows it, so that epochs and rows can be told apart; else of the
        most rows. None where the number is right wherever it is known.
        """
        seen = [
            (one, count)
            for one, count in zip(settings, self.counts, strict=False)
            if count is not None and count != one.steps
        ]
        short = [pair for pair in seen if 1 < pair[0].epochs < 10]
        return max(short or seen, key=lambda pair: (pair[0].m, pair[0].epochs), default=None)

    def count_in(self, one: Setting, left: float) -> int | None:
        """The number of these steps that leaves the share `left`; None if none or hidden."""
        if self.scale is None:
            return None
        base = 1 - self.scale.length(one.m, one.rate) * one.contraction
        count = whole_count(left, base, _ROUGH if self.single else _FINE)
        return None if count == NO_COUNT else count


def read_steps(progress: Progress) -> Steps:
    if not progress.is_finite:
        return Steps(None)
    for tolerance in (DOUBLE, SINGLE):
        if progress.fits(
            [(1 - one.contraction) ** one.steps for one in progress.settings], tolerance
        ):
            return Steps(RIGHT, single=tolerance == SINGLE)
    return _read_defect(progress)


def _read_defect(progress: Progress) -> Steps:
    """First as a run in float64; what does not fit may have been computed in float32."""
    for precision, sideways in ((_FINE, _SIDEWAYS), (_ROUGH, SINGLE)):
        if not progress.is_straight(sideways):
            continue
        for scale in (*SCALES, *_constant_scales(progress)):
            steps = _with_scale(progress, scale, precision)
            if steps is not None:
                return steps
    return Steps(None)


def _with_scale(progress: Progress, scale: Scale, precision: float) -> Steps | None:
    counts = tuple(
        whole_count(float(left), 1 - scale.length(one.m, one.rate) * one.contraction, precision)
        for one, left in zip(progress.settings, progress.remaining, strict=True)
    )
    if any(count == NO_COUNT for count in counts) or not any(counts):
        return None
    if sum(count is not None for count in counts) < 2:
        return None
    bases = [1 - scale.length(one.m, one.rate) * one.contraction for one in progress.settings]
    name, fields = name_count(progress.settings, counts, bases)
    return Steps(scale, name, counts, fields, single=precision == _ROUGH)


NO_COUNT = -1


def whole_count(left: float, base: float, precision: float) -> int | None:
    """
    The whole k with base^k = left; None where rounding hides it, NO_COUNT where there is none.
    """
    if not math.isfinite(left):
        return NO_COUNT
    if left == 1:
        return 0
    rate = np.log(abs(base)) if base else -np.inf
    if left == 0 or not np.isfinite(rate) or abs(rate) < 1e-15:
        return None if abs(base) < 1 else NO_COUNT
    tolerance = precision * max(1.0, 1 / abs(left)) / abs(rate)
    count = float(np.log(abs(left)) / rate)
    if tolerance > _READABLE:
        return None if abs(left) < 1e-6 or abs(rate) < precision * 100 else NO_COUNT
    k = round(count)
    agrees = abs(count - k) <= max(_WHOLE, tolerance) and k >= 0
    return k if agrees and (base > 0 or (left > 0) == (k % 2 == 0)) else NO_COUNT


def _constant_scales(progress: Progress) -> list[Scale]:
    """Any other length h that is the same in all settings, for the numbers of steps of the table."""
    found = []
    for count in (lambda m, e: m * e, lambda _m, e: e, lambda m, _e: m, lambda _m, _e: 1):
        lengths = np.array(
            [
                (1 - np.abs(left) ** (1 / count(one.m, one.epochs))) / one.contraction
                for one, left in zip(progress.settings, progress.remaining, strict=True)
            ]
        )
        h = float(np.median(lengths))
        if abs(h) > 1e-6 and np.allclose(lengths, h, rtol=1e-6, atol=0):
            found.append(constant_scale(h))
    return found


def constant_scale(h: float) -> Scale:
    rate = (lambda rate, _m: rate / h) if h > 0 else None
    return Scale("scale_wrong" if h > 0 else "uphill", lambda _m, _rate: h, rate)


Counts = Sequence[int | None]
_TABLE: tuple[tuple[str, Callable[[int, int], int]], ...] = (
    ("", lambda m, e: m * e),
    ("per_epoch", lambda _m, e: e),
    ("one_epoch", lambda m, _e: m),
    ("one_step", lambda _m, _e: 1),
    ("epoch_too_many", lambda m, e: m * (e + 1)),
    ("epoch_too_few", lambda m, e: m * (e - 1)),
    ("loop_over_columns", lambda _m, e: 2 * e),
    ("update_per_column", lambda m, e: 2 * m * e),
)


def name_count(
    settings: Sequence[Setting], counts: Counts, bases: Sequence[float]
) -> tuple[str, dict[str, int]]:
    """The row of the table that explains the counts, and what its message shows."""

    def explains(rule: Callable[[int, int], int]) -> bool:
        return all(
            rule(one.m, one.epochs) == count
            if count is not None
            else _is_gone(base, rule(one.m, one.epochs))
            for one, count, base in zip(settings, counts, bases, strict=True)
        )

    for name, rule in _TABLE:
        if explains(rule):
            return name, {}
    for name, fields, rule in _rules_with_a_number(settings, counts):
        if explains(rule):
            return name, fields
    return _early_stop(settings, counts)


def _is_gone(base: float, steps: int) -> bool:
    """Whether so many steps leave too little of the error to tell their number."""
    return steps > 0 and (base == 0 or steps * math.log(abs(base)) < math.log(_GONE))


def _rules_with_a_number(
    settings: Sequence[Setting], counts: Counts
) -> list[tuple[str, dict[str, int], Callable[[int, int], int]]]:
    known = [(one, count) for one, count in zip(settings, counts, strict=True) if count is not None]
    per_row = known[-1][1] // known[-1][0].m
    per_epoch = known[-1][1] // known[-1][0].epochs
    batches = [
        ("minibatch", {"size": size}, rule)
        for size in range(2, 41)
        for rule in (_batches_up(size), _batches_down(size))
    ]
    return [
        ("epochs_typed_in", {"n": per_row}, lambda m, _e: per_row * m),
        ("rows_typed_in", {"n": per_epoch}, lambda _m, e: per_epoch * e),
        *batches,
    ]


def _batches_up(size: int) -> Callable[[int, int], int]:
    return lambda m, e: -(-m // size) * e


def _batches_down(size: int) -> Callable[[int, int], int]:
    return lambda m, e: m // size * e


def _early_stop(settings: Sequence[Setting], counts: Counts) -> tuple[str, dict[str, int]]:
    """Right everywhere, too few steps in the longest walk alone; else no row of the table."""
    pairs = list(zip(settings, counts, strict=True))
    longest = max(pairs, key=lambda pair: pair[0].epochs)
    short = [pair for pair in pairs if pair[1] is not None and pair[1] != pair[0].steps]
    is_alone = len(short) == 1 and short[0] is longest
    if is_alone and longest[1] is not None and longest[1] < longest[0].steps:
        return "early_stop", {"made": longest[1], "asked": longest[0].steps}
    return "other", {}
