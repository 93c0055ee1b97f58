"""
The source: where a learner's functions are written, and how a place in it is named.

In a script a place is `path:line`, which an editor can jump to; in a notebook it is `path, line 3
of cell [5]`, with the number that Jupyter shows beside the cell.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from autograder.grading.notebook_cells import ENDING, NotebookError, printed, read_cells
from autograder.judges.answer import Spot

UNREADABLE = (SyntaxError, ValueError, LookupError, RecursionError, MemoryError)
"""What Python raises for text that it cannot read; LookupError is for an unknown encoding."""

CELL = re.compile(r"\[(\d{1,4})\]", re.ASCII)
"""What follows the path in the file name of a cell's code."""

SCRIPT = 0
"""What `locate` says of code in a script, which has no cells."""


class Source(Protocol):
    """Where functions come from."""

    @property
    def name(self) -> str:
        """Its name in messages."""

    @property
    def is_open(self) -> bool:
        """Whether it is an open notebook, whose cells may not all have been run."""

    def locate(self, file: str) -> int | None:
        """The cell that a code object's file name means; None if the code is not the learner's."""

    def place(self, function: str, at: Spot | None) -> str:
        """Where to look: at that spot, else where the function begins; may be empty."""

    def cell_with(self, function: str) -> int | None:
        """The last cell with a `def` line of the function; None in a script."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A script or a notebook file."""

    path: Path

    @property
    def name(self) -> str:
        return printed(self.path.name)

    @property
    def is_open(self) -> bool:
        return False

    @property
    def is_notebook(self) -> bool:
        return self.path.suffix == ENDING

    def file_of(self, cell: int) -> str:
        """The file name under which the code of a cell is compiled."""
        return f"{self.path}[{cell}]" if cell else str(self.path)

    def locate(self, file: str) -> int | None:
        if file == str(self.path):
            return SCRIPT
        cell = CELL.fullmatch(file.removeprefix(str(self.path))) if self.is_notebook else None
        return int(cell[1]) if cell and file.startswith(str(self.path)) else None

    def place(self, function: str, at: Spot | None) -> str:
        found = at or first_line(self, function)
        shown = _shown(self.path)
        if found is None:
            return shown
        return f"{shown}, {found}" if self.is_notebook else f"{shown}:{found.line}"

    def cell_with(self, function: str) -> int | None:
        found = [cell for cell, text in _readable(self) if cell and begins(function, text)]
        return found[-1] if found else None


def begins(function: str, text: str | bytes) -> bool:
    """Whether a text, Python or not, has a `def` line of a function."""
    return isinstance(text, str) and bool(re.search(rf"^\s*def\s+{function}\b", text, re.MULTILINE))


def texts(source: FileSource) -> Iterator[tuple[int, str | bytes]]:
    """All code, as cell numbers and texts. Raises NotebookError, OSError."""
    if source.is_notebook:
        yield from ((cell.number, cell.text) for cell in read_cells(source.path))
    else:
        yield SCRIPT, source.path.read_bytes()


@lru_cache(maxsize=8)
def parse(text: str | bytes) -> ast.Module:
    """The syntax tree of a text, not to be changed. Raises what is UNREADABLE."""
    return ast.parse(text)


def functions(source: FileSource) -> Iterator[tuple[int, ast.FunctionDef]]:
    """The functions of a source, each with its cell; code that is not Python is skipped."""
    for cell, text in _readable(source):
        try:
            tree = parse(text)
        except UNREADABLE:
            continue
        yield from ((cell, node) for node in tree.body if isinstance(node, ast.FunctionDef))


def is_stub(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function, below its docstring, only raises NotImplementedError."""
    body = function.body[1:]
    return len(body) == 1 and ast.unparse(body[0]).startswith("raise NotImplementedError")


def holds_work(source: FileSource, asked: Iterable[str]) -> bool:
    """Whether somebody has begun: a function that is asked for is not a stub, or code is broken."""
    try:
        trees = [parse(text) for _, text in texts(source)]
    except (OSError, NotebookError, *UNREADABLE):
        return True
    found = [n for tree in trees for n in tree.body if isinstance(n, ast.FunctionDef)]
    return any(node.name in set(asked) and not is_stub(node) for node in found)


def _readable(source: FileSource) -> list[tuple[int, str | bytes]]:
    try:
        return list(texts(source))
    except (OSError, NotebookError):
        return []


def first_line(source: FileSource, function: str) -> Spot | None:
    """Where a source defines a function; None if it does not or cannot be read."""
    found = [(cell, node) for cell, node in functions(source) if node.name == function]
    return Spot(found[-1][1].lineno, found[-1][0] or None) if found else None


def _shown(path: Path) -> str:
    try:
        return printed(str(path.resolve().relative_to(Path.cwd())))
    except ValueError:
        return printed(str(path))
