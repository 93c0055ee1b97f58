import os
import queue
import sys
from pathlib import Path

import pytest
from watching import crew_of, stub, wait_until, write

from autograder.study import worker_pool as crews
from autograder.study.protocol import Done, Judged, Ready, Request
from autograder.study.worker_pool import Crew, Examiner, Heard


class Standin:
    """An examiner without a process."""

    def __init__(self) -> None:
        self.is_ready = False
        self.asked: list[Request] = []
        self.is_dead = False

    def ask(self, request: Request) -> None:
        self.asked.append(request)

    def kill(self) -> None:
        self.is_dead = True

    def bury(self) -> None:
        assert self.is_dead


@pytest.fixture
def made() -> list[Standin]:
    return []


@pytest.fixture
def crew(made: list[Standin]) -> Crew:
    """A crew of two stand-ins."""

    def start() -> Standin:
        made.append(Standin())
        return made[-1]

    return Crew(2, start)  # type: ignore[arg-type]


REQUEST = Request({}, (("1.1",),), 10.0)


def test_examiners_wait_before_they_are_needed(crew: Crew, made: list[Standin]) -> None:
    """
    As many as wished are started at once, and the crew is ready when all of them are.
    """
    assert 2 == len(made)
    assert not crew.is_ready
    for examiner in made:
        examiner.is_ready = True
    assert crew.is_ready


def test_the_readiest_gets_the_work(crew: Crew, made: list[Standin]) -> None:
    """
    One that has rehearsed comes before one that is still importing; nobody works twice.
    """
    made[1].is_ready = True
    found = [crew.send(REQUEST) for _ in range(3)]

    assert [made[1], made[0], made[2]] == found
    assert [1, 1, 1] == [len(examiner.asked) for examiner in made]


def test_new_ones_start_when_the_work_is_done(crew: Crew, made: list[Standin]) -> None:
    """
    During a grading nobody else takes the machine's time; afterwards the old end and new ones come.
    """
    crew.send(REQUEST)
    assert 2 == len(made)
    crew.rest()

    assert [True, False, False] == [examiner.is_dead for examiner in made]


def test_stop_spares_those_who_wait(crew: Crew, made: list[Standin]) -> None:
    """
    A grading that is given up ends those at work alone.
    """
    crew.send(REQUEST)
    crew.stop()

    assert [True, False] == [examiner.is_dead for examiner in made]


def test_close_ends_all(crew: Crew, made: list[Standin]) -> None:
    """
    At the end nobody is left, at work or waiting.
    """
    crew.send(REQUEST)
    crew.close()

    assert all(examiner.is_dead for examiner in made)


def test_one_that_died_waiting_is_not_sent(crew: Crew, made: list[Standin]) -> None:
    """
    Dismissed is dismissed.
    """
    crew.dismiss(made[0])  # type: ignore[arg-type]

    assert made[1] is crew.send(REQUEST)


def test_a_process_says_what_it_does(tmp_path: Path) -> None:
    """
    Ready, each result, done, gone: all of it arrives, in order.
    """
    with crew_of(1) as (crew, events):
        assert isinstance(events.get(timeout=60).message, Ready)
        assert crew.is_ready
        path = write(tmp_path, stub())
        crew.send(Request({"day4_ex1": str(path)}, (("1.1",),), 10.0))
        heard = []
        while not heard or heard[-1].message is not None:
            heard.append(events.get(timeout=60))

    assert 4 == sum(isinstance(one.message, Judged) for one in heard)
    assert isinstance(heard[-2].message, Done)
    assert 0 == heard[-1].code


@pytest.mark.skipif(os.name == "nt", reason="needs process groups")
def test_kill_ends_what_it_has_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """
    A process that learner code started ends with the examiner.
    """
    script = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); open(sys.argv[1], 'w').write(str(p.pid)); p.wait()"
    number = tmp_path / "number"
    monkeypatch.setattr(crews, "COMMAND", (sys.executable, "-c", script, str(number)))
    events: queue.SimpleQueue[Heard] = queue.SimpleQueue()
    examiner = Examiner(events.put)
    wait_until(lambda: number.exists() and bool(number.read_text()))
    examiner.kill()
    examiner.bury()

    assert 0 > events.get(timeout=10).code
    wait_until(lambda: not is_running(int(number.read_text())))


def is_running(number: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def test_noise_is_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A line that is no message is passed over, and the end is told with its code.
    """
    monkeypatch.setattr(
        crews, "COMMAND", (sys.executable, "-c", "print('noise'); raise SystemExit(3)")
    )
    events: queue.SimpleQueue[Heard] = queue.SimpleQueue()
    examiner = Examiner(events.put)
    heard = events.get(timeout=30)
    examiner.ask(REQUEST)
    examiner.kill()
    examiner.bury()

    assert (None, 3) == (heard.message, heard.code)
