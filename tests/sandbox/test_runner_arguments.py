"""
Arguments that are more than numbers, on their way into a runner and back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.grading.caller import LocalCaller
from autograder.grading.codec import encode
from autograder.grading.loading import Loaded
from autograder.grading.source import FileSource
from autograder.judges.answer import Answer
from autograder.judges.symbolic.formula import Formula
from autograder.sandbox import messages, runner

x = sp.Symbol("x")


def trapezium(f: Any, a: float, b: float, n: int) -> Any:
    xs = np.linspace(a, b, n + 1)
    return (b - a) / n * (f(xs).sum() - (f(a) + f(b)) / 2)


def sample(rng: np.random.Generator, n: int) -> Any:
    return rng.normal(size=n)


def doors(function: Any, *asked: Any) -> tuple[Answer, Answer]:
    """The answer to one call in this process, and by way of a runner's messages."""
    name = function.__name__
    caller = LocalCaller(FileSource(Path("day9.py")), "day9", 1, Loaded({name: function}))
    request = messages.read_request(messages.write_calls(1, False, name, [asked]))
    (reply,) = runner.replies(caller, request)
    return caller.calls(name, [asked])[0], messages.read_reply(reply, 1, name, asked)


@pytest.mark.parametrize(
    ("function", "asked"),
    [
        (trapezium, (Formula((x,), x**2 + sp.sin(x)), 0.0, 2.0, 50)),
        (trapezium, (Formula((x,), 1 / (1 + x)), 1.0, 3.0, 7)),
        (sample, (np.random.default_rng(7), 5)),
        (lambda rng: rng.integers(9), (np.random.default_rng(7),)),
    ],
)
def test_both_doors_give_the_same_answer(function: Any, asked: tuple[Any, ...]) -> None:
    """
    A function or a generator as an argument gives the same value and is left the same.
    """
    before = encode(asked)
    here, there = doors(function, *asked)

    assert here.crash is there.crash is None
    assert encode(here.value) == encode(there.value)
    assert encode(here.afterwards) == encode(there.afterwards)
    assert before == encode(asked)


def test_a_generator_that_was_used_is_seen() -> None:
    """
    What comes back beside the answer is where the learner's draws have left it.
    """
    rng = np.random.default_rng(7)
    _, there = doors(sample, rng, 5)
    rng.normal(size=5)

    assert encode(rng) == encode(there.afterwards[0])
