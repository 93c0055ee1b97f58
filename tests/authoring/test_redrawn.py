"""
Inputs that are drawn again: an author hears of those that are other ones each time.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from autograder.authoring.redrawn import unsteady, what_is_asked
from autograder.grading.spec import load_specs

SPEC = '''
import random
import numpy as np
from autograder.grading.task import Exercise

KEPT = random.Random(5)
MADE = np.random.default_rng().random(3)
EXERCISE = Exercise("day9_ex1", title="Areas")
TASK = EXERCISE.task("9.1", "square", "the area of a square", judge=lambda *_: None)
OTHER = EXERCISE.task("9.2", "walk", "a walk")


@{how}
def test_square({wants}):
    """Finds the area of a square."""
    {body}
'''
COMPARED = "TASK.compare(points=1)"
CALLED = "OTHER.check(points=1)"


def is_unsteady(folder: Path, how: str, wants: str, body: str) -> bool:
    """Whether the one check of a small spec is found."""
    path = folder / "test_day9_ex1.py"
    path.write_text(SPEC.format(how=how, wants=wants, body=body), encoding="utf-8")
    described = spec_from_file_location("test_day9_ex1", path)
    assert described
    assert described.loader
    module = module_from_spec(described)
    described.loader.exec_module(module)
    return ["test_square"] == [one.name for one in unsteady(module)]


@pytest.mark.parametrize(
    "body",
    [
        "yield (np.random.default_rng().random(),)",
        "yield (np.random.random(),)",
        "yield (random.random(),)",
        "yield np.random.default_rng(), 5",
        "yield (MADE,)",
        "yield (KEPT.random(),)",
    ],
)
def test_inputs_that_no_seed_gives_are_noticed(tmp_path: Path, body: str) -> None:
    """
    An unseeded generator is found wherever it is made, and so is one that goes on from check to
    check; also in a check that makes its own calls.
    """
    assert is_unsteady(tmp_path, COMPARED, "", body)
    asks = body.replace("yield ", "learner.call('walk', *(") + "))"
    assert is_unsteady(tmp_path, CALLED, "learner", asks)


def test_points_that_no_seed_gives_are_noticed(tmp_path: Path) -> None:
    """
    The random numbers of a law are inputs, too.
    """
    asks = "from autograder.mistakes.case import Asked; yield Asked((1,), rng=random.Random({}))"

    assert is_unsteady(tmp_path, COMPARED, "", asks.format(""))
    assert not is_unsteady(tmp_path, COMPARED, "", asks.format("5"))


@pytest.mark.parametrize(
    ("how", "wants", "body"),
    [
        (COMPARED, "draw", "yield (draw.stream('a').random(),)"),
        (COMPARED, "draw", "yield np.random.default_rng(draw.number('a')), 5"),
        (COMPARED, "", "yield 1 / 0"),
        (CALLED, "learner, draw", "learner.walk(draw.stream('a').random())"),
        (CALLED, "learner", "assert learner.walk(1).value != learner.walk(random.random()).value"),
        (CALLED, "reference", "reference.walk(1)"),
        (CALLED, "learner", "pass"),
    ],
)
def test_seeded_inputs_are_left_alone(tmp_path: Path, how: str, wants: str, body: str) -> None:
    """
    What follows from the draw is no slip, nor is what follows from an answer, or cannot be run.
    """
    assert not is_unsteady(tmp_path, how, wants, body)


def test_something_is_asked_by_every_check_of_the_kit() -> None:
    """
    No check of the kit asks nothing, so none is left alone for that.
    """
    for spec in load_specs().values():
        assert all(what_is_asked(spec).values())
        assert spec is sys.modules[spec.__name__]
