import subprocess
import sys
import time
from pathlib import Path

import pytest
from watching import RIGHT, filled, stub, write

from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT, all_checks
from autograder.grading.verdict import CheckResult
from autograder.study.protocol import DECODER, Begun, Judged, Message, Request, line
from autograder.study.worker import examine
from autograder.study.worker_pool import COMMAND


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An exercise of which one task is done, and one rests on it."""
    return write(tmp_path, filled(stub(), t12=RIGHT["1.2"], t14=RIGHT["1.4"]))


def said(request: Request) -> list[Message]:
    """What an examiner says to a request, in this process."""
    messages: list[Message] = []
    examine(request, messages.append)
    return messages


def results(messages: list[Message]) -> tuple[CheckResult, ...]:
    return tuple(message.result for message in messages if isinstance(message, Judged))


def test_results_are_those_of_a_grading(file: Path) -> None:
    """
    Each task graded alone gives what grading them in one go gives.
    """
    groups = (("1.4",), ("1.2",))
    expected = {c.name: c for c in grade(file).checks if c.task in {"1.2", "1.4"}}
    found = results(said(Request({"day4_ex1": str(file)}, groups, 10.0)))

    assert expected == {result.name: result for result in found}
    assert "1.4" == found[0].task


def test_every_check_is_announced(file: Path) -> None:
    """
    Before its result stands what was begun, and the loading of the file before all.
    """
    messages = said(Request({"day4_ex1": str(file)}, (("1.1",),), 10.0))
    names = [check.name for check in all_checks() if check.task.number == "1.1"]

    assert Begun("1.1") == messages[0]
    assert [Begun("1.1", name) for name in names] == messages[1::2]
    assert names == [result.name for result in results(messages)]


def test_functions_that_were_called_are_told(file: Path) -> None:
    """
    Results come with the names that the checks called, also where the call was of no use.
    """
    messages = said(Request({"day4_ex1": str(file)}, (("1.1",),), 10.0))

    assert {("indefinite_integral",)} == {m.called for m in messages if isinstance(m, Judged)}


def test_a_file_that_is_gone_is_not_handed_in(tmp_path: Path) -> None:
    """
    A file that vanished after the request costs nothing but its points.
    """
    files = {"day4_ex1": str(tmp_path / "day4_ex1.py")}

    assert {"day4_ex1.py is not there."} == {
        result.message for result in results(said(Request(files, (("1.1",),), 10.0)))
    }


def started(command: tuple[str, ...] = COMMAND) -> subprocess.Popen[bytes]:
    """An examiner of its own."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe)


def test_the_process_answers_and_ends(file: Path) -> None:
    """
    One request, its answer, exit code 0; what learner code prints is not in it.
    """
    text = file.read_text(encoding="utf-8")
    file.write_text(f"import os\nos.write(1, b'noise')\nprint('noise')\n{text}", encoding="utf-8")
    request = Request({"day4_ex1": str(file)}, (("1.2",),), 10.0)
    with started() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line(request))
        process.stdin.flush()
        output = process.stdout.read()
        assert 0 == process.wait(10)
    messages = [DECODER.decode(text) for text in output.splitlines()]

    assert 4 == len(results(messages))
    assert b"noise" not in output


@pytest.mark.parametrize("body", ["while True: x = x", "__import__('time').sleep(60)"])
def test_the_process_ends_with_its_input(body: str, file: Path) -> None:
    """
    Whoever has asked is gone: an examiner in the middle of its work does not go on alone.
    """
    file.write_text(filled(stub(), t11=body), encoding="utf-8")
    request = Request({"day4_ex1": str(file)}, (("1.1",),), 10.0)
    with started() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line(request))
        process.stdin.flush()
        while not isinstance(DECODER.decode(process.stdout.readline()), Begun):
            continue
        began = time.monotonic()
        process.stdin.close()
        process.stdout.read()
        process.wait(10)

    assert time.monotonic() - began < 5


def test_the_process_ends_even_deep_in_c(file: Path) -> None:
    """
    Where neither limit nor end of input is heard, a clock outside of Python ends it, left alone.
    """
    lines = "from autograder.study import worker as e; e.SECONDS = 0; e.LEFT_ALONE = 1; e.main()"
    file.write_text(filled(stub(), t11="return sum(range(10 ** 13))"), encoding="utf-8")
    request = Request({"day4_ex1": str(file)}, (("1.1",),), 10.0)
    with started((sys.executable, "-c", lines)) as process:
        process.communicate(line(request), timeout=30)

    assert 1 == process.returncode
