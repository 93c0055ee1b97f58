"""
How the kit's own tests run, and what they share.

These settings are not in pyproject.toml because a learner's `pytest autograder` reads that file.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

GROUP = (
    "distributed",
    "hypothesis",
    "importlinter",
    "nbgrader",
    "playwright",
    "pytest_timeout",
    "xdist",
)
if missing := [name for name in GROUP if find_spec(name) is None]:
    sys.stderr.write(
        f"The kit's own tests need packages that are not installed ({', '.join(missing)}): type "
        "`python -m uv run --group dev pytest` for these tests, or `pytest autograder` for the "
        "exercises.\n"
    )
    raise SystemExit(pytest.ExitCode.USAGE_ERROR)  # pytest would show any other with a traceback

from hypothesis import settings  # noqa: E402

if TYPE_CHECKING:
    from autograder.sandbox.supervisor import Supervisor

pytest_plugins = ["pytester"]

# One seed for every run, so that a law that fails will fail again.
settings.register_profile("kit", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("kit")

# Hundreds of submissions ask SymPy for the same; child processes keep what learners have.
os.environ["SYMPY_CACHE_SIZE"] = "20000"
# What the tests run is not a learner's work; tests of the record switch it on themselves.
os.environ["AUTOGRADER_PROGRESS"] = "off"
# The commands that are printed are the bare ones, as in an active environment.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
# Inside `uv run`, the commands that are printed begin otherwise.
for name in ("UV_RUN_RECURSION_DEPTH", "UV"):
    os.environ.pop(name, None)

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the kit itself, and `tests.` for what tests share

SWEEP = "sweep: takes each of many, or minutes; only `-m sweep` and tests named with :: run it"
LIMIT = 300
"""Seconds for one test on a busy machine; the slowest takes 15 on an idle one."""
SWEEP_LIMIT = 1800
TOGETHER = (
    "test_nbgrader.py",
    "test_authors.py",
    "test_hostile.py::test_confined",
    "test_hostile.py::test_a_file_of_the_host",
    "test_supervisor.py::test_code_whose_time_is_up",
    "test_course_pages.py",
    "test_course_day.py",
)
"""Sweeps that share what takes long to make: a course, or a sandbox of their own."""


def pytest_configure(config: pytest.Config) -> None:
    """Make warnings errors, limit the time of each test, and let Ctrl-C reach child processes."""
    config.addinivalue_line("markers", SWEEP)
    config.addinivalue_line("filterwarnings", "error")
    # The oldest Matplotlib that the kit allows uses old names of the newest pyparsing.
    config.addinivalue_line("filterwarnings", "ignore:.* deprecated - use:DeprecationWarning")
    # From 3.13 on, Python warns of a database that a library has left open, in whichever test it
    # happens to be collected. The kit's own are closed by `closing`.
    config.addinivalue_line("filterwarnings", "ignore:unclosed database:ResourceWarning")
    if getattr(config.option, "timeout", 0) is None:
        config.option.timeout = LIMIT
        config.option.timeout_method = "thread"  # the kit's own limits use the alarm signal
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell does this to background jobs
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run whole folders on every core, and sweeps only on request."""
    option = config.option
    if not option.markexpr and not any("::" in name for name in config.args):
        option.markexpr = "not sweep"
    if hasattr(config, "workerinput") or not config.pluginmanager.hasplugin("xdist"):
        return
    # pytest-cov looks for workers before this hook runs, so with --cov, type `-n auto` yourself.
    here = option.usepdb or option.trace or option.collectonly or option.cov_source
    if option.numprocesses is None and not here and all(map(os.path.isdir, config.args)):
        option.numprocesses = "auto"
    option.loadscopereorder = False  # our order is better
    if option.numprocesses and option.dist == "no":
        # What a module shares is made once; sweeps of one file are too many for one process.
        option.dist = "loadgroup" if option.markexpr == "sweep" else "loadfile"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share sweeps out one by one, but keep together what shares a course or a sandbox."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return next((some for some in TOGETHER if some in nodeid), nodeid)

    return Together(config, log) if config.option.dist == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give sweeps more time; begin with what takes long, so that all workers end together."""
    items.sort(key=lambda item: item.path.parent, reverse=True)
    items.sort(key=_turn)
    for item in items:
        if item.get_closest_marker("sweep") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SWEEP_LIMIT))


def pytest_runtest_setup() -> None:
    """All exercises count, whichever of them another test has chosen."""
    os.environ.pop("AUTOGRADER_ONLY", None)


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    """What one worker does in a row, whole commands, the rooms, hundreds of short ones."""
    is_together = any(some in item.nodeid for some in TOGETHER)
    return not is_together, item.path.name == "test_doors.py", item.path.parent != ROOT / "tests"


def pytest_collection_finish() -> None:
    """Spare the garbage collector what the imports made, as a learner's run does."""
    sys.unraisablehook = partial(_unraisable, sys.unraisablehook)
    gc.freeze()
    gc.set_threshold(50_000)
    os.environ.pop("SYMPY_CACHE_SIZE", None)
    if sympy := sys.modules.get("sympy"):
        sympy.Integral.doit = cache(sympy.Integral.doit)
        sympy.Integral.evalf = cache(sympy.Integral.evalf)
        sympy.Limit.doit = cache(sympy.Limit.doit)
        solvers = sys.modules["sympy.solvers.solveset"]
        vars(solvers).update(_solveset=cache(solvers._solveset))  # noqa: SLF001 -- bound everywhere


def _unraisable(report: Callable[[Any], Any], lost: Any) -> None:
    """A time limit of ours may fall into a garbage collection: it rings again."""
    if lost.exc_type.__name__ != "TimeIsUp":
        report(lost)


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Supervisor]:
    """One sandbox for each process of pytest, since starting it takes seconds."""
    from autograder.sandbox.supervisor import Supervisor

    with Supervisor() as sandbox:
        yield sandbox


@pytest.fixture
def supervisor(sandbox: Supervisor, monkeypatch: pytest.MonkeyPatch) -> Supervisor:
    """The same, with a limit on each check that is soon reached."""
    monkeypatch.setattr(sandbox, "seconds", 3.0)
    return sandbox


@pytest.fixture
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Which exercises a test has chosen is forgotten after it."""
    from autograder.grading.spec import all_checks
    from autograder.kit import ONLY

    monkeypatch.setenv(ONLY, "")
    yield
    all_checks.cache_clear()
