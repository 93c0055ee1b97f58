"""The case of an integral: an answer beside its question, and how the two compare in numbers."""

import math
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from itertools import cycle
from typing import Any

import sympy as sp
from mpmath import mp

from autograder.judges.finding import Finding
from autograder.judges.integrals.integrands import (
    Integrand,
    R,
    decaying,
    mirrored,
    moved,
    polynomial,
)
from autograder.judges.symbolic.comparison import domain
from autograder.judges.symbolic.evaluation import (
    Number,
    Unevaluable,
    evaluate,
    has_decimals,
    is_real,
)
from autograder.judges.symbolic.evaluation import short as decimals
from autograder.judges.symbolic.expressions import classify, derivative

NO_VALUE = sp.nan  # whatever is computed from it has no value either
DIGITS = 25
# Agreement: of 25 digits, cancellation may cost ten. Decimals were rounded, perhaps by hand.
EXACT, EXACT_NUMBER = 1e-15, 1e-12
ROUNDED, ROUNDED_NUMBER = 1e-2, 2e-3
SAME_RATIO = 1e-9
FAR_OFF = 1e-10  # an error, in fractions, that leaves a quadrature without a value
TINY = 1e-9  # what a float is where the exact number is 0
# Five points that agree are no coincidence; at the other three, a function may have no value.
ENOUGH = 5
STEPS = tuple(Fraction(step, 100) for step in (13, 41, 77, 119, 183, 271, 397, 563))
# What parameters are set to: all different, so that no two of them cancel.
LETTERS = tuple(Fraction(size, 1000) for size in (713, 1307, 451, 2113, 1733, 907))


@cache
def other_curves() -> tuple[tuple[Integrand, tuple[Any, Any]], ...]:
    """
    Densities that rise and fall, one of them straight, with bounds on both sides of 0 for what
    depends on them.
    """
    return (
        (polynomial((R(1, 8), R(3, 16), R(3, 32), R(1, 64)), -2, 2), (-R(1), R(1, 2))),
        (moved(mirrored(decaying((R(1, 2),), R(1, 2))), R(2)), (-R(1), R(1))),
        (moved(decaying((R(1, 2),), R(1, 2)), -R(2)), (-R(1), R(1))),
    )


@dataclass(frozen=True, eq=False)
class IntegralCase:
    """What a recogniser of exercise 1 sees.

    value: as returned. integrand: the function in question with what is known of it.
    lower, upper: the bounds that were asked for; in task 1.4 these are a and b, inside the
    support (integrand.lower, integrand.upper). expected: the right value; None in task 1.1.
    again: what the learner's function returns for other arguments; None where it cannot be asked.
    known: the explanations that its earlier wrong answers have confirmed.
    values: what `at` has found; a catalogue asks for the same values again and again.
    """

    value: Any
    finding: Finding
    integrand: Integrand
    lower: Any
    upper: Any
    expected: Any = None
    again: Callable[[Any, Any, Any, Any], Any] | None = None
    known: set[Hashable] = field(default_factory=set)
    values: dict[tuple[Any, Fraction | None], Number | None] = field(default_factory=dict)

    @property
    def f(self) -> Any:
        return self.integrand.f

    @property
    def x(self) -> Any:
        return self.integrand.x

    @property
    def F(self) -> Any:  # noqa: N802 -- the antiderivative's usual letter
        return self.integrand.antiderivative

    @cached_property
    def answer(self) -> Any:
        """The value as an expression in the question's own symbols; None if it is none."""
        found = classify(self.value)
        if isinstance(found, sp.Lambda):
            found = found.expr if len(found.variables) == 1 else None
        if found is None or isinstance(found, Finding):
            return None
        return unified(found, self.f.free_symbols | {self.x})

    @cached_property
    def slope(self) -> Any:
        """The derivative of the answer; None where x is missing, or it takes too long to form."""
        if self.x not in symbols_of(self.answer):
            return None
        return derivative(self.answer, self.x)

    @cached_property
    def twin(self) -> "IntegralCase | None":
        """The answer to a second question: the same curve, but wider and, for a number, lower.

        Where one answer has several explanations, the second tells them apart: heights of exp(-x)
        are those of its antiderivative but for the sign, heights of exp(-x/2)/2 are not.
        """
        q, lower, upper = self.integrand.stretched(), 2 * self.lower, 2 * self.upper
        if self.expected is None:
            q = q.times(2)
        if self.width.is_finite:
            upper += self.width  # what hangs on the rate times the width changes, too
        return self.asked(q, lower, upper)

    @cached_property
    def others(self) -> "list[IntegralCase]":
        """The answers about other curves, from both sides of 0, wherever they are wrong."""
        which = (
            other_curves() if self.expected is not None else other_curves()[:1]
        )  # an F of exp shows in the twin
        known = (self.asked(q, *between) for q, between in which)
        return [one for one in known if one and not one.is_right]

    def asked(self, q: Integrand, lower: Any, upper: Any) -> "IntegralCase | None":
        """The answer to another question; None where it cannot be asked."""
        if self.again is None:
            return None
        value = self.again(q.f, q.x, lower, upper)
        expected = None if self.expected is None else q.probability(lower, upper)
        return IntegralCase(value, self.finding, q, lower, upper, expected)

    @property
    def is_right(self) -> bool:
        """Whether an answer is right or shows nothing, as what is infinite or no expression."""
        if self.expected is None:
            return self.same_function(self.slope, self.f) or not self.has_value(self.answer)
        return not self.has_value(self.answer) or self.same_number(self.answer, self.expected)

    def confirmed(
        self,
        holds: "Callable[[IntegralCase], bool]",
        is_defined: "Callable[[IntegralCase], bool]" = lambda _: True,
        *,
        name: Hashable = None,
    ) -> bool:
        """
        Whether what explains this answer explains the twin's, and others for which it is defined.

        A function of x that comes back unchanged was typed in; there is nothing to tell apart.
        name: of the explanation, which is confirmed once for all answers of a function.
        """
        if name in self.known or self.twin is None:
            return True
        if not holds(self.twin):
            return self.slope is not None and self.twin.answer == self.answer
        holds_elsewhere = all(holds(one) for one in self.others if is_defined(one))
        if holds_elsewhere and name is not None:
            self.known.add(name)
        return holds_elsewhere

    @property
    def letters(self) -> set[Any]:
        """The parameters of f: its symbols other than x."""
        return symbols_of(self.f) - {self.x}

    @property
    def new_symbols(self) -> set[Any]:
        """Symbols of the answer that the question does not have."""
        return symbols_of(self.answer) - self.letters - {self.x}

    @property
    def width(self) -> Any:
        return self.upper - self.lower

    def height(self, bound: Any) -> Any:
        """The limit of f at a bound from inside the range; nan if it has none."""
        return self.limit(self.f, bound)

    def limit(self, function: Any, bound: Any) -> Any:
        """The same of any function of x."""
        limit = sp.limit(function, self.x, bound, "+" if bound == self.integrand.lower else "-")
        return limit if limit.is_finite else NO_VALUE

    def F_at(self, bound: Any) -> Any:  # noqa: N802 -- the antiderivative's usual letter
        """F at a bound; nan if it is infinite there."""
        if bound == self.integrand.upper:
            return self.integrand.at_upper
        if bound == self.integrand.lower:
            return self.integrand.at_lower
        return self.limit(self.F, bound)

    def area(self, lower: Any, upper: Any) -> Any:
        """The area under f between two bounds; nan if it is infinite."""
        return self.F_at(upper) - self.F_at(lower)

    def below(self, bound: Any) -> Any:
        """The area up to a bound, from the beginning of the support."""
        return self.area(self.integrand.lower, bound)

    def above(self, bound: Any) -> Any:
        """The area from a bound on, to the end of the support."""
        return self.area(bound, self.integrand.upper)

    def area_of(self, function: Any, upper: Any = None) -> Any:
        """The area under another function from the lower bound to an upper one, in 15 digits."""
        if function is None or symbols_of(function) - {self.x}:
            return NO_VALUE
        ends = self.lower, self.upper if upper is None else upper
        try:
            with mp.workdps(DIGITS):
                found, error = mp.quad(
                    lambda at: evaluate(function, {self.x: at}, DIGITS),
                    [*map(_bound, ends)],
                    error=True,
                )
        except Unevaluable:  # it has no value somewhere
            return NO_VALUE
        is_found = mp.isfinite(found) and is_real(found) and error <= FAR_OFF * abs(found)
        return sp.Float(mp.re(found), 15) if is_found else NO_VALUE

    def points(self) -> Iterator[Fraction]:
        """Numbers for x inside the domain, no special values among them."""
        where = domain(self.integrand.lower, self.integrand.upper)
        for step in STEPS:
            if where.lower is None:
                yield step - 2 if where.upper is None else where.upper - step
            elif where.upper is None:
                yield where.lower + step
            else:
                yield where.lower + (where.upper - where.lower) * step / 6

    def at(self, expression: Any, point: Fraction | None = None) -> Number | None:
        """The number that the expression takes there, every other symbol set; None if none."""
        asked = expression, point
        if asked not in self.values:
            letters = sorted(symbols_of(expression) - {self.x}, key=str)
            numbers = dict(zip(letters, cycle(LETTERS), strict=False))
            if point is not None:
                numbers[self.x] = point
            try:
                self.values[asked] = evaluate(expression, numbers, DIGITS)
            except Unevaluable:
                self.values[asked] = None
        return self.values[asked]

    def has_value(self, expression: Any) -> bool:
        """Whether an expression is there and has a value, wherever x is."""
        return expression is not None and self.at(expression, next(self.points())) is not None

    def same_function(self, one: Any, other: Any) -> bool:
        """Whether two expressions agree at five points or more; floats in `one` agree roughly."""
        if one is None or other is None:
            return False
        pairs = ((self.at(one, point), self.at(other, point)) for point in self.points())
        met = ((left, right) for left, right in pairs if left is not None and right is not None)
        return agree_roughly(list(met)) if has_floats(one) else agree_exactly(met)

    def same_number(self, one: Any, other: Any, tolerance: float = 0.0) -> bool:
        """Whether two numbers agree; floats in `one` agree roughly, and zero with what is tiny."""
        left, right = (None if value is None else self.at(value) for value in (one, other))
        if left is None or right is None:
            return False
        if abs(right) < TINY:
            return bool(abs(left) < TINY)
        usual = ROUNDED_NUMBER if has_floats(one) else EXACT_NUMBER
        return near(left, right, tolerance or usual)

    def ratio(self, one: Any, other: Any) -> Any:
        """The factor between two expressions if it is the same at every point, else None."""
        if one is None or other is None:
            return None
        factor = None
        for point in self.points():
            top, bottom = self.at(one, point), self.at(other, point)
            if top is None or not bottom:
                continue
            if factor is not None and not near(top / bottom, factor, SAME_RATIO):
                return None
            factor = top / bottom
        return factor


def _bound(end: Any) -> Number:
    """A bound as mpmath has it."""
    infinite = {sp.oo: mp.inf, -sp.oo: -mp.inf}
    return infinite[end] if end in infinite else evaluate(end + sp.S.Zero, {}, DIGITS)


def symbols_of(expression: Any) -> set[Any]:
    return set(expression.free_symbols) if isinstance(expression, sp.Basic) else set()


def unified(expression: Any, symbols: Iterable[Any]) -> Any:
    """The expression with its symbols replaced by those of the same name."""
    by_name = {symbol.name: symbol for symbol in symbols}
    return expression.xreplace(
        {own: by_name[own.name] for own in expression.free_symbols if own.name in by_name}
    )


def has_floats(expression: Any) -> bool:
    return isinstance(expression, sp.Basic) and bool(expression.atoms(sp.Float))


def agree_exactly(pairs: Iterable[tuple[Any, Any]]) -> bool:
    """Stops at the first difference: most candidates fail at the first point."""
    agreements = 0
    for left, right in pairs:
        if not near(left, right, EXACT):
            return False
        agreements += 1
    return agreements >= ENOUGH


def agree_roughly(pairs: list[tuple[Any, Any]]) -> bool:
    """Within one percent of the largest value, as decimals rounded by hand are."""
    scale = max((abs(right) for _, right in pairs), default=0)
    return len(pairs) >= ENOUGH and all(abs(a - b) <= ROUNDED * scale for a, b in pairs)


def near(one: Number, other: Number, tolerance: float) -> bool:
    scale = max(abs(one), abs(other))
    return bool(abs(one - other) <= tolerance * scale or scale < 1e-30)  # both are as good as 0


def short(number: Number) -> str:
    """A number as short text: a fraction where it is one, else four digits."""
    if not is_real(number) or not has_decimals(number):
        return decimals(number)
    decimal = float(number.real)
    if not math.isfinite(decimal):
        return decimals(number.real)
    fraction = Fraction(decimal).limit_denominator(1000)
    is_close = abs(float(fraction) - decimal) <= 1e-12 * max(1.0, abs(decimal))
    if is_close and (fraction or not decimal):
        return str(fraction)
    return f"{decimal:.4g}"
