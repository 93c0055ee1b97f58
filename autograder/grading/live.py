"""
An open notebook: the functions that its cells have defined so far, called in this process.

IPython names the code of each cell, counts the cells and keeps their texts; from that come the
places in messages. Outside IPython the same works for a running script.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.grading.caller import LocalCaller
from autograder.grading.draw import GENERATORS, Draw
from autograder.grading.failures import CELL_STOPPED
from autograder.grading.grade import Session, session_of
from autograder.grading.module import Loaded, crash_of
from autograder.grading.notebook_cells import plain_python, whole
from autograder.grading.source import SCRIPT, begins
from autograder.grading.task import Exercise
from autograder.judges.answer import Crash, Spot

UNNUMBERED = re.compile(r"<ipython-input-|[\\/]ipykernel_\d+[\\/]")
CELL = re.compile(r"In ?\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class LiveSource:
    """
    What an open notebook, or a running script, has defined so far.

    names: its global names. shell: IPython's; None in a script.
    """

    names: Mapping[str, Any]
    shell: Any = None

    @property
    def name(self) -> str:
        return "this notebook" if self.shell else Path(str(self.names.get("__file__", "this"))).name

    @property
    def is_open(self) -> bool:
        return self.shell is not None

    def locate(self, file: str) -> int | None:
        if self.shell is None:
            return SCRIPT if file == self.names.get("__file__") else None
        tell = getattr(self.shell.compile, "format_code_name", None)
        if tell is None:  # IPython 7, as some hosts still have: a cell, but which one?
            return SCRIPT if UNNUMBERED.search(file) else None
        _, label = tell(file) or ("", "")
        match = CELL.fullmatch(label)
        return int(match[1]) if match else None

    def place(self, function: str, at: Spot | None) -> str:
        code = getattr(self.names.get(function), "__code__", None)
        if at is None and code is not None:
            cell = self.locate(code.co_filename)
            at = None if cell is None else Spot(code.co_firstlineno, cell or None)
        return str(at or "")

    def cell_with(self, function: str) -> int | None:
        found = [number for number, text in enumerate(self._cells()) if begins(function, text)]
        return found[-1] if found else None

    def broken(self, function: str) -> Crash | None:
        """Why the cell with the `def` line of a function did not define it."""
        cell = self.cell_with(function)
        if cell is None:
            return None
        text, _ = plain_python(self._cells()[cell])
        try:
            compile(whole(text), f"cell {cell}", "exec", dont_inherit=True)
        except SyntaxError as error:
            return Crash(type(error).__name__, error.msg, error.lineno, cell=cell)
        except ValueError:
            return None
        last = getattr(sys, "last_value", None)
        stop = crash_of(last, self) if isinstance(last, BaseException) else None
        return stop if stop and stop.cell == cell else Crash(CELL_STOPPED, "", cell=cell)

    def _cells(self) -> list[str]:
        """The texts of the cells that have run, by number."""
        return [str(text) for text in self.names.get("In", ())]


def session_here(source: LiveSource, exercise: Exercise, functions: tuple[str, ...]) -> Session:
    """A session over the functions defined so far. functions: those that are asked for."""
    draw = Draw()
    missing = [name for name in functions if name not in source.names]
    stops = tuple(stop for name in missing if (stop := source.broken(name)))
    loaded = Loaded(Path(exercise.name), dict(source.names), stops=stops)
    caller = LocalCaller(source, exercise.name, draw.number(GENERATORS), loaded)
    return session_of(caller, exercise, draw)
