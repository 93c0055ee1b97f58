"""
A learner's file, loaded so that one broken line costs what depends on it and no more.

Every statement at the top of the file is run by itself: when `x = input()` or `plt.show()` or
`sys.exit()` stops, the functions before and after it are still there to be called.
"""

from __future__ import annotations

import ast
import importlib.util
import linecache
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from autograder.grading.limit import SECONDS, TimeIsUp, time_limit
from autograder.grading.quiet import quiet
from autograder.judges.answer import Crash

TEXT = 300
STOPPED = "__stopped__"


@dataclass(frozen=True, slots=True)
class Loaded:
    """
    What became of a file.

    names: what it defines. unreadable: a syntax error, and then there are no names.
    stops: the statements that stopped, in order. slow: the time limit ended the loading.
    """

    path: Path
    names: dict[str, Any] = field(default_factory=dict)
    unreadable: Crash | None = None
    stops: tuple[Crash, ...] = ()
    slow: bool = False


def load(path: Path, name: str, *, seconds: float = SECONDS) -> Loaded:
    """Run the file at `path` as the module `name`; nothing it does raises here."""
    linecache.checkcache(str(path))
    stops: list[Crash] = []
    loader = _StatementLoader(name, str(path))
    module = ModuleType(name)
    module.__file__ = str(path)
    vars(module)[STOPPED] = _recorder(path, stops)
    before = _import_as(name, module, path.parent)
    slow = False
    try:
        with quiet(), time_limit(seconds, str(path)):
            loader.exec_module(module)
    except TimeIsUp:
        slow = True
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Loaded(path, unreadable=_unreadable(error))
    finally:
        _restore_path(before)
    return Loaded(path, vars(module), stops=tuple(stops), slow=slow)


def crash_of(error: BaseException, path: Path) -> Crash:
    """The exception as data; its line is the last one inside the learner's file."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    source = linecache.getline(str(path), line).strip() if line else ""
    return Crash(type(error).__name__[:60], _text_of(error), line, source)


def _text_of(error: BaseException) -> str:
    """What it says, capped; an exception whose own text fails says nothing."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 -- the learner's own class may do anything
        return ""
    return " ".join(text[: 2 * TEXT].split())[:TEXT]


def _recorder(path: Path, stops: list[Crash]) -> Callable[[BaseException], None]:
    def record(error: BaseException) -> None:
        if isinstance(error, KeyboardInterrupt | TimeIsUp):
            raise error
        stops.append(crash_of(error, path))

    return record


def _import_as(name: str, module: ModuleType, folder: Path) -> list[str]:
    """Register the module (dataclasses look themselves up) and let it import its neighbours."""
    before = list(sys.path)
    sys.modules[name] = module
    sys.path.insert(0, str(folder))
    return before


def _restore_path(before: list[str]) -> None:
    sys.path[:] = before


def _unreadable(error: BaseException) -> Crash:
    line = getattr(error, "lineno", None)
    text = getattr(error, "msg", None) or str(error) or "it is nested too deeply"
    source = (getattr(error, "text", None) or "").strip()
    return Crash(type(error).__name__, text, line, source)


class _StatementLoader(SourceFileLoader):
    """Runs each statement by itself, and never a stale or new `__pycache__`."""

    def path_stats(self, path: str) -> Any:
        raise OSError(f"{path} is read afresh")

    def source_to_code(self, data: Any, path: Any, **_: Any) -> CodeType:  # type: ignore[override]
        source = importlib.util.decode_source(data)
        tree = ast.parse(source, str(path))
        tree.body = [_guarded(statement) for statement in tree.body]
        return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)


def _guarded(statement: ast.stmt) -> ast.stmt:
    """`try: statement; except BaseException as __error__: __stopped__(__error__)`."""
    is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
    is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    if is_future or is_docstring:
        return statement
    handler = ast.parse(f"try: pass\nexcept BaseException as __error__: {STOPPED}(__error__)")
    guard = handler.body[0]
    assert isinstance(guard, ast.Try)  # noqa: S101 -- what the line above spells
    guard.body = [statement]
    for node in ast.walk(guard.handlers[0]):
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler):
            ast.copy_location(node, statement)
    return ast.copy_location(guard, statement)
