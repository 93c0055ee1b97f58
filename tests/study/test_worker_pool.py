import os
import queue
import sys
from pathlib import Path

import pytest
from watching import stub, wait_until, worker_pool, write

from autograder.grading.spec import all_checks
from autograder.grading.verdict import CheckResult, Outcome
from autograder.mistakes.catalogue import Diagnosis
from autograder.study import worker_pool as module
from autograder.study.worker_pool import (
    DECODER,
    SPARES,
    Judged,
    Message,
    Received,
    Request,
    Worker,
    WorkerPool,
    Working,
    key_of,
    line,
)

REQUEST = Request({}, (), 10.0)


class FakeWorker:
    """A worker without a process."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.is_dead = False

    def send(self, request: Request) -> None:
        self.requests.append(request)

    def kill(self) -> None:
        self.is_dead = True

    def join(self) -> None:
        assert self.is_dead


@pytest.fixture
def made() -> list[FakeWorker]:
    return []


@pytest.fixture
def pool(made: list[FakeWorker]) -> WorkerPool:
    """A pool of fakes."""

    def start() -> FakeWorker:
        made.append(FakeWorker())
        return made[-1]

    return WorkerPool(start)  # type: ignore[arg-type]


def test_workers_wait_before_they_are_needed(pool: WorkerPool, made: list[FakeWorker]) -> None:
    """
    One is started at once, for the first grading, the others by `refill`; each works once, the
    longest waiting first, then new ones.
    """
    assert 1 == len(made)
    pool.refill()
    assert SPARES == len(made)
    assert made == [pool.send(REQUEST) for _ in range(SPARES)]
    assert pool.send(REQUEST) is made[-1]
    assert [1] * (SPARES + 1) == [len(worker.requests) for worker in made]


def test_a_request_ends_the_one_before(pool: WorkerPool, made: list[FakeWorker]) -> None:
    """
    A grading that is given up ends its worker alone, and spares are started only on request.
    """
    pool.send(REQUEST)
    pool.send(REQUEST)
    assert [True, False] == [worker.is_dead for worker in made]
    pool.stop()
    assert [True, True] == [worker.is_dead for worker in made]

    pool.refill()
    assert SPARES == len(made) - 2


def test_one_that_died_waiting_gets_no_request(pool: WorkerPool, made: list[FakeWorker]) -> None:
    """
    A worker that has exited leaves the pool, and its process group is not signalled again.
    """
    pool.refill()
    pool.remove(made[0])  # type: ignore[arg-type]
    assert made[1] is pool.send(REQUEST)
    pool.remove(made[1])  # type: ignore[arg-type]
    made[1].is_dead = False
    pool.stop()

    assert not made[1].is_dead


def test_close_ends_all(pool: WorkerPool, made: list[FakeWorker]) -> None:
    """
    At the end nobody is left, at work or waiting.
    """
    pool.refill()
    pool.send(REQUEST)
    pool.close()

    assert all(worker.is_dead for worker in made)


def test_a_process_posts_what_it_does(tmp_path: Path) -> None:
    """
    Each result and the exit arrive, in order.
    """
    path = write(tmp_path, stub())
    keys = tuple(key_of(check) for check in all_checks() if check.task.number == "1.1")
    with worker_pool() as (pool, events):
        pool.send(Request({"day4_ex1": str(path)}, keys, 10.0))
        received = [events.get(timeout=60)]
        while received[-1].message is not None:
            received.append(events.get(timeout=60))

    assert len(keys) == sum(isinstance(one.message, Judged) for one in received)
    assert 0 == received[-1].code


@pytest.mark.skipif(os.name == "nt", reason="needs process groups")
def test_kill_ends_what_it_has_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """
    A process that the learner's code started ends with the worker.
    """
    script = (
        "import subprocess, sys\n"
        "p = subprocess.Popen(['sleep', '60'])\n"
        "open(sys.argv[1], 'w').write(str(p.pid))\n"
        "p.wait()"
    )
    pid = tmp_path / "pid"
    monkeypatch.setattr(module, "COMMAND", (sys.executable, "-c", script, str(pid)))
    events: queue.SimpleQueue[Received] = queue.SimpleQueue()
    worker = Worker(events.put)
    wait_until(lambda: pid.exists() and bool(pid.read_text()))
    worker.kill()
    worker.join()

    assert 0 > events.get(timeout=10).code
    wait_until(lambda: not is_running(int(pid.read_text())))


def is_running(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def test_noise_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A line that is not a message is ignored, and the exit is posted with its code.
    """
    noise = "print('noise'); raise SystemExit(3)"
    monkeypatch.setattr(module, "COMMAND", (sys.executable, "-c", noise))
    events: queue.SimpleQueue[Received] = queue.SimpleQueue()
    worker = Worker(events.put)
    received = events.get(timeout=30)
    worker.send(REQUEST)
    worker.kill()
    worker.join()

    assert (None, 3) == (received.message, received.code)


NOTE = Diagnosis("note", "{text}", {"text": "ü"})
RESULT = CheckResult("test_a", "9.1", "area", "It is\nright.", Outcome.PASS, 2, 2, notes=(NOTE,))


@pytest.mark.parametrize(
    "message", [Working("day9_ex1"), Working("day9_ex1", ("9.1", "test_a")), Judged(RESULT)]
)
def test_a_message_is_one_line(message: Message) -> None:
    """
    Whatever is in it, a message is one line of bytes, and is read back as it was.
    """
    sent = line(message)

    assert 1 == sent.count(b"\n")
    assert message == DECODER.decode(sent)
