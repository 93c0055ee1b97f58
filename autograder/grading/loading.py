"""Loading: what a learner's file defines, and what of it stopped or cannot be read.

One broken line costs only what depends on it. Each top-level statement runs by itself, in a script
and in the cells of a notebook: when `x = input()` or `import google.colab` stops, the functions
before and after it can still be called.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from autograder.grading.formats import format_of
from autograder.grading.limit import SECONDS, MachineBusy, TimeIsUp, time_limit
from autograder.grading.notebook_cells import NotebookError, plain_script, read_code, whole
from autograder.grading.quiet import quiet
from autograder.grading.source import NO_SCRIPT, UNREADABLE, FileSource, Source, crash_of
from autograder.grading.statement_loader import (
    RUN,
    STOPPED,
    CellLoader,
    StatementLoader,
    run_awaiting,
)
from autograder.judges.answer import Crash


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file.

    names: what it defines. unreadable: why it is not Python or not a notebook; then names is empty.
    stops: the statements that stopped and the cells that are not Python, in order.
    slow: the time limit ended the loading; busy: the machine did. left_out: the lines that only
    Jupyter understands.
    """

    names: dict[str, Any] = field(default_factory=dict)
    unreadable: Crash | None = None
    stops: tuple[Crash, ...] = ()
    slow: bool = False
    left_out: str = ""
    busy: bool = False

    def defines(self, name: str) -> bool:
        return name in self.names

    def is_callable(self, name: str) -> bool:
        return callable(self.names[name])

    def kind_of(self, name: str) -> str:
        """The name of the class of a value."""
        return type(self.names[name]).__name__

    def has_stub(self, name: str) -> bool:
        """Whether a name is that of a function as it was shipped."""
        return is_stub(self.names.get(name))

    def own_functions(self, source: Source) -> list[str]:
        """The functions that the learner wrote, as opposed to those that were imported."""
        return [name for name, item in self.names.items() if is_own(item, source)]


def is_own(item: Any, source: Source) -> bool:
    """Whether a value is a function that the learner wrote."""
    return type(item) is FunctionType and source.locate(item.__code__.co_filename) is not None


def stub() -> None:
    """As `autograder build` writes it."""
    raise NotImplementedError("TODO")


def bare_stub() -> None:
    """As a learner may leave it."""
    raise NotImplementedError


_STUBS = tuple((one.__code__.co_code, one.__code__.co_names) for one in (stub, bare_stub))


def is_stub(item: Any) -> bool:
    """Whether a value is a function that, below its docstring, only raises NotImplementedError."""
    if type(item) is not FunctionType:
        return False
    code = item.__code__
    return (code.co_code, code.co_names) in _STUBS and code.co_names[0] not in item.__globals__


def load(path: Path, name: str, *, seconds: float = SECONDS) -> Loaded:
    """Run the file at `path` as the module `name`; nothing it does raises here."""
    source = FileSource(path)
    if source.is_notebook:
        return _load_notebook(source, name, seconds)
    stops: list[Crash] = []
    content = path.read_bytes()
    if what := format_of(content):
        return Loaded(unreadable=Crash(NO_SCRIPT, what))
    plain, left_out = plain_script(content)
    loader = StatementLoader(str(path), plain)
    with _module(name, source, stops) as module:
        try:
            ended = _run(loader, module, source, seconds)
        except UNREADABLE as error:
            return Loaded(unreadable=_unreadable(error))
    slow, busy = ended is TimeIsUp, ended is MachineBusy
    return Loaded(vars(module), None, tuple(stops), slow, ", ".join(left_out), busy)


def _load_notebook(source: FileSource, name: str, seconds: float) -> Loaded:
    try:
        cells = read_code(source.path.read_bytes())
    except NotebookError as error:
        return Loaded(unreadable=Crash("NotebookError", str(error)))
    stops: list[Crash] = []
    ended = set[type[TimeIsUp] | None]()
    with _module(name, source, stops) as module:
        vars(module).update(display=print, get_ipython=_Jupyter)
        for cell in cells:
            try:
                loader = CellLoader(source.file_of(cell.number), whole(cell.text).encode())
                with quiet():
                    _ = loader.code
            except UNREADABLE as error:
                stops.append(replace(_unreadable(error), cell=cell.number))
                continue
            try:
                ended.add(_run(loader, module, source, seconds))
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 -- SystemExit stops a cell, too
                stops.append(replace(crash_of(error, source), cell=cell.number))
    left_out = [f"{line} (cell [{cell.number}])" for cell in cells for line in cell.left_out]
    slow, busy = TimeIsUp in ended, MachineBusy in ended
    return Loaded(vars(module), None, tuple(stops), slow, ", ".join(left_out), busy)


def _run(
    loader: StatementLoader, module: ModuleType, source: Source, seconds: float
) -> type[TimeIsUp] | None:
    """Run a script or a cell; what ended it before its end. Raises what is UNREADABLE."""
    loader.remember()
    try:
        with quiet(), time_limit(seconds, source.locate):
            loader.exec_module(module)
    except TimeIsUp as up:
        return type(up)
    return None


@contextmanager
def _module(name: str, source: FileSource, stops: list[Crash]) -> Iterator[ModuleType]:
    """A new module, registered (dataclasses look themselves up), that can import its neighbours."""

    def record(error: BaseException) -> None:
        if isinstance(error, KeyboardInterrupt | TimeIsUp):
            raise error
        stops.append(crash_of(error, source))

    module = ModuleType(name)
    module.__file__ = str(source.path)
    vars(module).update({STOPPED: record, RUN: run_awaiting})
    sys.modules[name] = module
    with neighbours(source):
        yield module


@contextmanager
def neighbours(source: Source) -> Iterator[None]:
    """Let code import modules that lie beside its file, as Python does for a script."""
    before = list(sys.path)
    if isinstance(source, FileSource):
        sys.path.insert(0, str(source.path.parent))
    try:
        yield
    finally:
        sys.path[:] = before


def _unreadable(error: BaseException) -> Crash:
    line = getattr(error, "lineno", None)
    text = getattr(error, "msg", None) or str(error) or "it is nested too deeply"
    source = (getattr(error, "text", None) or "").strip()
    return Crash(type(error).__name__, text, line, source)


class _Jupyter:
    """Jupyter's shell outside Jupyter: takes every call and does nothing."""

    def __getattr__(self, _: str) -> Callable[..., None]:
        return lambda *_args, **_options: None
