"""The worked solution of a task: to be read, or its pieces for a puzzle."""

import ast
import json
import re
from pathlib import Path

from autograder.grading.source import functions_in

PACKAGE = Path(__file__).parent.parent
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
PIECE = re.compile(r"[\w.]+|[^\w\s.,()\[\]{}]+")
PUZZLES = PACKAGE / "recorded" / "puzzles.json"
"""The pieces by function, in a copy without solutions; `autograder release` writes it."""


def worked(path: Path, function: str) -> list[str]:
    """The function of a solution file: its head, then the lines between the marks."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    node = next(node for node in functions_in(text) if node.name == function)
    start, marks = node.lineno - 1, [line.strip() for line in lines]
    begin, end = (marks.index(mark, start) for mark in (BEGIN, END))
    return [*lines[start : node.body[0].lineno - 1], *lines[begin + 1 : end]]


def pieces(exercise: str, function: str) -> list[str]:
    """The lines of a worked body or, if it has only one, its words and signs.

    They are sorted, which hides their order. None in a copy from which they were left out.
    """
    path = PACKAGE.parent / "solutions" / f"{exercise}.py"
    if not path.exists():
        known = PUZZLES.read_text(encoding="utf-8") if PUZZLES.exists() else "{}"
        return list(json.loads(known).get(function, ()))
    _, *lines = ast.unparse(ast.parse("\n".join(worked(path, function)))).split("\n")
    found = [line.strip() for line in lines] if lines[1:] else PIECE.findall(lines[0])
    return sorted(found, key=str.lower)
