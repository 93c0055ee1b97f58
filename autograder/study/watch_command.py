"""`autograder watch`: how its parts are connected."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from autograder.grading.errors import KitError

if TYPE_CHECKING:
    from autograder.study.display import Display
    from autograder.study.watch import Event, Watch

GOODBYE = "Your work is in your files. To come back: {prefix}autograder watch"


def watch_exercises(path: Path, root: Path, *, once: bool = False, linear: bool = False) -> bool:
    """
    Watch a folder or a file of the project at `root`; whether every task passed at the end.

    once: grade once and return. linear: print below instead of redrawing. Raises KitError,
    KeyboardInterrupt.
    """
    if not path.exists():
        raise KitError(f"There is nothing at {path}. Check the path.", exit_code=2)
    with _ended_by_signals(), ExitStack() as stack:
        watch = _set_up(stack, path, root, once=once, linear=linear or once)
        watch.run()
        return watch.is_finished


def _set_up(stack: ExitStack, path: Path, root: Path, *, once: bool, linear: bool) -> Watch:
    """Everything that runs beside the loop; the stack ends it."""
    from autograder.study.worker_pool import Worker, WorkerPool

    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    # The workers import what they need while this process does.
    pool = stack.enter_context(closing(WorkerPool(lambda: Worker(events.put))))
    from autograder.study.display import display_for
    from autograder.study.scheduler import Scheduler
    from autograder.study.tools import Tools
    from autograder.study.watch import Answered, Watch

    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    display = display_for(sys.stdout, linear=linear, environment=os.environ)
    if not once:
        _saves(stack, path, events)
    has_keys = sys.stdin.isatty() and sys.stdout.isatty() and not once
    keys = _keys(stack, display, events) if has_keys else ""
    tools = Tools(root, path, lambda lines: events.put(Answered(lines)))
    stack.callback(tools.close)
    return Watch(Scheduler(path, pool), display, events, tools, keys=keys, once=once)


def _keys(stack: ExitStack, display: Display, events: queue.SimpleQueue[Event]) -> str:
    """Listen to the keyboard; what can be pressed."""
    from autograder.grading.screen import command_prefix
    from autograder.study.display import KEYS
    from autograder.study.keyboard import keyboard
    from autograder.study.watch import Pressed

    stack.callback(display.close, GOODBYE.format(prefix=command_prefix()))
    stack.enter_context(keyboard(lambda key: events.put(Pressed(key))))
    return KEYS


def _saves(stack: ExitStack, path: Path, events: queue.SimpleQueue[Event]) -> None:
    """Post saves from a thread of their own."""
    from autograder.study.file_watch import watch_folder
    from autograder.study.watch import Saved

    stop = threading.Event()
    stack.callback(stop.set)
    folder = path.parent if path.is_file() else path
    arguments = (folder, lambda: events.put(Saved()), stop)
    threading.Thread(target=watch_folder, args=arguments, daemon=True).start()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end watch as `q` does: everything is put back first."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
