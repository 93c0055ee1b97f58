"""A real Dask cluster on loopback, for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grading.spec import PROJECT

if TYPE_CHECKING:
    from distributed import Client


class Cluster:
    """A scheduler and workers of one thread each on loopback, as processes of their own."""

    def __init__(self, place: Path, stack: ExitStack, workers: int = 2) -> None:
        self.place, self._stack = place, stack
        self.file = place / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        started = (self._start("worker", "--nthreads", "1", "--no-nanny") for _ in range(workers))
        self.workers = [*started]
        self.address = self._wait_for_address()
        with self.client() as client:
            client.wait_for_workers(workers, timeout=60)

    def client(self) -> Client:
        from distributed import Client

        return Client(self.address, timeout=30, set_as_default=False)

    def _start(self, kind: str, *more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", kind, "--scheduler-file", str(self.file)]
        with (self.place / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [*command, "--no-dashboard", *more],
                cwd=self.place,
                env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(self.place)},
                stdout=log,
                stderr=log,
            )
        self._stack.callback(self.end, process)
        return process

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Kill it, which it cannot notice."""
        process.kill()
        process.wait()

    def places_with(self, texts: Iterable[str]) -> list[Path]:
        """The files of scheduler and workers that hold any of these texts."""
        wanted = [text.encode() for text in texts]
        files = (path for path in self.place.rglob("*") if path.is_file())
        return [path for path in files if any(text in path.read_bytes() for text in wanted)]

    def _wait_for_address(self) -> str:
        for _ in range(600):
            if self.file.exists() and (text := self.file.read_text(encoding="utf-8")):
                return str(json.loads(text)["address"])
            time.sleep(0.1)
        raise TimeoutError((self.place / "log.txt").read_text(encoding="utf-8"))
