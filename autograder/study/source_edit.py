"""Replaces one function of a source text, and nothing else in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.grading.source import UNREADABLE

MARGIN = re.compile(r"[^\s#)\]}]|# ?%%")
"""How a line begins that is not part of the function above it."""

Span = tuple[int, int]
"""First line and the one after the last, counted from 0."""


def definition_in(text: str, function: str) -> list[str]:
    """The lines of a function in a text that is Python. Raises StopIteration if it has none."""
    lines = _lines(text)
    start, end = next(iter(_spans(lines, function)))
    return lines[start:end]


def with_definition(text: str, function: str, new: list[str]) -> str | None:
    """
    The text with every definition of a function replaced; None if it has none.

    Text that is not Python is cut where the next line begins at the margin. Line ends stay.
    """
    lines = _lines(text)
    spans = list(_spans(lines, function))
    for start, end in reversed(spans):
        lines[start:end] = new
    line_end = "\r\n" if "\r\n" in text else "\n"
    return line_end.join(lines) if spans else None


def _lines(text: str) -> list[str]:
    """The lines as Python counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _spans(lines: list[str], function: str) -> Iterator[Span]:
    try:
        tree = ast.parse("\n".join(lines).removeprefix("\ufeff"))
    except UNREADABLE:
        yield from _spans_of_lines(lines, function)
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function:
            start = min([node.lineno, *(mark.lineno for mark in node.decorator_list)]) - 1
            yield start, _with_comments(lines, node.end_lineno or node.lineno)


def _with_comments(lines: list[str], end: int) -> int:
    """The end after indented comments, which belong to the function, too."""
    for number, line in enumerate(lines[end:], end + 1):
        if line.strip() and not line[0].isspace():
            break
        end = number if line.strip() else end
    return end


def _spans_of_lines(lines: list[str], function: str) -> Iterator[Span]:
    head = re.compile(rf"(async\s+)?def\s+{function}\b")
    for start, line in enumerate(lines):
        if head.match(line):
            end = start + 1
            while end < len(lines) and not MARGIN.match(lines[end]):
                end += 1
            while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
                end -= 1
            yield start, end
