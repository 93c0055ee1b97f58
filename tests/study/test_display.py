import io

import pytest

from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.task import Exercise
from autograder.grading.verdict import Verdict
from autograder.study.board import Board
from autograder.study.display import CLEAR, CLEAR_LINE, Display, display_for

TASK = Exercise("day9_ex1", "Areas").task("9.1", "area", "an area", hints=("?",))
BOARD = Board(Verdict((), PUBLIC_SEED), (TASK,), "9.1", ("a hint",), "now", "q quit")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_redrawn() -> None:
    """
    The screen is cleared, and the cursor stays behind the last line, which has a fixed place.
    """
    out = io.StringIO()
    Display(out, redraws=True, colours=False, height=lambda: 30).show(BOARD)
    text = out.getvalue()

    assert text.startswith(CLEAR)
    assert text.endswith("\nnow | q quit")
    assert 29 == text.count("\n")


def test_a_low_terminal_still_shows_state_and_keys() -> None:
    """
    Where the board is higher than the terminal nothing is left out, and the last line is last.
    """
    out = io.StringIO()
    Display(out, redraws=True, colours=False, height=lambda: 3).show(BOARD)

    assert out.getvalue().endswith("\nnow | q quit")
    assert "a hint" in out.getvalue()


def test_elsewhere_it_is_printed_below() -> None:
    """
    A reader of lines gets lines: no clearing, no half line at the end.
    """
    out = io.StringIO()
    display = Display(out, redraws=False, colours=False)
    display.show(BOARD)
    display.state(BOARD)
    display.answer(BOARD)

    assert "\x1b" not in out.getvalue()
    assert out.getvalue().endswith("\n\na hint\nnow | q quit\n")


def test_the_state_is_one_line() -> None:
    """
    While a grading runs only the last line changes.
    """
    out = io.StringIO()
    Display(out, redraws=True, colours=True).state(BOARD)

    assert f"{CLEAR_LINE}now | q quit" == out.getvalue()


@pytest.mark.parametrize(
    ("out", "environment", "linear", "redraws", "colours"),
    [
        (Terminal(), {"TERM": "xterm"}, False, True, True),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False, True, False),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": ""}, False, True, True),
        (Terminal(), {"TERM": "xterm"}, True, False, True),
        (Terminal(), {"TERM": "dumb"}, False, False, False),
        (io.StringIO(), {"TERM": "xterm"}, False, False, False),
    ],
    ids=["terminal", "no colour", "empty no colour", "linear", "dumb", "pipe"],
)
def test_the_display_suits_its_output(
    out: io.StringIO, environment: dict[str, str], linear: bool, redraws: bool, colours: bool
) -> None:
    """
    Redrawn where that works and is wished; coloured where that is seen and wished.
    """
    found = display_for(out, linear=linear, environment=environment)

    assert (redraws, colours) == (found.redraws, found.colours)


def test_goodbye_has_a_line_of_its_own() -> None:
    """
    Whatever stood on the last line, the shell's prompt comes on a new one.
    """
    out = io.StringIO()
    Display(out, redraws=True, colours=False).close("Bye.")

    assert "\nBye.\n" == out.getvalue()
