"""A source in py:percent form as a list of cells, and its stub: every solution taken out."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, pairwise

from autograder.grading.errors import KitError
from autograder.grading.source import is_stub
from autograder.grading.worked import BEGIN, END

MARK = re.compile(r"# %%( \[markdown\])?( tags=\[[^\]]*\])?\s*")
SCRIPT_ONLY = "script"
"""The tag of a cell that no notebook gets."""

PROMPT = "    >>> "
"""What begins a line of an experiment: Markdown in a script, code in a notebook."""

SHOWN = re.compile(r"\n    (?!>>> |\.\.\. ).*")
"""What an experiment shows, for a learner to predict."""

DEFINITION = re.compile(r"(async )?def |class |@")
TASK = re.compile(r"\s*Task (?P<number>\d+\.\d+): (?P<asks>[^\n]+?)\.?\s*(\n|$)")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Region = tuple[int, int, re.Match[str]]
"""First and last line of a solution in its cell, 1-based, marks included, and its task."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a lesson.

    text: Markdown or Python, without the cell mark, comment signs of Markdown, or blank lines
    around it. line: where the text begins in the source, 1-based. tags: of its mark.
    """

    text: str
    line: int = 1
    tags: tuple[str, ...] = ()
    is_markdown: bool = False


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
    cells = list(cells)
    defines = [not cell.is_markdown and bool(DEFINITION.match(cell.text)) for cell in cells]
    gaps = ("\n\n" if any(pair) else "\n" for pair in pairwise(defines))
    return "".join(gap + _percent(cell) for gap, cell in zip(("", *gaps), cells, strict=False))


def _cell(lines: list[str], start: int, end: int) -> Cell:
    mark, _, listed = lines[start].partition("tags=")
    tags, is_markdown = tuple(re.findall(r"[^][\s\",]+", listed)), "[markdown]" in mark
    for tag in tags:
        if tag != SCRIPT_ONLY:
            said = f"there is no tag {tag!a}; the only one is {SCRIPT_ONLY!a}."
            raise SourceError(start + 1, said)
    filled = [k for k in range(start + 1, end) if lines[k].strip()]
    first, last = (filled[0], filled[-1] + 1) if filled else (end, end)
    body = lines[first:last]
    for number, line in enumerate(body if is_markdown else (), first + 1):
        if line != "#" and not line.startswith("# "):
            raise SourceError(number, "a line of a markdown cell begins with `# `.")
    text = "\n".join(line[2:] if is_markdown else line for line in body)
    return Cell(text, first + 1, tags, is_markdown)


def _percent(cell: Cell) -> str:
    tags = f" tags={json.dumps(list(cell.tags))}" if cell.tags else ""
    if not cell.is_markdown:
        return f"# %%{tags}\n{cell.text}\n"
    comments = (f"# {line}".rstrip() for line in cell.text.split("\n"))
    return "\n".join([f"# %% [markdown]{tags}", *comments]) + "\n"


def stub(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells with every solution region replaced by one NotImplementedError.

    Its text is the TODO of the task, taken from the first line of the function's docstring:
    "Task 1.1: return an antiderivative of f." Raises `SourceError` unless every task has one
    region, every region one task, and the result is Python. What an experiment shows goes, too.
    """
    cells = tuple(cells)
    _check_tasks(cells)
    return tuple(map(_hollow, cells))


def is_untouched(source: str) -> bool:
    """Whether the text of an exercise is all stubs: it has tasks, and every one only raises."""
    tasks = [one for one, _ in tasks_in(ast.parse(source))] if _is_python(source) else []
    return bool(tasks) and all(map(is_stub, tasks))


def _check_tasks(cells: tuple[Cell, ...]) -> None:
    code = [cell for cell in cells if not cell.is_markdown]
    tasks = [
        (cell.line + function.lineno - 1, match["number"])
        for cell in code
        for function, match in tasks_in(_parse(cell))
    ]
    regions = Counter(task["number"] for cell in code for _, _, task in _regions(cell))
    if not tasks:
        raise SourceError(1, 'no function has a docstring that begins with "Task 1.1: ...".')
    for index, (line, number) in enumerate(tasks):
        if number in [earlier for _, earlier in tasks[:index]]:
            raise SourceError(line, f"another function is task {number}, too.")
    for line, number in tasks:
        if (count := regions[number]) != 1:
            has = f"task {number} has {count or 'no'} solution regions"
            raise SourceError(line, f"{has}; it needs exactly one.")


def _hollow(cell: Cell) -> Cell:
    if cell.is_markdown:
        return replace(cell, text=SHOWN.sub("", cell.text)) if PROMPT in cell.text else cell
    lines = cell.text.split("\n")
    for begin, end, task in reversed(regions := _regions(cell)):
        mark = lines[begin - 1]
        indent = mark[: len(mark) - len(mark.lstrip())]
        lines[begin - 1 : end] = [indent + hole_of(task)]
    hollow = replace(cell, text="\n".join(lines))
    if not _is_python(hollow.text):
        first = cell.line + regions[0][0] - 1
        raise SourceError(first, "what is left without the solution is not Python.")
    return hollow


def _regions(cell: Cell) -> list[Region]:
    tree, found = _parse(cell), []
    statements = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    tasks = [(node.lineno, node.end_lineno or 0, match) for node, match in tasks_in(tree)]
    for begin, end in _pairs(cell):
        line = cell.line + begin - 1
        if not any(begin < number < end for number in statements):
            raise SourceError(line, "this solution region contains no statement.")
        task = next((match for first, last, match in tasks if first < begin <= last), None)
        if task is None:
            where = 'outside a function whose docstring begins with "Task 1.1: ..."'
            raise SourceError(line, f"this solution region is {where}.")
        found.append((begin, end, task))
    return found


def _pairs(cell: Cell) -> list[tuple[int, int]]:
    """The line numbers of every BEGIN and its END."""
    lines = enumerate((line.strip() for line in cell.text.split("\n")), 1)
    marks = [(number, mark) for number, mark in lines if mark in {BEGIN, END}]
    for (number, mark), expected in zip(marks, cycle((BEGIN, END)), strict=False):
        if mark != expected:
            problem = "is inside another region" if mark == BEGIN else f"has no `{BEGIN}` before it"
            raise SourceError(cell.line + number - 1, f"`{mark}` {problem}.")
    numbers = [number for number, _ in marks]
    if len(numbers) % 2:
        raise SourceError(cell.line + numbers[-1] - 1, f"`{BEGIN}` has no `{END}` in its cell.")
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def tasks_in(tree: ast.Module) -> Iterator[tuple[Function, re.Match[str]]]:
    """The functions that are tasks, each with the first line of its docstring as a match."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and (match := TASK.match(ast.get_docstring(node) or "")):
            yield node, match


def hole_of(match: re.Match[str]) -> str:
    """The line that replaces the solution in the stub of a task. match: as from `tasks_in`."""
    todo = f"TODO {match['number']}: {match['asks']}"
    return f"raise NotImplementedError({json.dumps(todo)})"


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
