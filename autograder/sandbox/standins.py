"""Stand-ins: what a judge holds of a learner's file that lives in another process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

from autograder.grading.module import Loaded, stub
from autograder.grading.source import SCRIPT
from autograder.judges.answer import Spot
from autograder.sandbox import messages
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription

OWN = "<own>"
"""The file name of the code of stand-ins for the learner's own functions."""


@dataclass(frozen=True, slots=True)
class RemoteSource:
    """A learner's file in another process, as far as a runner told of it."""

    name: str
    places: tuple[FunctionPlace, ...] = ()

    @property
    def is_open(self) -> bool:
        return False

    def locate(self, file: str) -> int | None:
        return SCRIPT if file == OWN else None

    def place(self, function: str, at: Spot | None) -> str:
        known = [one for one in self.places if one.function == function and one.line]
        found = at or (Spot(known[-1].line, known[-1].cell) if known else None)
        if found is None:
            return self.name
        return f"{self.name}, {found}" if found.cell else f"{self.name}:{found.line}"

    def cell_with(self, function: str) -> int | None:
        cells = [one.cell for one in self.places if one.function == function and not one.line]
        return cells[-1] if cells else None


class Anything(dict[str, Any]):
    """What a file defines that nobody could load: whatever it is asked for."""

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, _: str) -> Any:
        return _imported


def loaded_from(told: FileDescription) -> Loaded:
    """What a runner told about its file, with a stand-in for every value."""
    return Loaded(
        Path(told.file),
        {named.name: stand_in(named) for named in told.names},
        messages.crash(told.unreadable),
        tuple(crash for stop in told.stops if (crash := messages.crash(stop))),
        told.slow,
        told.left_out,
    )


def stand_in(named: NameDescription) -> Any:
    """Something of the same kind: a function for a function, else an object of a class so named."""
    if named.is_stub:
        return stub
    if named.is_own:
        return FunctionType(_imported.__code__.replace(co_filename=OWN), {})
    body = {"__call__": _imported} if named.is_callable else {}
    return _imported if named.kind == "function" else type(named.kind, (), body)()


def _imported(*_: Any) -> None:
    """Stands for a function that lives in another process."""
