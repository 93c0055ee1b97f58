"""A batch that is killed again and again, and what a batch without interruption gives."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.spec import PROJECT

SCRIPT = """
import sys
from autograder import cli
from autograder.classroom import class_run
from tests.classroom.fakes import FakeGrader
class_run.choose_grader = lambda **_: FakeGrader(0.004, workers=2)
sys.exit(cli.main(sys.argv[1:]))
"""


MOMENT = re.compile(rb"[0-9-]{10} [0-9:]{5} UTC")
"""When a round began, to the minute."""


@dataclass(frozen=True, slots=True)
class Killed:
    """The result. kills: how often the batch died. repeated: keys with two verdicts."""

    kills: int
    repeated: int
    verdicts: int
    files: dict[str, bytes]


ANSWERS = (
    "return np.hstack([np.ones((len(X), 1)), X])",
    "return np.hstack([X, np.ones((len(X), 1))])",
    "return np.hstack([np.zeros((len(X), 1)), X])",
    "return X / nothing",
    "import os; os._exit(0)",
)


def real_class(folder: Path, count: int) -> None:
    """So many people who hand in one task each: right, wrong, crashed and gone."""
    for number in range(count):
        person = folder / f"person{number:05}"
        person.mkdir(parents=True)
        body = ANSWERS[number % len(ANSWERS)]
        text = f"import numpy as np\n\n\ndef add_bias(X):\n    {body}  # {number}\n"
        (person / "day4_ex2.py").write_text(text)


def batch(room: Path, out: str, *, real: bool = False) -> subprocess.Popen[bytes]:
    """
    The command over the class in a room, with a slow fake grader unless it is real.
    """
    how = ["-m", "autograder"] if real else ["-c", SCRIPT]
    arguments = ["grade", "class", "--out", out, "--secret", "secret", "--workers", "2"]
    return subprocess.Popen(
        [sys.executable, "-B", *how, *arguments],
        cwd=room,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
    )


def uninterrupted(room: Path, *, real: bool = False) -> Killed:
    assert batch(room, "whole", real=real).wait() == 0
    return result(room / "whole", 0)


def interrupted(
    room: Path, *, kills: int, longest: float, seed: float, real: bool = False
) -> Killed:
    """The same command, killed at random moments, then left alone until it ends."""
    moments = random.Random(seed)  # noqa: S311 -- moments, no secrets
    died = 0
    for _ in range(kills):
        running = batch(room, "killed", real=real)
        with suppress(subprocess.TimeoutExpired):
            running.wait(moments.uniform(0, longest))
        died += running.poll() is None
        running.kill()
        running.wait()
    assert batch(room, "killed", real=real).wait() == 0
    return result(room / "killed", died)


def result(out: Path, kills: int) -> Killed:
    with sqlite3.connect(out / "journal.sqlite") as database:
        (verdicts,) = database.execute("SELECT count(*) FROM verdicts").fetchone()
        (keys,) = database.execute("SELECT count(DISTINCT key) FROM verdicts").fetchone()
    database.close()
    paths = (path for path in out.rglob("*") if path.is_file() and "journal" not in path.name)
    files = {one.relative_to(out).as_posix(): MOMENT.sub(b"", one.read_bytes()) for one in paths}
    return Killed(kills, verdicts - keys, verdicts, files)
