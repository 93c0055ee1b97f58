"""A subprocess job: a command of the kit that runs beside watch, such as drawing a picture."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

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
            self._post((TOO_LONG,))
        else:
            lines = output.rstrip().removeprefix("autograder: ").splitlines()
            self._post(tuple(lines[:MOST_LINES]))
