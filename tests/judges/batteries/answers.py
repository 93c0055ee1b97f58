"""
Legal answers: whatever can cross the codec, as hypothesis strategies.

Most strategies draw the wire form (see `autograder.grading.wire`), because that is what the
checker gets. Sizes are small and numbers in exponents bounded: what takes long to rebuild is cut
off by the time limit of a process, which no strategy can show.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from hypothesis import strategies as st

from autograder.grading.codec import encode
from autograder.grading.wire import ASSUMPTIONS, CLASSES, CONSTANTS, DTYPES, KINDS, Wire
from autograder.judges.answer import Foreign

EDGES = (
    0,
    1,
    -1,
    2,
    7,
    255,
    2**31,
    2**53 + 1,
    2**63,
    -(2**63),
    2**64,
    10**300,
    10**400,
    2**8000 - 1,
)
WHOLE = st.integers(-9, 9) | st.sampled_from(EDGES) | st.integers()
REALS = (0.0, -0.0, 1.0, 0.5, -1.0, 1e-9, 5e-324, 2.2e-308, 1e16, 1.7976931348623157e308)
REAL = st.floats() | st.sampled_from((*REALS, math.inf, -math.inf, math.nan))
TEXT = st.text(max_size=12) | st.sampled_from(
    ("exp(-x)", "1", "", "{kind}", "{0}", "\0", "e" * 3000)
)
FOREIGN = st.builds(
    Foreign, st.sampled_from(sorted(KINDS)), st.sampled_from(("f", "Thing", "{x}", ""))
)
ATOM = st.none() | st.booleans() | WHOLE | REAL | st.complex_numbers() | TEXT | FOREIGN

SHAPES = (
    (), (0,), (1,), (2,), (3,), (5,), (1, 1), (2, 1), (1, 2), (3, 1), (2, 2), (3, 3), (4, 2),
    (7, 2),
    (100, 2), (2, 100), (100, 1), (1, 0), (0, 2), (2, 0), (0, 0), (2, 1, 1), (5, 2, 1), (1, 2, 1),
    (1,) * 8, (2,) * 8, (0,) * 8, (2, 1, 1, 1, 1, 1, 1, 1), (400, 2),
)  # fmt: skip
FILLS = ("bytes", "small", "zeros", "ones", "edge", "one edge")


def filled(dtype: str, shape: tuple[int, ...], fill: str, seed: int) -> np.ndarray[Any, Any]:
    """An array of that dtype and shape; "edge": the extreme numbers of the dtype, nan and inf."""
    rng, kind = np.random.default_rng(seed), DTYPES[dtype]
    if fill == "bytes" and kind.kind != "b":
        size = math.prod(shape) * kind.itemsize
        return np.frombuffer(rng.bytes(size), kind).reshape(shape).copy()
    with np.errstate(all="ignore"):
        small = (rng.integers(0, 9, shape) / 2).astype(kind)
    if fill in {"zeros", "ones"}:
        return np.full(shape, fill == "ones", kind)
    if "edge" in fill and small.size:
        small.flat[: small.size if fill == "edge" else 1] = rng.choice(_edges(kind))
    return small


def _edges(kind: np.dtype[Any]) -> np.ndarray[Any, Any]:
    if kind.kind in "fc":
        limits = np.finfo(kind)
        known = [np.nan, np.inf, -np.inf, limits.max, limits.tiny, limits.smallest_subnormal]
        return np.array(known, kind)
    return np.array(
        [False, True] if kind.kind == "b" else [np.iinfo(kind).min, np.iinfo(kind).max], kind
    )


ARRAY = st.builds(
    filled,
    st.sampled_from(sorted(DTYPES)) | st.just("float64"),
    st.sampled_from(SHAPES),
    st.sampled_from(FILLS),
    st.integers(0, 2**32),
)


def containers(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = st.none() | st.booleans() | WHOLE | TEXT | st.builds(np.float64, REAL)
    return (
        st.lists(inside, max_size=4)
        | st.lists(inside, max_size=4).map(tuple)
        | st.dictionaries(keys, inside, max_size=3)
    )


PLAIN = st.recursive(ATOM | ARRAY, containers, max_leaves=6)
"""Python's and NumPy's own values, nested."""

FACT = st.lists(
    st.tuples(st.sampled_from(sorted(ASSUMPTIONS)), st.booleans()).map(list), max_size=2
)
SYMBOL = st.builds(
    lambda name, facts: ["S", name, facts],
    st.sampled_from(("x", "x", "x", "t", "C", "X", "lam", "mu", "beta", "oo", "e", "E", "pi", "f")),
    st.just([]) | st.sampled_from(([["positive", True]], [["real", True]])) | FACT,
)
X = ["S", "x", []]
SMALL = st.integers(-30, 30)
RATIONAL = st.builds(lambda p, q: ["Q", hex(p), hex(q)], SMALL | WHOLE, st.integers(1, 12))
DECIMAL = st.builds(
    lambda man, exp, bits: ["F", hex(man), hex(exp), hex(bits)],
    st.integers(-(10**6), 10**6),
    st.integers(-60, 60) | st.sampled_from((-(2**15), 2**15)),
    st.sampled_from((1, 53, 53, 100, 4096)),
)
CONSTANT = st.sampled_from(sorted(CONSTANTS)).map(lambda name: ["k", name])
INTEGER = (SMALL | st.sampled_from((10**300, 2**8000 - 1))).map(lambda n: ["I", hex(n)])
LEAF = (
    SYMBOL
    | SYMBOL
    | st.just(X)
    | SMALL.map(lambda n: ["I", hex(n)])
    | RATIONAL
    | DECIMAL
    | CONSTANT
)

ARITIES = {
    "atan2": 2, "Mod": 2, "erf2": 2, "expint": 2, "lowergamma": 2, "uppergamma": 2, "beta": 2,
    "polygamma": 2, "binomial": 2, "besselj": 2, "bessely": 2, "besseli": 2, "besselk": 2, "Pow": 2,
    "Equality": 2, "Unequality": 2, "StrictLessThan": 2, "LessThan": 2, "StrictGreaterThan": 2,
    "GreaterThan": 2,
}  # fmt: skip
RELATIONS = (
    "Equality",
    "Unequality",
    "StrictLessThan",
    "LessThan",
    "StrictGreaterThan",
    "GreaterThan",
)
OF_MANY = ("Add", "Mul", "Max", "Min")
BOUND = ("Integral", "Sum", "Product", "Derivative", "Limit", "Subs", "Order", "Lambda")
CONDITIONS = ("And", "Or", "Not")
OTHERS = ("Piecewise", "ExprCondPair", "Tuple", "TupleArg", "hyper", "meijerg")
OF_ONE = tuple(
    name for name in CLASSES if name not in {*ARITIES, *OF_MANY, *BOUND, *CONDITIONS, *OTHERS}
)


def tuple_of(*items: Wire) -> Wire:
    return ["e", "Tuple", list(items)]


def relation(inside: st.SearchStrategy[Wire]) -> st.SearchStrategy[Wire]:
    return st.builds(
        lambda head, a, b: ["e", head, [a, b]], st.sampled_from(RELATIONS), inside, inside
    )


def piecewise(inside: st.SearchStrategy[Wire]) -> st.SearchStrategy[Wire]:
    truth = st.sampled_from((["k", "true"], ["k", "true"], ["k", "false"]))
    compound = st.builds(
        lambda head, some: ["e", head, some[:1] if head == "Not" else some],
        st.sampled_from(CONDITIONS),
        st.lists(relation(inside), min_size=1, max_size=2),
    )
    pair = st.builds(
        lambda a, c: ["e", "ExprCondPair", [a, c]], inside, truth | relation(inside) | compound
    )
    return st.lists(pair, min_size=1, max_size=3).map(lambda pairs: ["e", "Piecewise", pairs])


def bound(inside: st.SearchStrategy[Wire]) -> st.SearchStrategy[Wire]:
    """Heads with a variable of their own."""

    def build(head: str, of: Wire, x: Wire, a: Wire, b: Wire) -> Wire:
        order = tuple_of(x, ["I", "0x1"])
        forms = {
            "Derivative": [of, order],
            "Limit": [of, x, a, ["S", "+-"[: 1 + len(str(b)) % 2], []]],
            "Subs": [of, tuple_of(x), tuple_of(a)],
            "Order": [of],
            "Lambda": [tuple_of(x), of],
        }
        limits = tuple_of(x) if len(str(a)) % 5 == 0 else tuple_of(x, a, b)
        return ["e", head, forms.get(head, [of, limits])]

    return st.builds(build, st.sampled_from(BOUND), inside, SYMBOL, inside, inside)


def trees(inside: st.SearchStrategy[Wire]) -> st.SearchStrategy[Wire]:
    of_two = st.builds(
        lambda head, a, b: ["e", head, [a, b]], st.sampled_from(sorted(ARITIES)), inside, inside
    )
    of_many = st.builds(
        lambda head, some: ["e", head, some],
        st.sampled_from(OF_MANY),
        st.lists(inside, min_size=1, max_size=3),
    )
    of_one = st.builds(lambda head, a: ["e", head, [a]], st.sampled_from(OF_ONE), inside)
    series = st.builds(
        lambda a, b, z: ["e", "hyper", [tuple_of(a), tuple_of(b), z]], inside, inside, inside
    )
    matrix = st.builds(lambda some: ["M", [len(some), 1], some], st.lists(inside, max_size=2))
    anything = st.builds(
        lambda head, some: ["e", head, some],
        st.sampled_from([*CLASSES]),
        st.lists(inside, max_size=3),
    )
    return st.one_of(
        of_many, of_many, of_one, of_one, of_two, bound(inside), piecewise(inside),
        relation(inside),
        series, matrix, anything,
    )  # fmt: skip


GROWING = frozenset(CLASSES) - {
    "Add",
    "Mul",
    "Max",
    "Min",
    "Abs",
    "sign",
    "re",
    "im",
    "arg",
    "conjugate",
    "log",
    "atan",
    "acot",
    "atan2",
    "Piecewise",
    "ExprCondPair",
    "Tuple",
    "Lambda",
    "Heaviside",
    "DiracDelta",
    "Integral",
    "Derivative",
    "Limit",
    "Order",
    "Equality",
    "Unequality",
    "StrictLessThan",
    "LessThan",
    "StrictGreaterThan",
    "GreaterThan",
    "And",
    "Or",
    "Not",
}


def growth(wire: Any) -> int:
    """How many nested functions of numbers it takes to rebuild this; 9 digits count as one."""
    if type(wire) is not list:
        return int(type(wire) is str and len(wire) > 9 and wire.lstrip("-").startswith("0x"))
    inner = max(map(growth, wire), default=0)
    return inner + (wire[:1] == ["e"] and wire[1] in GROWING)


def is_tame(wire: Wire) -> bool:
    """
    Not a tower of functions of numbers: SymPy evaluates those while they are rebuilt, for ever.
    """
    return growth(wire) < 2 or (growth(wire) < 6 and not _has_numbers_alone(wire))


def _has_numbers_alone(wire: Any) -> bool:
    """Whether some function of functions holds no symbol."""
    if type(wire) is not list:
        return False
    is_alone = wire[:1] == ["e"] and growth(wire) > 1 and "'S'" not in str(wire)
    return (
        is_alone
        or growth([part for part in wire if type(part) is str]) > 0
        or any(map(_has_numbers_alone, wire))
    )


EXPRESSION = st.recursive(LEAF | INTEGER, trees, max_leaves=6).filter(is_tame)
"""Wire forms of SymPy's objects; not all can be built."""


def nested(head: str, depth: int, inside: Wire) -> Wire:
    for _ in range(depth):
        inside = ["e", head, [inside]]
    return inside


CHAIN = st.builds(nested, st.sampled_from(OF_ONE), st.integers(3, 20) | st.just(150), SYMBOL)
"""One function within itself, many times over."""

SUM = st.builds(
    lambda many, head, x: [
        "e",
        head,
        [["e", "sin", [["e", "Mul", [["I", hex(k)], x]]]] for k in range(1, many)],
    ],
    st.integers(3, 16),
    st.sampled_from(OF_MANY),
    LEAF,
)
"""Long sums and products."""

POWER = st.builds(
    lambda base, exponent: ["e", "Pow", [base, exponent]],
    LEAF | INTEGER,
    st.sampled_from((10**2, 10**3, -(10**3), 2**11)).map(lambda n: ["I", hex(n)]),
)
"""Huge powers, which a rebuilt answer may hold worked out."""

x, c = sp.symbols("x c")
OBJECTS: tuple[Any, ...] = (
    *(..., NotImplemented, len, np.exp, sp.exp, int, math, object(), range(3), iter([1]), {1}),
    *(b"1", bytearray(2), slice(1), ValueError("no"), Fraction(1, 3), Decimal("0.1")),
    *(np.float16(1), np.longdouble(1) / 3, np.clongdouble(1j), np.str_("a"), np.bytes_(b"a")),
    *(np.datetime64("2024-01-01"), np.timedelta64(3, "s"), np.void(b"abc")),
    *(np.array(["2024-01-01"], "M8[D]"), np.array([1, 2], "m8[s]")),
    *(np.zeros(2, "i4, f8"), np.rec.array([(1, 2.0)]), np.array([["a"], ["b"]])),
    *(np.ones((2, 1)).view(np.matrix), np.ma.masked, np.ma.array([[1.0], [2.0]], mask=[[1], [0]])),
    *(np.array([[None], [x]], object), np.array([[[1]]], object), np.array(x), np.array(None)),
    *(np.array([[10**30], [Fraction(1, 3)]], object), np.ones((2, 1), object)),
    *(np.full((2, 1), 5e-324), np.float64(5e-324), np.zeros((2, 1), ">f4"), np.ones((9, 9))[::2]),
    *(sp.Poly(x**2, x), sp.PurePoly(x**3 - x - 1), sp.Interval(0, 1), sp.FiniteSet(1), sp.S.Reals),
    *(sp.S.EmptySet, sp.ConditionSet(x, x > 0), sp.ImageSet(sp.Lambda(x, 2 * x), sp.S.Integers)),
    *(sp.eye(2), sp.ImmutableMatrix([x]), sp.SparseMatrix(2, 2, {}), sp.MatrixSymbol("A", 2, 2)),
    *(sp.Array([1, x]), sp.Tuple(x, 1), sp.Dict({x: 1}), sp.Quaternion(1, x, 0, 0), sp.Q.real(x)),
    *(sp.RootSum(x**3 - x - 1, sp.Lambda(x, x * sp.log(c - x))), sp.CRootOf(x**5 - x - 1, 0)),
    *(sp.CRootOf(x**5 - x - 1, 1), sp.Function("g")(x), sp.Function("x")(x), sp.Wild("w")),
    *(sp.Dummy("x"), sp.UnevaluatedExpr(x), sp.Symbol("x", commutative=False), sp.Symbol("x y")),
    *(sp.polylog(2, x), sp.lerchphi(x, 2, c), sp.elliptic_k(x), sp.airyai(x)),
    *(sp.uppergamma(c, x), sp.Ei(-x), sp.li(x), sp.erfi(x), sp.fresnels(x), sp.legendre(3, x)),
    *(sp.hyper((1, 2), (3,), -x), sp.hyper((), (), x), sp.hyper((1, 1), (), x)),
    *(sp.meijerg(((1,), ()), ((1,), (0,)), x), sp.meijerg(((), ()), ((0,), ()), sp.exp_polar(c))),
    *(sp.exp_polar(sp.I * sp.pi), sp.polar_lift(x), sp.principal_branch(x, sp.pi), sp.I**sp.I),
    *(sp.AccumBounds(0, 1), sp.O(x**2), sp.Derivative(sp.sin(x), x), sp.Integral(x, (x, 0, sp.oo))),
    *(sp.Sum(1 / x**2, (x, 1, sp.oo)), sp.Eq(x, 1) & (c > 1), sp.Ne(x, c), ~sp.Eq(x, 1), x < c),
    *(sp.true, sp.ITE(x > 0, x > 1, x < 2), sp.Piecewise((x, x > 0), (c, sp.Eq(c, 1))), sp.Nand),
    *(sp.SingularityFunction(x, 0, 1), sp.KroneckerDelta(x, c), sp.Rational(7, 3**900)),
    *(sp.Float("1e-400", 60), sp.Float("nan"), sp.Float("inf"), sp.sqrt(-x), 2 ** (3**x)),
)  # fmt: skip
ODD = st.sampled_from(OBJECTS) | containers(st.sampled_from(OBJECTS))
"""What a learner's function may hand over and no wire form says: most of it crosses as a name."""

LEGAL = st.one_of(
    *(EXPRESSION, EXPRESSION, EXPRESSION, PLAIN.map(encode), ODD.map(encode), CHAIN, SUM, POWER)
)
"""The wire form of any answer at all; some are no value, which only `decode` may say."""
