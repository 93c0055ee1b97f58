"""
What mutants of right code in exercise 2 are told: specific, and never false.

To extend it, write one more line into a page of SLIPS:

    regular expression of right code ==> what stands there instead ==> keys that are true of it

A key of the task that was changed is true in all tasks that call it, too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.grading.limit import TimeIsUp, time_limit
from autograder.grading.quiet import quiet
from autograder.grading.verdict import CheckResult
from tests.mutants import (
    IS_WHOLE,
    SECONDS,
    Code,
    Mutant,
    Slip,
    Table,
    Truth,
    across,
    doubles,
    share_of,
    shown,
    singles,
)

HEAD = """\
import random

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y

"""

RIGHTS = {
    "add_bias": (
        """\
def add_bias(X):
    ones = np.ones((len(X), 1))
    return np.hstack([ones, X])
""",
        """\
def add_bias(X):
    m = X.shape[0]
    return np.c_[np.ones(m), X]
""",
        """\
def add_bias(X):
    m, n = X.shape
    ones = np.ones((m, 1))
    return np.concatenate((ones, X), axis=1)
""",
        """\
def add_bias(X):
    table = np.zeros((X.shape[0], 2))
    table[:, 0] = 1
    table[:, 1] = X[:, 0]
    return table
""",
        """\
def add_bias(X):
    rows = []
    for x in X:
        rows.append([1.0, x[0]])
    return np.array(rows)
""",
        """\
def add_bias(X):
    return np.insert(X, 0, 1, axis=1)
""",
    ),
    "point_gradient": (
        """\
def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error
""",
        """\
def point_gradient(xi, yi, theta):
    prediction = xi.dot(theta)
    error = prediction - yi
    gradient = 2 * np.dot(xi.T, error)
    return gradient
""",
        """\
def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi @ theta - yi)
""",
        """\
def point_gradient(xi, yi, theta):
    gradient = np.zeros(theta.shape)
    prediction = 0
    for k in range(len(theta)):
        prediction += xi[0, k] * theta[k, 0]
    error = prediction - yi[0, 0]
    for k in range(len(theta)):
        gradient[k, 0] = 2 * error * xi[0, k]
    return gradient
""",
    ),
    "stochastic_gradient_descent": (
        """\
def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for step in range(m):
            i = np.random.randint(m)
            xi = X[i:i+1]
            yi = y[i:i+1]
            gradient = 2 * xi.T @ (xi @ theta - yi)
            theta = theta - learning_rate * gradient
    return theta
""",
        """\
def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    theta = theta.copy()
    for epoch in range(n_epochs):
        for i in np.random.permutation(len(X)):
            gradient = point_gradient(X[i:i+1], y[i:i+1], theta)
            theta -= learning_rate * gradient
    return theta
""",
        """\
def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = X.shape[0]
    for step in range(n_epochs * m):
        i = random.randrange(m)
        xi, yi = X[[i]], y[[i]]
        error = xi.dot(theta) - yi
        theta = theta - 2 * learning_rate * xi.T.dot(error)
    return theta
""",
        """\
def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    b, w = theta[0, 0], theta[1, 0]
    for epoch in range(n_epochs):
        for step in range(len(y)):
            i = np.random.choice(len(y))
            x = X[i, 1]
            error = b + w * x - y[i, 0]
            b = b - learning_rate * 2 * error
            w = w - learning_rate * 2 * error * x
    return np.array([[b], [w]])
""",
        """\
def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for step in range(m):
            i = np.random.randint(0, m)
            xi = X[i].reshape(1, 2)
            yi = y[i].reshape(1, 1)
            theta = theta - learning_rate * point_gradient(xi, yi, theta)
    return theta
""",
    ),
    "train": (
        """\
def train():
    X, y = make_data()
    X = add_bias(X)
    theta = np.zeros((2, 1))
    return stochastic_gradient_descent(X, y, theta, 0.01, 50)
""",
        """\
def train():
    X, y = make_data()
    Xb = add_bias(X)
    learning_rate = 0.01
    n_epochs = 50
    theta0 = np.array([[0.0], [0.0]])
    theta = stochastic_gradient_descent(Xb, y, theta0, learning_rate, n_epochs)
    return theta
""",
    ),
}

PAGE = Path(__file__).with_name("slips_day4_ex2.txt")
TASKS = {
    "add_bias": "2.1",
    "point_gradient": "2.2",
    "stochastic_gradient_descent": "2.3",
    "train": "2.4",
}
SHOWS_ONLY = "disagrees shape step_wrong far exception direction foreign_weight no_theta too_slow"
"""Keys of sentences that repeat what was seen, and name no cause."""
SEEN_IN_PAIRS = """
arguments brackets collected column_varies double error_returned extra_columns extra_row flat_ones
flattened global_data grew half index_out_of_range jumps list loss_returned no_attribute no_step
none not_a_number not_called one_element one_number one_row ones_alone other_walk over_2m overflow
pairing path rate_no_factor row_missing rows_typed_in scalar scale_wrong scaled shapes
start_ignored start_random step_per_epoch steps_wrong summed table too_many_indices tuple
uneven_entries unlike_parts uphill wrong_error wrong_type zero
"""
"""More of them: what they say is on the screen, or was measured, whichever two slips made it."""


def slips() -> dict[str, list[Slip]]:
    """The slips on file, by function."""
    _, *pages = re.split(r"^\[(\w+)\]$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: [
            Slip(*(part.strip(" ") for part in line.split("==>")))
            for line in page.strip().splitlines()
        ]
        for name, page in zip(pages[::2], pages[1::2], strict=True)
    }


def adds_ones(code: Code) -> bool:
    """2.1: the table is X with ones in front, and X is left alone."""
    for column in ([[2.5]], [[-1.25], [3.5], [0.5]], [[k + 0.5] for k in range(100)]):
        X = np.array(column)
        table = fresh(code, "add_bias", given := X.copy())
        wanted = np.concatenate([np.ones_like(X), X], axis=1)
        if type(table) is not np.ndarray or table.dtype.kind not in "iuf" or table.itemsize < 4:
            return False
        if not (np.array_equal(X, given) and np.array_equal(table, wanted)):
            return False
    return True


ROWS = [
    ([1.0, 2.5], 3.5, [1.5, 4.0]),
    ([1.0, -2.5], 13.5, [1.5, 4.0]),
    ([2.5, 0.5, -3.5], 1.0, [4.5, -1.5, 2.0]),
    ([3.5], 100.0, [1.5]),
]


def finds_gradient(code: Code) -> bool:
    """2.2: the column 2 xi^T (xi theta - yi), and the arguments are left alone."""
    for row, target, weights in ROWS:
        asked = np.array([row]), np.array([[target]]), np.array([weights]).T
        given = [one.copy() for one in asked]
        got = fresh(code, "point_gradient", *given)
        wanted = 2 * (np.dot(row, weights) - target) * np.array(row).reshape(-1, 1)
        if type(got) is not np.ndarray or got.shape != wanted.shape or got.dtype.kind not in "fi":
            return False
        if not np.allclose(got, wanted, rtol=1e-6) or got.itemsize < 4:
            return False
        if any(not np.array_equal(a, b) for a, b in zip(asked, given, strict=True)):
            return False
    return True


def fresh(code: Code, function: str, *arguments: Any) -> Any:
    """One more answer to a call, which may change its arguments, or the exception that ended it."""
    try:
        with quiet(), time_limit(SECONDS, {"mutant": 0}.get), np.errstate(all="ignore"):
            return code.names[function](*arguments)
    except (Exception, TimeIsUp) as error:  # noqa: BLE001 -- a mutant may raise anything
        return error


def descends(code: Code) -> bool:
    """2.3: single-row steps of the right length and number, and random rows."""
    # a seed set above the loops is allowed, and hides how rows are drawn
    free = Code(re.sub(r"^ {4}np\.random\.seed\(.*\)\n", "", code.source, flags=re.MULTILINE))
    return all(ends_right(free, *size) for size in SIZES) and draws_rows(free)


SIZES = (
    (1, 1, 0.25),
    (5, 1, 0.25),
    (4, 3, 0.125),
    (3, 5, 2.0**-10),
    (40, 1, 2.0**-5),
    (2, 250, 2.0**-6),
)
"""Rows, epochs, and the share of its error that a step takes."""


def ends_right(code: Code, m: int, epochs: int, share: float) -> bool:
    """On equal rows chance has nothing to choose from."""
    unit = 2.0**-10 if epochs > 99 else 1.0  # so small that an early stop shows
    X, y, start = np.array([[1.0, 2.0]] * m), np.full((m, 1), 7.0), np.array([[0.5], [-1.5]])
    y, start = unit * y, unit * start
    given = [X.copy(), y.copy(), start.copy()]
    theta = fresh(code, "stochastic_gradient_descent", *given, share / 10, epochs)
    wanted = start + (1 - (1 - share) ** (m * epochs)) * unit * 1.9 * np.array([[1.0], [2.0]])
    if type(theta) is not np.ndarray or theta.shape not in {(2, 1), (2,)}:
        return False
    if theta.dtype.kind != "f" or theta.itemsize < 4:
        return False
    kept = np.array_equal(X, given[0]) and np.array_equal(y, given[1])
    return kept and np.allclose(
        theta.ravel(), wanted.ravel(), rtol=1e-5 if theta.itemsize < 8 else 1e-9
    )


def draws_rows(code: Code, calls: int = 300) -> bool:
    """Three rows, two epochs: every end is that of a sequence of rows, and these look random."""
    X, y = np.array([[1.0, 0.5], [1.0, -1.25], [1.0, 2.0]]), np.array([[3.0], [1.0], [-2.0]])
    sequences = np.array([*product(range(3), repeat=6)])
    ends = np.zeros((len(sequences), 2))
    for step in sequences.T:
        errors = (X[step] * ends).sum(axis=1) - y[step, 0]
        ends = ends - 0.07 * 2 * errors[:, None] * X[step]
    seen = []
    for _ in range(calls):
        theta = fresh(
            code, "stochastic_gradient_descent", X.copy(), y.copy(), np.zeros((2, 1)), 0.07, 2
        )
        if not isinstance(theta, np.ndarray) or theta.size != 2:
            return False
        away = np.abs(ends - theta.ravel()).max(axis=1)
        if away.min() > 1e-6:
            return False
        seen.append(sequences[away.argmin()])
    rows = np.array(seen)
    per_step = np.array([np.bincount(step, minlength=3) for step in rows.T])
    repeats = (rows[:, 0] == rows[:, 1]).sum()
    follows = ((rows[:, 1] - rows[:, 0]) % 3 == 1).sum()
    first, second = rows[:, :3], rows[:, 3:]
    shuffled = (np.sort(first, axis=1) == np.arange(3)).all()
    return bool(
        50 < per_step.min()
        and max(per_step.max(), repeats) < 150
        and follows < 220
        and (shuffled or not (first == second).all())
    )


def trains(code: Code) -> bool:
    """2.4: what the mutant's own descent gives for the lesson's rows, start, rate and epochs."""
    random.seed(1)
    theta = fresh(code, "train")
    random.seed(1)
    X, y = code.names["make_data"]()
    asked = np.hstack([np.ones((100, 1)), X]), y, np.zeros((2, 1)), 0.01, 50
    own = fresh(code, "stochastic_gradient_descent", *asked)
    if not (isinstance(theta, np.ndarray) and isinstance(own, np.ndarray)):
        return False
    if theta.shape not in {(2, 1), (2,)} or theta.dtype.kind != "f" or own.size != 2:
        return False
    fitted = np.linalg.lstsq(asked[0], y, rcond=None)[0].ravel()
    is_near = np.abs(theta.ravel() - fitted).max() <= 0.62
    return bool(
        is_near and (np.allclose(theta.ravel(), own.ravel(), atol=1e-5) or free_start(code))
    )


def free_start(code: Code) -> bool:
    """A start drawn at random shifts all later draws."""
    is_free = "np.random.randn(2, 1)" in code.source or "np.random.seed(0)" in code.source
    return is_free and all(re.search(rf"\b{one}\b", code.source) for one in (r"0\.01", "50"))


CLAIMS: dict[str, Callable[[Code, CheckResult], bool]] = {
    "name_unknown": lambda _, shown: shown.raised.startswith("NameError"),
    "misspelt": lambda _, shown: "Did you mean" in shown.raised,
    "rate_unknown": lambda _, shown: "name 'learning_rate' is not defined" in shown.raised,
    "not_numbers": lambda _, shown: "objects" in shown.message or "text" in shown.message,
}
"""Keys whose sentence is true or false by what is on the screen."""

TRUTH = Truth(
    HEAD,
    {name: texts[1 if name.startswith("stoch") else 0] for name, texts in RIGHTS.items()},
    {"2.1": adds_ones, "2.2": finds_gradient, "2.3": descends, "2.4": trains},
    CLAIMS,
    frozenset(SHOWS_ONLY.split()),
)


def first_order(function: str) -> list[Mutant]:
    return [one for one in singles(function, RIGHTS[function], slips()[function]) if is_python(one)]


def is_python(mutant: Mutant) -> bool:
    try:
        compile(TRUTH.source(mutant), "mutant", "exec")
    except SyntaxError:
        return False
    return True


def table_of(mutants: Iterable[Mutant], task: str, truth: Truth, folder: Path) -> Table:
    table = Table()
    for mutant in mutants:
        table.add(shown(mutant, truth, [task], folder / "day4_ex2.py"))
    return table


def is_the_same(which: int, *others: float) -> Callable[[Code, CheckResult], bool]:
    """The gradient does not feel one of its arguments, whatever is added to it."""

    def claim(code: Code, _: CheckResult) -> bool:
        found = []
        for more in (0.0, *others):
            asked = [np.array([[1.0, 3.0]]), np.array([[5.0]]), np.array([[2.0], [7.0]])]
            asked[which] = asked[which] + more
            found.append(fresh(code, "point_gradient", *asked))
        return all(np.array_equal(found[0], one) for one in found)

    return claim


UNFELT = {
    "2.2 xi_unused": is_the_same(0, -2.0, 1.5),
    "2.2 y_unused": is_the_same(1, 9.0, 17.75, 44.0),
    "2.2 theta_unused": is_the_same(2, -20.0, 3.5),
}
PAIRS = replace(
    TRUTH, claims={**CLAIMS, **UNFELT}, general=TRUTH.general | frozenset(SEEN_IN_PAIRS.split())
)


@pytest.mark.parametrize("function", TASKS)
def test_a_sample_of_slips_gets_true_sentences(function: str, tmp_path: Path) -> None:
    """Every hundredth slip in right code gets no false sentence."""
    sample = first_order(function)[7::100]

    assert [] == table_of(sample, TASKS[function], TRUTH, tmp_path).wrong


@pytest.mark.sweep
@pytest.mark.parametrize("function", TASKS)
def test_every_slip_gets_a_true_sentence(function: str, tmp_path: Path) -> None:
    """One slip in right code: no sentence is false, and 95 % of them are specific."""
    mutants = share_of(first_order(function), 16)
    table = table_of(mutants, TASKS[function], TRUTH, tmp_path)

    assert [] == table.wrong, str(table)
    assert not IS_WHOLE or table.share >= 0.95, str(table)


@pytest.mark.sweep
@pytest.mark.parametrize(("function", "every"), [*zip(TASKS, (29, 83, 281, 97), strict=True)])
def test_two_slips_get_a_true_sentence(function: str, every: int, tmp_path: Path) -> None:
    """Two slips in one function: no sentence is false. every: of the pairs, each so many-th."""
    pairs = share_of(doubles(first_order(function), slips()[function]), 16 * every)
    mutants = (one for one in pairs if is_python(one))

    table = table_of(mutants, TASKS[function], PAIRS, tmp_path)

    assert [] == table.wrong, str(table)


@pytest.mark.sweep
def test_slips_in_two_functions_get_a_true_sentence(tmp_path: Path) -> None:
    """A slip in each of two functions: what is said of the first task that fails is true."""
    ones = [one for function in TASKS for one in first_order(function)[::31]]
    table = Table()
    for mutant in share_of(across(ones), 80):
        found = shown(mutant, PAIRS, TASKS.values(), tmp_path / "day4_ex2.py")
        table.add([next((one for one in found if one.check), found[0])])

    assert [] == table.wrong, str(table)
