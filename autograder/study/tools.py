"""The learner's other tools on the keys of watch, and the record of its verdicts."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.task import Task
from autograder.grading.verdict import Verdict
from autograder.study.advice import next_hint
from autograder.study.progress import record
from autograder.study.reset import reset
from autograder.study.worker_pool import PATIENCE, kit_environment

SECONDS = 60.0
MOST_LINES = 24
TOO_LONG = "This took more than a minute and was ended. Does your function have an endless loop?"

Post = Callable[[tuple[str, ...]], object]


class SubprocessJob:
    """Runs `autograder` with these arguments in a folder, and posts the lines that it prints."""

    def __init__(self, arguments: Sequence[str], folder: Path, post: Post) -> None:
        self._post = post
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder", *arguments],
            cwd=folder,
            env=kit_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it; a window that it has opened stays."""
        self._process.kill()
        self._thread.join(PATIENCE)

    def _wait(self) -> None:
        try:
            output, _ = self._process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            output = TOO_LONG
        lines = output.rstrip().removeprefix("autograder: ").splitlines()
        self._post(tuple(lines[:MOST_LINES]))


@dataclass(slots=True)
class Tools:
    """Each returns lines to show; those of a picture are posted when it is drawn."""

    root: Path
    path: Path
    post: Post
    stack: ExitStack

    @property
    def is_own(self) -> bool:
        return self.path.resolve() == (self.root / "exercises").resolve()

    def hint(self, task: Task) -> Iterable[str]:
        return next_hint(task, self.root)

    def picture(self, task: Task) -> Iterable[str]:
        arguments = ["plot", task.number, "--submission", str(self.path.resolve())]
        self.stack.callback(SubprocessJob(arguments, self.root, self.post).close)
        return [f"Drawing {task.number} ..."]

    def reset(self, task: Task) -> Iterable[str]:
        if not self.is_own:
            return [f"Only tasks in exercises/ can be put back, and this is {self.path}."]
        try:
            return reset(self.root, task.number)
        except (KitError, OSError) as error:
            return [str(error)]

    def record(self, verdict: Verdict) -> Iterable[str]:
        remark = record(self.root, verdict, event="watch") if self.is_own else ""
        return [remark] if remark else []
