"""
The codec.
"""

from __future__ import annotations

import contextlib
import json
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from sympy.functions.elementary.piecewise import ExprCondPair

from autograder.grading.codec import CodecError, decode, encode, lost_in, plain
from autograder.grading.wire import CLASSES, DEPTH, DTYPES, NODES
from autograder.judges.answer import Foreign
from autograder.judges.symbolic.formula import Formula
from tests.judges.batteries.answers import ARITIES

x = sp.Symbol("x")
t = sp.Symbol("t", positive=True)

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=20,
)

LEAVES = [x, t, sp.pi, sp.E, sp.Integer(2), sp.Rational(1, 3), sp.Float("0.1", 30)]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.builds(sp.Add, inner, inner)
        | st.builds(lambda a: sp.Mul(a, x), inner)
        | st.builds(lambda a: sp.exp(-a), st.sampled_from([x, t, x + t]))
        | st.builds(sp.sin, st.sampled_from(LEAVES))
    ),
    max_leaves=6,
)
EXPRESSIONS = (
    TREES
    | st.builds(lambda a: sp.Integral(a, (x, 0, sp.oo)), TREES)
    | st.builds(lambda a: sp.Piecewise((a, x > 0), (0, True)), TREES)
    | st.builds(lambda a: sp.Lambda(x, a), TREES)
)

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=20,
)
TAGGED = st.recursive(
    JSONS,
    lambda inner: st.tuples(
        st.sampled_from(
            ["c", "i", "f", "z", "s", "l", "t", "d", "a", "M", "I", "Q", "F", "k", "S", "e", "x"]
        ),
        st.lists(inner | st.sampled_from(["0x1", "Add", "float64", "pi", "x", []]), max_size=4),
    ).map(lambda pair: [pair[0], *pair[1]]),
    max_leaves=10,
)


MADE: dict[str, Any] = {
    "Add": x + t,
    "Mul": x * t,
    "Max": sp.Max(x, t),
    "Min": sp.Min(x, t),
    "ExprCondPair": ExprCondPair(x, x > 0),
    "Piecewise": sp.Piecewise((x, x > 0), (t, True)),
    "Lambda": sp.Lambda(x, x + t),
    "Integral": sp.Integral(sp.exp(-(x**2)), (x, 0, t)),
    "Derivative": sp.Derivative(sp.floor(x), x),
    "Limit": sp.Limit(sp.sin(x) / x, x, 0),
    "Sum": sp.Sum(x**-2, (x, 1, sp.oo)),
    "Product": sp.Product(x, (x, 1, t)),
    "Subs": sp.Subs(sp.Derivative(sp.floor(x), x), x, t),
    "And": sp.And(x > 0, t > 1),
    "Or": sp.Or(x > 0, t > 1),
    "Not": sp.Not(sp.Symbol("p")),
    "hyper": sp.hyper((1, x), (t,), -x),
    "meijerg": sp.meijerg(((1,), (x,)), ((t,), (0, 2)), x * sp.exp_polar(sp.I)),
}
"""Something of the classes whose arguments are not plain expressions, or change their class."""


def same(a: Any, b: Any) -> bool:
    """Equal to the last bit, types, signs of zero and nan included."""
    return repr(a) == repr(b) and type(a) is type(b)


def through_json(value: Any) -> Any:
    return decode(json.loads(json.dumps(encode(value))))


@given(PLAIN)
def test_plain_values_come_back(value: Any) -> None:
    """
    Every plain Python value comes back exactly, through JSON text as well.
    """
    assert same(value, through_json(value))


@given(EXPRESSIONS)
def test_expressions_come_back(expression: Any) -> None:
    """
    Every expression of classes on the allow-list comes back equal.
    """
    assert expression == through_json(expression)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_each_class_that_may_cross_comes_back(name: str) -> None:
    """
    Something of every class on the allow-list comes back equal, of that very class.
    """
    one = MADE[name] if name in MADE else CLASSES[name](*(x, t)[: ARITIES.get(name, 1)])
    found = through_json(sp.Tuple(one) if name == "ExprCondPair" else one)
    found = found[0] if name == "ExprCondPair" else found

    assert (CLASSES[name], one) == (type(found), found)


@given(
    st.sampled_from(sorted(DTYPES)),
    st.lists(st.integers(0, 3), max_size=3),
    st.binary(min_size=27 * 16, max_size=27 * 16),
)
def test_arrays_come_back(dtype: str, shape: list[int], content: bytes) -> None:
    """
    Arrays of every plain dtype and shape come back bit for bit.
    """
    size = math.prod(shape)
    kind = np.dtype(np.uint8) if dtype == "bool" else DTYPES[dtype]
    array = np.frombuffer(content, kind, count=size).reshape(shape)
    array = array % 2 == 1 if dtype == "bool" else array
    found = through_json(array)

    assert (array.dtype, array.shape, array.tobytes()) == (
        found.dtype,
        found.shape,
        found.tobytes(),
    )


GENERATORS = st.builds(
    lambda kind, seed, drawn: np.random.Generator(kind(seed)).bit_generator.jumped(drawn),
    st.sampled_from([np.random.PCG64, np.random.PCG64DXSM]),
    st.integers(0, 2**64),
    st.integers(0, 3),
).map(np.random.Generator)


@given(GENERATORS, st.integers(0, 5))
def test_generators_go_on_where_they_are(generator: np.random.Generator, drawn: int) -> None:
    """
    A seeded generator draws the same on the other side, and the one that was sent stays as it is.
    """
    generator.integers(9, size=drawn, dtype=np.uint32)  # half of a drawn word may be left over
    state = generator.bit_generator.state
    found, copied = through_json(generator), plain(generator)

    assert state == found.bit_generator.state == copied.bit_generator.state
    assert found.normal() == copied.normal()
    assert state == generator.bit_generator.state


@pytest.mark.parametrize("kind", [np.random.MT19937, np.random.Philox, np.random.SFC64])
def test_other_generators_do_not_cross(kind: Any) -> None:
    """
    A state that is more than whole numbers is not rebuilt from what a process sends.
    """
    generator = np.random.Generator(kind(1))

    assert Foreign("object", f"Generator of {kind.__name__}") == plain(generator)
    assert f"Generator of {kind.__name__} (object)" == lost_in([generator])


FORMULAS = st.sampled_from(
    [Formula((x,), x**2 + 1), Formula((x, t), sp.exp(-t) * x), Formula((), sp.pi / 3)]
)


@given(FORMULAS)
def test_formulas_come_back(formula: Formula) -> None:
    """
    A function that a formula gives is the same function on the other side.
    """
    assert formula == through_json(formula) == plain(formula)


@pytest.mark.parametrize(
    "form",
    [
        ["g", "MT19937", ["d", []]],
        ["g", "PCG64", ["d", []]],
        ["g", "PCG64", ["i", "0x1"]],
        ["y", [["i", "0x1"]], ["i", "0x1"]],
        ["y", [], ["S", "x", []]],
        ["y", [["S", "x", []]], ["e", "gamma", [["S", "x", []]]]],
        ["y", [["S", "x", []]], ["e", "Integral", [["S", "x", []], ["S", "x", []]]]],
    ],
)
def test_forged_generators_and_formulas_are_refused(form: Any) -> None:
    """
    No state but a whole one, and no formula with other operations than those that are its own.
    """
    with pytest.raises(CodecError):
        decode(form)


@pytest.mark.parametrize("value", [1, 2.5, "a", [x, (1, None)], np.ones(3), 10**30, {"x": 1}])
def test_nothing_of_plain_data_is_lost(value: Any) -> None:
    """
    What can cross is told from what cannot, however deep that is.
    """
    assert "" == lost_in(value)
    assert "<lambda> (function)" == lost_in([value, {"f": lambda: 1}])


@given(PLAIN | EXPRESSIONS | st.builds(np.arange, st.integers(0, 9)))
def test_short_cut_agrees_with_codec(value: Any) -> None:
    """
    `plain` gives what encoding and decoding give.
    """
    assert same(decode(encode(value)), plain(value))


def test_short_cut_gives_a_copy() -> None:
    """
    An array that comes out of `plain` shares no memory with the one that went in.
    """
    array = np.zeros(3)
    plain(array)[0] = 1

    assert array[0] == 0


@given(TAGGED | JSONS)
def test_decoder_raises_its_own_error_only(wire: Any) -> None:
    """
    Whatever comes over the wire, decoding gives a value or CodecError.
    """
    with contextlib.suppress(CodecError):
        decode(wire)


class Liar(float):
    """Equal to everything."""

    __hash__ = float.__hash__

    def __eq__(self, other: object) -> bool:
        return True

    def hex(self) -> str:
        return "0x1.0000000000000p+0"

    @property
    def __class__(self) -> type:  # type: ignore[override]
        return int


class LyingArray(np.ndarray):  # type: ignore[type-arg]
    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return True

    __hash__ = None  # type: ignore[assignment]

    def tobytes(self, *_: Any) -> bytes:  # type: ignore[override]
        return np.ones(1).tobytes()


class LyingList(list):  # type: ignore[type-arg]
    def __getitem__(self, _: Any) -> Any:
        return [1.0]

    def __len__(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("value", "carried"),
    [
        pytest.param(Liar(7.0), 7.0, id="float"),
        pytest.param(
            type("N", (int,), {"__eq__": lambda *_: True, "__hash__": int.__hash__})(3), 3, id="int"
        ),
        pytest.param(type("S", (str,), {"__str__": lambda _: "no"})("yes"), "yes", id="str"),
        pytest.param(LyingList([4, 5]), [4, 5], id="list"),
    ],
)
def test_subclasses_cross_as_what_they_carry(value: Any, carried: Any) -> None:
    """
    A subclass with methods of its own crosses as the plain value inside.
    """
    assert same(carried, plain(value))


def test_array_subclass_crosses_as_what_it_carries() -> None:
    """
    An array subclass with its own comparison and bytes crosses as its numbers.
    """
    found = plain(np.array([7.0]).view(LyingArray))

    assert (np.ndarray, [7.0]) == (type(found), found.tolist())


class OwnExpr(sp.Expr):
    """An expression class of the learner's."""


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        pytest.param(..., "stub", id="dots"),
        pytest.param(NotImplemented, "stub", id="NotImplemented"),
        pytest.param(len, "function", id="builtin"),
        pytest.param(lambda: 1, "function", id="lambda"),
        pytest.param(np.exp, "function", id="ufunc"),
        pytest.param(sp.exp, "class", id="sympy-head"),
        pytest.param(int, "class", id="class"),
        pytest.param(sp, "module", id="module"),
        pytest.param(object(), "object", id="object"),
        pytest.param({1}, "object", id="set"),
        pytest.param(b"1", "object", id="bytes"),
        pytest.param(Fraction(1, 2), "object", id="fraction"),
        pytest.param(OwnExpr(), "sympy", id="own-expression"),
        pytest.param(OwnExpr() + 1, "sympy", id="own-expression-inside"),
        pytest.param(sp.Function("g")(x), "undefined", id="undefined-function"),
        pytest.param(sp.Eq(sp.Function("g")(x), x), "sympy", id="equation-for-it"),
        pytest.param(sp.Poly(x), "sympy", id="poly"),
        pytest.param(sp.Symbol("x y"), "sympy", id="strange-symbol"),
        pytest.param(1 << 10_000, "oversized", id="huge-int"),
        pytest.param("a" * 70_000, "oversized", id="long-text"),
        pytest.param(np.zeros(2**21), "oversized", id="large-array"),
        pytest.param("a\ud83d", "object", id="half-a-character"),
        pytest.param(np.float16(1), "object", id="float16"),
        pytest.param(np.array(["a"]), "object", id="text-array"),
    ],
)
def test_what_has_no_plain_form_is_named(value: Any, kind: str) -> None:
    """
    A value without a plain form arrives as a Foreign of its kind.
    """
    found = plain(value)

    assert isinstance(found, Foreign)
    assert kind == found.kind


def test_a_foreign_value_stays_what_it_is() -> None:
    """
    What crossed once crosses again unchanged, so an answer may take two steps.
    """
    once = plain([len, object()])

    assert once == plain(once)


def test_numpy_scalars_arrive_as_arrays() -> None:
    """
    A NumPy scalar arrives as an array without axes.
    """
    found = plain(np.float32(2))

    assert ((), np.float32) == (found.shape, found.dtype)


def test_array_of_expressions_arrives_as_matrix() -> None:
    """
    An object array of expressions arrives as a SymPy matrix.
    """
    assert sp.Matrix([[x, 1]]) == plain(np.array([x, 1], dtype=object))
    assert Foreign("object", "ndarray of objects") == plain(np.array([2, 1.5], dtype=object))


def test_symbols_keep_their_assumptions() -> None:
    """
    Name and assumptions of a symbol survive, so equal symbols stay equal.
    """
    assert t == plain(t)
    assert t != plain(sp.Symbol("t"))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([[]] * (NODES + 5), id="wide"),
        pytest.param({i: [i] * 9 for i in range(NODES)}, id="dict"),
    ],
)
def test_large_values_stay_within_the_caps(value: Any) -> None:
    """
    A value past the limits still encodes to something small.
    """
    assert len(json.dumps(encode(value))) < 100 * NODES


def test_cycle_ends() -> None:
    """
    A list that contains itself ends at the limit of depth.
    """
    loop: list[Any] = []
    loop.append(loop)

    assert json.dumps(encode(loop)).count('"l"') <= DEPTH + 1


@pytest.mark.parametrize(
    "wire",
    [
        pytest.param(["i", " 0x1"], id="spaces"),
        pytest.param(["i", "0x_1"], id="underscore"),
        pytest.param(["i", "0X1"], id="capital"),
        pytest.param(["f", "1.5"], id="decimal-float"),
        pytest.param(["c", 1], id="one-for-true"),
        pytest.param(["", 1], id="empty-tag"),
        pytest.param(["lt", []], id="joined-tags"),
        pytest.param(("l", []), id="tuple"),
        pytest.param(["a", "object", [], ""], id="object-dtype"),
        pytest.param(["a", "float64", ["0xffffffffff"], ""], id="announced-terabytes"),
        pytest.param(["a", "float64", ["-0x1"], ""], id="negative-side"),
        pytest.param(["e", "sympify", [["s", "x"]]], id="no-such-head"),
        pytest.param(["e", "exp", [["s", "__import__('os')"]]], id="text-into-sympy"),
        pytest.param(["e", "exp_polar", []], id="function-of-nothing"),
        pytest.param(["S", "x + y", []], id="code-as-name"),
        pytest.param(["S", "x", [["__class__", True]]], id="no-such-fact"),
        pytest.param(["F", "0x1", "0xffffffffff", "0x35"], id="exponent-bomb"),
        pytest.param(["Q", "0x1", "0x0"], id="zero-denominator"),
        pytest.param(["d", [[["l", []], ["c", None]]]], id="unhashable-key"),
        pytest.param(["x", "other", "name"], id="no-such-kind"),
    ],
)
def test_forged_wires_are_refused(wire: Any) -> None:
    """
    What an encoder never writes is refused.
    """
    with pytest.raises(CodecError):
        decode(wire)


def test_deep_wire_is_refused() -> None:
    """
    Nesting past the limit is refused, however deep.
    """
    wire: Any = ["l", []]
    for _ in range(5 * DEPTH):
        wire = ["l", [wire]]

    with pytest.raises(CodecError):
        decode(wire)


def test_dict_with_keys_of_numpy_crosses() -> None:
    """A dict with NumPy numbers as keys arrives with plain ones."""
    assert {1.5: [2]} == decode(encode({np.float64(1.5): [2]}))


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param(sp.Pow(10, 5000, evaluate=False), id="power"),
        pytest.param(sp.Pow(sp.Rational(1, 7), 10**30, evaluate=False), id="tower"),
        pytest.param(sp.Add(1, sp.factorial(2000, evaluate=False), evaluate=False), id="factorial"),
    ],
)
def test_numbers_past_the_cap_are_oversized_when_worked_out_too(expression: Any) -> None:
    """A number that SymPy computes while it is rebuilt keeps to the limit or is oversized."""
    assert Foreign("oversized", "Integer") == decode(encode(expression))


def test_values_that_need_all_memory_are_none() -> None:
    """Where SymPy would need more memory than there is, decoding is a CodecError."""
    tower = ["e", "Ei", [["e", "Ei", [["e", "Ei", [["F", "0x3", "0x3", "0x1"]]]]]]]

    with pytest.raises(CodecError):
        decode(tower)


def test_floats_past_the_cap_are_oversized() -> None:
    """SymPy would take minutes to rebuild the sine of a float of a million bits."""
    assert "oversized" == decode(encode(sp.Float((0, 3, 10**6, 2), precision=53))).kind


def test_whatever_sympy_raises_while_it_builds_is_no_value() -> None:
    """
    An expression that cannot be rebuilt is a CodecError, whichever library raised what.
    """
    numbers = [sp.Float(196608), sp.Float(-65536)]
    with pytest.raises(CodecError):
        decode(["e", "besseli", [encode(one) for one in numbers]])


def test_a_relation_between_integrals_is_not_decided_on_its_way() -> None:
    """To decide it, SymPy would compute the integrals, which takes long."""
    equation = sp.Eq(sp.Integral(sp.exp(-x), (x, 0, sp.oo)), 1, evaluate=False)

    assert isinstance(plain(equation), sp.Eq)
    assert equation == plain(equation)
