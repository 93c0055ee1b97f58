import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from watching import HALF, RIGHT, filled, stub, wait_until, write

from autograder import cli
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT
from autograder.study.watch_command import watch_exercises
from autograder.study.worker_pool import COMMAND
from tests.outline import CORE, NAMES

posix = pytest.mark.skipif(os.name == "nt", reason="needs signals")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with both stubs, and the place where commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exercises").mkdir()
    for exercise in ("day4_ex1", "day4_ex2"):
        write(tmp_path / "exercises", stub(exercise), exercise)
    return tmp_path


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """`autograder watch` without a terminal, in a process that signals can reach."""
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", "watch", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def block(process: subprocess.Popen[str]) -> str:
    """All that is printed up to the end of a verdict."""
    assert process.stdout is not None
    read = ""
    while not re.search(r"checked in .* s\n$", read):
        line = process.stdout.readline()
        assert line, read
        read += line
    return read


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The workers that a watch has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            command = path.with_name("cmdline").read_text(encoding="utf-8")
        except OSError:
            continue
        if words[1] == str(process.pid) and COMMAND[-1] in command and words[0] != "Z":
            found.append(int(path.parent.name))
    return found


def is_alive(number: int) -> bool:
    try:
        return (
            "Z" not in Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        )
    except OSError:
        return False


def test_once_is_a_check_with_an_exit_code(
    project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Grade once: 1 while something is open, the table, and how to go on without keys.
    """
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("AUTOGRADER_PROGRESS", "on")
    assert cli.OPEN == cli.main(["watch", "--once"])
    said = capfd.readouterr().out
    assert len(CORE) + len(NAMES) == said.count("TODO  ")  # a line for the bonus of each exercise
    assert "autograder hint 1.1" in said
    assert "\x1b" not in said
    assert (project / "progress.txt").read_text(encoding="utf-8").count('"event": "watch"') == 1


@pytest.mark.usefixtures("project")
def test_once_is_well_when_all_passes(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The solutions give exit code 0 and the word that it is finished; nothing of it is remembered.
    """
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("AUTOGRADER_PROGRESS", "on")
    code = cli.main(["watch", "--once", "--submission", str(PROJECT / "solutions")])

    assert cli.DONE == code
    assert "You have finished" in capfd.readouterr().out
    assert not Path("progress.txt").exists()


@pytest.mark.usefixtures("project")
def test_a_path_that_is_not_there_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    """
    One sentence and exit code 2, before anything is started.
    """
    assert cli.USAGE == cli.main(["watch", "--submission", "nowhere"])
    assert "There is nothing at nowhere." in capsys.readouterr().err
    with pytest.raises(KitError):
        watch_exercises(Path("nowhere"), Path.cwd())


@posix
def test_without_a_terminal_each_save_gives_a_block(project: Path) -> None:
    """
    Plain lines, a block for each save, no keys; Ctrl-C ends it with 130 and leaves no process.
    """
    with started(project) as process:
        first = block(process)
        write(project / "exercises", filled(stub(), t11=HALF))
        second = block(process)
        write(project / "exercises", filled(stub(), t11=RIGHT["1.1"]))
        third = block(process)
        numbers = workers(process)
        os.killpg(process.pid, signal.SIGINT)
        rest, _ = process.communicate(timeout=20)

    assert "Next: 1.1" in first
    assert "FIX   1.1" in second
    assert "1/2 times" in second
    assert "PASS  1.1" in third
    assert "Go on with 1.2." in third
    assert 130 == process.returncode
    assert "" == rest.strip()
    assert "\x1b" not in first + second + third
    assert numbers
    wait_until(lambda: not any(map(is_alive, numbers)))


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_whatever_ends_it_no_process_stays(number: signal.Signals, project: Path) -> None:
    """
    Also in the middle of an endless loop, and also when it has no time to clean up.
    """
    loop = "open('looping', 'w').close()\n    while True: x = x"
    write(project / "exercises", filled(stub(), t11=loop))
    with started(project) as process:
        wait_until((project / "looping").exists)
        numbers = workers(process)
        process.send_signal(number)
        process.communicate(timeout=20)

    assert numbers
    wait_until(lambda: not any(map(is_alive, numbers)))


@pytest.mark.usefixtures("project")
def test_once_over_a_single_file(capfd: pytest.CaptureFixture[str]) -> None:
    """
    A named file is graded alone.
    """
    path = PROJECT / "solutions" / "day4_ex2.py"

    assert cli.DONE == cli.main(["watch", "--once", "--submission", str(path)])
    assert "60 of 60 points +22 bonus. 4 of 4 tasks done." in capfd.readouterr().out


def test_once_over_nothing_says_so(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    A folder without exercises is no reason to wait: one sentence, and 1.
    """
    (project / "exercises" / "day4_ex1.py").unlink()
    (project / "exercises" / "day4_ex2.py").unlink()

    assert cli.OPEN == cli.main(["watch", "--once"])
    assert "holds no day4_ex1.py" in " ".join(capfd.readouterr().out.split())
