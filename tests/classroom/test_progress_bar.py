"""
The progress of a batch.
"""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest

from autograder.classroom.progress_bar import ProgressBar


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def run(bar: ProgressBar, clock: Clock, count: int) -> None:
    for number in range(count):
        clock.now += 0.5
        bar.advance(f"p{number}: GRADED", graded=True)
    bar.close()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal()


def test_without_a_terminal_there_is_a_line_per_tenth() -> None:
    """
    A log gets an estimate and ten plain lines, with rate and time left, no control characters.
    """
    stream, clock = StringIO(), Clock()
    run(ProgressBar(500, stream, clock=clock), clock, 500)
    lines = stream.getvalue().splitlines()

    assert 11 == len(lines)
    assert "The first 10 took 0:00:05; all 500 will take about 0:04:10." == lines[0]
    assert "50 of 500 (10 %), 120 per minute, 0:03:45 left" == lines[1]
    assert "500 of 500 (100 %)" == lines[-1]
    assert all(map(str.isprintable, lines))


def test_in_a_terminal_one_line_is_drawn_again(terminal: Terminal) -> None:
    """
    The bar never leaves its line, fits into it, and is gone at the end.
    """
    clock = Clock()
    bar = ProgressBar(500, terminal, clock=clock)
    assert terminal.getvalue().rstrip().endswith("0 of 500 (0 %)")
    run(bar, clock, 500)
    drawn = terminal.getvalue().split("\r")

    assert "\n" not in terminal.getvalue()
    assert "  [############............] 250 of 500 (50 %), 120 per minute, 0:02:05 left" in {
        line.rstrip() for line in drawn
    }
    assert max(map(len, drawn)) <= 79
    assert "" == drawn[-1]


def test_a_class_of_nobody_is_drawn(terminal: Terminal) -> None:
    """
    Where there is nobody to grade, the bar is empty, and nothing is divided.
    """
    run(ProgressBar(0, terminal), Clock(), 0)

    assert "0 of 0 (0 %)" in terminal.getvalue()


def test_there_are_no_colours(terminal: Terminal) -> None:
    """
    Only text and carriage returns are written, so NO_COLOR is always honoured.
    """
    clock = Clock()
    run(ProgressBar(3, terminal, verbose=True, clock=clock), clock, 3)

    assert "\x1b" not in terminal.getvalue()


def test_a_dumb_terminal_gets_lines(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where the cursor cannot move, plain lines are written.
    """
    monkeypatch.setenv("TERM", "dumb")
    clock = Clock()
    run(ProgressBar(10, terminal, clock=clock), clock, 10)

    assert "\r" not in terminal.getvalue()


def test_verbose_has_a_line_for_each() -> None:
    """
    With -v every submission has its line, and no name can draw over another.
    """
    stream = StringIO()
    bar = ProgressBar(2, stream, verbose=True)
    bar.advance("ada: GRADED", graded=True)
    bar.advance("\x1b[2Jeve: REJECTED", graded=False)

    assert ["ada: GRADED", "\\x1b[2Jeve: REJECTED"] == stream.getvalue().splitlines()


@pytest.mark.parametrize(("total", "expected"), [(29, 0), (30, 1)])
def test_an_estimate_is_for_long_classes(total: int, expected: int) -> None:
    """
    With -v, the first ten tell how long all will take, where that is not over in a moment.
    """
    stream, clock = StringIO(), Clock()
    run(ProgressBar(total, stream, verbose=True, clock=clock), clock, total)

    assert expected == stream.getvalue().count("The first 10 took 0:00:05;")


def test_the_estimate_knows_what_is_left() -> None:
    """
    What was known before takes no time, so a resumed class is estimated by what is left of it.
    """
    stream, clock = StringIO(), Clock()
    bar = ProgressBar(100, stream, verbose=True, clock=clock)
    for _ in range(80):
        bar.advance("", graded=False)
    run(bar, clock, 20)

    assert "The first 10 took 0:00:05; all 100 will take about 0:00:10." in stream.getvalue()


def test_what_is_known_does_not_make_the_rate() -> None:
    """
    Only work that took time counts for the rate; until then no rate is shown.
    """
    stream, clock = StringIO(), Clock()
    bar = ProgressBar(100, stream, clock=clock)
    for _ in range(50):
        bar.advance("", graded=False)
    assert "50 of 100 (50 %)" == bar.text()
    clock.now = 10
    bar.advance("", graded=True)

    assert "51 of 100 (51 %), 6 per minute, 0:08:10 left" == bar.text()


def test_nobody_needs_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A reader that has gone away does not stop a batch.
    """
    stream = StringIO()

    def gone(_: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(stream, "write", gone)
    ProgressBar(1, stream).advance("ada", graded=True)


def test_an_old_console_is_not_an_obstacle() -> None:
    """
    A character that the console cannot show is escaped.
    """
    stream = TextIOWrapper(raw := BytesIO(), encoding="ascii", newline="\n")
    ProgressBar(1, stream, verbose=True).advance("Z\u00f6e: GRADED", graded=True)

    assert b"Z\\xf6e: GRADED\n" == raw.getvalue()
