"""The mistakes of exercise 2, stochastic gradient descent: one catalogue per task."""

from __future__ import annotations

from autograder.mistakes import walk
from autograder.mistakes.bias_slips import BIAS
from autograder.mistakes.crashes import CRASHES
from autograder.mistakes.gradient_slips import ARGUMENTS, GRADIENT
from autograder.mistakes.trained_slips import TRAINED

WALK = walk.CATALOGUES

NOTES = walk.NOTES

__all__ = ["ARGUMENTS", "BIAS", "CRASHES", "GRADIENT", "NOTES", "TRAINED", "WALK"]
