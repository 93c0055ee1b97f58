"""
"c f is a density": the right multiple of f, or a refusal where no multiple of it is a density.

What f is, is known by construction. A wanted multiple is f / area, so a negative constant is right
where f is nowhere above 0. A refusal is a ValueError that the learner raised on purpose.
"""

import random
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import sympy as sp

from autograder.judges.answer import Answer, Crash
from autograder.judges.finding import NOT_REFUSED, Finding, right, undecided, wrong
from autograder.judges.integrals.families import SHARES, Family, densities, non_densities
from autograder.judges.integrals.integrands import (
    Integrand,
    R,
    decaying,
    mirrored,
    polynomial,
    reciprocal,
)
from autograder.judges.symbolic import comparison, expressions
from autograder.judges.symbolic.comparison import compare, domain, points
from autograder.judges.symbolic.evaluation import apart, evaluate, number, short
from autograder.judges.symbolic.expressions import heads, judged, names, unify

SEED = 6


@dataclass(frozen=True, slots=True)
class Shape(Integrand):
    """An f, and what keeps every multiple of it from being a density.

    obstacle: "" (nothing), "nothing" (f is 0), "infinite" (its area is), or "sign": f is above 0
    at some points and below 0 at others, with any area.
    """

    obstacle: str = ""

    @property
    def density(self) -> Any:
        """The multiple of f that is a density, if there is one."""
        return self.f / self.area


def shape(q: Integrand, obstacle: str = "") -> Shape:
    """A curve with what stands in its way."""
    known: dict[str, Any] = {one.name: getattr(q, one.name) for one in fields(q)}
    return Shape(**known, obstacle=obstacle)


def normalized(answer: Answer, shape: Shape, rng: random.Random | None = None) -> Finding:
    """Whether an answer is the density that f becomes, or a refusal where it becomes none.

    Only the values between the bounds count. A crash that is no refusal is not judged here.

    Wrong kinds: "refused", "not_refused" (obstacle), "other_exception" (exception, text), those of
    `classify`, "series", "unevaluated" (done), "not_finite", "symbols" (names), "no_function",
    "disagrees" (point, given, wanted), "float". Notes when right: "lambda", "imaginary".
    """
    if answer.crash is not None:
        return _refusal(answer.crash, shape)
    if shape.obstacle:
        return wrong(NOT_REFUSED, obstacle=shape.obstacle)
    drawn = rng or random.Random(SEED)  # noqa: S311 -- points of a comparison, not secrets
    return judged(answer.value, lambda given: _compare(given, shape, drawn))


def _refusal(crash: Crash, shape: Shape) -> Finding:
    if not crash.is_refusal:
        return wrong("other_exception", exception=crash.own_raise, text=crash.text)
    return right() if shape.obstacle else wrong("refused")


def _compare(given: Any, shape: Shape, rng: random.Random) -> Finding:
    unwrapped = given
    if isinstance(given, sp.Lambda):
        if len(given.variables) != 1:
            return wrong("foreign")
        unwrapped = given.expr.xreplace({given.variables[0]: shape.x})
    wanted = unify(shape.density, shape.density)
    value, x = unify(unwrapped, wanted), unify(shape.x, wanted)
    kinds = heads(value)
    if sp.Order in kinds:
        return wrong("series")
    if kinds & expressions.UNEVALUATED:
        return wrong("unevaluated", done=False)
    if kinds & expressions.NOT_FINITE:
        return wrong("not_finite")
    if new := sorted(names(value) - names(wanted)):
        return wrong("symbols", names=", ".join(new), cancels=False)
    if x not in value.free_symbols:
        return wrong("no_function")
    at = points(x, (), domain(shape.lower, shape.upper), rng)
    found = _at_points(value, wanted, x, at)
    return _noted(given, kinds) if found is None else found


def _at_points(value: sp.Expr, wanted: sp.Expr, x: sp.Symbol, at: Any) -> Finding | None:
    """The finding against a value, or None where it has the right heights."""
    tolerance = comparison.ROUNDED if value.has(sp.Float) else comparison.EXACT
    compared = compare(partial(evaluate, value), partial(evaluate, wanted), at, tolerance)
    if compared.difference:
        shown = apart(compared.difference.left, compared.difference.right)
        point = short(number(compared.difference.point[x]))
        return wrong("disagrees", point=point, given=shown[0], wanted=shown[1])
    return None if compared.is_agreement else undecided("not_evaluable")


def _noted(given: Any, kinds: frozenset[type]) -> Finding:
    if sp.Float in kinds:
        return wrong("float")
    known = {"lambda": isinstance(given, sp.Lambda), "imaginary": type(sp.I) in kinds}
    return right(*(note for note, holds in known.items() if holds))


def shapes(rng: random.Random) -> Family:
    """Multiples of densities, by factors that no float holds exactly, and what is none of any.

    fading, rising, touching, arch and late are nowhere below 0; under, a parabola, is nowhere above
    it, and outside is below 0 only outside its range.
    """
    known, odd = densities(rng), non_densities(rng)
    k, size, c = rng.choice(SHARES), R(rng.randint(2, 5)), R(rng.randint(1, 3))
    zero_from, zero_to = rng.randint(-2, 0), rng.randint(1, 3)
    # Not 4: there the root of the area under f squared happens to be the right divisor.
    rate = rng.choice((R(2), R(3), R(3, 2)))
    level_from, slow_from = rng.randint(-2, 2), rng.randint(1, 3)
    return Family(
        fading=lambda: shape(decaying((0, rate**2), rate).times(k)),
        rising=lambda: shape(mirrored(decaying((0, rate**2), rate)).times(k)),
        late=lambda: shape(known.late.times(k)),
        arch=lambda: shape(known.hill.times(k)),
        touching=lambda: shape(known.square.times(k)),
        under=lambda: shape(below(known.hill.times(k))),
        outside=lambda: shape(known.steep.times(k)),
        zero=lambda: shape(polynomial((0,), zero_from, zero_to), "nothing"),
        level=lambda: shape(polynomial((size,), level_from, sp.oo), "infinite"),
        slow=lambda: shape(reciprocal(size, slow_from, sp.oo), "infinite"),
        dip=lambda: shape(odd.dip.times(k), "sign"),
        narrow=lambda: shape(odd.narrow.times(k), "sign"),
        balanced=lambda: shape(polynomial((0, size), -c, c, witness=-c), "sign"),
        sunken=lambda: shape(below(odd.dip.times(k)), "sign"),
    )


def below(q: Integrand) -> Integrand:
    """The curve upside down. Its witness is in the middle, where a hill is highest."""
    places = (q.lower + q.upper) / 2, q.lower, sp.S.Zero
    return replace(q.times(-1), witness=next(one for one in places if one.is_finite))
