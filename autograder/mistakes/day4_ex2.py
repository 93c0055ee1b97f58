"""The mistakes of exercise 2, stochastic gradient descent: one catalogue per task."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.mistakes import walk
from autograder.mistakes.bias_slips import BIAS
from autograder.mistakes.crashes import CRASHES
from autograder.mistakes.gradient_slips import ARGUMENTS, GRADIENT
from autograder.mistakes.trained_slips import TRAINED

WALK = walk.CATALOGUES

NOTES: Mapping[str, str] = {
    **walk.NOTES,
    "shape_1d": "Right values; the task asks for a column, and yours is flat.",
}

__all__ = ["ARGUMENTS", "BIAS", "CRASHES", "GRADIENT", "NOTES", "TRAINED", "WALK"]
