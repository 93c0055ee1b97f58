"""What is said beside a right answer of exercise 1."""

from __future__ import annotations

NOTES = {
    "lambda": "You returned a Lambda; its expression was taken. A plain expression is enough.",
    "floats": "Right. Your answer holds decimals; exact numbers are better: sp.Rational, sp.E.",
    "imaginary": "Right for real x. Your answer holds the imaginary unit, "
    "which is not needed here.",
    "assumptions": "Right. Your answer uses a Symbol of your own that prints like x but has other "
    "assumptions; use the x that your function receives.",
    "constant": "Right. Your constant of integration has an unusual form; + C is enough.",
}
