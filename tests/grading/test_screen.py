"""
The screen.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.screen import LOOKS, command_prefix, in_terminal, next_check, screen
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis

LONG = "Is it a number? " * 6


def task_of(number: str, outcome: Outcome, note: str = "") -> TaskResult:
    points = {Outcome.PASS: 2, Outcome.GRADER_ERROR: None, Outcome.UNDECIDED: None}.get(outcome, 0)
    check = CheckResult(
        name="test_it",
        task=number,
        function="f",
        title="It is right.",
        outcome=outcome,
        points=points,
        max_points=2,
        diagnosis=None if outcome in {Outcome.PASS, Outcome.TODO} else Diagnosis("long", LONG),
        notes=(Diagnosis("note", note),) if note else (),
        place="exercises/a.py:3",
    )
    return TaskResult(number, "a task", (check,))


def verdict_of(*outcomes: Outcome) -> Verdict:
    return Verdict(tuple(task_of(f"1.{k}", o) for k, o in enumerate(outcomes, 1)), "day4")


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((Outcome.TODO, Outcome.FIX), "1.2"),
        ((Outcome.PASS, Outcome.TODO, Outcome.TODO), "1.2"),
        ((Outcome.FIX, Outcome.GRADER_ERROR), "1.2"),
        ((Outcome.FIX, Outcome.FIX), "1.1"),
    ],
    ids=["fix-before-todo", "first-todo", "fault-first", "first-fix"],
)
def test_next_step(outcomes: tuple[Outcome, ...], expected: str) -> None:
    """
    Next is the first fault of ours, else the first FIX, else the first TODO.
    """
    step = next_check(verdict_of(*outcomes))

    assert step is not None
    assert expected == step.task


def test_only_outcome_words_are_painted() -> None:
    """
    Each row's word is painted in the colour of its outcome, and no other text, whatever it says.
    """
    verdict = verdict_of(Outcome.PASS, Outcome.GRADER_ERROR)
    said = replace(verdict.checks[1], title="  FIX   all")
    verdict = Verdict((verdict.tasks[0], replace(verdict.tasks[1], checks=(said,))), "day4")
    painted = screen(verdict, paint=lambda colour, text: f"<{colour}>{text}</>")

    assert ["  <green>PASS</>", "  <red>????</>"] == [line.split("  1.")[0] for line in painted[:2]]
    assert 2 == sum("</>" in line for line in painted)
    assert screen(verdict) == [re.sub(r"</?\w*>", "", line) for line in painted]


@given(st.lists(st.sampled_from(Outcome), min_size=1, max_size=8))
def test_screen_fits(outcomes: list[Outcome]) -> None:
    """
    Every screen is short, narrow and plain, and has one row for each task.
    """
    lines = screen(verdict_of(*outcomes))

    assert len(lines) <= len(outcomes) + 9
    assert max(map(len, lines)) <= 80
    assert all(line.isascii() for line in lines)
    assert [LOOKS[outcome].word for outcome in outcomes] == [
        line[2:6].strip() for line in lines[: len(outcomes)]
    ]


def test_prefix_stands_before_the_command() -> None:
    """
    The command to type is one that works here.
    """
    assert (
        "  Hint: py -m uv run autograder hint 1.1"
        == (screen(verdict_of(Outcome.TODO), in_terminal("py -m uv run "))[-1])
    )


def test_open_points_are_named() -> None:
    """
    Points that a fault of ours leaves open are named in the line of the points.
    """
    text = "\n".join(screen(verdict_of(Outcome.PASS, Outcome.GRADER_ERROR)))

    assert "2 of 4 points. 1 of 2 tasks done. 2 points open." in text


def test_notes_stand_under_a_finished_screen() -> None:
    """
    Notes are shown once everything passes.
    """
    lines = screen(Verdict((task_of("1.1", Outcome.PASS, "It is flat."),), "day4"))

    assert "  Note 1.1: It is flat." in lines


def test_prefix_depends_on_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Inside `uv run` there is a prefix, elsewhere there is none.
    """
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)

    assert "" == command_prefix()
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")

    assert command_prefix().endswith("-m uv run ")
