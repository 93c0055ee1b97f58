"""The mistakes of exercise 2, stochastic gradient descent: one catalogue per task."""

from __future__ import annotations

from autograder.mistakes import walk
from autograder.mistakes.bias_slips import BIAS
from autograder.mistakes.crashes import CRASHES
from autograder.mistakes.gradient_slips import ARGUMENTS, GRADIENT
from autograder.mistakes.trained_slips import TRAINED

WALK = walk.CATALOGUES

NOTES = walk.NOTES

MISTAKES = {
    "2.1": BIAS,
    "2.2": (*GRADIENT, *ARGUMENTS),
    "2.3": (*(mistake for stage in WALK.values() for mistake in stage), *walk.CRASHES),
    "2.4": TRAINED,
}

__all__ = ["ARGUMENTS", "BIAS", "CRASHES", "GRADIENT", "MISTAKES", "NOTES", "TRAINED", "WALK"]
