"""A learner's file, as a runner describes it and as the checker knows it: without its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.grading.loading import Loaded, is_own, is_stub
from autograder.grading.source import SCRIPT as SCRIPT_CELL
from autograder.grading.source import (
    FileSource,
    Place,
    begun,
    functions,
    line_of,
    plain_name,
    readable,
)
from autograder.grading.submission import SCRIPT
from autograder.judges.answer import Crash, Spot
from autograder.sandbox import messages
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription
from autograder.sandbox.unedited import Lines


def describe(
    loaded: Loaded, source: FileSource, places: tuple[FunctionPlace, ...]
) -> FileDescription:
    """In the runner: what a file defines, by name and kind."""
    class_name = type.__dict__["__name__"].__get__  # without running any code of the class
    names = [
        NameDescription(
            name[:200],
            plain_name(class_name(type(one)), "object"),
            callable(one),
            is_own(one, source),
            is_stub(one),
        )
        for name, one in loaded.names.items()
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


def places(source: FileSource) -> tuple[FunctionPlace, ...]:
    """Where a file defines functions, and where it tries to."""
    tries = [
        FunctionPlace(name[:200], 0, cell or None)
        for cell, text in readable(source)
        for name in begun(text)
    ]
    own = [FunctionPlace(n.name[:200], line_of(n), cell or None) for cell, n in functions(source)]
    return tuple([*tries, *own][: messages.NAMES])


@dataclass(frozen=True, slots=True)
class RemoteFile(Loaded):
    """In the checker: a file that was loaded in a runner.

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

    def own_functions(self, _: object) -> list[str]:
        return [name for name, one in self.described.items() if one.is_own]


def file_from(description: FileDescription) -> RemoteFile:
    """What a runner described, which may be anything that has the form of a description."""
    return RemoteFile(
        unreadable=messages.crash(description.unreadable),
        stops=tuple(Crash(*stop) for stop in description.stops),
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

    def place(self, function: str, at: Spot | None) -> Place:
        known = [one for one in self.places if one.function == function and one.line]
        found = at or (Spot(known[-1].line, known[-1].cell) if known else None)
        if found is None:
            return Place(self.name)
        return Place(f"{self.name}, {found}" if found.cell else f"{self.name}:{found.line}")

    def cells_with(self, function: str) -> list[int]:
        tries = (one for one in self.places if one.function == function and not one.line)
        return [one.cell or SCRIPT_CELL for one in tries]


def stub_description(exercise: str, asked: tuple[str, ...], lines: Lines) -> FileDescription:
    """What a runner would say about an unedited script: it holds stubs, and where they begin."""
    places = tuple(FunctionPlace(function, line, None) for function, line in lines.items())
    names = tuple(NameDescription(name, "function", True, True, True) for name in asked)
    return FileDescription(exercise + SCRIPT, names, None, (), False, "", places)
