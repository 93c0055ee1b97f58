"""The steps of a run on identical rows: how long each is, and how many there are.

Whichever rows are drawn, K steps of h times the right length leave the share (1 - h a)^K of the
error and move theta along the row alone. Seven runs in which m, E, the contraction a and the rate
vary independently leave one pair (h, K) of the tables below.

Tolerances are set by the roundings of right runs, measured over 60 draws, all in shares of the
first error: at most 1e-15 of what is left and 3e-15 sideways in float64, 5e-7 and 1.2e-6 in
float32.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from autograder.judges.sgd.experiments import Array, Run

DOUBLE = 1e-13
SINGLE = 2e-5
"""How far from (1 - a)^K the share that is left may be, in float64 and in float32.

The letters are those of `experiments`. The bounds are the largest rounding times thirty in
float64, and times seventeen in float32. A step measured by differences of the loss is off by more
than the first: it is read as in float32, for its late digits tell nothing. One step more or less
changes it by 4e-6 in the longest run and by 1e-3 or more in the others.
"""

_FINE = 1e-13
_ROUGH = 1e-5
"""The roundings of a whole run, in float64 and in float32, with a factor of 20 or more to spare."""

_SIDEWAYS = 1e-7
"""How far a whole run may leave its line in float64: far above any rounding, far below a step."""

_WHOLE = 1e-6
"""How near log(left) / log(base) must be to a whole number, if no rounding blurs it more."""

_READABLE = 0.02
"""The largest blur of a count: a 25th of the 0.5 at which neighbours would run into each other."""

_GONE = 1e-4
"""With a smaller share left (a right run leaves more), no single step can be read any more."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The length of a step, as a multiple of the right one.

    length: of (m, rate). rate: the rate to ask for, of (wanted rate, m), so that the steps come
    out right; None where no rate does.
    """

    key: str
    length: Callable[[int, float], float]
    rate: Callable[[float, int], float] | None = None

    def base(self, run: Run) -> float:
        """The share of the error that one step leaves."""
        return 1 - self.length(run.m, run.rate) * run.contraction


SCALES = (
    Scale("", lambda _m, _rate: 1.0, lambda rate, _m: rate),
    Scale("half", lambda _m, _rate: 0.5, lambda rate, _m: 2 * rate),
    Scale("double", lambda _m, _rate: 2.0, lambda rate, _m: rate / 2),
    Scale("over_m", lambda m, _rate: 1 / m, lambda rate, m: rate * m),
    Scale("over_2m", lambda m, _rate: 1 / (2 * m), lambda rate, m: rate * 2 * m),
    Scale("times_m", lambda m, _rate: float(m), lambda rate, m: rate / m),
    Scale("times_half_m", lambda m, _rate: m / 2, lambda rate, m: 2 * rate / m),
    Scale("rate_squared", lambda _m, rate: rate, lambda rate, _m: float(np.sqrt(rate))),
    Scale("uphill", lambda _m, _rate: -1.0),
)
RIGHT = SCALES[0]


@dataclass(frozen=True, slots=True, eq=False)
class Shrinkage:
    """How much of the error the runs on identical rows took, one entry per run.

    remaining: share of the error that is left. sideways: movement off the row, in errors.
    """

    runs: tuple[Run, ...]
    remaining: Array
    sideways: Array

    @property
    def is_finite(self) -> bool:
        return bool(np.isfinite(self.remaining).all() and np.isfinite(self.sideways).all())

    @property
    def right(self) -> Array:
        """The shares that right runs leave."""
        return np.array([(1 - one.contraction) ** one.steps for one in self.runs])

    @property
    def first_off(self) -> int:
        """The first run that has no end, or else ends elsewhere than a right one."""
        off = np.abs(self.remaining - self.right) + np.abs(self.sideways)
        return int(np.argmax(off > SINGLE if self.is_finite else ~np.isfinite(off)))

    def is_straight(self, tolerance: float) -> bool:
        """Whether nothing moved sideways; what a growing error does sideways may grow with it."""
        limit = tolerance * np.maximum(1, np.abs(self.remaining))
        return bool((np.abs(self.sideways) <= limit).all())


def read_shrinkage(runs: Sequence[Run], thetas: Array) -> Shrinkage:
    """thetas: (runs, 2), any numbers."""
    moved = thetas - np.array([one.start for one in runs])
    slopes = np.array([one.slope for one in runs])
    errors = np.array([one.error for one in runs])
    with np.errstate(all="ignore"):
        remaining = 1 - (moved[:, 0] + slopes * moved[:, 1]) / errors
        sideways = (moved[:, 1] - slopes * moved[:, 0]) / errors
    return Shrinkage(tuple(runs), remaining, sideways)


@dataclass(frozen=True, slots=True)
class Steps:
    """What all runs show together.

    scale: None if no single length fits. count: name of the number of steps: "" for the right
    one, "other" for whole numbers outside the table. counts: per run, None where too little
    error is left to tell. fields: what a message may show of the count.
    """

    scale: Scale | None
    count: str = ""
    counts: tuple[int | None, ...] = ()
    fields: Mapping[str, int] = field(default_factory=dict)
    single: bool = False

    def witness(self, runs: Sequence[Run]) -> tuple[Run, int] | None:
        """A run, and the number of steps there, that show that this number is wrong.

        Of several epochs if one shows it, so that epochs and rows can be told apart, but of one for
        batches; else of the most rows. None where the number is right wherever it is known.
        """
        seen = _miscounted(runs, self.counts)
        epochs = (1,) if self.count == "minibatch" else range(2, 10)
        short = [pair for pair in seen if pair[0].epochs in epochs]
        return max(short or seen, key=lambda pair: (pair[0].m, pair[0].epochs), default=None)

    def count_in(self, one: Run, left: float) -> int | None:
        """The number of these steps that leaves the share `left`; None if none or hidden."""
        if self.scale is None:
            return None
        count = whole_count(left, self.scale.base(one), _ROUGH if self.single else _FINE)
        return None if count == NO_COUNT else count


def read_steps(shrinkage: Shrinkage) -> Steps:
    if not shrinkage.is_finite:
        return Steps(None)
    off = np.abs(shrinkage.remaining - shrinkage.right).max()
    for tolerance in (DOUBLE, SINGLE):
        if off <= tolerance and shrinkage.is_straight(tolerance):
            return Steps(RIGHT, single=tolerance == SINGLE)
    return _read_defect(shrinkage)


def _read_defect(shrinkage: Shrinkage) -> Steps:
    """The first length of a step that fits: as a run in float64, then as one in float32.

    The rough reading comes second, for it takes what is off by less than 1e-5 for rounding.
    """
    for precision, sideways in ((_FINE, _SIDEWAYS), (_ROUGH, SINGLE)):
        if not shrinkage.is_straight(sideways):
            continue
        for scale in (*SCALES, *_constant_scales(shrinkage)):
            steps = _with_scale(shrinkage, scale, precision)
            if steps is not None:
                return steps
    return Steps(None)


def _with_scale(shrinkage: Shrinkage, scale: Scale, precision: float) -> Steps | None:
    bases = [scale.base(one) for one in shrinkage.runs]
    counts = tuple(
        whole_count(float(left), base, precision)
        for left, base in zip(shrinkage.remaining, bases, strict=True)
    )
    if NO_COUNT in counts or not any(counts) or sum(count is not None for count in counts) < 2:
        return None
    name, fields = name_count(shrinkage.runs, counts, bases)
    return Steps(scale, name, counts, fields, single=precision == _ROUGH)


NO_COUNT = -1


def whole_count(left: float, base: float, precision: float) -> int | None:
    """The whole k with base^k = left; None if rounding hides it, NO_COUNT if there is none."""
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
        # hidden where hardly any error is left, or where a step hardly takes any
        return None if abs(left) < 1e-6 or abs(rate) < precision * 100 else NO_COUNT
    k = round(count)
    agrees = abs(count - k) <= max(_WHOLE, tolerance) and k >= 0
    return k if agrees and (base > 0 or (left > 0) == (k % 2 == 0)) else NO_COUNT


def _constant_scales(shrinkage: Shrinkage) -> list[Scale]:
    """Any other length h, as the run of the shortest steps tells it for the commonest numbers of
    steps. In longer steps the error may change its sign, or vanish at once.
    """
    at = min(range(len(shrinkage.runs)), key=lambda k: shrinkage.runs[k].contraction)
    run, left = shrinkage.runs[at], abs(float(shrinkage.remaining[at]))
    counts = (
        _TABLE[name](run.m, run.epochs) for name in ("", "per_epoch", "one_epoch", "one_step")
    )
    lengths = ((1 - left ** (1 / count)) / run.contraction for count in counts)
    # Rows are told apart by late digits: a short decimal is tried before what rounding left of it.
    return [constant_scale(one) for h in lengths if abs(h) > 1e-6 for one in (round(h, 4), h)]


def constant_scale(h: float) -> Scale:
    rate = (lambda rate, _m: rate / h) if h > 0 else None
    return Scale("scale_wrong" if h > 0 else "uphill", lambda _m, _rate: h, rate)


Counts = Sequence[int | None]
Rule = Callable[[int, int], int]
"""The number of steps of m rows and E epochs."""

_TABLE: Mapping[str, Rule] = {
    "": lambda m, e: m * e,
    "per_epoch": lambda _m, e: e,
    "one_epoch": lambda m, _e: m,
    "one_step": lambda _m, _e: 1,
    "epoch_too_many": lambda m, e: m * (e + 1),
    "epoch_too_few": lambda m, e: m * (e - 1),
    "loop_over_columns": lambda _m, e: 2 * e,
    "update_per_column": lambda m, e: 2 * m * e,
}


def name_count(
    runs: Sequence[Run], counts: Counts, bases: Sequence[float]
) -> tuple[str, dict[str, int]]:
    """The row of the table that explains the counts, and what its message shows."""

    def explains(rule: Rule) -> bool:
        return all(
            rule(one.m, one.epochs) == count
            if count is not None
            else _is_gone(base, rule(one.m, one.epochs))
            for one, count, base in zip(runs, counts, bases, strict=True)
        )

    for name, fields, rule in _rules(runs, counts):
        if explains(rule):
            return name, fields
    return _early_stop(runs, counts)


def _is_gone(base: float, steps: int) -> bool:
    """Whether so many steps leave too little of the error to tell their number."""
    return steps > 0 and (base == 0 or steps * math.log(abs(base)) < math.log(_GONE))


def _rules(runs: Sequence[Run], counts: Counts) -> Iterator[tuple[str, dict[str, int], Rule]]:
    """The rules of the table, then those with a number that the last known count gives."""
    for name, rule in _TABLE.items():
        yield name, {}, rule
    pairs = zip(runs, counts, strict=True)
    last, made = [(one, count) for one, count in pairs if count is not None][-1]
    per_row, per_epoch = made // last.m, made // last.epochs
    yield "epochs_typed_in", {"n": per_row}, lambda m, _e: per_row * m
    yield "rows_typed_in", {"n": per_epoch}, lambda _m, e: per_epoch * e
    for size in range(2, 41):
        for rule in _batches(size):
            yield "minibatch", {"size": size}, rule


def _batches(size: int) -> tuple[Rule, Rule]:
    """With the last, smaller batch, and without it."""
    return lambda m, e: -(-m // size) * e, lambda m, e: m // size * e


def _early_stop(runs: Sequence[Run], counts: Counts) -> tuple[str, dict[str, int]]:
    """Right everywhere, too few steps in the longest run alone; else no row of the table."""
    longest = max(runs, key=lambda run: run.epochs)
    match _miscounted(runs, counts):
        case [(run, made)] if run is longest and made < run.steps:
            return "early_stop", {"made": made, "asked": run.steps}
    return "other", {}


def _miscounted(runs: Sequence[Run], counts: Counts) -> list[tuple[Run, int]]:
    """The runs whose number of steps is known and wrong, with that number."""
    pairs = zip(runs, counts, strict=False)
    return [(one, made) for one, made in pairs if made is not None and made != one.steps]
