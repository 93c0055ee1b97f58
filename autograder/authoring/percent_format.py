"""Cells: a source in py:percent form as a list of lesson cells and code cells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from autograder.grading.errors import KitError

MARK = re.compile(r"# %%( \[markdown\])?( tags=\[(?P<tags>[^\]]*)\])?\s*")
SCRIPT_ONLY = "script"
"""The tag of a cell that no notebook gets."""

DEFINITION = re.compile(r"(async )?def |class |@")


class Kind(StrEnum):
    """What a cell holds."""

    MARKDOWN = "markdown"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One cell of a lesson.

    text: Markdown or Python, without the cell mark, comment signs of Markdown, or blank lines
    around it. line: where the text begins in the source, 1-based. tags: of its mark.
    """

    kind: Kind
    text: str
    line: int = 1
    tags: tuple[str, ...] = ()


class SourceError(KitError):
    """A source that cannot be read; `line` is 1-based."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def split(source: str) -> tuple[Cell, ...]:
    """The cells of a source in py:percent form; raises `SourceError`."""
    if "\r" in source:
        line = source[: source.index("\r")].count("\n") + 1
        raise SourceError(line, "this line ends in CR LF; save the file with LF line ends.")
    lines = source.split("\n")
    starts = [number for number, line in enumerate(lines) if MARK.fullmatch(line)]
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        raise SourceError(1, "a source begins with a cell mark: `# %%` or `# %% [markdown]`.")
    ends = [*starts[1:], len(lines)]
    return tuple(_cell(lines, start, end) for start, end in zip(starts, ends, strict=True))


def join(cells: Iterable[Cell]) -> str:
    """The source again: two blank lines around definitions, one elsewhere, as formatters do."""
    text = ""
    previous = None
    for cell in cells:
        if previous:
            text += "\n\n" if _defines(previous) or _defines(cell) else "\n"
        text += _percent(cell)
        previous = cell
    return text


def _cell(lines: list[str], start: int, end: int) -> Cell:
    kind = Kind.MARKDOWN if "[markdown]" in lines[start] else Kind.CODE
    first, last = start + 1, end
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    body = lines[first:last]
    if kind is Kind.MARKDOWN:
        body = list(_uncomment(body, first + 1))
    return Cell(kind, "\n".join(body), first + 1, _tags(lines[start], start + 1))


def _tags(mark: str, line: int) -> tuple[str, ...]:
    match = MARK.fullmatch(mark)
    tags = tuple(re.findall(r"[^\s\",]+", match["tags"] or "")) if match else ()
    for tag in tags:
        if tag != SCRIPT_ONLY:
            raise SourceError(line, f"there is no tag {tag!a}; the only one is {SCRIPT_ONLY!a}.")
    return tags


def _uncomment(lines: Iterable[str], start: int) -> Iterator[str]:
    for number, line in enumerate(lines, start):
        if line != "#" and not line.startswith("# "):
            raise SourceError(number, "a line of a markdown cell begins with `# `.")
        yield line[2:]


def _percent(cell: Cell) -> str:
    tags = f" tags={json.dumps(list(cell.tags))}" if cell.tags else ""
    if cell.kind is Kind.CODE:
        return f"# %%{tags}\n{cell.text}\n"
    comments = (f"# {line}".rstrip() for line in cell.text.split("\n"))
    return "\n".join([f"# %% [markdown]{tags}", *comments]) + "\n"


def _defines(cell: Cell) -> bool:
    return cell.kind is Kind.CODE and bool(DEFINITION.match(cell.text))
