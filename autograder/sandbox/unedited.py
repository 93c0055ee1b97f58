"""
Exercises that were handed in as they were shipped, apart from comments.

They hold no answers, so nothing of them needs to be run. Lines are compared as bytes, never read as
Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from autograder.grading.files import shipped_stub
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.source import FileSource, functions
from autograder.grading.submission import SCRIPT
from autograder.sandbox.folders import PACKAGE
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription

SPACE = b" \t\f"
"""What may surround a comment; Python sees nothing else there."""

Lines = dict[str, int]
"""Functions and the lines where they begin."""


def unedited_stubs(exercise: str, files: Mapping[str, bytes]) -> Lines | None:
    """
    The functions of an exercise that was handed in unedited; None if a runner has to look.

    Blank lines and comments may have come or gone. Any other file of the exercise, a notebook too,
    is a reason to look, and so is whatever may keep Python from reading the script.
    """
    content = files.get(exercise + SCRIPT)
    if content is None or exercise + NOTEBOOK in files:
        return None
    if not shipped_stub(PACKAGE, exercise, SCRIPT).exists() or not _is_readable(content):
        return None
    shipped, begun = _shipped(exercise)
    code = _code(content)
    if [line for _, line in code] != [line for _, line in shipped]:
        return None
    moved = {before: after for (before, _), (after, _) in zip(shipped, code, strict=True)}
    return {function: moved[line] for function, line in begun.items()}


def _is_readable(content: bytes) -> bool:
    """Whether comments do no harm: Python looks for an encoding in them, and decodes them."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in content and b"coding" not in b"".join(content.splitlines()[:2])


def _code(content: bytes) -> list[tuple[int, bytes]]:
    """Number and text of the lines that are neither blank nor a comment."""
    lines = enumerate(content.splitlines(), start=1)
    return [(n, line) for n, line in lines if (text := line.strip(SPACE)) and text[:1] != b"#"]


@cache
def _shipped(exercise: str) -> tuple[list[tuple[int, bytes]], Lines]:
    """The code of a script as it was shipped, and where its functions begin."""
    path = shipped_stub(PACKAGE, exercise, SCRIPT)
    begun = {node.name: node.lineno for _, node in functions(FileSource(path))}
    return _code(path.read_bytes()), begun


def stub_description(exercise: str, asked: tuple[str, ...], lines: Lines) -> FileDescription:
    """What a runner would say about an unedited script: it holds stubs, and where they begin."""
    places = tuple(FunctionPlace(function, line, None) for function, line in lines.items())
    names = tuple(NameDescription(name, "function", True, True, True) for name in asked)
    return FileDescription(exercise + SCRIPT, names, None, (), False, "", places)
