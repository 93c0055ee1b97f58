"""The source: where a learner's functions are written, and how a place in it is named.

In a script a place is `path:line`, which an editor can jump to; in a notebook it is `path, line 3
of cell [5]`, with the number that Jupyter shows beside the cell. In an open notebook IPython names
the code of each cell, counts the cells and keeps their texts.
"""

import ast
import dis
import linecache
import re
import sys
import traceback
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, Protocol

from autograder.grading import notebook_cells
from autograder.grading.limit import TimeIsUp
from autograder.grading.notebook_cells import (
    NotebookError,
    parse,
    plain_python,
    plain_script,
    printed,
    read_code,
    try_to_compile,
    whole,
)
from autograder.judges.answer import Crash, Spot

NO_SCRIPT = "NoScript"
"""The kind of crash of a file that is not text."""
UNREADABLE = (SyntaxError, ValueError, LookupError, RecursionError, MemoryError)
"""What Python raises for text that it cannot read; LookupError is for an unknown encoding."""

CELL = re.compile(r"\[(\d{1,4})\]", re.ASCII)
"""What follows the path in the file name of a cell's code."""

NUMBERED = re.compile(r"In ?\[(\d+)\]")
UNNUMBERED = re.compile(r"<ipython-input-|[\\/]ipykernel_\d+[\\/]")
"""How IPython labels a cell; in version 7, the file name of one whose number it does not tell."""

SCRIPT = 0
"""What `locate` says of code in a script, which has no cells."""

CELL_STOPPED = "stopped"
"""The kind of a crash of which only the cell is known."""

CELLS = (b'"cells"', b'"worksheets"')
"""The keys of a notebook that hold its cells, in formats 4 and 3."""

SCOPES = ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef
BLOCKS = ast.stmt, ast.ExceptHandler, ast.match_case
"""What holds statements."""

TEXT = 300


class Place(NamedTuple):
    """Where to look, and the line of code there, stripped; both may be empty."""

    where: str = ""
    code: str = ""


class Source(Protocol):
    """Where functions come from."""

    @property
    def name(self) -> str:
        """Its name in messages."""

    def locate(self, file: str) -> int | None:
        """The cell that a code object's file name means; None if the code is not the learner's."""

    def place(self, function: str, at: Spot | None) -> Place:
        """Where to look: at that spot, else where `line_of` says."""

    def cells_with(self, function: str) -> list[int]:
        """The cell of each `def` line of the function, SCRIPT in a script."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A script or a notebook file."""

    path: Path

    @property
    def name(self) -> str:
        return printed(self.path.name)

    @property
    def is_notebook(self) -> bool:
        """Whether it is one inside, whatever its name says."""
        try:
            return _is_notebook(self.path, self.path.stat().st_mtime_ns)
        except OSError:
            return self.path.suffix == notebook_cells.ENDING

    def file_of(self, cell: int) -> str:
        """The file name under which the code of a cell is compiled."""
        return f"{self.path}[{cell}]" if cell else str(self.path)

    def locate(self, file: str) -> int | None:
        own = str(self.path)
        if file == own:
            return SCRIPT
        cell = CELL.fullmatch(file.removeprefix(own)) if file.startswith(own) else None
        return int(cell[1]) if cell and self.is_notebook else None

    def place(self, function: str, at: Spot | None) -> Place:
        found = at or spot_of(self, function)
        shown = _shown(self.path)
        if found is None:
            return Place(shown)
        file = self.file_of(found.cell or SCRIPT)
        linecache.checkcache(file)  # watch looks at a file again after each save
        code = linecache.getline(file, found.line).strip()
        where = f"{shown}, {found}" if self.is_notebook else f"{shown}:{found.line}"
        return Place(where, printed(code))

    def cells_with(self, function: str) -> list[int]:
        return [cell for cell, text in readable(self) for name in begun(text) if name == function]


@dataclass(frozen=True, slots=True)
class LiveSource:
    """The global names of an open notebook or, without IPython's shell, of a running script."""

    names: Mapping[str, Any]
    shell: Any = None

    @property
    def name(self) -> str:
        return "this notebook" if self.shell else Path(str(self.names.get("__file__", "this"))).name

    def locate(self, file: str) -> int | None:
        if self.shell is None:
            return SCRIPT if file == self.names.get("__file__") else None
        tell = getattr(self.shell.compile, "format_code_name", None)
        if tell is None:  # IPython 7, as some hosts still have: a cell, but which one?
            return SCRIPT if UNNUMBERED.search(file) else None
        _, label = tell(file) or ("", "")
        match = NUMBERED.fullmatch(label)
        return int(match[1]) if match else None

    def place(self, function: str, at: Spot | None) -> Place:
        code = getattr(self.names.get(function), "__code__", None)
        cell = self.locate(code.co_filename) if code else None
        if code is None or cell is None:
            return Place(str(at or ""))
        file = code.co_filename
        known = functions_in("".join(linecache.getlines(file)))
        lines = [line_of(one) for one in known if one.name == function]
        at = at or Spot((lines or [code.co_firstlineno])[-1], cell or None)
        return Place(str(at), linecache.getline(file, at.line).strip())

    def cells_with(self, function: str) -> list[int]:
        every = enumerate(self._cells())
        return [number for number, text in every for name in begun(text) if name == function]

    def broken(self, function: str) -> Crash | None:
        """Why the cell with the `def` line of a function did not define it."""
        cells = self.cells_with(function)
        if not cells:
            return None
        cell = cells[-1]
        text, _ = plain_python(self._cells()[cell])
        try:
            try_to_compile(whole(text), f"cell {cell}")
        except SyntaxError as error:
            line = (error.text or "").strip()
            return Crash(type(error).__name__, error.msg, error.lineno, line, cell=cell)
        except ValueError:
            return None
        last = getattr(sys, "last_value", None)
        stop = crash_of(last, self) if isinstance(last, BaseException) else None
        return stop if stop and stop.cell == cell else Crash(CELL_STOPPED, "", cell=cell)

    def _cells(self) -> list[str]:
        """The texts of the cells that have run, by number."""
        return [str(text) for text in self.names.get("In", ())]


def crash_of(error: BaseException, source: Source, function: str = "") -> Crash:
    """An exception as data. function: the one that was called; if the traceback passes it, the line
    is the last one inside it, since a helper that it calls may be right.
    """
    frames = ((frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__))
    passed = [one for one in frames if source.locate(one[0].co_filename) is not None]
    kind = plain_name(type(error).__name__, "Exception")
    if not passed:
        return Crash(kind, _text_of(error))
    code, line = passed[-1]
    text, owner = linecache.getline(code.co_filename, line).strip(), code.co_name
    code, line = next((one for one in reversed(passed) if one[0].co_name == function), passed[-1])
    cell = source.locate(code.co_filename) or None
    owner = plain_name(owner, "")
    return Crash(kind, _text_of(error), line, text, cell, owner, _own_raise(error, source))


def _own_raise(error: BaseException, source: Source) -> str:
    """The class of Python's own that it is, if a `raise` in the source made it; else ""."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None or source.locate(last.tb_frame.f_code.co_filename) is None:
        return ""
    command = dis.opname[last.tb_frame.f_code.co_code[last.tb_lasti]]
    known = (one.__name__ for one in type(error).__mro__ if one.__module__ == "builtins")
    return next(known) if command == "RAISE_VARARGS" else ""


def plain_name(name: str, otherwise: str) -> str:
    """The name of a class, if a message can carry it: an ASCII identifier."""
    return name[:60] if name.isascii() and name.isidentifier() else otherwise


def _text_of(error: BaseException) -> str:
    """What Python says of an exception, capped, in whole characters; "" if even that raises."""
    try:
        text = str(error)
        if isinstance(error, NameError | AttributeError | ImportError):  # perhaps: Did you mean?
            text = str(traceback.TracebackException.from_exception(error, limit=0, compact=True))
            if sys.version_info < (3, 12):
                text += _guess(error)
    except (KeyboardInterrupt, TimeIsUp):
        raise
    except BaseException:  # noqa: BLE001 -- the learner's own class may do anything
        return ""
    text = text[: 2 * TEXT].encode(errors="backslashreplace").decode()
    return " ".join(text.split())[:TEXT]


def _guess(error: BaseException) -> str:
    """What Python says from 3.12 on of a name that resembles one that is there."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    wrong, owner = getattr(error, "name", None), getattr(error, "obj", None)
    if not isinstance(wrong, str) or not frames:
        return ""
    known = [*frames[-1].f_locals, *frames[-1].f_globals] if isinstance(error, NameError) else []
    if isinstance(owner, ModuleType):  # a function is meant more often than a class
        known += [name for name in dir(owner) if callable(getattr(owner, name, None))]
        functions = [name for name in known if isinstance(getattr(owner, name), FunctionType)]
        known = get_close_matches(wrong, functions, n=1, cutoff=0.75) or known
    close = get_close_matches(wrong, known, n=1, cutoff=0.75)
    return f". Did you mean: {close[0]!r}?" if close else ""


def begun(text: str | bytes) -> list[str]:
    """The functions of which a text, Python or not, has a `def` line."""
    text = text if isinstance(text, str) else text.decode(errors="replace")
    text = text.replace("\r", "\n")
    return re.findall(r"^\s*def\s+(\w+)\b", text, re.MULTILINE | re.ASCII)


def names_bound(line: str) -> set[str]:
    """The names that a line of code makes; none if it is not a whole statement."""
    try:
        return {name for statement in parse(line).body for name in names_made(statement)}
    except UNREADABLE:
        return set()


def names_made(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement makes."""
    for node in (statement, *statements(statement)):
        if isinstance(node, ast.alias):
            yield node.asname or node.name.split(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def texts(source: FileSource) -> Iterator[tuple[int, str | bytes]]:
    """All code, as cell numbers and texts. Raises NotebookError, OSError."""
    if source.is_notebook:
        yield from ((cell.number, cell.text) for cell in read_code(source.path.read_bytes()))
    else:
        yield SCRIPT, plain_script(source.path.read_bytes())[0]


def readable(source: FileSource) -> list[tuple[int, str | bytes]]:
    """The same; nothing if the file cannot be read."""
    try:
        return list(texts(source))
    except (OSError, NotebookError):
        return []


@lru_cache(maxsize=8)
def _is_notebook(path: Path, _: int) -> bool:
    content = path.read_bytes().removeprefix(BOM_UTF8).strip()
    is_json = content[:1] + content[-1:] == b"{}" and any(one in content for one in CELLS)
    if is_json or path.suffix.lower() != notebook_cells.ENDING:
        return is_json
    return content.startswith(b"{") or not functions_in(content)


def functions(source: FileSource) -> Iterator[tuple[int, ast.FunctionDef]]:
    """The functions of a source, each with its cell; code that is not Python is skipped."""
    for cell, text in readable(source):
        yield from ((cell, node) for node in functions_in(text))


def functions_in(text: str | bytes) -> list[ast.FunctionDef]:
    """The functions that a text defines; none if it is not Python."""
    try:
        return [node for node in parse(text).body if isinstance(node, ast.FunctionDef)]
    except UNREADABLE:
        return []


def is_stub(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function, below its docstring, only raises NotImplementedError."""
    match function.body[1:]:
        case [ast.Raise(exc=ast.Name(id="NotImplementedError"))]:
            return True
        case [ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError")))]:
            return True
    return False


def spot_of(source: FileSource, function: str) -> Spot | None:
    """Where to look in a function; None if the source does not define it or cannot be read."""
    found = [Spot(line_of(n), cell or None) for cell, n in functions(source) if n.name == function]
    return found[-1] if found else None


def line_of(function: ast.FunctionDef) -> int:
    """The line of its only `return`; of its last statement if it has none; else of its `def`."""
    inside = [one for one in _blocks(function) if isinstance(one, ast.stmt)]
    returns = [one for one in inside if isinstance(one, ast.Return)]
    found = returns or ([] if is_stub(function) else inside[-1:])
    return found[0].lineno if len(found) == 1 else function.lineno


def _blocks(node: ast.AST) -> Iterator[ast.AST]:
    """The statements inside one, however deep, without looking into expressions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, BLOCKS) and not isinstance(child, SCOPES):
            yield child
            yield from _blocks(child)


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """What is inside a statement, without the functions and classes in it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, SCOPES):
            yield child
            yield from statements(child)


def _shown(path: Path) -> str:
    try:
        return printed(str(path.resolve().relative_to(Path.cwd())))
    except ValueError:
        return printed(str(path))
