import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watching import RIGHT, filled, stub, write

from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT, all_checks
from autograder.grading.verdict import CheckResult
from autograder.study import worker as module
from autograder.study.worker import graded, warm_up
from autograder.study.worker_pool import (
    COMMAND,
    DECODER,
    Judged,
    Key,
    Message,
    Request,
    Working,
    key_of,
    line,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An exercise with one task done, and one that calls it."""
    return write(tmp_path, filled(stub(), t12=RIGHT["1.2"], t14=RIGHT["1.4"]))


def keys(*tasks: str) -> tuple[Key, ...]:
    """The checks of these tasks, task by task."""
    return tuple(key_of(c) for task in tasks for c in all_checks() if c.task.number == task)


def request(file: Path, *tasks: str) -> Request:
    return Request({"day4_ex1": str(file)}, keys(*tasks), 10.0)


def results(messages: list[Message]) -> tuple[CheckResult, ...]:
    return tuple(message.result for message in messages if isinstance(message, Judged))


def test_results_are_those_of_a_grading(file: Path) -> None:
    """
    Tasks graded in another order get the results of a whole grading, in the order asked for.
    """
    expected = {c.name: c for c in grade(file).checks if c.task in {"1.2", "1.4"}}
    found = results(list(graded(request(file, "1.4", "1.2"))))

    assert expected == {result.name: result for result in found}
    assert ["1.4", "1.2"] == list(dict.fromkeys(result.task for result in found))


def test_every_check_is_announced(file: Path) -> None:
    """
    The loading of the file comes first, then each check before its result.
    """
    messages = list(graded(request(file, "1.1")))

    assert Working("day4_ex1") == messages[0]
    assert [Working("day4_ex1", key) for key in keys("1.1")] == messages[1::2]
    assert [name for _, name in keys("1.1")] == [result.name for result in results(messages)]


def test_a_file_that_is_gone_is_not_submitted(tmp_path: Path) -> None:
    """
    A file that was deleted after the request costs its points and nothing else.
    """
    found = results(list(graded(request(tmp_path / "day4_ex1.py", "1.1"))))

    assert {"day4_ex1.py is missing."} == {result.message for result in found}


@contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command or COMMAND, cwd=PROJECT, stdin=pipe, stdout=pipe, env=os.environ
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_process_answers_and_exits(file: Path) -> None:
    """
    It sends its results, without what the learner's code prints, and exits with 0.
    """
    text = file.read_text(encoding="utf-8")
    file.write_text(f"import os\nos.write(1, b'noise')\nprint('noise')\n{text}", encoding="utf-8")
    with started() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line(request(file, "1.2")))
        process.stdin.flush()
        output = process.stdout.read()
        assert 0 == process.wait(10)
    messages = [DECODER.decode(text) for text in output.splitlines()]

    assert len(keys("1.2")) == len(results(messages))
    assert b"noise" not in output


def test_the_process_exits_with_its_input(file: Path) -> None:
    """
    When watch is gone, a worker in the middle of an endless loop does not go on alone.
    """
    file.write_text(filled(stub(), t11="while True: x = x"), encoding="utf-8")
    with started() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line(request(file, "1.1")))
        process.stdin.flush()
        while not getattr(DECODER.decode(process.stdout.readline()), "check", None):
            continue
        began = time.monotonic()
        process.stdin.close()
        process.stdout.read()
        process.wait(10)

    assert time.monotonic() - began < 5


def test_the_process_exits_even_deep_in_c(file: Path) -> None:
    """
    Where neither the limit nor the closed input is noticed, a clock outside Python ends it.
    """
    lines = "from autograder.study import worker as w; w.SECONDS = 0; w.ORPHANED = 1; w.main()"
    file.write_text(filled(stub(), t11="return sum(range(10 ** 13))"), encoding="utf-8")
    with started(sys.executable, "-c", lines) as process:
        assert process.stdin is not None
        process.stdin.write(line(request(file, "1.1")))
        process.stdin.flush()

        assert 1 == process.wait(30)


def never() -> bool:
    return False


def test_expressions_are_integrated_and_tables_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Every expression on record is met before there is anything to grade, and no module stays behind.
    """
    monkeypatch.setattr("sympy.Integral.doit", lambda self: self)
    sys.modules.pop("day4_ex1", None)

    assert 20 < warm_up(never) < 200
    assert "day4_ex1" not in sys.modules


def test_a_request_ends_the_warm_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A learner who waits comes first.
    """
    monkeypatch.setattr("sympy.Integral.doit", lambda self: self)
    asked = itertools.count()

    assert 2 == warm_up(lambda: next(asked) == 2)
    assert 0 == warm_up(lambda: True)


def test_without_a_record_nothing_is_integrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A missing record costs some speed and nothing else.
    """
    monkeypatch.setattr(module, "recorded", lambda name: tmp_path / name)

    assert 0 == warm_up(never)
