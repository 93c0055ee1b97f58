"""
The screen, as text and as HTML.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.page import fragment
from autograder.grading.screen import (
    LOOKS,
    command_prefix,
    cut,
    headings,
    in_terminal,
    next_check,
    screen,
    step_fields,
)
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis

LONG = "Is it a number? " * 6
ANY = st.text(st.characters(exclude_categories=["C"]))


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


class Balance(HTMLParser):
    """Collects the elements that were opened, and the text; complains about a wrong close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, _: object) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data + " "


def test_a_task_that_may_fail_over_another_is_named() -> None:
    """
    Later tasks that are FIX and may call the one to be mended first are named beside it.
    """
    first, *rest = (task_of(f"1.{k}", Outcome.FIX) for k in range(1, 5))
    passed = replace(task_of("1.5", Outcome.PASS), uses=("1.1",))
    using = [replace(task, uses=("1.1",)) for task in rest[:2]]
    verdict = Verdict((first, *using, rest[2], passed), "day4")
    said = "FIX for 1.2 and 1.3 may come from 1.1: finish 1.1 first."

    assert f"  {said}" in screen(verdict)
    assert said in fragment(verdict)
    assert "may come from" not in " ".join(screen(Verdict((first, rest[2], passed), "day4")))


def test_a_task_that_was_not_checked_may_be_to_blame() -> None:
    """
    Where a run leaves out what a task that is FIX may call, the screen says to check that first.
    """
    task = replace(task_of("1.3", Outcome.FIX), uses=("1.1", "1.2"))
    alone, both = (
        Verdict((*before, task), "day4") for before in ((), verdict_of(Outcome.PASS).tasks)
    )

    said = " ".join(" ".join(screen(alone)).split())

    assert "Not checked here: 1.1 and 1.2. If your 1.3 depends on that, look there first." in said
    assert "Not checked here: 1.2. If your 1.3 depends on that, look there first." in fragment(both)


def saying(outcome: Outcome, said: str) -> Verdict:
    points = {Outcome.PASS: 2, Outcome.GRADER_ERROR: None}.get(outcome, 0)
    check = CheckResult(
        name="test_it",
        task="1.1",
        function="f",
        title="It is right.",
        outcome=outcome,
        points=points,
        max_points=2,
        diagnosis=Diagnosis("said", "{said}", {"said": said}),
        notes=(Diagnosis("said", "{said}", {"said": said}),),
        returned=said,
        asked=said,
        place=said,
        left_out=Diagnosis("said", "{said}", {"said": said}),
    )
    return Verdict((TaskResult("1.1", "a task", (check,)),), "day4")


def parsed(html: str) -> Balance:
    balance = Balance()
    balance.feed(html)
    balance.close()
    return balance


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
        "  Stuck? py -m uv run autograder hint 1.1"
        == (screen(verdict_of(Outcome.TODO), in_terminal("py -m uv run "))[-1])
    )


@pytest.mark.parametrize(
    ("code", "line"),
    [("return ...", "return ..."), ("def f(x):", "raise NotImplementedError"), ("", "raise")],
)
def test_the_line_to_replace_is_there(code: str, line: str) -> None:
    """
    What is to be replaced is the line that the learner has.
    """
    step = replace(task_of("1.1", Outcome.TODO).checks[0], code=code)

    assert f"replace its `{line}" in step_fields(step)[0].text


def test_open_points_are_named() -> None:
    """
    Points that a fault of ours leaves open are named in the line of the points.
    """
    text = "\n".join(screen(verdict_of(Outcome.PASS, Outcome.GRADER_ERROR)))

    assert "2 of 4 points. 1 of 2 tasks done. 2 points open." in text


@pytest.mark.parametrize("other", [Outcome.PASS, Outcome.FIX, Outcome.TODO])
def test_notes_are_told_at_once(other: Outcome) -> None:
    """
    Notes are shown under the points, whatever is still open.
    """
    verdict = Verdict((task_of("1.1", Outcome.PASS, "It is flat."), task_of("1.2", other)), "day4")

    assert "  Note 1.1: It is flat." in screen(verdict)
    assert "<p>Note 1.1: It is flat.</p>" in fragment(verdict)


def test_notes_wait_until_their_task_passes() -> None:
    """
    A note on a task is not shown beside a message about what is wrong with it.
    """
    verdict = Verdict((task_of("1.1", Outcome.FIX, "It is flat."),), "day4")

    assert "It is flat." not in "\n".join(screen(verdict)) + fragment(verdict)


def test_prefix_depends_on_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Inside `uv run` there is a prefix, elsewhere there is none.
    """
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)

    assert "" == command_prefix()
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")

    assert command_prefix().endswith("-m uv run ")


def test_smallest_call_of_one_finding_is_shown() -> None:
    """
    Where checks of a task found the same, the first one whose call is shown whole is named.
    """
    one = task_of("1.1", Outcome.FIX).checks[0]
    large, small = (replace(one, asked=name, is_cut=name == "large") for name in ("large", "small"))
    other = replace(small, asked="other", diagnosis=Diagnosis("other", "Another one."))
    alike, unlike = (TaskResult("1.1", "", c) for c in ((large, other, small), (large, other)))

    assert small == next_check(Verdict((alike,), ""))
    assert large == next_check(Verdict((unlike,), ""))


@given(st.text(st.characters(categories=["L"], include_characters=" "), max_size=200))
def test_cut_keeps_whole_words(text: str) -> None:
    """
    What a cut leaves are words of the text, at both ends, within the width; long words are cut.
    """
    start, _, end = (short := cut(text, 80)).partition(" ... ")

    assert len(short) <= 80
    assert text.startswith(start)
    assert text.endswith(end)
    if len(text) > 80 and max(map(len, text.split(" "))) < 16:
        assert {*start.split(" "), *end.split(" ")} <= {*text.split(" ")}


@pytest.mark.parametrize("is_cut", [True, False])
def test_call_that_is_cut_can_be_had_whole(is_cut: bool) -> None:
    """
    The command that shows a call whole is named where the call on the screen is cut, only there.
    """
    task = task_of("1.1", Outcome.FIX)
    task = replace(task, checks=tuple(replace(check, is_cut=is_cut) for check in task.checks))
    verdict = Verdict((task,), "day4")

    assert is_cut == ("  Whole call: autograder case 1.1" in screen(verdict))
    assert is_cut == ("<code>!autograder case 1.1</code>" in fragment(verdict))


def with_bonus(*outcomes: Outcome, bonus: Outcome) -> Verdict:
    """A verdict of which the last task is a bonus."""
    extra = replace(task_of("1.9", bonus), is_bonus=True)
    return Verdict((*verdict_of(*outcomes).tasks, extra), "day4")


@pytest.mark.parametrize(
    ("core", "bonus", "row", "said"),
    [
        ("PASS", "PASS", "+2/2", "2 of 2 points +2 bonus. 1 of 1 task done."),
        ("PASS", "TODO", "+0/2", "All public core checks pass."),
        ("PASS", "FIX", "+0/2", "Next: 1.9 f"),
        ("PASS", "UNDECIDED", "?/2", "Next: 1.9 f"),
        ("TODO", "FIX", "+0/2", "Next: 1.1 f"),
    ],
)
def test_a_bonus_is_shown_beside_the_core(core: str, bonus: str, row: str, said: str) -> None:
    """
    It is counted apart, and is the next step only if it was begun and the core is done.
    """
    found = with_bonus(Outcome(core), bonus=Outcome(bonus))
    text = "\n".join(screen(found))
    last = next(line for line in text.split("\n") if "  1.9  " in line)

    assert last.endswith(row)
    assert said in text
    assert said in unescape(re.sub("<[^>]*>", "", fragment(found)))
    assert ("checks pass." in text) == found.is_complete == (core == "PASS")


def test_bonus_tasks_that_were_not_begun_share_a_line() -> None:
    """
    Each exercise has one such line, where the first of them stands; what was begun has its own.
    """

    def bonus(exercise: str, number: str, outcome: Outcome) -> TaskResult:
        return replace(task_of(number, outcome), is_bonus=True, exercise=exercise)

    todo, fix = Outcome.TODO, Outcome.FIX
    begun = [bonus("one", "1.2", todo), bonus("one", "1.3", fix), bonus("one", "1.4", todo)]
    others = [bonus("two", "2.2", todo), bonus("two", "2.3", todo), bonus("two", "2.4", todo)]
    core = task_of("1.1", todo), task_of("2.1", todo)
    tasks = (core[0], *begun, core[1], *others)

    rows = screen(Verdict(tasks, "day4"))[:5]
    assert ["1.1", "1.2", "1.3", "2.1", "2.2"] == [row.split()[1] for row in rows]
    assert rows[1].split()[3:] == ["and", "1", "more", "bonus", "task", "+0/4"]
    assert rows[4].split()[3:] == ["and", "2", "more", "bonus", "tasks", "+0/6"]


def test_a_bonus_may_be_asked_for_alone() -> None:
    """
    Then its points have a maximum, and one that was not begun is the next step.
    """
    text = "\n".join(screen(with_bonus(bonus=Outcome.TODO)))

    assert "0 of 2 bonus points." in text
    assert "Next: 1.9 f" in text


def test_a_heading_for_each_exercise_only_where_numbers_are_shared() -> None:
    """
    One label with its exercise is enough for all to have one.
    """
    plain = [("day4_ex1", "1.1"), ("day4_ex1", "1.2"), ("day4_ex2", "2.1")]

    assert [[], [], []] == headings(plain)
    assert [["  day4_ex1"], [], ["  day4_ex2"]] == headings(
        [("day4_ex1", "day4_ex1 1.1"), *plain[1:]]
    )
