from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.judges.answer import Answer, Crash, Foreign
from autograder.judges.sgd.theta import changed_data, first_spoiled, read_responses, read_theta

X = np.array([[1.0, 2.0], [1.0, -3.0], [1.0, 0.5]])
Y = np.array([[1.0], [7.0], [-2.0]])
START = np.array([[0.5], [-1.0]])
ASKED = (X, Y, START, 0.1, 3)
NEXT = np.array([[4.0], [3.0]])


def answer(value: Any, *afterwards: Any) -> Answer:
    """A call that left the arguments alone, unless told otherwise."""
    return Answer("descent", value, ASKED, (*afterwards, *ASKED[len(afterwards) :]))


@given(arrays.arrays(np.float64, (2, 1)))
def test_columns_are_read_as_they_are(theta: np.ndarray) -> None:
    """Every float column of two entries is a theta, nan and infinite ones included."""
    reading = read_theta(answer(theta))

    assert reading.finding.is_right
    assert () == reading.finding.notes
    np.testing.assert_array_equal(theta[:, 0], reading.theta)
    np.testing.assert_array_equal([theta[:, 0]], read_responses([answer(theta)]).thetas)


@pytest.mark.parametrize(
    ("kind", "notes", "value"),
    [
        pytest.param("", ["shape_1d"], NEXT[:, 0], id="flat"),
        pytest.param("", ["shape_1d", "float32"], NEXT[:, 0].astype(np.float16), id="half flat"),
        pytest.param("list", [], [[4.0], [3.0]], id="list of rows"),
        pytest.param("transposed", [], NEXT.T, id="lying down"),
        pytest.param("tuple", [], (NEXT, [1.0, 2.0]), id="with a history"),
    ],
)
def test_legible_forms(kind: str, notes: list[str], value: Any) -> None:
    """A form that holds both entries gives them, whatever else is wrong with it."""
    reading = read_theta(answer(value))

    assert (kind, notes) == (reading.finding.kind, list(reading.finding.notes))
    assert [4.0, 3.0] == np.asarray(reading.theta).tolist()


ILLEGIBLE: dict[str, list[Any]] = {
    "scalar": [True, 10**400, complex("nan"), np.array([[np.nan]])],
    "grew": [np.zeros((2, 2)), np.zeros((2, 3))],
    "path": [np.zeros((7, 2, 1)), np.zeros((7, 2)), [NEXT] * 3],
    "three_parameters": [np.zeros((3, 1)), [1.0, 2.0, 3.0]],
    "integers": [np.array([[4], [3]]), [4, 3]],
    "shape": [np.zeros((0, 2)), [], np.zeros((1, 3))],
    "tuple": [(), (np.zeros((2, 2)), NEXT)],
    "numbers_apart": [(4.0, 3.0), (np.array(4.0), np.array(3.0))],
    "float16": [Foreign("object", "ndarray of float16")],
    "not_numbers": [[[1.0], [2.0, 3.0]], [10**400, 1], 1j * NEXT, "theta", Foreign("class", "C")],
}


@pytest.mark.parametrize("kind", ILLEGIBLE)
def test_illegible_forms(kind: str) -> None:
    """What does not hold two floats has no theta, and its kind says why."""
    for value in ILLEGIBLE[kind]:
        reading = read_theta(answer(value))

        assert (None, kind) == (reading.theta, reading.finding.kind)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner)))
def test_every_value_is_read(value: Any) -> None:
    """Any returned value gets a ruling, and a right one has its theta."""
    reading = read_theta(answer(value))

    assert reading.finding.is_wrong or np.asarray(reading.theta).shape == (2,)


@pytest.mark.parametrize(
    ("name", "notes", "afterwards"),
    [
        pytest.param("", ["data_changed"], (X[::-1], Y[::-1]), id="new order"),
        pytest.param("", ["theta_changed"], (X, Y, NEXT), id="theta"),
        pytest.param("X", [], (X - X.mean(axis=0), Y), id="centred"),
        pytest.param("y", [], (X, Y / 2), id="scaled"),
        pytest.param("X", [], (Foreign("object", "Table"), Y), id="foreign"),
    ],
)
def test_caller_keeps_the_data(name: str, notes: list[str], afterwards: tuple[Any, ...]) -> None:
    """New values in X or y are a defect; another order, or a changed theta, is a note."""
    called = answer(NEXT, *afterwards)

    assert name == changed_data(called)
    assert ("x_changed" if name else "") == read_theta(called).finding.kind
    assert notes == list(read_theta(called).finding.notes)


def test_nothing_returned() -> None:
    """None holds no theta."""
    assert "none" == read_theta(answer(None)).finding.kind


def test_one_crash_is_kept_of_all_responses() -> None:
    """Responses with a crash keep the first one and are not complete."""
    broken = Answer("descent", asked=ASKED, crash=Crash("TypeError", "no"))
    responses = read_responses([answer(NEXT), broken])

    assert (broken, False, "crash") == (
        responses.crash,
        responses.are_complete,
        responses.form.kind,
    )


def test_responses_name_the_worst_of_their_answers() -> None:
    """One unreadable answer leaves the thetas incomplete; the first of them is named."""
    responses = read_responses([answer(NEXT), answer(3.0), answer(None)])
    kept = read_responses([answer(NEXT[:, 0]), answer(NEXT, X, Y, NEXT)])

    assert (False, "scalar") == (responses.are_complete, responses.form.kind)
    assert responses.answers[1] is first_spoiled(responses)
    assert (("shape_1d", "theta_changed"), None) == (kept.form.notes, first_spoiled(kept))
