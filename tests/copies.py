"""A working copy of the kit: Python inside it, and its verdicts on submissions on file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from tests import warm

Job = tuple[str, list[str] | None]
"""The path of a submission and the tasks that it is about; None: all."""
Said = list[tuple[Any, ...]]
"""What was said about one submission, check by check."""

WISHES = {"PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "FORCE_COLOR", "PY_COLORS"}
WISHES |= {"PYTHONDONTWRITEBYTECODE"}  # many runs in one place: a cache spares half of the time
COMPARED = ("name", "outcome", "points", "diagnosis")
GRADE = """
import json, sys
from dataclasses import asdict
from autograder.grading.grade import SOLUTIONS, grade
assert not SOLUTIONS.exists()
verdicts = [grade(path, tasks=tasks) for path, tasks in json.load(sys.stdin)]
print(json.dumps([[asdict(check) for check in verdict.checks] for verdict in verdicts]))
"""


def python(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Python in the copy, using the copy's own kit."""
    env = {name: value for name, value in os.environ.items() if name not in WISHES}
    env["PYTHONPATH"] = str(folder)
    if arguments[0] == "-m":
        return warm.python(arguments[1:], folder, env, given)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=env,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def jobs(step: int) -> Iterator[Job]:
    """Every n-th right and wrong submission of each exercise."""
    for folder in sorted((PROJECT / "tests" / "submissions").glob("[rw]*/*")):
        for path in sorted(folder.glob("*.py"))[::step]:
            about = re.search(r"^# task: *(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            yield str(path), [task.strip() for task in about[1].split(",")] if about else None


def said_here(asked: Iterable[Job]) -> list[Said]:
    """The verdicts of this kit on submissions."""
    return [compared(map(asdict, grade(path, tasks=tasks).checks)) for path, tasks in asked]


def said_by(copy: Path, asked: Iterable[Job]) -> list[Said]:
    """The verdicts of the copy, all in one process."""
    ended = python(copy, "-c", GRADE, given=json.dumps(list(asked)))
    assert "" == ended.stderr
    return [compared(checks) for checks in json.loads(ended.stdout)]


def compared(checks: Iterable[Mapping[str, Any]]) -> Said:
    return [tuple(check[field] for field in COMPARED) for check in checks]
