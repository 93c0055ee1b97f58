"""A learner's file, as a runner describes it and as the checker knows it: without its values.

An exercise that was handed in as it was shipped, apart from comments, holds no answers and is
described without a runner. Its lines are compared as bytes, never read as Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from autograder.grading.files import shipped_stub
from autograder.grading.loading import Loaded, is_own, is_stub
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
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
from autograder.grading.written import utf8
from autograder.judges.answer import Crash, Spot
from autograder.sandbox import messages
from autograder.sandbox.folders import PACKAGE
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription

SPACE = b" \t\f"
"""What may surround a comment; Python sees nothing else there."""

Lines = dict[str, int]
"""Functions and the lines where they begin."""


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

    def cell_with(self, function: str) -> int | None:
        tries = (one for one in self.places if one.function == function and not one.line)
        cells = [one.cell or SCRIPT_CELL for one in tries]
        return cells[-1] if cells else None


def unedited_stubs(exercise: str, files: Mapping[str, bytes]) -> Lines | None:
    """The functions of an exercise that was handed in unedited; None if a runner has to look.

    Blank lines and comments may have come or gone, and it may have been saved in UTF-16. Any other
    file of the exercise, a notebook too, is a reason to look, and so is whatever else may keep
    Python from reading the script.
    """
    content = files.get(exercise + SCRIPT)
    if content is None or exercise + NOTEBOOK in files:
        return None
    content = utf8(content)
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    # Comments may do harm: Python decodes them, and looks for an encoding in them.
    if b"\0" in content or b"coding" in b"".join(content.splitlines()[:2]):
        return None
    shipped, begun = _shipped(exercise)
    code = _code(content)
    if not shipped or list(code.values()) != list(shipped.values()):
        return None
    moved = dict(zip(shipped, code, strict=True))
    return {function: moved[line] for function, line in begun.items()}


def _code(content: bytes) -> dict[int, bytes]:
    """The lines that are neither blank nor a comment, by number."""
    lines = enumerate(content.splitlines(), start=1)
    return {n: line for n, line in lines if line.strip(SPACE)[:1] not in {b"", b"#"}}


@cache
def _shipped(exercise: str) -> tuple[dict[int, bytes], Lines]:
    """The code of a script as it was shipped, if it was, and where its functions begin."""
    path = shipped_stub(PACKAGE, exercise, SCRIPT)
    if not path.exists():
        return {}, {}
    begun = {node.name: node.lineno for _, node in functions(FileSource(path))}
    return _code(path.read_bytes()), begun


def stub_description(exercise: str, asked: tuple[str, ...], lines: Lines) -> FileDescription:
    """What a runner would say about an unedited script: it holds stubs, and where they begin."""
    places = tuple(FunctionPlace(function, line, None) for function, line in lines.items())
    names = tuple(NameDescription(name, "function", True, True, True) for name in asked)
    return FileDescription(exercise + SCRIPT, names, None, (), False, "", places)
