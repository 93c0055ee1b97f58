"""
What confinement forbids, said in a sentence before the kernel says EPERM.

A courtesy only: all this runs in the same process as the learner's code and protects nothing.
"""

from __future__ import annotations

import shutil
import sys
from typing import Any

PROCESSES = (
    "No second process can be started here, and no pool of multiprocessing. Do the work in this "
    "one; threads are fine, and so is concurrent.futures.ThreadPoolExecutor."
)
NETWORK = "There is no network here. The exercise needs none."
MODES = "Modes, owners and times of files cannot be changed here. The exercise needs none of it."
LINKS = "Links cannot be made here. Copy the file with shutil.copy instead."

EVENTS = {
    PROCESSES: "os.exec os.fork os.forkpty os.posix_spawn os.spawn os.system subprocess.Popen",
    NETWORK: "socket.connect socket.getaddrinfo socket.gethostbyname",
    MODES: "os.chmod os.chown os.utime",
    LINKS: "os.link os.symlink",
}
SENTENCES = {event: sentence for sentence, events in EVENTS.items() for event in events.split()}
"""By audit event."""


def speak() -> None:
    """
    Raise with a sentence where honest code would meet a bare refusal.

    Files are copied without their modes and times, as on a file system that has none.
    """
    sys.addaudithook(_hook)
    vars(shutil).update(copymode=_copy_nothing, copystat=_copy_nothing)


def _copy_nothing(_src: object, _dst: object, *, follow_symlinks: bool = True) -> None:
    """Stands for copying what cannot be set."""


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    sentence = SENTENCES.get(event)
    if event == "import" and arguments[0] == "_multiprocessing":
        sentence = PROCESSES
    if sentence is not None:
        raise PermissionError(sentence)
