"""All the learner's tools work on a system that lacks what only POSIX has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import PACKAGE, PROJECT
from autograder.study.progress import MACHINES, SWITCH, load
from tests.study.projects import project

POSIX = (
    "fcntl",
    "termios",
    "tty",
    "pty",
    "resource",
    "pwd",
    "grp",
    "posix_ipc",
    "readline",
    "syslog",
)
# os.uname and os.getuid stay: libraries ask for them where sys.platform says Linux.
MISSING = {
    "os": (
        "fork killpg setsid getpgid mkfifo wait4 chown fchown "
        "fchmod pread pwrite sched_getaffinity getloadavg statvfs"
    ),
    "select": "poll epoll",
    "signal": (
        "SIGALRM SIGKILL SIGHUP SIGQUIT SIGUSR1 SIGCHLD SIGPIPE setitimer getitimer alarm pause "
        "ITIMER_REAL pthread_sigmask pthread_kill sigwait set_wakeup_fd"
    ),
}
WITHOUT = f"""
import os, runpy, select, signal, sys
sys.modules.update(dict.fromkeys({POSIX!r}))
for module, names in {MISSING!r}.items():
    for name in names.split():
        vars(sys.modules[module]).pop(name, None)
sys.argv[:] = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
NEEDED = re.compile(
    rf"^\s*(?:import|from)\s+(?:{'|'.join(POSIX)})\b"
    r"|\bos\.(?:fork|getuid|geteuid|killpg|setsid|mkfifo|fchmod|pread|uname|wait4)\b"
    r"|\bselect\.(?:poll|epoll)\b|\bsignal\.(?:SIGALRM|SIGKILL|setitimer|alarm|pause)\b",
    re.MULTILINE,
)
FALLBACK = {
    "grading/limit.py": 'hasattr(signal, "setitimer")',
    "classroom/graders.py": 'hasattr(os, "killpg")',
    "study/worker_pool.py": 'hasattr(os, "killpg")',
    "study/events.py": "ImportError",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A learner's project, with solutions."""
    shutil.copytree(SOLUTIONS, tmp_path / "solutions", ignore=shutil.ignore_patterns("__pycache__"))
    return project(tmp_path, right=["2.1"], wrong=["2.2"])


def without(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module on a simulated system without POSIX."""
    gone = {SWITCH, *MACHINES, "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"}
    env = {name: value for name, value in os.environ.items() if name not in gone}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *command],
        cwd=root,
        env={**env, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("progress", 0, "No run is remembered yet"),
        ("progress --json", 0, '"schema": 1'),
        ("progress --html page.html", 0, "Wrote page.html"),
        ("next", 0, "Next: 1.1"),
        ("hint 2.2", 0, "?"),
        ("reset 2.2", 0, "is back as it was shipped"),
        ("reset day4_ex2", 0, "is back as it was shipped"),
        ("solution 2.1", 0, "def add_bias(X):"),
        ("solution 2.2", 1, ""),
        ("--help", 0, "for learners"),
    ],
)
def test_a_command_works(root: Path, command: str, code: int, says: str) -> None:
    """
    Each of the learner's commands ends as it does elsewhere.
    """
    ended = without(root, "autograder", *command.split())

    assert (code, code) == (ended.returncode, ended.stderr.count("\n")), ended.stderr
    assert says in ended.stdout


@pytest.mark.sweep
def test_the_main_job_works(root: Path, tmp_path: Path) -> None:
    """
    `pytest autograder` judges, stops an endless loop, and prints what it prints elsewhere.
    """
    path = root / "exercises" / "day4_ex2.py"
    path.write_text(
        path.read_text().replace("return np.hstack", "while True: pass\n    return np.h")
    )
    where = str(PACKAGE)
    ended = without(
        root,
        "pytest",
        where,
        "-p",
        "no:cacheprovider",
        "--submission",
        "exercises",
        "-k",
        "add_bias",
    )

    assert (1, "") == (ended.returncode, ended.stderr), ended.stdout
    assert "FIX   2.1  add_bias" in ended.stdout
    assert "10 seconds" in ended.stdout
    assert () == load(tmp_path).entries, "a folder elsewhere is not the kit's own"


def test_what_is_missing_is_missed() -> None:
    """
    The simulated system really lacks what it should lack.
    """
    code = WITHOUT.replace("runpy.run_module", "print")
    probe = "\nfor name in ('fcntl', 'pwd'):\n"
    probe += "    try: __import__(name)\n    except ImportError: print(name)"
    probe += "\nprint(hasattr(signal, 'SIGALRM'), hasattr(select, 'poll'), hasattr(os, 'fork'))"
    done = subprocess.run(
        [sys.executable, "-c", code.replace(", run_name", ") #") + probe, "x"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ["fcntl", "pwd", "False False False"] == done.stdout.splitlines()[1:]


def test_calls_of_posix_are_in_the_sandbox() -> None:
    """
    Outside the sandbox, no module uses such a call unless it has another way for other systems.
    """
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    texts = {name: path.read_text(encoding="utf-8") for name, path in modules.items()}
    found = {n: t for n, t in texts.items() if not n.startswith("sandbox/") and NEEDED.search(t)}

    assert {name for name, text in found.items() if FALLBACK.get(name, "\0") not in text} == set()
