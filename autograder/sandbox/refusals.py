"""
Refusals in words: what confinement forbids is said in a sentence before the kernel says EPERM.

A courtesy only. The hook runs beside learner code and protects nothing.
"""

from __future__ import annotations

import sys
from typing import Any

PROCESSES = "No second process can be started here. Do the work in this one; threads are fine."
NETWORK = "There is no network here. The exercise needs none."

SENTENCES = {
    "os.exec": PROCESSES,
    "os.fork": PROCESSES,
    "os.forkpty": PROCESSES,
    "os.posix_spawn": PROCESSES,
    "os.spawn": PROCESSES,
    "os.system": PROCESSES,
    "subprocess.Popen": PROCESSES,
    "socket.connect": NETWORK,
    "socket.getaddrinfo": NETWORK,
    "socket.gethostbyname": NETWORK,
}


def speak() -> None:
    """Raise with a sentence where honest code would meet a bare refusal."""
    sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    sentence = SENTENCES.get(event)
    if event == "import" and arguments[0] == "_multiprocessing":
        sentence = PROCESSES
    if sentence is not None:
        raise PermissionError(sentence)
