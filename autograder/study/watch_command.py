"""`autograder watch`: how its parts are connected."""

import os
import queue
import signal
import sys
import threading
from contextlib import ExitStack, closing
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from autograder.grading.errors import KitError
from autograder.study.events import handling, keyboard

if TYPE_CHECKING:
    from autograder.study.watch import Event, Watch

GOODBYE = "Your work is in your files. To come back: {prefix}autograder watch"


def watch_exercises(path: Path, root: Path, *, once: bool = False, linear: bool = False) -> bool:
    """Watch a path; whether every task passed in the end. Raises KitError, KeyboardInterrupt."""
    if not path.exists():
        raise KitError(f"There is nothing at {path}. Check the path.", exit_code=2)
    with handling({signal.SIGTERM: _end}), ExitStack() as stack:
        return _set_up(stack, path, root, once=once, linear=linear or once).run()


def _end(number: int, _: FrameType | None) -> None:
    """A signal ends watch as `q` does: everything is put back first.

    A closed terminal needs nothing put back: SIGHUP ends watch at once, and workers notice.
    """
    raise SystemExit(128 + number)


def _set_up(stack: ExitStack, path: Path, root: Path, *, once: bool, linear: bool) -> "Watch":
    """Everything that runs beside the loop; the stack ends it."""
    from autograder.study.worker_pool import Worker, WorkerPool

    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    # The workers import what they need while this process does.
    pool = stack.enter_context(closing(WorkerPool(lambda: Worker(events.put))))
    from autograder.grading.commands import command_prefix
    from autograder.study.display import KEYS, display_for
    from autograder.study.events import watch_folder
    from autograder.study.scheduler import Scheduler
    from autograder.study.watch import Answered, Pressed, Saved, Tools, Watch

    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    display = display_for(sys.stdout, linear=linear, environment=os.environ)
    if not once:
        stop = threading.Event()
        stack.callback(stop.set)
        saves = path.parent if path.is_file() else path, lambda: events.put(Saved()), stop
        threading.Thread(target=watch_folder, args=saves, daemon=True).start()
    has_keys = sys.stdin.isatty() and sys.stdout.isatty() and not once
    if has_keys:
        stack.callback(display.close, GOODBYE.format(prefix=command_prefix()))
        stack.enter_context(keyboard(lambda key: events.put(Pressed(key))))
    tools = Tools(root, path, lambda lines: events.put(Answered(lines)), stack)
    keys = KEYS if has_keys else ""
    return Watch(Scheduler(path, pool), display, events, tools, keys=keys, once=once)
