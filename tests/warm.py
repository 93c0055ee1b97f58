"""
Python processes that start warm: forks of one that has imported what every run of the kit needs.

Two of the three seconds of a cold `pytest autograder` are imports of other packages. The kit itself
is imported in each fork, as in any run. Where nothing can fork, the start is cold.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

PREFIX = (sys.executable, "-B")
SECONDS = 120
"""Seconds of computing for one run."""
STREAMS = {"stdin": os.O_RDONLY, "stdout": os.O_WRONLY, "stderr": os.O_WRONLY}

Ended = subprocess.CompletedProcess[str]


def python(words: Sequence[str], cwd: Path, env: Mapping[str, str], given: str = "") -> Ended:
    """`python -m` with these words, or `python` with a script. given: its standard input."""
    if not hasattr(os, "fork"):
        return cold(words, cwd, env, given)
    with tempfile.TemporaryDirectory() as folder:
        streams = {name: Path(folder, name) for name in STREAMS}
        for name, path in streams.items():
            path.write_text(given if name == "stdin" else "", encoding="utf-8")
        order = {"words": [*words], "cwd": str(cwd), "env": {**env}}
        code = _forked(order | {name: str(path) for name, path in streams.items()})
        said = [streams[name].read_text(encoding="utf-8") for name in ("stdout", "stderr")]
    return subprocess.CompletedProcess([*words], code, *said)


def cold(words: Sequence[str], cwd: Path, env: Mapping[str, str], given: str = "") -> Ended:
    """The same in a process that has imported nothing yet."""
    module = [] if words[0].endswith(".py") else ["-m"]
    return subprocess.run(
        [*PREFIX, *module, *words],
        cwd=cwd,
        env=env,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _forked(order: Mapping[str, object]) -> int:
    """Tell the server to fork; returns the exit code."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(order) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


@cache
def _server() -> subprocess.Popen[str]:
    """The server, which ends when this process does."""
    pipe = subprocess.PIPE
    server = subprocess.Popen([*PREFIX, __file__], stdin=pipe, stdout=pipe, text=True)
    atexit.register(server.communicate)
    return server


def serve() -> None:
    """Fork for each line of standard input, and print the exit codes."""
    import msgspec  # noqa: F401
    import numpy as np  # noqa: F401
    import pytest  # noqa: F401
    import sympy as sp  # noqa: F401

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
            return
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(order: Mapping[str, object]) -> None:
    """Take folder, environment and streams from the order, and run its words as Python would."""
    import resource

    words, cwd, env = order["words"], order["cwd"], order["env"]
    assert isinstance(words, list)
    assert isinstance(cwd, str)
    assert isinstance(env, dict)
    for number, (name, mode) in enumerate(STREAMS.items()):
        os.dup2(os.open(str(order[name]), mode), number)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    preset = {str(Path(__file__).parent), *os.environ.get("PYTHONPATH", "").split(os.pathsep)}
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    is_script = words[0].endswith(".py")
    first = Path(words[0]).absolute().parent if is_script else cwd
    paths = [path for path in env.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = [str(first), *paths, *(path for path in sys.path if path not in preset)]
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in env
    sys.argv[:] = words
    if is_script:
        runpy.run_path(words[0], run_name="__main__")
    else:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve()
