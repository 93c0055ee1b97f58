"""The allow-list: which SymPy classes, constants and assumptions may cross, by their names."""

from __future__ import annotations

from functools import cache
from typing import Any

NAMES = """
    Add Mul Pow exp log LambertW
    sin cos tan cot sec csc asin acos atan acot asec acsc atan2 sinc
    sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch
    Abs sign re im arg conjugate floor ceiling frac Mod Max Min Heaviside DiracDelta
    erf erfc erfi erf2 Ei expint li Li Si Ci Shi Chi fresnels fresnelc
    gamma loggamma lowergamma uppergamma beta digamma polygamma zeta factorial binomial hyper
    meijerg besselj bessely besseli besselk
    Piecewise ExprCondPair Tuple Lambda Integral Derivative Limit Sum Product Subs Order
    Equality Unequality StrictLessThan LessThan StrictGreaterThan GreaterThan And Or Not
""".split()

CONSTANTS = dict(
    pair.split("=")
    for pair in """
    pi=Pi E=Exp1 I=ImaginaryUnit oo=Infinity -oo=NegativeInfinity zoo=ComplexInfinity nan=NaN
    true=true false=false EulerGamma=EulerGamma GoldenRatio=GoldenRatio Catalan=Catalan
    identity=IdentityFunction
    """.split()
)
"""Name on the wire to name in sympy.S."""

ASSUMPTIONS = frozenset(
    """
    real extended_real complex imaginary integer rational irrational algebraic transcendental
    positive negative nonnegative nonpositive nonzero zero even odd prime composite finite
    infinite hermitian extended_positive extended_negative
    """.split()
)


@cache
def classes() -> dict[str, type]:
    """Class name to class, for every class on the list."""
    import sympy
    from sympy.functions.elementary.piecewise import ExprCondPair
    from sympy.functions.special import beta_functions

    found = {name: getattr(sympy, name, None) for name in NAMES}
    found |= {"ExprCondPair": ExprCondPair, "beta": beta_functions.beta}
    return {cls.__name__: cls for cls in found.values() if isinstance(cls, type)}


@cache
def names() -> dict[type, str]:
    """The same, the other way round: an exact class to its name, subclasses excluded."""
    return {cls: name for name, cls in classes().items()}


@cache
def constants() -> dict[str, Any]:
    """Name on the wire to SymPy's one object of that name."""
    import sympy

    return {name: getattr(sympy.S, attribute) for name, attribute in CONSTANTS.items()}


@cache
def constant_names() -> dict[type, str]:
    """The same, the other way round, by exact class."""
    return {type(value): name for name, value in constants().items()}
