"""The cells of a notebook file as Python, without the lines that only IPython understands, and a
script that a notebook was saved as.

The file format is nbformat 4, or 3 in old notebooks (https://nbformat.readthedocs.io): plain JSON,
so reading it needs nothing but Python.
"""

import ast
import json
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import chain
from tokenize import detect_encoding

ENDING = ".ipynb"
MOST = 500  # lines that are left out of a text
TIMED = re.compile(r"\s*%time(?:it)?\s+(?![-\s])(?P<rest>.*)")
BODY_RUNS = re.compile(r"%%(?:time|capture|prun)(?:\s.*)?|%%(?:write)?file\s.*\.py[\"']?")
"""The first line of a cell with code: what is written into a script is the learner's, too."""
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


@lru_cache(maxsize=4)
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
    """The text of a cell as Python, and the lines that were left out."""
    if not text.lstrip().startswith("%%"):
        return _without_magic(text)
    blank = text[: len(text) - len(text.lstrip())]
    first, newline, body = text.lstrip().partition("\n")
    is_code = BODY_RUNS.fullmatch(first.strip())
    plain, left_out = _without_magic(blank + newline + body) if is_code else ("", ())
    return plain, (first.strip(), *left_out)


@lru_cache(maxsize=128)
def parse(text: str | bytes) -> ast.Module:
    """The syntax tree of a text, not to be changed. Raises what ast.parse does."""
    with warnings.catch_warnings(action="ignore"):
        return ast.parse(text)


def try_to_compile(text: str | bytes, name: str) -> None:
    """Raise what Python does for a text that it cannot compile; its warnings are not shown."""
    with warnings.catch_warnings(action="ignore"):
        compile(text, name, "exec", dont_inherit=True)


@lru_cache(maxsize=4)
def plain_script(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A script as Python, and the lines that were left out, such as a notebook saved as one has."""
    with suppress(Exception):  # whatever is wrong with it
        parse(content)
        return content, ()
    try:
        encoding, _ = detect_encoding(BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, ValueError, LookupError):
        return content, ()
    plain, left_out = _without_magic(text.replace("\r\n", "\n").replace("\r", "\n"))
    return (plain.encode(encoding) if left_out else content), left_out


def _without_magic(text: str) -> tuple[str, tuple[str, ...]]:
    """Python, with the same line numbers, and the lines that were left out.

    Only a line at which Python's own parser gives up is considered, so a `%` or `!` inside a string
    or a formula is kept. As in Jupyter, a backslash at its end joins the next line to it.
    """
    lines, left_out, settled = text.split("\n"), list[str](), 0
    while (number := _next_broken(lines, settled)) is not None:
        line = lines[number]
        if not MAGIC.match(line) or len(left_out) == MOST:
            break
        indent = line[: len(line) - len(line.lstrip())]
        if timed := TIMED.fullmatch(line):
            left_out.append(line.strip())
            lines[number] = indent + timed["rest"]
            continue
        joined = [line]
        while joined[-1].endswith("\\") and number + len(joined) < len(lines):
            joined.append(lines[number + len(joined)])
        left_out.append(" ".join(one.removesuffix("\\").strip() for one in joined))
        lines[number : number + len(joined)] = [f"{indent}pass", *[""] * (len(joined) - 1)]
        if not indent:  # what stands above is done, and is not read again for each such line
            settled = number + len(joined)
    return "\n".join(lines), tuple(left_out)


def _next_broken(lines: list[str], start: int) -> int | None:
    """The index of the next line at which the parser gives up. start: where a statement begins."""
    if start < len(lines) and lines[start].startswith(("%", "!")):  # no need to ask
        return start
    found = _broken_line("\n".join(lines[start:]))
    return None if found is None else start + found


def _broken_line(text: str) -> int | None:
    """The index of the line at which the parser gives up; None if there is none."""
    try:
        parse(SURROGATE.sub("\ufffd", text))
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
