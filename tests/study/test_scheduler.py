import json
import os
import queue
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import HALF, RIGHT, filled, graded, stub, worker_pool, write

from autograder.grading.errors import KitError
from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT, all_checks
from autograder.grading.task import Check
from autograder.grading.verdict import CheckResult, Outcome
from autograder.study import worker
from autograder.study.scheduler import GRACE, START, Scheduler
from autograder.study.worker_pool import (
    Judged,
    Message,
    Received,
    Request,
    WorkerPool,
    Working,
    key_of,
)
from tests.outline import NUMBERS, OWN, TASKS

SUBMISSIONS = PROJECT / "tests" / "submissions"
FIRST, *OTHERS = (check for check in all_checks() if check.task.number == "1.1")


class FakePool:
    """Numbers in place of workers; what they are asked is noted."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.killed: list[int] = []

    def send(self, request: Request) -> int:
        self.requests.append(request)
        return len(self.requests)

    def remove(self, worker: int) -> None:
        self.killed.append(worker)

    def stop(self) -> None:
        self.killed.append(len(self.requests))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both stubs."""
    for exercise in ("day4_ex1", "day4_ex2"):
        write(tmp_path, stub(exercise), exercise)
    return tmp_path


@pytest.fixture
def pool() -> FakePool:
    return FakePool()


@pytest.fixture
def scheduler(folder: Path, pool: FakePool) -> Scheduler:
    """A grading of the stubs that has begun, at task 1.1."""
    made = Scheduler(folder, pool)  # type: ignore[arg-type]
    made.begin("1.1")
    return made


def send(scheduler: Scheduler, worker: int, message: Message | None, code: int = 0) -> bool:
    """What a fake worker says, or that it has exited."""
    return scheduler.receive(Received(worker, message, code))  # type: ignore[arg-type]


def passed(check: Check) -> CheckResult:
    task = check.task
    return CheckResult(
        check.name,
        task.number,
        task.function,
        check.title,
        Outcome.PASS,
        check.points,
        check.points,
    )


def at(scheduler: Scheduler, worker: int, check: Check) -> None:
    """The worker is at this check."""
    send(scheduler, worker, Working(check.task.exercise.name))
    send(scheduler, worker, Working(check.task.exercise.name, key_of(check)))


def say(scheduler: Scheduler, worker: int, *checks: Check) -> None:
    """The worker grades these checks, and all pass."""
    for check in checks:
        send(scheduler, worker, Working(check.task.exercise.name, key_of(check)))
        send(scheduler, worker, Judged(passed(check)))


def asked(request: Request) -> list[str]:
    """The tasks of a request, in order."""
    return list(dict.fromkeys(task for task, _ in request.checks))


def found(scheduler: Scheduler, task: str) -> list[tuple[str, str | None]]:
    """Outcome and mistake of each check of a task."""
    checks = (check for check in scheduler.verdict.checks if check.task == task)
    return [(str(check.outcome), check.mistake) for check in checks]


def in_process(scheduler: Scheduler, pool: FakePool, current: str = "") -> None:
    """A grading by the worker's own code, in this process."""
    scheduler.begin(current)
    for message in worker.graded(pool.requests[-1]):
        send(scheduler, len(pool.requests), message)
    assert scheduler.is_over


def test_the_current_task_comes_first(scheduler: Scheduler, pool: FakePool) -> None:
    """
    The task that the learner is at does not wait for others, which follow in order.
    """
    scheduler.begin("2.2")

    others = [number for number in NUMBERS if number != "2.2"]
    assert ["2.2", *others] == asked(pool.requests[-1])


def test_a_task_is_judged_when_all_its_checks_are(scheduler: Scheduler) -> None:
    """
    Until then it is pending and not in the verdict.
    """
    say(scheduler, 1, FIRST)
    assert (len(NUMBERS), ()) == (len(scheduler.pending), scheduler.verdict.tasks)
    say(scheduler, 1, *OTHERS)
    assert ["1.1"] == [task.task for task in scheduler.verdict.tasks]
    say(scheduler, 1, *(check for check in all_checks() if check.task.number != "1.1"))

    assert scheduler.is_over
    assert scheduler.verdict.is_complete


def test_workers_of_an_earlier_grading_are_ignored(scheduler: Scheduler) -> None:
    """
    What they still send, and their exit, mean nothing.
    """
    scheduler.begin("1.1")
    say(scheduler, 1, FIRST, *OTHERS)
    assert not send(scheduler, 1, None, 1)

    assert len(NUMBERS) == len(scheduler.pending)


@pytest.mark.parametrize("code", [0, 3])
def test_an_exit_costs_the_task_it_was_in(code: int, scheduler: Scheduler, pool: FakePool) -> None:
    """
    A check that was judged keeps its result, the others name the exit, other tasks go on.
    """
    say(scheduler, 1, FIRST)
    at(scheduler, 1, OTHERS[0])
    assert send(scheduler, 1, None, code)

    assert [("PASS", None)] + [("FIX", "stopped_early")] * len(OTHERS) == found(scheduler, "1.1")
    lost = scheduler.verdict.tasks[0].checks[1]
    assert "indefinite_integral ended the whole program" in lost.message
    assert "day4_ex1.py" in lost.place
    assert "1.1" not in asked(pool.requests[1])


@pytest.mark.parametrize("code", [-9, -11, 0xC0000005])
def test_a_crash_is_tried_once_more(code: int, scheduler: Scheduler, pool: FakePool) -> None:
    """
    Somebody else may have killed the worker; the second time it is the learner's function.
    """
    at(scheduler, 1, FIRST)
    assert not send(scheduler, 1, None, code)
    assert pool.requests[0] == pool.requests[1]
    at(scheduler, 2, FIRST)
    assert send(scheduler, 2, None, code)

    assert {("FIX", "interpreter_crashed")} == set(found(scheduler, "1.1"))
    assert ["1.2", "1.3"] == asked(pool.requests[2])[:2]


def test_a_worker_that_never_begins_is_our_fault(scheduler: Scheduler, pool: FakePool) -> None:
    """
    If the kit's own process does not start, after two tries the points stay open.
    """
    for worker_number in (1, 2):
        send(scheduler, worker_number, None, 1)

    assert scheduler.is_over
    assert {"GRADER_ERROR"} == {str(check.outcome) for check in scheduler.verdict.checks}
    assert "worker process of watch does not start" in scheduler.verdict.checks[0].message
    assert 2 == len(pool.requests)


def judged_by(end: float, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether something is judged by then, while watch looks twice a second."""
    now = [time.monotonic()]
    monkeypatch.setattr("autograder.study.scheduler.time.monotonic", lambda: now[0])
    while now[0] < end:
        now[0] = min(now[0] + 0.5, end)
        if scheduler.check_deadline():
            return True
    return False


def test_time_in_which_watch_was_suspended_is_not_silence(
    scheduler: Scheduler, pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lid that was closed during a check ends no worker."""
    at(scheduler, 1, FIRST)
    later = time.monotonic() + 3600
    monkeypatch.setattr("autograder.study.scheduler.time.monotonic", lambda: later)

    assert not scheduler.check_deadline()
    assert 1 not in pool.killed


def test_silence_is_ended(
    scheduler: Scheduler, pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A worker is given its limit and some grace, then its task is too slow and the rest goes on.
    """
    at(scheduler, 1, FIRST)
    deadline = scheduler.deadline
    assert not judged_by(deadline - 0.01, scheduler, monkeypatch)

    assert judged_by(deadline + 0.01, scheduler, monkeypatch)
    assert 1 in pool.killed
    assert {("FIX", "too_slow")} == set(found(scheduler, "1.1"))
    assert "after 10 seconds" in scheduler.verdict.checks[0].message
    assert "1.1" not in asked(pool.requests[1])
    assert GRACE > 0


def test_a_file_that_never_loads_costs_its_exercise(
    scheduler: Scheduler, pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    All tasks of the file say so, and the other file is graded.
    """
    send(scheduler, 1, Working("day4_ex1"))
    deadline = scheduler.deadline
    assert judged_by(deadline + 0.01, scheduler, monkeypatch)

    others = [task.number for task in TASKS if task.exercise != "day4_ex1"]
    assert others == asked(pool.requests[1])
    assert "day4_ex1.py had not finished loading" in scheduler.verdict.checks[-1].message


def test_a_slow_start_is_our_fault(scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Importing may take long where the disk is slow; if it never ends, the points stay open.
    """
    begun = scheduler.deadline - START
    assert not judged_by(begun + START - 1, scheduler, monkeypatch)

    assert judged_by(begun + START + 1, scheduler, monkeypatch)
    assert {"GRADER_ERROR"} == {str(check.outcome) for check in scheduler.verdict.checks}


def test_every_save_agrees_with_a_fresh_grading(folder: Path, pool: FakePool) -> None:
    """
    Through a history of edits and submissions, whichever task is first, the verdict is grade()'s.
    """
    first = stub()
    both = filled(first, t11=HALF, t12=RIGHT["1.2"])
    scheduler = Scheduler(folder, pool)  # type: ignore[arg-type]
    history = [
        (both, "1.2"),
        (filled(first, t11=RIGHT["1.1"], t12="return 0", t14=RIGHT["1.4"]), "1.4"),
        (both.replace("def definite_integral", "def defnite_integral"), "1.1"),
        (f"{both}(", "2.1"),
        (both.replace("import sympy as sp", ""), "1.3"),
    ]
    for text, current in history:
        write(folder, text)
        in_process(scheduler, pool, current)
        assert grade(folder) == scheduler.verdict
    shutil.copy(SUBMISSIONS / "right/day4_ex2/complete_class.py", folder / "day4_ex2.py")
    in_process(scheduler, pool, "2.3")
    assert grade(folder) == scheduler.verdict


def test_a_deleted_file_is_not_submitted(folder: Path, pool: FakePool) -> None:
    """
    One file gone costs its tasks; both gone is one sentence; back again all is well.
    """
    scheduler = Scheduler(folder, pool)  # type: ignore[arg-type]
    (folder / "day4_ex1.py").unlink()
    in_process(scheduler, pool)
    assert "day4_ex1.py is missing." == scheduler.verdict.checks[0].message
    (folder / "day4_ex2.py").unlink()
    with pytest.raises(KitError, match="holds no day4_ex1"):
        scheduler.begin("")
    assert scheduler.is_over
    write(folder, stub())
    write(folder, stub("day4_ex2"), "day4_ex2")
    in_process(scheduler, pool)

    assert grade(folder) == scheduler.verdict


@pytest.mark.parametrize("has_notebook", [False, True])
def test_a_graded_file_that_disappears_is_waited_for(
    folder: Path, pool: FakePool, has_notebook: bool
) -> None:
    """
    Points of a file that is moved away are not lost to a stub beside it, and come back with it.
    """
    scheduler = Scheduler(folder, pool)  # type: ignore[arg-type]
    script = write(folder, filled(stub(), t11="return sp.integrate(f, x)"))
    in_process(scheduler, pool)
    if has_notebook:
        shutil.copy(PROJECT / "exercises/day4_ex1.ipynb", folder)
    script.unlink()
    with pytest.raises(KitError, match=r"day4_ex1\.py is not in its folder any more"):
        scheduler.begin("")
    write(folder, filled(stub(), t11="return sp.integrate(f, x)"))
    in_process(scheduler, pool)

    assert grade(folder) == scheduler.verdict


def test_a_save_while_grading_is_noticed(scheduler: Scheduler, folder: Path) -> None:
    """
    A graded file that is written makes the grading outdated, also with the same text; another
    file of the folder, which the learner's code may have written itself, is a change only.
    """
    assert (False, False) == (scheduler.has_changed, scheduler.is_outdated)
    write(folder, "x = 1", "helper")
    assert (True, False) == (scheduler.has_changed, scheduler.is_outdated)
    write(folder, stub())
    assert (True, True) == (scheduler.has_changed, scheduler.is_outdated)
    scheduler.begin("")

    assert (False, False) == (scheduler.has_changed, scheduler.is_outdated)


def test_a_single_file_is_graded_alone(folder: Path, pool: FakePool) -> None:
    """
    Of a named file only its own tasks are graded.
    """
    scheduler = Scheduler(folder / "day4_ex2.py", pool)  # type: ignore[arg-type]
    in_process(scheduler, pool)

    assert OWN["day4_ex2"] == [task.number for task in scheduler.tasks]
    assert grade(folder / "day4_ex2.py") == scheduler.verdict


def test_a_notebook_is_graded_where_only_it_holds_work(folder: Path, pool: FakePool) -> None:
    """
    Saved in Jupyter, a notebook takes the place of the untouched script beside it, and says so.
    """
    notebook = json.loads((PROJECT / "exercises" / "day4_ex1.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "TODO 1.1" in "".join(cell["source"]):
            cell["source"] = filled("".join(cell["source"]), t11=RIGHT["1.1"])
    (folder / "day4_ex1.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    scheduler = Scheduler(folder, pool)  # type: ignore[arg-type]
    in_process(scheduler, pool)

    assert grade(folder) == scheduler.verdict
    assert Outcome.PASS is scheduler.verdict.tasks[0].outcome
    assert "day4_ex1.py holds no work" in scheduler.remarks[0]


@pytest.fixture(scope="module")
def processes() -> Iterator[tuple[WorkerPool, queue.SimpleQueue[Received]]]:
    """A real pool for all tests here."""
    with worker_pool() as made:
        yield made


STUBBORN = """while True:
        try:
            while True: pass
        except BaseException: pass"""
KILL = "__import__('os').kill(__import__('os').getpid(), 9)"


@pytest.mark.sweep
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_broken_code_costs_its_task_alone(
    folder: Path,
    processes: tuple[WorkerPool, queue.SimpleQueue[Received]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    Exit, crash, an endless loop and one deep in C: each names what happened, the rest is graded.
    """
    monkeypatch.setattr("autograder.study.scheduler.GRACE", 1.0)
    bodies = {"t11": "__import__('os')._exit(0)", "t12": KILL, "t13": STUBBORN}
    write(folder, filled(stub(), **bodies, t14="return sum(range(10 ** 13))"))
    scheduler = Scheduler(folder, processes[0], 1.0)
    verdict = graded(scheduler, processes[1], current="1.4")

    expected = ["stopped_early", "interpreter_crashed", "too_slow", "too_slow"]
    mistakes = [task.checks[0].mistake for task in verdict.tasks]
    assert (expected, {None}) == (mistakes[:4], {*mistakes[4:]})
    assert {Outcome.TODO} == {task.outcome for task in verdict.tasks[4:]}
    for check in verdict.checks[:4]:
        assert "day4_ex1.py" in check.place


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_killed_worker_is_replaced(
    folder: Path, processes: tuple[WorkerPool, queue.SimpleQueue[Received]]
) -> None:
    """
    However a worker is killed in the middle of its work, the verdict is the same.
    """
    write(folder, filled(stub(), t11=RIGHT["1.1"]))
    killed: list[int] = []

    def kill(received: Received) -> None:
        if getattr(received.message, "check", None) and not killed:
            killed.append(received.worker._process.pid)
            os.kill(received.worker._process.pid, signal.SIGKILL)

    verdict = graded(Scheduler(folder, processes[0]), processes[1], meanwhile=kill)

    assert killed
    assert grade(folder) == verdict


def test_what_learner_code_leaves_behind_ends_with_it(
    folder: Path, processes: tuple[WorkerPool, queue.SimpleQueue[Received]]
) -> None:
    """
    A library that one version has patched is whole again for the next.
    """
    scheduler = Scheduler(folder, processes[0])
    patched = filled(stub(), t11="sp.integrate = lambda *_: 0\n    return 0", t12=RIGHT["1.2"])
    write(folder, patched)
    assert Outcome.FIX is graded(scheduler, processes[1]).tasks[1].outcome
    write(folder, filled(stub(), t12=RIGHT["1.2"]))

    assert Outcome.PASS is graded(scheduler, processes[1]).tasks[1].outcome


def test_threads_end_with_the_pool() -> None:
    """
    A closed pool leaves no threads.
    """
    before = set(threading.enumerate())
    with worker_pool():
        new = set(threading.enumerate()) - before
        assert new
    assert not any(thread.is_alive() for thread in new)
