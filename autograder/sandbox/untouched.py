"""Untouched: an exercise that was handed in as it was shipped. Nothing of it needs to be run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from autograder.grading.codecells import ENDING as NOTEBOOK
from autograder.grading.originals import original
from autograder.grading.source import FileSource, functions
from autograder.grading.submission import SCRIPT
from autograder.sandbox.libraries import PACKAGE
from autograder.sandbox.messages import Named, Place, Told


def is_untouched(exercise: str, files: Mapping[str, bytes]) -> bool:
    """
    Whether the files of an exercise are its script alone, line by line as it was shipped.

    Any other file, a notebook too, is left to a runner.
    """
    if exercise + NOTEBOOK in files or exercise + SCRIPT not in files:
        return False
    return files[exercise + SCRIPT].splitlines() == _shipped(exercise)


@cache
def _shipped(exercise: str) -> list[bytes] | None:
    """The lines of a script; None where its original is not kept."""
    if not is_kept(exercise):
        return None
    return original(PACKAGE, exercise, SCRIPT).read_bytes().splitlines()


def is_kept(exercise: str) -> bool:
    """Whether the original of a script is here."""
    return original(PACKAGE, exercise, SCRIPT).exists()


@cache
def told_of(exercise: str, asked: tuple[str, ...]) -> Told:
    """What a runner would tell of the shipped script: stubs, and where they begin."""
    source = FileSource(original(PACKAGE, exercise, SCRIPT))
    places = tuple(Place(node.name, node.lineno, None) for _, node in functions(source))
    names = tuple(Named(name, "function", True, True, True) for name in asked)
    return Told(exercise + SCRIPT, names, None, (), False, "", places)
