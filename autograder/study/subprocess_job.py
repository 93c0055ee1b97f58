"""An errand: a command of the kit that runs beside watch, such as the drawing of a picture."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.grading.spec import PROJECT

SECONDS = 60.0
PATIENCE = 5.0
MOST_LINES = 24
TOO_LONG = (
    "This takes more than a minute, so it was ended. Does your function have an endless loop?"
)

Post = Callable[[tuple[str, ...]], object]


class Errand:
    """Runs `autograder` with these arguments in a folder, and posts the lines that it prints."""

    def __init__(self, arguments: Sequence[str], folder: Path, post: Post) -> None:
        path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
        self._post = post
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
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
