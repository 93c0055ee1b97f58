"""The worker: a process that has imported everything, waits for one request, grades it and exits.

Whatever the learner's code does to its process ends with it: an endless loop, a patched library,
`os._exit`. It exits when its input is closed, too.
"""

import faulthandler
import gc
import json
import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from autograder.grading.codec import decode
from autograder.grading.draw import Draw
from autograder.grading.grade import SOLUTIONS, Session, open_session, run_check
from autograder.grading.limit import SECONDS
from autograder.grading.recording import read_recording, recorded
from autograder.grading.spec import all_checks, load_specs
from autograder.grading.submission import Submission
from autograder.study.worker_pool import Judged, Message, Request, Working, key_of, line

ORPHANED = 30.0  # seconds beyond the limit of a check after which the process kills itself


def main() -> None:
    """Warm up until a request comes, grade it and exit without waiting for threads."""
    requests_pipe, results_pipe = _pipes()
    requests: queue.Queue[Request] = queue.Queue()
    devnull = os.open(os.devnull, os.O_WRONLY)
    threading.Thread(target=_receive, args=(requests_pipe, requests), daemon=True).start()
    warm_up(lambda: not requests.empty())
    gc.freeze()
    gc.set_threshold(50_000)
    for message in graded(requests.get()):
        # Code deep in C notices neither its limit nor the closed input; this ends it all the same.
        faulthandler.dump_traceback_later(SECONDS + ORPHANED, file=devnull, exit=True)
        results_pipe.write(line(message))
    os._exit(0)


def graded(request: Request) -> Iterator[Message]:
    """Grade what is asked for; each result comes as soon as it is there."""
    files = {name: path for name, text in request.files.items() if (path := Path(text)).exists()}
    checks = {key_of(check): check for check in all_checks()}
    sessions: dict[str, Session] = {}
    for key in request.checks:
        exercise = checks[key].task.exercise
        if exercise.name not in sessions:
            yield Working(exercise.name)
            sessions[exercise.name] = open_session(Submission(Path(), files), exercise, Draw())
        yield Working(exercise.name, key)
        yield Judged(run_check(checks[key], sessions[exercise.name], seconds=request.seconds))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output for messages; the learner's code gets others."""
    requests, results = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return os.fdopen(requests, "rb"), os.fdopen(results, "wb", buffering=0)


def _receive(pipe: BinaryIO, requests: queue.Queue[Request]) -> None:
    """Wait for the request, then for the end of the input, which ends the process."""
    for text in pipe:
        requests.put(msgspec.json.decode(text, type=Request))
    os._exit(1)


def warm_up(is_wanted: Callable[[], bool]) -> int:
    """Import everything and integrate what is recorded until a request comes; return how many."""
    import sympy as sp

    count = 0
    for exercise in load_specs():
        for question in read_recording(recorded(exercise), SOLUTIONS / f"{exercise}.py").answers:
            if is_wanted():
                return count
            # What fails here fails again in a check, and is handled there.
            with suppress(Exception):
                f, x, *bounds = map(decode, json.loads(question)[1:])
                if isinstance(f, sp.Expr) and isinstance(x, sp.Symbol):
                    sp.Integral(f, x).doit()
                    sp.Integral(f, (x, *bounds)).doit()
                    sp.periodicity(f < 0, x)
                    count += 1
    return count


if __name__ == "__main__":
    main()
