"""
The anatomy: what a file consists of, so that a save re-runs only what it can have changed.

A function is told apart where running it can leave nothing behind for another one. Where that is
in any doubt the file is a whole: each change in it concerns all of its tasks.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.codecells import ENDING, NotebookError, read_code
from autograder.grading.source import UNREADABLE
from autograder.study.purity import MAKERS, is_constant_assignment, is_pure, stands_alone

MAIN = ast.dump(ast.parse("__name__ == '__main__'", mode="eval").body)


@dataclass(frozen=True, slots=True)
class Part:
    """
    A function, or all that stands around the functions.

    code: what it means, without comments and places. text: as written, with its lines.
    names: of what it looks up.
    """

    code: str
    text: str
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Anatomy:
    """
    text: the whole file. frame, functions: its parts, where they can be told apart.

    is_closed: nothing but this file decides what its functions do.
    """

    text: str
    frame: Part | None = None
    functions: Mapping[str, Part] | None = None
    is_closed: bool = True

    def basis(self, called: Iterable[str], *, exact: bool) -> tuple[str, ...] | None:
        """
        What the results of calling these functions rest on; None: on more than this file.

        exact: the results tell of lines, so every line that they may tell of counts.
        """
        if not self.is_closed:
            return None
        if self.frame is None or self.functions is None:
            return (self.text,)
        names = sorted(_reached({*called}, self.functions))
        parts = [self.frame, *(self.functions[name] for name in names)]
        if exact:
            return (*sorted(self.functions), *(part.text for part in parts))
        return (*names, *(part.code for part in parts))

    @property
    def is_whole(self) -> bool:
        """Whether one function may leave something behind for another."""
        return self.frame is None


def anatomy_of(path: Path) -> Anatomy:
    """The anatomy of a script or a notebook. Raises OSError."""
    content = path.read_bytes()
    if path.suffix == ENDING:
        return _of_notebook(content)
    text = content.decode(errors="replace")
    try:
        tree = ast.parse(content)
    except UNREADABLE:
        return Anatomy(text)
    if not stands_alone(tree):
        return Anatomy(text, is_closed=False)
    return _told_apart(tree, text) or Anatomy(text)


def _of_notebook(content: bytes) -> Anatomy:
    """Its code cells, as a whole: what a cell prints may change without them."""
    try:
        cells = read_code(content)
        is_closed = all(stands_alone(ast.parse(cell.text)) for cell in cells)
    except (NotebookError, *UNREADABLE):
        return Anatomy("", is_closed=False)
    return Anatomy(
        "".join(f"[{c.number}]\n{c.text}\n{c.left_out}\n" for c in cells), None, None, is_closed
    )


def _told_apart(tree: ast.Module, text: str) -> Anatomy | None:
    """The anatomy by functions; None if a statement may do more than give a name to a value."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    others = [node for node in tree.body if not _is_idle(node)]
    frame = [node for node in others if not isinstance(node, ast.FunctionDef)]
    names = [node.name for node in functions]
    if len(set(names)) < len(names) or set(names) & {*_bound(frame), *MAKERS}:
        return None
    if not all(map(is_pure, functions)) or not all(map(_is_plain, frame)):
        return None
    if _imports_all(others):
        return None
    lines = text.splitlines()
    around = [_part(node, lines) for node in frame]
    whole = Part("\n".join(p.code for p in around), "\n".join(p.text for p in around))
    return Anatomy(text, whole, {node.name: _part(node, lines) for node in functions})


def _is_idle(node: ast.stmt) -> bool:
    """Whether a statement does nothing when the file is loaded: a text, or the main guard."""
    if isinstance(node, ast.If):
        return ast.dump(node.test) == MAIN and not node.orelse
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_plain(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom) or is_constant_assignment(node)


def _imports_all(nodes: Iterable[ast.stmt]) -> bool:
    """Whether `from x import *` comes after a function, which it could replace."""
    seen = False
    for node in nodes:
        seen |= isinstance(node, ast.FunctionDef)
        if seen and isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            return True
    return False


def _bound(frame: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that statements give to something."""
    for node in (inner for statement in frame for inner in ast.walk(statement)):
        if isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _part(node: ast.stmt, lines: list[str]) -> Part:
    written = lines[node.lineno - 1 : node.end_lineno]
    names = frozenset(inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))
    return Part(ast.dump(node), "\n".join([f"{node.lineno}:", *written]), names)


def _reached(names: set[str], functions: Mapping[str, Part]) -> set[str]:
    """The functions that these names lead to, through whatever they call."""
    found: set[str] = set()
    waiting = names & functions.keys()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= (functions[name].names & functions.keys()) - found
    return found
