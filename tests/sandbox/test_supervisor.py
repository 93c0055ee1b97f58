"""
The supervisor: whole submissions, in the sandbox of this machine.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from autograder.grading.grade import SOLUTIONS, grade
from autograder.sandbox import fork_server
from autograder.sandbox import supervisor as supervisor_module
from autograder.sandbox.confine import Layers
from autograder.sandbox.folders import PREFIX, PROJECT
from autograder.sandbox.fork_server import ForkClient
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import CheckOutcome, SubmissionState
from autograder.sandbox.supervisor import GradingWorker, Report, SandboxError, Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")

RIGHT = (SOLUTIONS / "day4_ex2.py").read_bytes()
SECONDS = 3.0


@pytest.fixture
def hand_in(supervisor: Supervisor) -> Callable[..., Report]:
    """Grade the solution of exercise 2 with some lines below it."""

    def hand_in(lines: str = "", *tasks: str, seed: str = "day4") -> Report:
        content = RIGHT + b"\n\n" + lines.encode()
        return supervisor.grade(
            {"day4_ex2.py": content}, seed, "ada", tasks or ("2.1", "2.2", "2.4")
        )

    return hand_in


def bias(body: str) -> str:
    """A function that adds the bias, as it should, after some lines of its own."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"def add_bias(X):\n{lines}    return np.hstack([np.ones((len(X), 1)), X])\n"


HONEST = {
    "print": 'print("x" * 100_000)',
    "warning": 'import warnings\nwarnings.warn("careful")',
    "threads": (
        "import threading\n"
        "threads = [threading.Thread(target=print) for _ in range(8)]\n"
        "for thread in threads:\n    thread.start()\n"
        "for thread in threads:\n    thread.join()"
    ),
    "pool": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(4) as pool:\n    assert list(pool.map(abs, [-1, 2])) == [1, 2]"
    ),
    "asyncio": (
        "import asyncio\n\n"
        "async def wait():\n    await asyncio.sleep(0.01)\n"
        "    return await asyncio.to_thread(abs, -1)\n\n"
        "assert asyncio.run(wait()) == 1"
    ),
    "tempfile": (
        "import tempfile\n"
        "with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:\n"
        '    file.write(b"x")\n    open(f"{folder}/x", "w").write("x")'
    ),
    "own_file": 'open("notes.txt", "w").write("x")\nassert open("notes.txt").read() == "x"',
    "copies": (
        "import os, shutil\n"
        "open('a', 'w').write('x')\nos.makedirs('d/e', exist_ok=True)\n"
        "for copy in (shutil.copy, shutil.copy2, shutil.copyfile):\n    copy('a', 'd/b')\n"
        "shutil.copytree('d', 'f', dirs_exist_ok=True)\nassert open('f/b').read() == 'x'\n"
        "shutil.move('f', 'g')\nshutil.rmtree('g')"
    ),
    "sqlite": (
        "import sqlite3\n"
        "for _ in range(2):\n"
        "    with sqlite3.connect('notes.db') as base:\n"
        "        base.execute('CREATE TABLE IF NOT EXISTS t (a)')\n"
        "        base.execute('INSERT INTO t VALUES (1)')\n"
        "    base.close()\n"
        "assert sqlite3.connect('notes.db').execute('SELECT a FROM t').fetchone() == (1,)"
    ),
    "sqlite_wal": (
        "import sqlite3\n"
        "base = sqlite3.connect('wal.db')\nbase.execute('PRAGMA journal_mode = WAL')\n"
        "base.execute('CREATE TABLE IF NOT EXISTS t (a)')\nbase.commit()\nbase.close()"
    ),
    "archives": (
        "import os, shutil\n"
        "os.makedirs('in', exist_ok=True)\nopen('in/a', 'w').write('x')\n"
        "for kind in ('zip', 'gztar'):\n"
        "    shutil.unpack_archive(shutil.make_archive('packed', kind, 'in'), 'out')\n"
        "    assert open('out/a').read() == 'x'"
    ),
    "umask": "import os\nos.umask(0o77)",
    "dataclass": (
        "from dataclasses import dataclass\n\n@dataclass\nclass Row:\n    x: float\n\n"
        "assert Row(1).x == 1"
    ),
    "pickle": "import pickle\nassert pickle.loads(pickle.dumps([X]))[0].shape == X.shape",
    "own_source": "import inspect\nassert 'def add_bias' in inspect.getsource(add_bias)",
    "late_import": "import decimal, fractions, json, logging, sqlite3, statistics",
    "caught_error": "try:\n    open('/no/such/file')\nexcept OSError:\n    pass",
    "recursion": "def down(n):\n    return n and down(n - 1)\n\ndown(900)",
    "heavy": "A = np.random.rand(200, 200)\nnp.linalg.svd(A @ A)",
    "memory": "assert len(bytearray(400 * 2**20))",
    "alarm": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)",
}


@pytest.mark.parametrize("body", HONEST.values(), ids=HONEST.keys())
def test_honest_code_keeps_working(hand_in: Callable[..., Report], body: str) -> None:
    """
    What an honest program does, it can do confined.
    """
    graded = hand_in(bias(body), "2.1")

    assert (Status.PASS, "") == (graded.status, graded.reason)


def test_pictures_can_be_drawn(hand_in: Callable[..., Report]) -> None:
    """
    Matplotlib can be imported, draws without a window and saves into the folder of the submission.
    """
    body = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('x.png')\nplt.show()"
    importlib.import_module("matplotlib.pyplot")  # compiles it, which the sandbox cannot keep

    assert Status.PASS is hand_in(bias(body), "2.1").status


@pytest.mark.parametrize("way", ["multiprocessing", "subprocess"])
def test_a_second_process_is_refused_in_a_sentence(
    hand_in: Callable[..., Report], way: str
) -> None:
    """
    Code that starts a second process is told that it cannot, and what works instead.
    """
    body = {
        "multiprocessing": "import multiprocessing\nmultiprocessing.Pool(2)",
        "subprocess": "import subprocess\nsubprocess.run(['ls'])",
    }[way]
    graded = hand_in(bias(body), "2.1")

    assert graded.verdict is not None
    assert "threads are fine" in graded.verdict.checks[0].raised


def test_a_crash_costs_its_task_alone(hand_in: Callable[..., Report]) -> None:
    """
    A process that dies in one function costs that function; the next one gets a process of its own.
    """
    graded = hand_in("import os\n\n\ndef add_bias(X):\n    os._exit(3)\n", "2.1", "2.2")

    assert graded.verdict is not None
    assert [("2.1", "FIX"), ("2.2", "PASS")] == [
        (task.task, str(task.outcome)) for task in graded.verdict.tasks
    ]
    assert (Status.STOPPED_EARLY, True) == (graded.status, "exit code 3" in graded.reason)


def test_missing_exercise_is_not_attempted(hand_in: Callable[..., Report]) -> None:
    """
    An exercise that was not handed in is TODO beside one that was, and says so.
    """
    graded = hand_in("", "1.1", "2.1")

    assert graded.verdict is not None
    assert ["TODO", "PASS"] == [str(task.outcome) for task in graded.verdict.tasks]
    assert Status.NOT_SUBMITTED is graded.words["test_lesson_integral"]
    assert Status.PASS is graded.status


@pytest.mark.parametrize(
    ("files", "status", "reason"),
    [
        pytest.param({}, Status.NOT_SUBMITTED, "No exercise", id="nothing"),
        pytest.param({"notes.py": b""}, Status.NOT_SUBMITTED, "No exercise", id="another-file"),
        pytest.param({"../day4_ex2.py": b""}, Status.REJECTED, "not a name", id="traversal"),
        pytest.param({"/day4_ex2.py": b""}, Status.REJECTED, "not a name", id="absolute"),
        pytest.param({".pth": b"", "day4_ex2.py": b""}, Status.REJECTED, "not a name", id="hidden"),
        pytest.param({"day4_ex2.py": b"#" * 2**19}, Status.REJECTED, "larger", id="large"),
    ],
)
def test_what_cannot_be_run_is_not(
    supervisor: Supervisor, files: dict[str, bytes], status: Status, reason: str
) -> None:
    """
    Nothing handed in and a refused file are words of their own, and no verdict.
    """
    graded = supervisor.grade(files, "day4", "ada")

    assert (None, status, {}) == (graded.verdict, graded.status, graded.words)
    assert reason in graded.reason


def test_notebook_says_what_a_local_run_says(
    supervisor: Supervisor, root: Path, tmp_path: Path
) -> None:
    """
    A notebook is graded as it is locally, left-out lines included.
    """
    content = (root / "exercises" / "day4_ex2.ipynb").read_bytes()
    (tmp_path / "day4_ex2.ipynb").write_bytes(content)
    local = grade(tmp_path / "day4_ex2.ipynb", tasks=["2.1", "2.2"])
    graded = supervisor.grade({"day4_ex2.ipynb": content}, "day4", "ada", ["2.1", "2.2"])

    assert graded.verdict is not None
    assert [(c.outcome, c.message, c.left_out) for c in local.checks] == [
        (c.outcome, c.message, c.left_out) for c in graded.verdict.checks
    ]


def test_place_is_told(hand_in: Callable[..., Report]) -> None:
    """
    A finding names the learner's own file and line.
    """
    graded = hand_in("def add_bias(X):\n    return X / nothing\n", "2.1")
    line = RIGHT.count(b"\n") + 4

    assert graded.verdict is not None
    assert f"day4_ex2.py:{line}" == graded.verdict.checks[0].place


def test_same_seed_same_verdict(hand_in: Callable[..., Report]) -> None:
    """
    A submission graded again gets the same verdict, whatever was graded between.
    """
    lines = "def add_bias(X):\n    return X + np.random.rand()\n"
    first = hand_in(lines, seed="a")
    hand_in(bias("import random\nrandom.random()"))

    assert first.verdict == hand_in(lines, seed="a").verdict


def test_nothing_of_one_submission_is_left_for_the_next(hand_in: Callable[..., Report]) -> None:
    """
    Memory and folder of an earlier submission are not there for the next one.
    """
    canary = "canary" + "bird"
    hand_in(bias(f"open('left.txt', 'w').write('{canary}')\nnp.left = '{canary}'"), "2.1")
    look = (
        "import gc, os\n"
        "words = [w for w in gc.get_objects() if type(w) is dict and 'left' in w\n"
        "         and w['left'] == 'canary' + 'bird']\n"
        "assert not words and not hasattr(np, 'left') and os.listdir() == ['day4_ex2.py']"
    )

    assert Status.PASS is hand_in(bias(look), "2.1").status


def kill(server: ForkClient) -> None:
    os.kill(server.process.pid, signal.SIGKILL)


@pytest.mark.sweep
@pytest.mark.parametrize("which", ["checker", "runner"])
def test_a_killed_fork_server_is_replaced(which: str) -> None:
    """
    A fork server that is killed while it grades is replaced, and the verdict stays the same.
    """
    with Supervisor(seconds=SECONDS, rehearses=False) as supervisor:
        worker = supervisor._idle.queue[0]
        threading.Timer(0.2, lambda: kill(getattr(worker, which))).start()
        content = RIGHT + b"\n\nimport time\n\ntime.sleep(0.5)\n"
        graded = supervisor.grade({"day4_ex2.py": content}, "day4", "ada", ["2.1", "2.2"])

    assert (Status.PASS, "") == (graded.status, graded.reason)


def kill_runners(runner: ForkClient, most: int, is_over: threading.Event) -> None:
    """What the system does to a process when the machine is out of memory, to so many of them."""
    killed: set[int] = set()
    while len(killed) < most and not is_over.wait(0.01):
        for number in list(runner.pidfds):
            with suppress(OSError):
                pid = runner.pid_of(number)
                if pid > 0 and pid not in killed:
                    os.kill(pid, signal.SIGKILL)
                    killed.add(pid)


@pytest.mark.parametrize(("most", "status"), [(1, Status.PASS), (9, Status.GRADER_ERROR)])
def test_a_kill_from_outside_is_no_limit_of_the_learner(
    supervisor: Supervisor, most: int, status: Status
) -> None:
    """
    A runner that is killed from outside is tried again; killed every time, it is our fault.
    """
    content = RIGHT + b"\n\nimport time\n\ntime.sleep(0.5)\n"
    is_over = threading.Event()
    runner = supervisor._idle.queue[0].runner
    thread = threading.Thread(target=kill_runners, args=(runner, most, is_over))
    thread.start()
    graded = supervisor.grade({"day4_ex2.py": content}, "day4", "ada", ["2.1"])
    is_over.set()
    thread.join()

    assert status is graded.status
    assert ("killed from outside" in graded.reason) is (status is Status.GRADER_ERROR)


def test_a_checker_that_fails_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If no checker starts, the caller learns it; a submission is never given a zero for it.
    """
    monkeypatch.setitem(fork_server.ENVIRONMENT, "PYTHONHASHSEED", "x")

    with pytest.raises(SandboxError, match="does not start"), Supervisor():
        pass


def ours() -> list[str]:
    """Processes of the sandbox that this process started, and folders that it made."""
    found = [str(path) for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*")]
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=False,
    )
    return found + [line for line in listed.stdout.split() if _is_ours(line)]


def _is_ours(pid: str) -> bool:
    try:
        return b"autograder.sandbox" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_nothing_is_left_behind() -> None:
    """
    When a supervisor is done, no process and no folder of its own is left.
    """
    before = ours()
    with Supervisor(seconds=1.0, rehearses=False) as supervisor:
        supervisor.grade({"day4_ex2.py": b"while True:\n    pass\n"}, "day4", "ada", ["2.1"])

    assert before == ours()


KILLED = """
import os, signal, sys, threading
from autograder.sandbox.supervisor import Supervisor

with Supervisor(rehearses=False) as supervisor:
    worker = supervisor._idle.queue[0]
    print(worker.runner.process.pid, worker.checker.process.pid, worker.scratch, flush=True)
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    supervisor.grade({"day4_ex2.py": b"while True:\\n    pass\\n"}, "day4", "ada")
"""


@pytest.mark.sweep
def test_a_killed_supervisor_takes_all_with_it() -> None:
    """
    No process outlives a supervisor that is killed, and the next one removes its folder.
    """
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    *pids, folder = done.stdout.split()
    until = time.monotonic() + 10
    while time.monotonic() < until and any(_is_ours(pid) for pid in pids):
        time.sleep(0.05)

    assert -signal.SIGKILL == done.returncode
    assert [] == [pid for pid in pids if _is_ours(pid)]
    with Supervisor(rehearses=False):
        assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        pytest.param("while True:\n    pass", (2, 3), id="loop"),
        pytest.param(
            "while True:\n    try:\n        while True:\n            pass\n"
            "    except BaseException:\n        pass",
            (2, 3, 4, 5, 6, 7),
            id="loop-that-swallows",
            marks=pytest.mark.sweep,
        ),
        pytest.param("import time\ntime.sleep(1000)", (3,), id="sleep", marks=pytest.mark.sweep),
        pytest.param("sum(iter(int, 1))", (3,), id="loop-in-c", marks=pytest.mark.sweep),
        pytest.param(
            "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass",
            (6,),
            id="deaf",
            marks=pytest.mark.sweep,
        ),
    ],
)
def test_code_whose_time_is_up_tells_its_line(
    supervisor: Supervisor, body: str, line: tuple[int, ...]
) -> None:
    """
    A loop that never ends is reported with the learner's line, or else with the function's return.
    """
    above = RIGHT + b"\n\n"
    content = above + bias(body).encode()
    found = supervisor.grade({"day4_ex2.py": content}, "day4", "ada", ("2.1", "2.2"))
    assert found.verdict is not None
    slow = found.verdict.checks[0]
    first = above.count(b"\n")

    assert "too_slow" == slow.mistake
    assert slow.place in {f"day4_ex2.py:{first + one}" for one in line}
    assert 10 == found.verdict.points


class Paced:
    """A worker whose submissions are slow while another one is at work."""

    def __init__(self) -> None:
        self.busy = 0
        self.lock = threading.Lock()
        self.tries: dict[str, list[Status]] = {}

    def grade(self, state: SubmissionState) -> None:
        with self.lock:
            self.busy += 1
        time.sleep(0.05)
        word = Status.TIMEOUT if self.busy > 1 or state.job.seed == "always" else Status.PASS
        with self.lock:
            self.busy -= 1
        self.tries.setdefault(state.job.seed, []).append(word)
        state.outcomes |= {index: CheckOutcome(word, "") for index in state.checks}


@pytest.mark.parametrize(("workers", "neighbours"), [(1, False), (1, True), (3, False)])
def test_what_a_busy_machine_may_sway_is_tried_again_alone(workers: int, neighbours: bool) -> None:
    """
    With many workers a limit counts only if it is met while all others are idle, and beside other
    supervisors only if it is met twice.
    """
    supervisor, paced = Supervisor(workers=workers, neighbours=neighbours), Paced()
    for _ in range(workers):
        supervisor._idle.put(paced)  # type: ignore[arg-type]
    seeds = ["a", "b", "c", "always", "d", "e"]
    found: dict[str, Status] = {}

    def work(seed: str) -> None:
        found[seed] = supervisor.grade({"day4_ex2.py": b""}, seed, seed, ("2.1",)).status

    threads = [threading.Thread(target=work, args=(seed,)) for seed in seeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert {"always": Status.TIMEOUT} == {s: w for s, w in found.items() if w is Status.TIMEOUT}
    assert set(seeds) == set(found)
    most = 2 if neighbours or workers > 1 else 1
    assert most == len(paced.tries["always"])
    assert all(len(tries) <= most for tries in paced.tries.values())


WINDOWS = """
import os, select, signal, sys

sys.modules |= dict.fromkeys(("fcntl", "resource"))
for module, names in ((os, "fork geteuid memfd_create"), (select, "poll"),
                      (signal, "SIGALRM SIGKILL SIGXCPU pidfd_send_signal")):
    for name in names.split():
        delattr(module, name)
import autograder.sandbox.doctor, autograder.sandbox.supervisor
"""


def test_what_only_posix_has_is_not_needed_to_import_it() -> None:
    """
    Where there are no forks, no SIGKILL and no limits, as on Windows, the kit can say so.
    """
    done = subprocess.run([sys.executable, "-c", WINDOWS], cwd=PROJECT, check=False)

    assert 0 == done.returncode


def test_a_worker_that_does_not_start_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """
    No process and no scratch folder, also where only the second process cannot be started.
    """
    started: list[str] = []
    closed: list[str] = []

    class Client:
        def __init__(self, module: str, _: object) -> None:
            if started:
                raise OSError
            started.append(module)

        def close(self) -> None:
            closed.extend(started)

    monkeypatch.setattr(supervisor_module, "ForkClient", Client)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(OSError):  # noqa: PT011 -- whichever the system gives
        GradingWorker(Layers())

    assert ["autograder.sandbox.runner"] == closed
    assert [] == list(tmp_path.iterdir())
