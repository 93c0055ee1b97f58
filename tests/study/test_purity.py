import ast

import pytest

from autograder.study.purity import is_constant_assignment, is_pure, stands_alone

PURE = [
    "def f(x):\n    return x + 1",
    "def f(x, n=3, *, scale=-0.5, at=(0, 1)):\n    return scale * x**n",
    "def f(X):\n    X = X.copy()\n    X[0] = 1\n    X *= 2\n    return X",
    "def f(m):\n    seen = set(range(m))\n    for i, j in enumerate(seen):\n        total = i + j\n    return total",
    "def f(f, x):\n    return sp.solveset(f < 0, x, sp.Interval(0, sp.oo)) == sp.S.EmptySet",
    "def f(m):\n    rows = [np.random.randint(m) for _ in range(m)]\n    return sorted(rows, key=lambda i: -i)",
    "def f(m):\n    def g(k):\n        return k\n    return g(m)",
    "def f(m):\n    import numpy as np\n    return np.ones(m)",
]
IMPURE = [
    "@cache\ndef f(x):\n    return x",
    "def f(x, seen=[]):\n    return seen",
    "def f(x, made=dict()):\n    return made",
    "def f():\n    global count\n    count = 1",
    "def f():\n    CACHE[0] = 1",
    "def f(x):\n    CACHE[x][0] += 1",
    "def f():\n    del CACHE[0]",
    "def f(x):\n    f.count = x",
    "def f(x):\n    np.integrate = x",
    "def f():\n    np.seterr(all='raise')",
    "def f():\n    np.set_printoptions(precision=2)",
    "def f(x):\n    setattr(sp, 'integrate', x)",
    "def f():\n    globals()['g'] = 1",
    "def f():\n    warnings.simplefilter('error')",
    "def f(x):\n    exec('y = 1')",
    "def f(x):\n    f.__dict__.update(a=1)",
    "def f():\n    class A:\n        n = 0\n    return A",
]


@pytest.mark.parametrize("text", PURE)
def test_a_function_that_only_computes_is_pure(text: str) -> None:
    """
    Local names, copies of arguments and calls of libraries leave nothing behind.
    """
    assert is_pure(ast.parse(text).body[0])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", IMPURE)
def test_a_function_that_may_leave_something_behind_is_not(text: str) -> None:
    """
    Anything by which one call could change another one counts as impure.
    """
    assert not is_pure(ast.parse(text).body[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A = 1", True),
        ("x, y = sp.symbols('x y')", True),
        ("x = Symbol('x', positive=True)", True),
        ("RATE: float = 0.01", True),
        ("BOUNDS = (0, -sp.oo)", True),
        ("A = B = 2 * 3", True),
        ("A = []", False),
        ("A = {}", False),
        ("A = np.zeros(2)", False),
        ("rng = np.random.default_rng()", False),
        ("f = lambda x: x", False),
        ("A = B", False),
        ("sp.x = 1", False),
        ("A[0] = 1", False),
        ("print(1)", False),
    ],
)
def test_a_constant_is_told_from_what_can_change(text: str, expected: bool) -> None:
    """
    Only a name for something that never changes is a constant assignment.
    """
    assert expected is is_constant_assignment(ast.parse(text).body[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import numpy as np\nfrom sympy import *", True),
        ("from autograder import check", True),
        ("import day4_ex1", False),
        ("def f():\n    from day4_ex1 import g", False),
        ("from . import helper", False),
        ("import os", False),
        ("def f():\n    return open('data.csv')", False),
        ("def f():\n    return np.loadtxt('data.csv')", False),
    ],
)
def test_a_file_stands_alone_unless_it_reads_others(text: str, expected: bool) -> None:
    """
    Imports of anything but known libraries, and reading of files, tie a file to others.
    """
    assert expected is stands_alone(ast.parse(text))
