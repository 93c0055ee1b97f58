"""
The examiner: a process that has imported everything, answers one request and ends.

    python -m autograder.study.worker

It is started ahead of time and waits. What a learner's code leaves behind ends with it: an endless
loop, a changed library, `os._exit`. It ends as well when its input does.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from autograder.grading.caller import LocalCaller
from autograder.grading.draw import GENERATORS, Draw
from autograder.grading.grade import judge, sit
from autograder.grading.limit import SECONDS
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks
from autograder.grading.task import Check
from autograder.judges.answer import Answer
from autograder.study.protocol import Begun, Done, Judged, Message, Ready, Request, line
from autograder.study.warm_up import rehearse

LEFT_ALONE = 30.0
"""Seconds beyond the limit of a check, after which nobody is there to end it."""

Tell = Callable[[Message], object]


class Listener(LocalCaller):
    """Makes the calls, and remembers which functions were called."""

    called: set[str]

    def call(self, function: str, arguments: tuple[Any, ...]) -> Answer:
        self.called.add(function)
        return super().call(function, arguments)


def main() -> None:
    """Rehearse until there is a request, answer it and end; nothing left behind is waited for."""
    asked, answers = _pipes()
    requests: queue.Queue[Request] = queue.Queue()
    nothing = os.open(os.devnull, os.O_WRONLY)
    threading.Thread(target=_listen, args=(asked, requests), daemon=True).start()

    def tell(message: Message) -> None:
        # Code deep in C hears neither its limit nor the end of its input; this ends it all the same.
        faulthandler.dump_traceback_later(SECONDS + LEFT_ALONE, file=nothing, exit=True)
        answers.write(line(message))

    rehearse(all_checks(), lambda: not requests.empty())
    gc.freeze()
    gc.set_threshold(50_000)
    answers.write(line(Ready()))
    examine(requests.get(), tell)
    tell(Done())
    os._exit(0)


def examine(request: Request, tell: Tell) -> None:
    """Grade what is asked for, and tell each result as soon as it is there."""
    checks = all_checks()
    for group in request.groups:
        chosen = [check for task in group for check in checks if check.task.number == task]
        _examine_group(request, chosen, tell)


def _examine_group(request: Request, checks: list[Check], tell: Tell) -> None:
    exercise, draw = checks[0].task.exercise, Draw()
    path = request.files.get(exercise.name)
    tell(Begun(checks[0].task.number))
    caller = None
    if path is not None and Path(path).exists():
        caller = Listener(FileSource(Path(path)), exercise.name, draw.number(GENERATORS))
        caller.called = set()
        caller.loaded()
    sitting = sit(caller, exercise, draw)
    for check in checks:
        tell(Begun(check.task.number, check.name))
        result = judge(check, sitting, seconds=request.seconds)
        called = caller.called if caller else ()
        tell(Judged(result, tuple(sorted({check.task.function, *called}))))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Input and output for messages alone: a learner's code gets others in their place."""
    asked, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return os.fdopen(asked, "rb"), os.fdopen(answers, "wb", buffering=0)


def _listen(asked: BinaryIO, requests: queue.Queue[Request]) -> None:
    """Wait for the request, then for the end of the input, which ends it all."""
    for text in asked:
        requests.put(msgspec.json.decode(text, type=Request))
    os._exit(1)


if __name__ == "__main__":
    main()
