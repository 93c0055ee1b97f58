"""The stub of an exercise: its source with every solution taken out."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from autograder.authoring.percent_format import Cell, Kind, SourceError
from autograder.grading.source import is_stub

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
TASK = re.compile(r"\s*Task (?P<number>\d+\.\d+): (?P<asks>[^\n]+?)\.?\s*(\n|$)")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Region:
    """
    The lines of a cell from BEGIN SOLUTION to END SOLUTION, 1-based, marks included.

    todo: what the hole says, such as "TODO 1.1: return an antiderivative of f".
    """

    begin: int
    end: int
    todo: str


def stub(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """
    The cells with every solution region replaced by one NotImplementedError.

    Its text is the TODO of the task, taken from the first line of the function's docstring:
    "Task 1.1: return an antiderivative of f." Raises `SourceError` unless every task has one
    region, every region one task, and the result is Python.
    """
    cells = tuple(cells)
    _check_tasks(cells)
    return tuple(_hollow(cell) if cell.kind is Kind.CODE else cell for cell in cells)


def is_untouched(source: str) -> bool:
    """Whether the text of an exercise is all stubs: it has tasks, and every one only raises."""
    if not _is_python(source):
        return False
    functions = [function for function, _ in tasks_in(ast.parse(source))]
    return bool(functions) and all(is_stub(function) for function in functions)


def _check_tasks(cells: tuple[Cell, ...]) -> None:
    code = [cell for cell in cells if cell.kind is Kind.CODE]
    tasks = [
        (cell.line + function.lineno - 1, match)
        for cell in code
        for function, match in tasks_in(_parse(cell))
    ]
    regions = Counter(region.todo for cell in code for region in _regions(cell))
    if not tasks:
        raise SourceError(1, 'no function has a docstring that begins with "Task 1.1: ...".')
    seen = set()
    for line, match in tasks:
        if match["number"] in seen:
            raise SourceError(line, f"another function is task {match['number']}, too.")
        seen.add(match["number"])
    for line, match in tasks:
        if (count := regions[_todo(match)]) != 1:
            has = f"task {match['number']} has {count or 'no'} solution regions"
            raise SourceError(line, f"{has}; it needs exactly one.")


def _hollow(cell: Cell) -> Cell:
    lines = cell.text.split("\n")
    for region in reversed(_regions(cell)):
        mark = lines[region.begin - 1]
        indent = mark[: len(mark) - len(mark.lstrip())]
        lines[region.begin - 1 : region.end] = [indent + _hole(region.todo)]
    hollow = replace(cell, text="\n".join(lines))
    if not _is_python(hollow.text):
        first = cell.line + _regions(cell)[0].begin - 1
        raise SourceError(first, "what is left without the solution is not Python.")
    return hollow


def _regions(cell: Cell) -> list[Region]:
    tree = _parse(cell)
    return [_region(cell, tree, begin, end) for begin, end in _pairs(cell)]


def _region(cell: Cell, tree: ast.Module, begin: int, end: int) -> Region:
    inside = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    if not any(begin < node.lineno < end for node in inside):
        raise SourceError(cell.line + begin - 1, "this solution region contains no statement.")
    for node, match in tasks_in(tree):
        if node.lineno < begin <= (node.end_lineno or 0):
            return Region(begin, end, _todo(match))
    where = 'outside a function whose docstring begins with "Task 1.1: ..."'
    raise SourceError(cell.line + begin - 1, f"this solution region is {where}.")


def _pairs(cell: Cell) -> Iterator[tuple[int, int]]:
    begin = None
    for number, line in enumerate(cell.text.split("\n"), 1):
        mark = line.strip()
        if mark == BEGIN and begin:
            raise SourceError(cell.line + number - 1, f"`{BEGIN}` is inside another region.")
        if mark == END and not begin:
            raise SourceError(cell.line + number - 1, f"`{END}` has no `{BEGIN}` before it.")
        if mark == BEGIN:
            begin = number
        if mark == END and begin:
            yield begin, number
            begin = None
    if begin:
        raise SourceError(cell.line + begin - 1, f"`{BEGIN}` has no `{END}` in its cell.")


def tasks_in(tree: ast.Module) -> Iterator[tuple[Function, re.Match[str]]]:
    """The functions that are tasks, each with the first line of its docstring as a match."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            match = TASK.match(ast.get_docstring(node) or "")
            if match:
                yield node, match


def hole_of(match: re.Match[str]) -> str:
    """The line that replaces the solution in the stub of a task. match: as from `tasks_in`."""
    return _hole(_todo(match))


def _hole(todo: str) -> str:
    return f"raise NotImplementedError({json.dumps(todo)})"


def _todo(match: re.Match[str]) -> str:
    return f"TODO {match['number']}: {match['asks']}"


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):  # a null byte is a ValueError in some versions
        return False
    return True


def _parse(cell: Cell) -> ast.Module:
    try:
        return ast.parse(cell.text)
    except SyntaxError as error:
        line = cell.line + (error.lineno or 1) - 1
        raise SourceError(line, f"this is not Python: {error.msg}.") from None
