"""The originals: every exercise as it was shipped, kept in the package by `autograder build`."""

from __future__ import annotations

from pathlib import Path

STUBS = "stubs"


def original(package: Path, exercise: str, ending: str) -> Path:
    """
    Where the original of a script or a notebook lies.

    It ends in .txt, so that nobody takes it for the file to fill.
    """
    return package / STUBS / f"{exercise}{ending}.txt"
