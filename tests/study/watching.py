"""What the tests of watch share."""

from __future__ import annotations

import queue
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.grading.spec import PROJECT
from autograder.grading.verdict import Verdict
from autograder.study.scheduler import Scheduler
from autograder.study.worker_pool import Received, Worker, WorkerPool

FUNCTIONS = {
    "1.1": "indefinite_integral",
    "1.2": "definite_integral",
    "1.3": "is_probability_density",
    "1.4": "probability",
    "2.1": "add_bias",
    "2.2": "point_gradient",
}
RIGHT = {
    "1.1": "return sp.integrate(f, x)",
    "1.2": "return sp.integrate(f, (x, lower, upper))",
    "1.4": "return definite_integral(density, x, a, b)",
    "2.1": "return np.hstack([np.ones_like(X), X])",
    "2.2": "return 2 * xi.T @ (xi @ theta - yi)",
}
HALF = "return sp.integrate(f, x) / 2"
ENDLESS = "while True: x = x"


def stub(exercise: str = "day4_ex1") -> str:
    return (PROJECT / "exercises" / f"{exercise}.py").read_text(encoding="utf-8")


def filled(text: str, **bodies: str) -> str:
    """A stub in which tasks, such as t11 for 1.1, have these bodies."""
    for name, body in bodies.items():
        number = f"{name[1]}.{name[2]}"
        line = rf'raise NotImplementedError\(\s*"TODO {number}:[^\n]*\)'
        text, count = re.subn(line, lambda _, body=body: body, text)
        assert 1 == count, f"{number} is not a stub"
    return text


@contextmanager
def worker_pool() -> Iterator[tuple[WorkerPool, queue.SimpleQueue[Received]]]:
    """Worker processes, and what they send."""
    events: queue.SimpleQueue[Received] = queue.SimpleQueue()
    pool = WorkerPool(lambda: Worker(events.put))
    try:
        yield pool, events
    finally:
        pool.close()


def graded(
    scheduler: Scheduler,
    events: queue.SimpleQueue[Received],
    *,
    current: str = "",
    meanwhile: Callable[[Received], object] = lambda _: None,
    seconds: float = 60,
) -> Verdict:
    """Begin a grading and see it through."""
    end = time.monotonic() + seconds
    scheduler.begin(current)
    while not scheduler.is_over:
        assert time.monotonic() < end, "no verdict in time"
        left = scheduler.deadline - time.monotonic()
        try:
            received = events.get(timeout=max(0.0, min(0.5, left)))
        except queue.Empty:
            scheduler.check_deadline()
        else:
            meanwhile(received)
            scheduler.receive(received)
    return scheduler.verdict


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that comes soon."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def write(folder: Path, text: str, exercise: str = "day4_ex1") -> Path:
    """Save an exercise as editors do: beside it, then in its place."""
    path = folder / f"{exercise}.py"
    path.with_suffix(".tmp").write_text(text, encoding="utf-8")
    return path.with_suffix(".tmp").replace(path)
