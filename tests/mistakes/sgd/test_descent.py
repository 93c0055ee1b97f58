from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.sgd.descent import CATALOGUES, NOTES
from tests.judges.descents import NAMES, descent, probe_of

MESSAGES = [one.message for catalogue in CATALOGUES.values() for one in catalogue]


def test_messages_do_not_solve_the_task() -> None:
    """No message of a stage or a note holds an index, a transpose or a matrix product."""
    parts = ("@", ".T", "[i", "randint(m")
    sentences = [*MESSAGES, *NOTES.values()]

    assert [] == [one for one in sentences if any(part in one for part in parts)]


def test_messages_ask_a_question() -> None:
    """Every mistake names one next thing to think about."""
    assert [] == [message for message in MESSAGES if "?" not in message]


@pytest.mark.parametrize("name", NAMES)
def test_catalogues_end_in_a_last_entry(name: str) -> None:
    """The last entry of each catalogue recognises any probe."""
    last = CATALOGUES[name][-1]

    fields = last.recognise(probe_of(lambda *_: np.array([[4.0], [3.0]])))

    assert fields


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "function",
    [
        pytest.param(lambda *_: np.full((2, 1), np.nan), id="nan"),
        pytest.param(lambda *_: [[1, 2]], id="list"),
        pytest.param(lambda _X, _y, theta, rate, n: theta * rate - n, id="nonsense"),
        pytest.param(lambda _X, y, theta, rate, n: theta + rate * y[:2] - n, id="other nonsense"),
        pytest.param(lambda X, y, theta, *_: np.cbrt(theta) + X[:1].T * y.mean(), id="curved"),
    ],
)
def test_every_stage_finds_words(name: str, function: Callable[..., Any]) -> None:
    """Each catalogue has a filled sentence for any probe."""
    diagnosis = diagnose(CATALOGUES[name], probe_of(function))

    assert diagnosis is not None
    assert not re.search(r"[{}]", diagnosis.message)


def test_half_steps_are_named() -> None:
    """Steps of half the length are named."""
    probe = probe_of(descent(length=lambda rate, _m: rate / 2))

    diagnosis = diagnose(CATALOGUES["step"], probe)

    assert diagnosis is not None
    assert "half" == diagnosis.key


def made_of(steps: Callable[[int, int], int]) -> Callable[..., Any]:
    """A descent of so many steps."""
    rng = np.random.default_rng(3)

    def descend(X: Any, y: Any, theta: Any, rate: float, n_epochs: int) -> Any:
        for i in rng.integers(len(X), size=steps(len(X), n_epochs)):
            xi, yi = X[i : i + 1], y[i : i + 1]
            theta = theta - 2 * rate * xi.T @ (xi @ theta - yi)
        return theta

    return descend


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(lambda m, e: min(m, 30) * e, id="at most 30 per epoch"),
        pytest.param(lambda m, e: min(e, 4) * m, id="at most 4 epochs"),
        pytest.param(lambda _m, _e: 100, id="100"),
        pytest.param(lambda m, e: m * e - 1, id="one short"),
        pytest.param(lambda m, e: m * e + 3, id="three more"),
    ],
)
def test_wrong_number_is_shown_where_it_is_wrong(steps: Callable[[int, int], int]) -> None:
    """The numbers of a message belong to a call in which the number of steps was wrong."""
    probe = probe_of(made_of(steps))
    diagnosis = diagnose(CATALOGUES["number"], probe)

    assert diagnosis is not None
    assert "steps_wrong" == diagnosis.key
    m, epochs, made, asked = map(int, re.findall(r"\d+", diagnosis.message))
    assert made == steps(m, epochs) != asked == m * epochs
