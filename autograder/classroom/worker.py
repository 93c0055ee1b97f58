"""
The worker of a trusted run: one submission in a process of its own.

    python -m autograder.classroom.worker

reads a request from its standard input and writes an answer to its standard output, both JSON. It
shields a batch from accidents, such as an endless loop or `os._exit`, and from nothing else.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

import msgspec

from autograder.grading.verdict import Verdict


class Request(msgspec.Struct, frozen=True):
    """What to grade."""

    files: dict[str, bytes]
    seed: str


class Answer(msgspec.Struct, frozen=True):
    """How it went. traceback: of faults of ours; without a verdict, of one that ended it all."""

    verdict: Verdict | None
    traceback: str
    cpu_seconds: float
    peak_memory: int


def main() -> None:
    """Answer one request. Nothing of what the learner's code left behind is waited for."""
    channel = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    with os.fdopen(channel, "wb") as file:
        file.write(msgspec.json.encode(answer(request)))
    os._exit(0)


def answer(request: Request) -> Answer:
    """Grade a request in a folder of its own, which is the current one meanwhile."""
    here = Path.cwd()
    faults: list[str] = []
    verdict = None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            os.chdir(folder)
            verdict = _verdict(request.files, request.seed, faults)
        except Exception:  # noqa: BLE001 -- a fault of ours is an answer, too
            faults.append(traceback.format_exc())
        finally:
            os.chdir(here)
    return Answer(verdict, "\n".join(faults), time.process_time(), _peak_memory())


def _verdict(files: Mapping[str, bytes], seed: str, faults: list[str]) -> Verdict:
    from autograder.grading.grade import grade

    for name, content in files.items():
        Path(name).write_bytes(content)
    return grade(
        Path.cwd(),
        seed=seed,
        on_fault=lambda check, error: faults.append(
            f"{check.name}: {''.join(traceback.format_exception(error))}"
        ),
    )


def _peak_memory() -> int:
    """Bytes, where the system tells them."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
