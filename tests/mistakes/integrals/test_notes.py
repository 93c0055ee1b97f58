"""Tests of autograder/mistakes/integrals/notes.py."""

from __future__ import annotations

from autograder.mistakes.integrals.notes import NOTES


def test_notes_cover_the_judges() -> None:
    """Every note that a judge of exercise 1 can give has its sentence."""
    notes = set(NOTES)

    assert {"lambda", "floats", "imaginary", "assumptions", "constant"} == notes
