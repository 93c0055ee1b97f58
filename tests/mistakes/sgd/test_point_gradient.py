"""
The mistakes of task 2.2.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from autograder.grading.draw import Draw
from autograder.judges.answer import Answer
from autograder.judges.sgd.gradient import PROBES, GradientCase, arguments_kept, draw_questions
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.sgd.point_gradient import GRADIENT

Wrong = Callable[[Any, Any, Any], Any]


def error(xi: Any, yi: Any, theta: Any) -> Any:
    return xi @ theta - yi


def right(xi: Any, yi: Any, theta: Any) -> Any:
    return 2 * xi.T @ error(xi, yi, theta)


def with_one(xi: Any) -> Any:
    return np.c_[np.ones((1, 1)), xi[:, 1:]]


def signed(xi: Any, yi: Any, theta: Any) -> Any:
    slope = right(xi, yi, theta)
    slope[0] *= -1
    return slope


MISTAKES: dict[str, tuple[str, Wrong]] = {
    "half": ("half", lambda x, y, t: right(x, y, t) / 2),
    "double": ("double", lambda x, y, t: 2 * right(x, y, t)),
    "uphill": ("uphill", lambda x, y, t: -right(x, y, t)),
    "half uphill": ("scaled", lambda x, y, t: -right(x, y, t) / 2),
    "over 100": ("scaled", lambda x, y, t: right(x, y, t) / 100),
    "error": ("error_returned", error),
    "twice the error": ("error_returned", lambda x, y, t: 2 * error(x, y, t)),
    "loss": ("loss_returned", lambda x, y, t: error(x, y, t) ** 2),
    "half the loss": ("loss_returned", lambda x, y, t: error(x, y, t) ** 2 / 2),
    "prediction": ("prediction_returned", lambda x, _, t: x @ t),
    "no row": ("no_xi", lambda x, y, t: 2 * error(x, y, t) + 0 * t),
    "flat": ("flat", lambda x, y, t: right(x, y, t).ravel()),
    "lying down": ("row", lambda x, y, t: right(x, y, t).T),
    "minus y last": ("precedence", lambda x, y, t: 2 * x.T @ (x @ t) - y),
    "minus y in brackets": ("precedence", lambda x, y, t: 2 * (x.T @ x @ t - y)),
    "minus y, no 2": ("precedence", lambda x, y, t: x.T @ (x @ t) - y),
    "over n": ("over_n", lambda x, y, t: right(x, y, t) / len(t)),
    "over 2n": ("over_n", lambda x, y, t: right(x, y, t) / len(t) / 2),
    "error squared": ("error_squared", lambda x, y, t: 2 * x.T @ error(x, y, t) ** 2),
    "error squared, no 2": ("error_squared", lambda x, y, t: x.T @ error(x, y, t) ** 2),
    "error squared, signed": (
        "error_squared",
        lambda x, y, t: right(x, y, t) * abs(error(x, y, t)),
    ),
    "absolute error": ("absolute_error", lambda x, y, t: 2 * x.T @ abs(error(x, y, t))),
    "plus y": ("plus_y", lambda x, y, t: 2 * x.T @ (x @ t + y)),
    "no y": ("y_unused", lambda x, _, t: 2 * x.T @ (x @ t)),
    "no theta": ("theta_unused", lambda x, y, _: -2 * x.T @ y),
    "entry times entry": ("entrywise", lambda x, y, t: 2 * x.T * (x * t - y)),
    "a table of squares": ("table", lambda x, y, t: x.T @ x * error(x, y, t)),
    "reversed product": ("product_reversed", lambda x, y, t: x @ right(x, y, t)),
    "summed": ("summed", lambda x, y, t: right(x, y, t).sum(keepdims=True)),
    "a step": ("step_returned", lambda x, y, t: t - 0.01 * right(x, y, t)),
    "a step uphill": ("step_returned", lambda x, y, t: t + 0.1 * right(x, y, t)),
    "first slope typed": (
        "leading_one",
        lambda x, y, t: 2 * with_one(x).T @ error(x, y, t),
    ),
    "first entry typed": ("leading_one", lambda x, y, t: right(with_one(x), y, t)),
    "first factor typed": (
        "leading_one",
        lambda x, y, t: 2 * x.T @ error(with_one(x), y, t),
    ),
    "constant": ("global_data", lambda _, __, t: np.arange(1.0, 1 + len(t)).reshape(-1, 1)),
    "zeros": ("zero", lambda _, __, t: 0 * t),
    "theta": ("theta_returned", lambda _, __, t: t),
    "the row": ("row_returned", lambda x, _, __: 2 * x.T),
    "along theta": ("theta_for_xi", lambda x, y, t: 2 * t @ error(x, y, t)),
    "reversed": ("reversed", lambda x, y, t: right(x, y, t)[::-1]),
    "row squared": ("xi_squared", lambda x, y, t: right(x, y, t) * x.T),
    "weight decay": ("weight_decay", lambda x, y, t: right(x, y, t) + 0.02 * t),
    "one sign": ("entry_sign", signed),
    "2 on the prediction": ("two_on_one_term", lambda x, y, t: x.T @ (2 * x @ t - y)),
    "2 on the target": ("two_on_one_term", lambda x, y, t: x.T @ (x @ t - 2 * y)),
    "wrong error": ("wrong_error", lambda x, y, t: 2 * x.T @ (error(x, y, t) + 0.5)),
    "no bias": (
        "entry_of_theta_unused",
        lambda x, y, t: 2 * x.T @ (x[:, 1:] @ t[1:] - y),
    ),
    "length": ("one_number", lambda x, y, t: np.linalg.norm(right(x, y, t), keepdims=True)),
    "absolute result": ("absolute_result", lambda x, y, t: abs(right(x, y, t))),
    "divided by the row": ("divided_by_xi", lambda x, y, t: error(x, y, t) / x.T),
    "clipped": ("clipped", lambda x, y, t: right(x, y, t).clip(-10, 10)),
    "approximate": ("approximate", lambda x, y, t: right(x, y, t) + 0.001 * x.T**2),
    "a coarse step": ("coarse_step", lambda x, y, t: right(x, y, t) + 0.1 * x.T**2),
    "entries apart": ("entries_apart", lambda x, y, t: 2 * x.T * (x.T * t - y)),
    "normalised": (
        "sign_of_error",
        lambda x, y, t: right(x, y, t) / np.linalg.norm(right(x, y, t)),
    ),
    "none": ("none", lambda *_: None),
    "list": ("list", lambda x, y, t: right(x, y, t).tolist()),
}

QUESTIONS = PROBES


def answers(wrong: Wrong, questions: Any) -> GradientCase:
    return GradientCase(tuple(Answer("point_gradient", wrong(*q), q, q) for q in questions))


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_recognised(name: str) -> None:
    """
    A wrong formula is known by its key from the rows that are asked after a wrong answer.
    """
    key, wrong = MISTAKES[name]
    found = diagnose(GRADIENT, answers(wrong, QUESTIONS))

    assert found is not None
    assert key == found.key


@pytest.mark.parametrize("seed", [f"seed {k}" for k in range(20)])
def test_drawn_rows_keep_mistakes_and_answer_apart(seed: str) -> None:
    """
    On drawn rows of three and five columns no wrong formula agrees with another or the answer.
    """
    questions = [q for n in (3, 5) for q in draw_questions(Draw(seed).stream(f"gradient {n}"), n)]
    formulas = {name: wrong for name, (key, wrong) in MISTAKES.items() if key != "list"}
    seen = {name: [wrong(*q) for q in questions] for name, wrong in formulas.items()}
    seen["the answer"] = [right(*q) for q in questions]
    for one, other in combinations(seen, 2):
        assert not all(
            np.array_equal(np.asarray(a), np.asarray(b))
            for a, b in zip(seen[one], seen[other], strict=True)
        ), (one, other)


@pytest.mark.parametrize("seed", [f"seed {k}" for k in range(8)])
def test_drawn_rows_reach_the_same_diagnosis(seed: str) -> None:
    """
    With a drawn row in front of the fixed ones a wrong formula keeps its key.
    """
    for key, wrong in MISTAKES.values():
        for question in draw_questions(Draw(seed).stream("gradient 3"), 3):
            found = diagnose(GRADIENT, answers(wrong, [question, *QUESTIONS]))

            assert found is not None
            assert key == found.key


def test_changed_arguments_are_named() -> None:
    """
    The message names the arguments that the call changed.
    """
    question = QUESTIONS[0]
    left = (question[0] + 1, question[1], question[2] + 1)
    answer = Answer("point_gradient", right(*question), question, left)
    found = diagnose(GRADIENT, GradientCase((answer,), arguments_kept(answer)))

    assert found is not None
    assert "xi and theta" in found.message
