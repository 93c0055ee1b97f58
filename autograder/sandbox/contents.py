"""The contents: what a learner's file defines, as a runner tells it to a judge."""

from __future__ import annotations

import re
from types import FunctionType
from typing import Any

from autograder.grading.module import Loaded, is_stub, plain_name
from autograder.grading.notebook_cells import NotebookError
from autograder.grading.source import FileSource, functions, texts
from autograder.sandbox import messages
from autograder.sandbox.messages import Named, Place, Told


def places(source: FileSource) -> tuple[Place, ...]:
    """Where a file defines functions, and in a notebook, where it begins to."""
    begun = [
        Place(name[:200], 0, cell)
        for cell, text in _texts(source)
        if cell
        for name in re.findall(r"^\s*def\s+(\w+)\b", text, re.MULTILINE | re.ASCII)
    ]
    defined = [Place(n.name[:200], n.lineno, cell or None) for cell, n in functions(source)]
    return tuple([*begun, *defined][: messages.NAMES])


def _texts(source: FileSource) -> list[tuple[int, str]]:
    try:
        return [(cell, text) for cell, text in texts(source) if isinstance(text, str)]
    except (OSError, NotebookError):
        return []


def told(loaded: Loaded, source: FileSource, places: tuple[Place, ...]) -> Told:
    """What a file defines, by name and kind."""
    names = [
        Named(name[:200], _kind(item), callable(item), _is_own(item, source), is_stub(item))
        for name, item in loaded.names.items()
        if type(name) is str and not name.startswith("__") and name.isascii()
    ]
    stops = [messages.crash_form(stop) for stop in loaded.stops[: messages.STOPS]]
    return Told(
        source.name,
        tuple(names[: messages.NAMES]),
        messages.crash_form(loaded.unreadable) if loaded.unreadable else None,
        tuple(stops),
        loaded.slow,
        messages.sendable(loaded.left_out)[:2_000],
        places,
    )


def _is_own(item: Any, source: FileSource) -> bool:
    """Whether a value is a function that the learner wrote."""
    return type(item) is FunctionType and source.locate(item.__code__.co_filename) is not None


def _kind(item: Any) -> str:
    """The name of a value's class, by no code of the class."""
    name: str = type.__dict__["__name__"].__get__(type(item))
    return plain_name(name, "object")
