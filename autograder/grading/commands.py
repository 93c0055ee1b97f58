"""Commands as they run here: what a learner types starts differently in uv, in an inactive virtual
environment, where `python` is called python3, and in a subfolder.
"""

import os
import shlex
import shutil
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
UV = "UV_RUN_RECURSION_DEPTH"
"""What `uv run` sets in the environment; recent ones set UV, their own path, as well."""
PYTHONS = ("py", "python") if os.name == "nt" else ("python", "python3")
SHIMS = "shims"
"""The folder in which pyenv keeps a `python` that starts another one."""


def command_prefix() -> str:
    """What starts a command: "" where a shell finds scripts, else such as `python -m uv run `."""
    if UV in os.environ:
        is_bare = "UV" in os.environ and _which("uv")
        return "uv run " if is_bare else f"{_first(PYTHONS)} -m uv run "
    script = _which("autograder")
    return "" if script and _is_ours(Path(script)) else f"{_this_python()} -m "


def kit_command(*words: object) -> str:
    """A command of the kit, to copy into this shell."""
    quote = shlex.quote if os.name != "nt" else str
    return command_prefix() + " ".join(["autograder", *(quote(_typed(word)) for word in words)])


def _typed(word: object) -> str:
    """A word as it is typed; a path must not look like an option."""
    is_dashed = isinstance(word, Path) and str(word).startswith("-")
    return f".{os.sep}{word}" if is_dashed else str(word)


def python() -> str:
    """The command that runs a script."""
    return f"{command_prefix()}python" if UV in os.environ else _this_python()


def pytest_command() -> str:
    """The command that runs all checks, from the current folder."""
    here = Path.cwd()
    kits = (folder / "autograder" for folder in (here, *here.parents))
    kit = next((one for one in kits if (one / "grading" / "commands.py").is_file()), None)
    if kit is None:
        return f"{command_prefix()}pytest --pyargs autograder"
    shown = os.path.relpath(kit)
    return f"{command_prefix()}pytest {shlex.quote(shown) if os.name != 'nt' else shown}"


def install_command(*wanted: str) -> str:
    """The command that installs packages, such as `-e .`, where this Python looks for them."""
    is_uv = UV in os.environ or "uv = " in _settings(Path(sys.prefix) / "pyvenv.cfg")
    tool, place = f"{_this_python()} -m", []
    if is_uv:
        tool = "uv" if _which("uv") else f"{_first(PYTHONS)} -m uv"
    if UV in os.environ:  # another environment may be active around it
        place = ["--python", _shown(Path(sys.prefix))]
    return " ".join([tool, "pip install", *place, *wanted])


def _shown(path: Path) -> str:
    """A path from here, if it is below, as a shell takes it."""
    here = Path.cwd()
    shown = str(path.relative_to(here) if path.is_relative_to(here) else path)
    return shown if os.name == "nt" else shlex.quote(shown)


def _settings(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _which(name: str) -> str | None:
    """Where a shell finds a program; inside `uv run`, where the shell around it does."""
    path = os.environ.get("PATH", "")
    if UV in os.environ:  # which has put the environment first
        own, folders = Path(sys.prefix).resolve(), path.split(os.pathsep)
        path = os.pathsep.join(f for f in folders if not Path(f).resolve().is_relative_to(own))
    return shutil.which(name, path=path)


def _first(names: tuple[str, ...]) -> str:
    """The first of these programs that there is."""
    return next((name for name in names if _which(name)), names[0])


def _is_ours(script: Path) -> bool:
    """Whether a script starts this Python."""
    folders = {Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))}
    if script.parent in folders:
        return True
    with suppress(OSError), script.open("rb") as file:
        return sys.executable.encode() in file.readline(1000)
    return False


def _this_python() -> str:
    """What starts this Python: its name, where that is enough, or its path."""
    own = Path(sys.executable)
    for name in PYTHONS:
        found = Path(_which(name) or "/")
        is_shim = found.parent.name == SHIMS and found.parents[1] in own.parents
        if found.parent == own.parent or is_shim:
            return name
    return _shown(own)
