"""How a file runs statement by statement, so that one that stops costs what depends on it alone.

Each is compiled inside a guard that records what stopped it; in a cell, `await` may stand outside a
function.
"""

import ast
import importlib.util
import linecache
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import cached_property
from importlib.abc import InspectLoader
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.grading.notebook_cells import parse
from autograder.grading.source import SCOPES, names_made, statements

STOPPED = "__stopped__"
GUARD = f"try: pass\nexcept BaseException as __error__: {STOPPED}(__error__)"

RUN = "__run__"
AWAITING = f"async def __awaiting__(): global {{names}}\n{RUN}(__awaiting__)"
WAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith)


@dataclass(frozen=True, eq=False)
class _Loader(InspectLoader):
    """Runs one script or cell from memory."""

    file: str
    data: bytes

    def get_source(self, _: str) -> str:
        return importlib.util.decode_source(self.data)

    def source_to_code(self, data: Any, _: Any = "") -> CodeType:  # type: ignore[override]
        return compile(data, self.file, "exec", dont_inherit=True)

    @cached_property
    def code(self) -> CodeType:
        """Raises what is UNREADABLE."""
        found = super().get_code("")
        assert found is not None  # noqa: S101 -- there always is a source
        return found

    def get_code(self, _: str) -> CodeType:
        return self.code

    def remember(self) -> None:
        """Let tracebacks show the lines of a cell, and those of a script as they are now."""
        if Path(self.file).exists():
            linecache.checkcache(self.file)
            return
        lines = self.data.decode().splitlines(keepends=True)
        linecache.cache[self.file] = (len(self.data), None, lines, self.file)


class StatementLoader(_Loader):
    """Runs each statement of a script by itself."""

    def source_to_code(self, data: Any, _: Any = "") -> CodeType:  # type: ignore[override]
        tree = parse(data)
        guarded = [_guarded(one, self.statements(one)) for one in tree.body]
        return compile(ast.Module(guarded, tree.type_ignores), self.file, "exec", dont_inherit=True)

    def statements(self, statement: ast.stmt) -> list[ast.stmt]:
        """What runs for a statement."""
        return [statement]


class CellLoader(StatementLoader):
    """The same for a cell, where `await` may stand outside a function."""

    def statements(self, statement: ast.stmt) -> list[ast.stmt]:
        inside = [statement, *statements(statement)]
        if isinstance(statement, SCOPES) or not any(isinstance(one, WAITS) for one in inside):
            return [statement]
        around, call = _placed(
            AWAITING.format(names=", ".join(["_", *names_made(statement)])), statement
        )
        vars(around)["body"] += [statement]
        return [around, call]


def _guarded(statement: ast.stmt, body: list[ast.stmt]) -> ast.stmt:
    """The statement that takes the place of another: the guard with what runs for it."""
    is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
    is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    if is_future or is_docstring:
        return statement
    (guarded,) = _placed(GUARD, statement)
    vars(guarded)["body"] = body
    return guarded


def _placed(text: str, statement: ast.stmt) -> list[ast.stmt]:
    """Statements of our own, as if they were written where a statement of the learner's is."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        ast.copy_location(node, statement)
    return tree.body


def run_awaiting(function: Callable[[], Coroutine[Any, Any, None]]) -> None:
    import asyncio

    asyncio.run(function())
