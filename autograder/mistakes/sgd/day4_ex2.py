"""The mistakes of exercise 2, stochastic gradient descent: one catalogue per task."""

from __future__ import annotations

from autograder.mistakes.sgd import stages as walk
from autograder.mistakes.sgd.add_bias import BIAS
from autograder.mistakes.sgd.crashes import CRASHES
from autograder.mistakes.sgd.point_gradient import ARGUMENTS, GRADIENT
from autograder.mistakes.sgd.train import TRAINED

WALK = walk.CATALOGUES

NOTES = walk.NOTES

MISTAKES = {
    "2.1": BIAS,
    "2.2": (*GRADIENT, *ARGUMENTS),
    "2.3": (*(mistake for stage in WALK.values() for mistake in stage), *walk.CRASHES),
    "2.4": TRAINED,
}

__all__ = ["ARGUMENTS", "BIAS", "CRASHES", "GRADIENT", "MISTAKES", "NOTES", "TRAINED", "WALK"]
