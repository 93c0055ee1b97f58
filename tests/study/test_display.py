import io
import re
from dataclasses import replace

import pytest

from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.task import Exercise
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis
from autograder.study.display import (
    CLEAR,
    KEYS,
    Board,
    Display,
    display_for,
    lines,
    painted,
    plain,
    state_lines,
)

TASK = Exercise("day9_ex1").task("9.1", "area", "an area")
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
    display.refresh(BOARD)
    display.answer(BOARD)

    assert "\x1b" not in out.getvalue()
    assert out.getvalue().endswith("\n\na hint\nnow | q quit\n")


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


EXERCISE = Exercise("day9_ex1")
TASKS = tuple(EXERCISE.task(f"9.{k}", f"function_{k}", f"title {k}") for k in range(1, 5))


def result(number: str, outcome: Outcome, **fields: object) -> TaskResult:
    """A task of one check, worth two points."""
    points = {"PASS": 2, "GRADER_ERROR": None}.get(outcome, 0)
    function = f"function_{number[-1]}"
    check = CheckResult(
        "test_a",
        number,
        function,
        "It is right.",
        outcome,
        points,
        2,
        **fields,  # type: ignore[arg-type]
    )
    return TaskResult(number, f"title {number[-1]}", (check,))


def board(*outcomes: Outcome, current: str = "9.1", **more: object) -> Board:
    """A board over tasks with these outcomes; the rest is not judged yet."""
    found = [result(f"9.{k}", outcome) for k, outcome in enumerate(outcomes, 1)]
    return Board(Verdict(tuple(found), PUBLIC_SEED), TASKS, current, **more)  # type: ignore[arg-type]


ALL = [Outcome.PASS] * 4
MIXED = [Outcome.PASS, Outcome.FIX, Outcome.TODO, Outcome.GRADER_ERROR]


@pytest.mark.parametrize(
    "outcomes", [ALL, MIXED, MIXED[:2], []], ids=["all", "mixed", "some", "none"]
)
@pytest.mark.parametrize("answer", [(), ("a hint",)], ids=["plain", "answer"])
def test_the_layout_is_fixed(outcomes: list[Outcome], answer: tuple[str, ...]) -> None:
    """
    Title, a row for each task in order, points, step, answer, and last of all state and keys.
    """
    shown = lines(board(*outcomes, answer=answer, state="12:00:00"))

    assert "Day 4" in shown[0]
    assert ["9.1", "9.2", "9.3", "9.4"] == [row[8:11] for row in shown[1:5]]
    assert "" == shown[5]
    assert f"12:00:00 | {KEYS}" == shown[-1]
    assert "" == shown[-2]
    assert list(answer) == shown[-2 - len(answer) : -2]
    assert max(map(len, shown)) <= 80


def test_rows_say_their_state_in_words() -> None:
    """
    Passed, wrong, open, a fault of ours and not judged yet are five different words.
    """
    words = [row[2:6].strip() for row in lines(board(*MIXED))[1:5]]
    waiting = [row[2:6].strip() for row in lines(board())[1:5]]

    assert ["PASS", "FIX", "TODO", "????"] == words
    assert ["..."] * 4 == waiting


def test_points_are_shown_when_all_is_judged() -> None:
    """
    A sum over half of the tasks would be wrong, so none is shown.
    """
    assert any("of 8 points" in line for line in lines(board(*MIXED)))
    assert not any("points" in line for line in lines(board(*MIXED[:2], current="9.3")))


@pytest.mark.parametrize("current", ["9.1", "9.2", "9.3", "9.4"])
def test_the_step_is_the_current_task(current: str) -> None:
    """
    Whatever else is open, the one next step belongs to the current task.
    """
    steps = [line for line in lines(board(*MIXED, current=current)) if "Next:" in line]

    assert [f"  Next: {current} function_{current[-1]}"] == steps


def test_a_message_is_shown() -> None:
    """
    The board shows what the learner should think about, and where.
    """
    said = Diagnosis("two", "Where did the 2 go?")
    wrong = result("9.1", Outcome.FIX, diagnosis=said, place="ex.py:3", returned="1")
    shown = "\n".join(lines(replace(board(), verdict=Verdict((wrong,), PUBLIC_SEED))))

    for words in (
        "it returned  : 1",
        "clue         : Where did the 2 go?",
        "where        : ex.py:3",
    ):
        assert words in shown


def test_a_pass_does_not_move_on_by_itself() -> None:
    """
    A task that passes says so, stays, and names the key that goes on and the task behind it.
    """
    shown = "\n".join(lines(board(*MIXED)))

    assert "It passes: 2 of 2 points are yours." in shown
    assert "Press n to go on to 9.2." in shown


def test_without_keys_commands_are_named() -> None:
    """
    Where nobody can press a key, the hint is a command.
    """
    shown = "\n".join(lines(board(*MIXED, current="9.2", keys="", state="now")))

    assert "Stuck? " in shown
    assert "autograder hint 9.2" in shown
    assert "Press" not in shown
    assert ["now"] == state_lines(board(keys="", state="now"), 80)


def test_the_finish_is_shown() -> None:
    """
    Only when every task passes: an explicit word, the honest sentence, and no next step.
    """
    shown = "\n".join(lines(board(*ALL)))

    assert "You have finished" in shown
    assert "All public checks pass. Your instructor may run more" in shown
    assert "Next:" not in shown
    assert board(*ALL).is_finished
    assert not board(*ALL[:3]).is_finished


@pytest.mark.parametrize(
    ("current", "outcomes", "expected"),
    [
        ("9.1", MIXED, "9.2"),
        ("9.2", MIXED, "9.3"),
        ("9.4", MIXED, "9.2"),
        ("9.2", [Outcome.PASS, Outcome.FIX, Outcome.PASS, Outcome.PASS], "9.2"),
        ("9.1", ALL, "9.1"),
    ],
)
def test_next_is_the_next_open_task(current: str, outcomes: list[Outcome], expected: str) -> None:
    """
    In order, round and round, past what is done.
    """
    assert expected == board(*outcomes, current=current).next_open


def test_colour_repeats_the_word() -> None:
    """
    Only the outcome words have colours; without them the board is the same.
    """
    shown = board(*MIXED, answer=("PASS is a word",))
    coloured = lines(shown, painted)

    assert lines(shown) == [re.sub(r"\x1b\[\d+m", "", line) for line in coloured]
    assert ["  \x1b[32mPASS\x1b[0m  9.1"] == [line[:20] for line in coloured if "9.1  " in line]
    assert 4 == "\n".join(coloured).count("\x1b[0m")


def test_text_of_a_learner_does_not_control_the_terminal() -> None:
    """
    Escape sequences in a message are shown as text.
    """
    wrong = result("9.1", Outcome.FIX, diagnosis=Diagnosis("two", "a\x1b[2Jb"))
    shown = replace(board(answer=("c\x07d",)), verdict=Verdict((wrong,), PUBLIC_SEED))

    assert {"a?[2Jb", "c?d"} <= {line.split(" : ")[-1] for line in lines(shown)}
    assert "a?[2Jb?c" == plain("a\x1b[2Jb\x07c")


@pytest.mark.parametrize("width", [20, 32, 40, 50, 64, 79, 80])
def test_a_narrow_terminal_breaks_no_word(width: int) -> None:
    """Whatever fits into a line is whole in one, and no line is longer than its longest word."""
    told = board(*MIXED, answer=("a sentence that is an answer to a key and rather long",))
    whole, narrow = (" ".join(lines(told, width=columns)) for columns in (80, width))
    words = {word for word in re.findall(r"\w[\w/().-]*", whole) if len(word) < width - 4}

    titles = {word for task in TASKS for word in task.title.split()} if width < 80 else set()
    assert [] == [word for word in words - titles if word not in narrow]
    for line in lines(told, width=width):
        assert len(line) <= width or len(max(line.split(), key=len)) + 4 > width


def test_the_keys_are_never_cut_from_their_names() -> None:
    """The last lines name state and keys, each key beside its name."""
    told = board(*MIXED, state="20:15:07 checked in 0.52 s")

    for width in range(24, 81):
        shown = state_lines(told, width)
        assert max(map(len, shown)) <= width
        for key in KEYS.split("  "):
            assert any(key in line for line in shown)


def test_a_bonus_comes_last_and_may_stay_open() -> None:
    """
    The core alone is the finish; somebody who goes on to the bonus sees its next step.
    """
    tasks = (replace(TASKS[0], is_bonus=True), *TASKS[1:])
    found = [replace(result("9.1", Outcome.TODO), is_bonus=True)]
    found += [result(f"9.{k}", Outcome.PASS) for k in (2, 3, 4)]
    done = Board(Verdict(tuple(found), PUBLIC_SEED), tasks, "9.2")
    text = "\n".join(lines(done))

    assert done.is_finished
    assert "All public core checks pass." in text
    assert "9.1" == done.next_open
    assert "Next: 9.1 function_1" in "\n".join(lines(replace(done, current="9.1")))
    left = replace(done, verdict=Verdict((*found[:3], result("9.4", Outcome.FIX)), PUBLIC_SEED))
    assert "9.4" == left.next_open
