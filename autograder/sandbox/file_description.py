"""A learner's file, as a runner describes it and as the checker knows it: without its values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.caller import Loaded, is_own, is_stub
from autograder.grading.source import FileSource, Source, functions, plain_name, readable
from autograder.judges.answer import Spot
from autograder.sandbox import messages
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription


def describe(
    loaded: Loaded, source: FileSource, places: tuple[FunctionPlace, ...]
) -> FileDescription:
    """In the runner: what a file defines, by name and kind."""
    names = [
        NameDescription(
            name[:200], _kind(item), callable(item), is_own(item, source), is_stub(item)
        )
        for name, item in loaded.names.items()
        if type(name) is str and not name.startswith("__") and name.isascii()
    ]
    return FileDescription(
        source.name,
        tuple(names[: messages.NAMES]),
        messages.crash_form(loaded.unreadable) if loaded.unreadable else None,
        tuple(messages.crash_form(stop) for stop in loaded.stops[: messages.STOPS]),
        loaded.slow,
        messages.sendable(loaded.left_out)[:2_000],
        places,
    )


def _kind(item: Any) -> str:
    """The name of a value's class, read without running any code of that class."""
    name: str = type.__dict__["__name__"].__get__(type(item))
    return plain_name(name, "object")


def places(source: FileSource) -> tuple[FunctionPlace, ...]:
    """Where a file defines functions, and the notebook cells that try to."""
    begun = [
        FunctionPlace(name[:200], 0, cell)
        for cell, text in readable(source)
        if isinstance(text, str)  # that of a cell; a script comes as bytes
        for name in re.findall(r"^\s*def\s+(\w+)\b", text, re.MULTILINE | re.ASCII)
    ]
    defined = [FunctionPlace(n.name[:200], n.lineno, cell or None) for cell, n in functions(source)]
    return tuple([*begun, *defined][: messages.NAMES])


@dataclass(frozen=True, slots=True)
class RemoteFile(Loaded):
    """
    In the checker: a file that was loaded in a runner.

    is_lost: no runner survived loading it. Then every name passes for a function, and calling it
    says what happened.
    """

    described: Mapping[str, NameDescription] = field(default_factory=dict)
    is_lost: bool = False

    def defines(self, name: str) -> bool:
        return self.is_lost or name in self.described

    def is_callable(self, name: str) -> bool:
        return self.is_lost or self.described[name].is_callable

    def kind_of(self, name: str) -> str:
        return self.described[name].kind

    def has_stub(self, name: str) -> bool:
        return name in self.described and self.described[name].is_stub

    def own_functions(self, _: Source) -> list[str]:
        return [name for name, one in self.described.items() if one.is_own]


def file_from(description: FileDescription) -> RemoteFile:
    """What a runner described, which may be anything that has the form of a description."""
    return RemoteFile(
        unreadable=messages.crash(description.unreadable),
        stops=tuple(crash for stop in description.stops if (crash := messages.crash(stop))),
        slow=description.slow,
        left_out=description.left_out,
        described={one.name: one for one in description.names},
    )


@dataclass(frozen=True, slots=True)
class RemoteSource:
    """Where the functions of a file in a runner are written. places: as a runner described them."""

    name: str
    places: tuple[FunctionPlace, ...] = ()

    def locate(self, _: str) -> None:
        """No code of this process comes from the file."""

    def place(self, function: str, at: Spot | None) -> str:
        known = [one for one in self.places if one.function == function and one.line]
        found = at or (Spot(known[-1].line, known[-1].cell) if known else None)
        if found is None:
            return self.name
        return f"{self.name}, {found}" if found.cell else f"{self.name}:{found.line}"

    def cell_with(self, function: str) -> int | None:
        cells = [one.cell for one in self.places if one.function == function and not one.line]
        return cells[-1] if cells else None
