"""`autograder watch` as its user has it: in a terminal, with an editor beside it."""

import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from watching import ENDLESS, HALF, RIGHT, filled, stub, wait_until, write

from autograder.grading.commands import command_prefix
from autograder.grading.spec import PROJECT
from autograder.study.worker_pool import COMMAND
from tests.outline import EVERYTHING, MOST, NAMES

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

KEYS = "| h hint  n next  p picture  r reset  q quit"
LINES = 32
WATCH = f"{sys.executable} -m autograder watch"


class Terminal:
    """A shell in a terminal of 80 columns, in a folder."""

    def __init__(self, folder: Path, socket: str) -> None:
        self.socket = socket
        self.tmux(
            "new-session", "-d", "-x", "80", "-y", str(LINES), "-c", str(folder), "bash --norc"
        )

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.socket, "-f", "/dev/null", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
        return done.stdout

    def type(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    @property
    def screen(self) -> list[str]:
        return self.tmux("capture-pane", "-p").split("\n")[:LINES]

    def see(self, *words: str, seconds: float = 60) -> list[str]:
        """Wait until all these words are on the screen; its lines."""
        try:
            wait_until(lambda: all(word in "\n".join(self.screen) for word in words), seconds)
        except AssertionError:
            raise AssertionError(f"no {words} in\n" + "\n".join(self.screen)) from None
        return self.screen

    def see_board(self, *words: str) -> list[str]:
        """The same of a board that is complete: its state and keys are the last line, always."""
        screen = self.see("checked in ", *words)
        assert "Day 4" in screen[0]
        assert KEYS in screen[LINES - 1]
        return screen


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what a learner has, and an environment without wishes."""
    (tmp_path / "exercises").mkdir()
    for exercise in ("day4_ex1", "day4_ex2"):
        write(tmp_path / "exercises", stub(exercise), exercise)
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.setenv("AUTOGRADER_PROGRESS", "on")
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "NO_COLOR", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def terminal(project: Path) -> Iterator[Terminal]:
    """A terminal in the project, closed afterwards; no worker may be left."""
    terminal = Terminal(project, f"watch-{uuid.uuid4().hex[:8]}")
    try:
        yield terminal
    finally:
        terminal.tmux("kill-server")
    with suppress(AssertionError):
        wait_until(lambda: not workers(project))

    assert [] == list(map(described, workers(project)))


def described(number: int) -> str:
    """What a process does, where it waits, and whose it is."""
    place = Path(f"/proc/{number}")
    with suppress(OSError):
        words = [(place / name).read_text(encoding="utf-8") for name in ("wchan", "status")]
        return "\n".join([str(number), *words])
    return ""


def workers(folder: Path) -> list[int]:
    """Processes of watch that have this folder as theirs."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_text(encoding="utf-8")
            if COMMAND[-1] in command and (place / "cwd").readlink() == folder:
                found.append(int(place.name))
        except OSError:
            continue
    return found


def row(screen: list[str], number: str) -> str:
    """The word in the row of a task."""
    return next(line for line in screen if f"  {number}  " in line)[2:6].strip()


def save(project: Path, text: str) -> None:
    write(project / "exercises", text)


@pytest.mark.sweep
def test_a_day_at_the_exercises(project: Path, terminal: Terminal) -> None:
    """
    Wrong, broken, deleted, endless and right files, every key, and the shell as it was before.
    """
    terminal.type("stty -a > before", "Enter")
    terminal.type(f"{WATCH}; stty -a > after; echo code $?", "Enter")
    assert "TODO" == row(terminal.see_board("Next: 1.1"), "1.1")

    save(project, filled(stub(), t11=HALF))
    screen = terminal.see_board("the line that loses a factor")
    assert "FIX" == row(screen, "1.1")

    save(project, filled(stub(), t11="return sp.integrate(f, x"))
    terminal.see_board("Python cannot read day4_ex1.py")

    (project / "exercises" / "day4_ex1.py").unlink()
    screen = terminal.see("day4_ex1.py is not in its folder any more")
    assert "WAIT" == row(screen, "1.2")
    save(project, stub())
    screen = terminal.see_board("Write indefinite_integral")
    assert "TODO" == row(screen, "1.2")

    save(project, filled(stub(), t11=ENDLESS))
    terminal.see("checking |")
    terminal.type("h")
    terminal.see("Hint 1 of 3 for 1.1", "how could you test a")

    save(project, filled(stub(), t11=RIGHT["1.1"], t12=RIGHT["1.2"]))
    screen = terminal.see_board("It passes: 12 of 12 points", "Press n to go on to 1.3")
    assert ["PASS", "PASS", "TODO"] == [row(screen, number) for number in ("1.1", "1.2", "1.3")]
    assert not any("Hint 1" in line for line in screen)

    terminal.type("n")
    terminal.see_board("Next: 1.3 is_probability_density", "day4_ex1.py:")

    terminal.type("p")
    terminal.see_board("is not written yet, so there is nothing to draw.")

    save(project, filled(stub(), t11=RIGHT["1.1"], t12=RIGHT["1.2"], t13="return True"))
    terminal.see_board("FIX   1.3")
    terminal.type("p")
    assert KEYS in terminal.see("Saved 1.3.png")[LINES - 1]
    assert (project / "1.3.png").exists()
    terminal.type("r")
    terminal.see_board("Put 1.3 is_probability_density back as it was shipped?")
    terminal.type("n")
    terminal.see_board("Nothing was reset.", "FIX   1.3")
    terminal.type("r")
    terminal.see("Press y for yes")
    terminal.type("y")
    terminal.see_board("Your", "work is kept in", "TODO  1.3", "PASS  1.2")
    assert 1 == len(list((project / "exercises").glob("day4_ex1.backup-*")))

    terminal.type("q")
    terminal.see(f"To come back: {command_prefix()}autograder watch", "code 0", "bash-")
    terminal.type("echo it'' works", "Enter")
    terminal.see("it works")
    assert (project / "before").read_text() == (project / "after").read_text()
    lines = (project / "progress.txt").read_text(encoding="utf-8")
    assert re.search(
        r'"event": "watch".*"1.1": {"outcome": "FIX".*"mistakes": \["off_by_factor"\]', lines
    )
    assert '"event": "hint", "tasks": ["1.1"], "level": 1}' in lines
    assert '"event": "reset", "tasks": ["1.3"]}' in lines


@pytest.mark.sweep
def test_a_picture_gives_way_to_the_newest_verdict(project: Path, terminal: Terminal) -> None:
    """
    In 24 lines without a display, a picture fills the screen until the next save is judged.
    """
    save(project, filled(stub(), t11=HALF))
    terminal.tmux("resize-window", "-x", "80", "-y", "24")
    terminal.type(WATCH, "Enter")
    terminal.see("checked in ", "FIX   1.1", "that loses a factor")
    terminal.type("p")
    terminal.see("Saved 1.1.png", f"{MOST} points", KEYS)

    save(project, filled(stub(), t11="return f"))

    screen = terminal.see("FIX   1.1", "checked in ", "your line    : return f", KEYS)
    assert not any("Saved 1.1.png" in line for line in screen)


@pytest.mark.sweep
def test_an_endless_loop_is_named(project: Path, terminal: Terminal) -> None:
    """
    Nobody has to save again: after the limit the loop is named, and the rest is graded.
    """
    save(project, filled(stub(), t11=ENDLESS, t12=RIGHT["1.2"]))
    terminal.type(WATCH, "Enter")
    screen = terminal.see_board("indefinite_integral had not finished after 10", "PASS  1.2")

    assert "FIX" == row(screen, "1.1")


def test_a_finish_is_explicit(project: Path, terminal: Terminal) -> None:
    """
    When the last task passes the board says that this was all.
    """
    for exercise in NAMES:
        solution = (PROJECT / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")
        write(project / "exercises", solution, exercise)
    terminal.type(WATCH, "Enter")

    terminal.see_board("You have finished the exercises.", EVERYTHING)


def press_ctrl_c(terminal: Terminal, _: Path) -> None:
    terminal.type("C-c")


def send_term(_: Terminal, project: Path) -> None:
    """End the watch, which is the parent of its workers."""
    status = Path(f"/proc/{workers(project)[0]}/status").read_text(encoding="utf-8")
    os.kill(int(status.partition("PPid:")[2].split()[0]), 15)


@pytest.mark.parametrize(
    ("end", "code"), [(press_ctrl_c, 130), (send_term, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_the_terminal_is_left_as_it_was(
    end: Callable[[Terminal, Path], None], code: int, project: Path, terminal: Terminal
) -> None:
    """
    However it ends, also in the middle of an endless loop, the shell gets its own terminal back.
    """
    save(project, filled(stub(), t11=ENDLESS))
    terminal.type(f"stty -a > before; {WATCH}; echo code $?; stty -a > after", "Enter")
    terminal.see("checking |")
    end(terminal, project)
    terminal.see(f"code {code}", "bash-")
    wait_until(lambda: (project / "after").exists() and bool((project / "after").read_text()))

    assert (project / "before").read_text() == (project / "after").read_text()
    wait_until(lambda: not workers(project))


def test_ctrl_z_lends_the_terminal(project: Path, terminal: Terminal) -> None:
    """
    Stopped, the shell works as ever; after `fg` the board is back and keys work.
    """
    terminal.type(f"stty -a > before; {WATCH}", "Enter")
    terminal.see_board("Next: 1.1")
    terminal.type("C-z")
    terminal.see("Stopped", "bash-")
    terminal.type("stty -a > between", "Enter")
    wait_until(lambda: (project / "between").exists() and bool((project / "between").read_text()))
    assert (project / "before").read_text() == (project / "between").read_text()
    terminal.type("clear", "Enter")
    wait_until(lambda: "checked in" not in "\n".join(terminal.screen))
    terminal.type("fg", "Enter")
    terminal.see_board("Next: 1.1")
    terminal.type("n")
    terminal.see_board("Next: 1.2")


@pytest.mark.parametrize("how", ["--linear", pytest.param("TERM=dumb", marks=pytest.mark.sweep)])
def test_linear_prints_below(how: str, project: Path, terminal: Terminal) -> None:
    """
    For a screen reader nothing is cleared and no line is written twice; keys work all the same.
    """
    before, after = (how, "") if "=" in how else ("", how)
    terminal.type(f"{before} {WATCH} {after}", "Enter")
    terminal.see("Next: 1.1", KEYS)
    terminal.type("h")
    terminal.see("Hint 1 of 3 for 1.1")
    save(project, filled(stub(), t11=HALF))
    terminal.see("loses a factor, or brings one in")
    text = terminal.tmux("capture-pane", "-p", "-J", "-S", "-")

    assert WATCH.rsplit(maxsplit=1)[-1] in text.split("\n")[0]
    assert 2 == text.count("-- Day 4")


def test_another_size_is_drawn_again(terminal: Terminal) -> None:
    """
    State and keys move to the last line of a window that has grown.
    """
    terminal.type(WATCH, "Enter")
    terminal.see_board("Next: 1.1")
    terminal.tmux("resize-window", "-x", "80", "-y", "26")
    wait_until(lambda: KEYS in terminal.tmux("capture-pane", "-p").split("\n")[25])


@pytest.mark.parametrize(("wish", "expected"), [("", True), ("NO_COLOR=1", False)])
def test_no_colour_is_honoured(wish: str, expected: bool, terminal: Terminal) -> None:
    """
    With NO_COLOR the outcome words are as plain as the rest; without it they have a colour.
    """
    terminal.type(f"{wish} {WATCH}", "Enter")
    terminal.see_board("Next: 1.1")

    assert expected is ("\x1b[36m" in terminal.tmux("capture-pane", "-p", "-e"))
