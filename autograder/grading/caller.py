"""The caller: loads a learner's file, calls its functions, and says what came of each call.

One broken line costs only what depends on it. Each top-level statement runs by itself, in a script
and in the cells of a notebook: when `x = input()` or `import google.colab` stops, the functions
before and after it can still be called.
"""

import ast
import dis
import importlib.util
import linecache
import random
import sys
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.abc import InspectLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, Protocol

import numpy as np

from autograder.grading.codec import plain
from autograder.grading.limit import (
    SECONDS,
    MachineBusy,
    TimeIsUp,
    TooExpensive,
    quiet,
    time_limit,
)
from autograder.grading.notebook_cells import NotebookError, read_code, whole
from autograder.grading.source import (
    NO_SCRIPT,
    UNREADABLE,
    FileSource,
    Source,
    another_format,
    crash_of,
    names_made,
    parse,
    statements,
)
from autograder.judges.answer import Answer, Crash, Spot

STOPPED = "__stopped__"
AGAIN_SECONDS = 2.0
"""A call that takes longer is not made once more, only to see where it ends."""
GUARD = f"try: pass\nexcept BaseException as __error__: {STOPPED}(__error__)"

RUN = "__run__"
AWAITING = f"async def __awaiting__(): global {{names}}\n{RUN}(__awaiting__)"
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
WAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file.

    names: what it defines. unreadable: why it is not Python or not a notebook; then names is empty.
    stops: the statements that stopped and the cells that are not Python, in order.
    slow: the time limit ended the loading; busy: the machine did. left_out: the lines that only a
    notebook understands.
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


class Caller(Protocol):
    """Calls one exercise's functions, in this process or, in a batch, in a confined one."""

    source: Source

    error: BaseException | None
    """The last exception itself, for a traceback on request; None if it was in another process."""

    def begin(self) -> None:
        """A check begins: seed the global generators, whichever check ran before."""

    def loaded(self) -> Loaded: ...

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """The answers to many calls, in their order; each gets a tuple of arguments."""

    def left_at(self, function: str, arguments: tuple[Any, ...]) -> Spot | None:
        """Where such a call, made once more, leaves the function; None where only one line can."""


@dataclass(eq=False)
class LocalCaller:
    """Calls functions in this process. seed: of the global generators; None leaves them alone."""

    source: Source
    name: str
    seed: int | None
    _loaded: Loaded | None = None
    error: BaseException | None = None
    slowest: float = 0.0

    def begin(self) -> None:
        if self.seed is not None:
            seed_generators(self.seed)

    def loaded(self) -> Loaded:
        if self._loaded is None:  # the first call
            self.begin()
            assert isinstance(self.source, FileSource)  # noqa: S101 -- for any other, loaded is given
            self._loaded = load(self.source.path, self.name)
        return self._loaded

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        return [self.call(function, arguments) for arguments in many]

    def call(
        self, function: str, arguments: tuple[Any, ...], carry: Callable[[Any], Any] = plain
    ) -> Answer:
        """Copies go in, exact plain types come out; an exception becomes part of the answer.

        carry: what makes a plain value, or the wire form, of what comes back.
        """
        target = self.loaded().names[function]
        sent = tuple(plain(argument) for argument in arguments)
        given = value = crash = None
        started = time.monotonic()
        with quiet() as output, _neighbours(self.source):
            try:
                given = target(*sent)
                value = carry(given)
            except TimeIsUp as up:
                if given is None or isinstance(up, MachineBusy):
                    raise
                raise TooExpensive from None
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 -- SystemExit too is part of the answer
                crash, self.error = crash_of(error, self.source, function), error
        self.slowest = max(self.slowest, time.monotonic() - started)
        afterwards = tuple(plain(argument) for argument in sent)
        said = output.printed, tuple(output.warned)
        return Answer(function, value, arguments, afterwards, crash, *said)

    def left_at(self, function: str, arguments: tuple[Any, ...]) -> Spot | None:
        code = getattr(self.loaded().names[function], "__code__", None)
        if code is None or self.slowest > AGAIN_SECONDS or len(_exits(code)) < 2:
            return None
        lines: list[int] = []

        def leave(frame: FrameType, event: str, _: object) -> Any:
            if event == "return":
                lines.append(frame.f_lineno)
            return leave

        def enter(frame: FrameType, _event: str, _: object) -> Any:
            if frame.f_code is not code:
                return None
            frame.f_trace_lines = False  # only the end of the call matters
            return leave

        tracing = sys.gettrace()
        sys.settrace(enter)
        try:
            self.call(function, arguments)
        finally:
            sys.settrace(tracing)
        cell = self.source.locate(code.co_filename)
        return Spot(lines[-1], cell or None) if lines and cell is not None else None


def _exits(code: CodeType) -> list[int]:
    """The offsets of the instructions with which a function can end."""
    return [one.offset for one in dis.get_instructions(code) if one.opname.startswith("RETURN_")]


def seed_generators(seed: int) -> None:
    """Seed Python's and NumPy's global generators: once per check, never per call."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 -- the generator that learners use


def load(path: Path, name: str, *, seconds: float = SECONDS) -> Loaded:
    """Run the file at `path` as the module `name`; nothing it does raises here."""
    source = FileSource(path)
    if source.is_notebook:
        return _load_notebook(source, name, seconds)
    stops: list[Crash] = []
    content = path.read_bytes()
    if what := another_format(content):
        return Loaded(unreadable=Crash(NO_SCRIPT, what))
    loader = _StatementLoader(str(path), content)
    with _module(name, source, stops) as module:
        try:
            ended = _run(loader, module, source, seconds)
        except UNREADABLE as error:
            return Loaded(unreadable=_unreadable(error))
    slow, busy = ended is TimeIsUp, ended is MachineBusy
    return Loaded(vars(module), stops=tuple(stops), slow=slow, busy=busy)


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
                loader = _CellLoader(source.file_of(cell.number), whole(cell.text).encode())
                with quiet():
                    loader.get_code("")
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
    loader: "_Loader", module: ModuleType, source: Source, seconds: float
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
    vars(module).update({STOPPED: record, RUN: _run_awaiting})
    sys.modules[name] = module
    with _neighbours(source):
        yield module


@contextmanager
def _neighbours(source: Source) -> Iterator[None]:
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


@dataclass(frozen=True, eq=False)
class _Loader(InspectLoader):
    """Runs one script or cell from memory."""

    file: str
    data: bytes

    def get_source(self, _: str) -> str:
        return importlib.util.decode_source(self.data)

    def source_to_code(self, data: Any, _: Any = "") -> CodeType:  # type: ignore[override]
        return compile(data, self.file, "exec", dont_inherit=True)

    def remember(self) -> None:
        """Let tracebacks show the lines of a cell, and those of a script as they are now."""
        if Path(self.file).exists():
            linecache.checkcache(self.file)
            return
        lines = self.data.decode().splitlines(keepends=True)
        linecache.cache[self.file] = (len(self.data), None, lines, self.file)


class _StatementLoader(_Loader):
    """Runs each statement of a script by itself."""

    def source_to_code(self, data: Any, _: Any = "") -> CodeType:  # type: ignore[override]
        tree = parse(data)
        guarded = [_guarded(one, self.statements(one)) for one in tree.body]
        return compile(ast.Module(guarded, tree.type_ignores), self.file, "exec", dont_inherit=True)

    def statements(self, statement: ast.stmt) -> list[ast.stmt]:
        """What runs for a statement."""
        return [statement]


class _CellLoader(_StatementLoader):
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


def _run_awaiting(function: Callable[[], Coroutine[Any, Any, None]]) -> None:
    import asyncio

    asyncio.run(function())
