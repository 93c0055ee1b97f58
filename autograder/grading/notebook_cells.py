"""The cells of a notebook file as Python, without the lines that only IPython understands.

The file format is nbformat 4, or 3 in old notebooks (https://nbformat.readthedocs.io): plain JSON,
so reading it needs nothing but Python.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

ENDING = ".ipynb"
TIMED = re.compile(r"\s*%time(?:it)?\s+(?![-\s])(?P<rest>.*)")
BODY_RUNS = ("%%time", "%%capture", "%%prun")
SURROGATE = re.compile("[\ud800-\udfff]")
MAGIC = re.compile(r"\s*([%!?]|[\w.]+\?{1,2}\s*$|[\w.,\s\[\]'\"]+=\s*(!|%[a-zA-Z]))")


class NotebookError(Exception):
    """A file that is not a notebook; the message says why."""


@dataclass(frozen=True, slots=True)
class CodeCell:
    """One code cell.

    number: as Jupyter shows it beside the cell after "Restart and Run All", 1-based.
    text: Python, with the same line numbers as in the notebook. left_out: the lines that only
    IPython understands, as they were written.
    """

    number: int
    text: str
    left_out: tuple[str, ...] = ()


def read_code(content: bytes) -> tuple[CodeCell, ...]:
    """The code cells of a file that are not empty. Raises NotebookError."""
    texts = [text for text in _sources(content) if text.strip()]
    found = enumerate(map(plain_python, texts), 1)
    return tuple(CodeCell(n, text, tuple(map(printed, left_out))) for n, (text, left_out) in found)


def printed(line: str) -> str:
    """A text that UTF-8 can hold: half a character becomes an escape."""
    return line.encode(errors="backslashreplace").decode()


def whole(text: str) -> str:
    """The text of a cell, if Python can read its characters. Raises SyntaxError.

    JSON may contain half a character, such as the first half of an emoji. Python refuses it, but
    each way to run it would word that differently.
    """
    if half := SURROGATE.search(text):
        line = text.count("\n", 0, half.start()) + 1
        said = f"it contains half a character, {printed(half[0])}"
        raise SyntaxError(said, ("", line, None, None))
    return text


def plain_python(text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a cell as Python, and the lines that were left out.

    Only a line at which Python's own parser gives up is considered, so a `%` or `!` inside a string
    or a formula is kept.
    """
    lines, left_out = text.split("\n"), []
    if text.lstrip().startswith("%%"):
        first = next(number for number, line in enumerate(lines) if line.strip())
        left_out.append(lines[first].strip())
        rest = lines[first + 1 :] if left_out[0].split()[0] in BODY_RUNS else []
        lines = [""] * (first + 1) + rest
    while (number := _broken_line("\n".join(lines))) is not None:
        if not MAGIC.match(lines[number]):
            break
        left_out.append(lines[number].strip())
        indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        timed = TIMED.fullmatch(lines[number])
        lines[number] = indent + (timed["rest"] if timed else "pass")
    return "\n".join(lines), tuple(left_out)


def _broken_line(text: str) -> int | None:
    """The index of the line at which the parser gives up; None if there is none."""
    try:
        ast.parse(SURROGATE.sub("\ufffd", text))
    except SyntaxError as error:
        return error.lineno - 1 if error.lineno and error.lineno <= text.count("\n") + 1 else None
    except (ValueError, RecursionError, MemoryError):
        pass
    return None


def _sources(content: bytes) -> Iterator[str]:
    """The texts of the code cells. Raises NotebookError."""
    try:
        parsed = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotebookError("it is not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        reason = str(error).split(" (char")[0][:80]
        raise NotebookError(f"it is not JSON ({reason})") from None
    sheets = parsed.get("worksheets") if isinstance(parsed, dict) else None
    holders = [parsed, *sheets] if isinstance(sheets, list) else [parsed]
    found = [one["cells"] for one in holders if isinstance(one, dict) and "cells" in one]
    if not found or not all(isinstance(cells, list) for cells in found):
        raise NotebookError("it has no list of cells, as notebooks do")
    for cell in chain.from_iterable(found):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))  # format 3 calls it input
            text = "".join(map(str, source)) if isinstance(source, list) else source
            if isinstance(text, str):
                yield text
