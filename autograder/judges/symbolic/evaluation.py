"""The value of an expression at a point, to many digits, by bounded work.

SymPy's own `evalf` searches for digits and can hang on towers of exponentials; a walk over the
tree with mpmath's functions costs a few microseconds a node. Digits lost to cancellation are the
caller's business: it asks again with more.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp
from mpmath import mp

Number = Any  # mpmath's mpf or mpc
Point = Mapping[sp.Symbol, Fraction | Number]

# exp(2**40) needs 40 bits more than its result shows; past that, towers cost without bound.
LARGEST = 40
# Series and continued fractions of the special functions are slow far from the origin.
LARGEST_SPECIAL = 10
LARGEST_COSTLY = 6
# Each of them takes milliseconds, and a second at thousands of digits.
MOST_SPECIAL = 8
MOST_DIGITS = 2000
MOST_DIGITS_COSTLY = 400
# Bits before or after the point of a number that is written as text.
LONGEST = 10**6
# Digits times functions: about half a second at thousands of digits, where a function takes most.
MOST_WORK = 50_000


class Unevaluable(ArithmeticError):  # noqa: N818 -- a fact about the point, not an error of ours
    """The expression has no value at the point, or none that bounded work can find."""


def evaluate(expression: sp.Expr, point: Point, digits: int) -> Number:
    """The finite real or complex value with `digits` working digits.

    Raises Unevaluable for poles, for infinite values, for heads without numbers (Integral ...), and
    for more functions or digits than bounded work allows.
    """
    if digits > most_digits(expression):
        raise Unevaluable("too much work")
    with mp.workdps(digits):
        values = {symbol: number(at) for symbol, at in point.items()}
        try:
            result = _value(expression, values)
        except (ArithmeticError, ValueError, TypeError, NotImplementedError, AttributeError,
                RecursionError, mpmath.libmp.NoConvergence) as error:  # fmt: skip
            raise Unevaluable(str(error)) from None
        if not mp.isfinite(result):
            raise Unevaluable("infinite")
        return result


def most_digits(expression: Any) -> int:
    """The digits that bounded work can find; 0 for too many special functions."""
    nodes = set(sp.preorder_traversal(expression))
    functions = [type(node) for node in nodes if not isinstance(node, sp.Atom | sp.Add | sp.Mul)]
    if sum(head in _SPECIAL for head in functions) > MOST_SPECIAL:
        return 0
    most = MOST_DIGITS if COSTLY.isdisjoint(functions) else MOST_DIGITS_COSTLY
    return min(most, MOST_WORK // max(1, len(functions)))


def number(value: Fraction | Number) -> Number:
    """An exact fraction to the digits in force."""
    if isinstance(value, Fraction):
        return mp.mpf(value.numerator) / value.denominator
    return mp.mpf(value)


def is_real(value: Number) -> bool:
    """Whether |Im z| is at most 1e-25 max(1, |z|); rounding leaves some 1e-50 at 55 digits."""
    return not isinstance(value, mp.mpc) or abs(value.imag) <= 1e-25 * max(1, abs(value))


def short(value: Number, digits: int = 4) -> str:
    """A few decimals for a message, such as 0.3679."""
    if not has_decimals(value):
        return "a huge number" if mp.mag(value) > 0 else "0"
    shown = value.real if is_real(value) else value
    text: str = mpmath.nstr(shown, digits)
    return text.removesuffix(".0")


def has_decimals(value: Number) -> bool:
    """Whether a number can be written at once; a power of ten past a million digits takes long."""
    return not value or not mp.isfinite(value) or bool(abs(mp.mag(value)) < LONGEST)


def apart(left: Number, right: Number) -> tuple[str, str]:
    """Both as decimals, with as many digits as it takes to tell them apart."""
    for digits in (4, 8, 12, 16, 24):
        shown = short(left, digits), short(right, digits)
        if shown[0] != shown[1]:
            break
    return shown


def _value(node: Any, known: dict[Any, Number]) -> Number:
    """The value of one node; `known` remembers what was met before, and starts as the point."""
    if node not in known:
        known[node] = _fresh(node, known)
    return known[node]


def _fresh(node: Any, known: dict[Any, Number]) -> Number:
    if node.is_Rational:
        return mp.mpf(node.p) / node.q
    if node.is_Number or node.is_NumberSymbol:
        return mp.make_mpf(node._as_mpf_val(mp.prec))  # noqa: SLF001 -- no rounding twice
    if node.is_Add:
        return mp.fsum([_value(arg, known) for arg in node.args])
    if node.is_Mul:
        return mp.fprod([_value(arg, known) for arg in node.args])
    if node is sp.I:
        return mp.mpc(0, 1)
    if isinstance(node, sp.Piecewise):
        return _piecewise(node, known)
    return _applied(type(node), [_value(arg, known) for arg in node.args])


def _applied(head: type, values: list[Number]) -> Number:
    """A function at numbers."""
    if head is sp.exp and mp.re(values[0]) < 0 and mp.mag(mp.re(values[0])) > LARGEST:
        return mp.mpf(0)  # smaller than all that counts
    if head in _GROWING:
        _demand_magnitude(values, LARGEST)
        return _GROWING[head](*values)
    if head in _FUNCTIONS:
        return _FUNCTIONS[head](*values)
    if head in _SPECIAL:
        _demand_magnitude(values, LARGEST_COSTLY if head in COSTLY else LARGEST_SPECIAL)
        return _SPECIAL[head](*values)
    raise Unevaluable(head.__name__)


def _demand_magnitude(values: list[Number], bits: int) -> None:
    if any(value and mp.mag(value) > bits for value in values):
        raise Unevaluable("too large")


def _piecewise(node: Any, known: dict[Any, Number]) -> Number:
    for branch, condition in node.args:
        if _holds(condition, known):
            return _value(branch, known)
    raise Unevaluable("no branch")


def _holds(condition: Any, known: dict[Any, Number]) -> bool:
    """Whether a condition is true, decided by numbers."""
    if condition in {sp.true, sp.false}:
        return bool(condition)
    if isinstance(condition, sp.And):
        return all(_holds(arg, known) for arg in condition.args)
    if isinstance(condition, sp.Or):
        return any(_holds(arg, known) for arg in condition.args)
    if isinstance(condition, sp.Not):
        return not _holds(condition.args[0], known)
    compare = _RELATIONS.get(type(condition))
    if compare is None:
        raise Unevaluable(type(condition).__name__)
    return compare(*(_real(_value(arg, known)) for arg in condition.args))


def _real(value: Number) -> Number:
    if not is_real(value):
        raise Unevaluable("complex")
    return mp.re(value)


def _power(base: Number, exponent: Number) -> Number:
    _demand_magnitude([exponent], LARGEST)
    return mp.power(base, exponent)


def _heaviside(z: Number, at_zero: Number = None) -> Number:
    if z == 0 and at_zero is not None:
        return at_zero
    return mp.mpf(mp.sign(_real(z)) + 1) / 2


def _dirac(z: Number, *_: Number) -> Number:
    if z == 0:
        raise Unevaluable("pole")
    return mp.mpf(0)


_RELATIONS: Mapping[type, Callable[[Number, Number], bool]] = {
    sp.Eq: lambda a, b: a == b,
    sp.Ne: lambda a, b: a != b,
    sp.Lt: lambda a, b: a < b,
    sp.Le: lambda a, b: a <= b,
    sp.Gt: lambda a, b: a > b,
    sp.Ge: lambda a, b: a >= b,
}


def _of_mpmath(*heads: type) -> dict[type, Callable[..., Number]]:
    """Functions that SymPy and mpmath call by the same name, but for capitals."""
    return {head: getattr(mp, head.__name__.lower()) for head in heads}


# Their digits cost as many bits as the argument has before the point.
_GROWING: Mapping[type, Callable[..., Number]] = {
    **_of_mpmath(sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc),
    **_of_mpmath(sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch),
    **_of_mpmath(sp.exp, sp.sinc),
}

_FUNCTIONS: Mapping[type, Callable[..., Number]] = {
    **_of_mpmath(sp.asin, sp.acos, sp.atan, sp.acot, sp.asec, sp.acsc, sp.atan2),
    **_of_mpmath(sp.asinh, sp.acosh, sp.atanh, sp.acoth, sp.asech, sp.acsch),
    **_of_mpmath(sp.sign, sp.re, sp.im, sp.arg, sp.floor, sp.frac, sp.conjugate, sp.log),
    sp.Pow: _power,
    sp.Abs: abs,
    sp.ceiling: mp.ceil,
    sp.Mod: lambda a, b: a - b * mp.floor(a / b),
    sp.Max: lambda *values: max(map(_real, values)),
    sp.Min: lambda *values: min(map(_real, values)),
    sp.Heaviside: _heaviside,
    sp.DiracDelta: _dirac,
}

_SPECIAL: Mapping[type, Callable[..., Number]] = {
    **_of_mpmath(sp.erf, sp.erfc, sp.erfi, sp.fresnels, sp.fresnelc, sp.expint, sp.li),
    **_of_mpmath(sp.gamma, sp.loggamma, sp.beta, sp.polygamma, sp.zeta),
    **_of_mpmath(sp.factorial, sp.binomial, sp.Ei, sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.LambertW),
    sp.erf2: lambda a, b: mp.erf(b) - mp.erf(a),
    sp.Li: lambda z: mp.li(z) - mp.li(2),
    sp.lowergamma: lambda s, z: mp.gammainc(s, 0, z),
    sp.uppergamma: mp.gammainc,
}

COSTLY = frozenset({sp.zeta, sp.expint, sp.lowergamma, sp.uppergamma, sp.beta, sp.polygamma})
