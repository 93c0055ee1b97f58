"""
The outline: which tasks there are, read from the text of the specs without running them.

A command that only tells what is known need not wait for NumPy and SymPy.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Planned:
    """A task as its spec announces it; points: of all its checks."""

    exercise: str
    number: str
    function: str
    title: str
    points: int = 0


def outline(package: Path = PACKAGE) -> tuple[Planned, ...]:
    """All tasks, in order."""
    specs = sorted(package.glob("test_*.py"))
    return tuple(task for spec in specs for task in tasks_in(spec.read_text(encoding="utf-8")))


def tasks_in(spec: str) -> tuple[Planned, ...]:
    """The tasks that the text of a spec declares and that have checks, in order."""
    exercises: dict[str, str] = {}
    tasks: dict[str, Planned] = {}
    for node in ast.parse(spec).body:
        for name, call in _named_calls(node):
            words = [str(word.value) for word in call.args if isinstance(word, ast.Constant)]
            match call.func:
                case ast.Name(id="Exercise"):
                    exercises[name] = words[0]
                case ast.Attribute(value=ast.Name(id=exercise), attr="task"):
                    number, function, title = words
                    tasks[name] = Planned(exercises[exercise], number, function, title)
        for name, points in _checks(node):
            tasks[name] = replace(tasks[name], points=tasks[name].points + points)
    return tuple(task for task in tasks.values() if task.points)


def _named_calls(node: ast.stmt) -> Iterator[tuple[str, ast.Call]]:
    """`NAME = call(...)`."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
            yield name, call


def _checks(node: ast.stmt) -> Iterator[tuple[str, int]]:
    """`@NAME.check(points=6)` above a function."""
    for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
        match mark:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="check"),
                keywords=[ast.keyword(arg="points", value=ast.Constant(value=int(points)))],
            ):
                yield name, points
