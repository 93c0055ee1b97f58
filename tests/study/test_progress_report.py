import json
import re
import time
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from autograder.grading.task_list import TaskInfo, task_list
from autograder.study.progress import Event, Progress, TaskState, line_of, parse
from autograder.study.progress_report import (
    MistakeHistory,
    as_data,
    chosen_points,
    headline,
    html_report,
    summary_of,
    text_report,
)
from tests.study.histories import NOON, PASS, PASS_2, PLAN, TODO, fix, named, run, summary

HISTORY = (
    run(0, TODO),
    run(5, replace(fix(4, "lost_sign"), clues={"lost_sign": "Where is the minus?"})),
    named(6, "hint", level=1),
    run(9, fix(4, "lost_sign", answer="0002"), t12=PASS_2),
    named(11, "reveal"),
    run(12, fix(6, "upper_only", answer="0003")),
)
SCREEN = """\
11 of 15 points. 1 of 2 tasks done. 4 runs since 2026-11-24.

  task                                      points  attempts  hints
  FIX   1.1  one                               6/10        3      1  revealed
  PASS  1.2  two                               5/5         1      -

Points over time, of 15
  2026-11-24 12:00     0
  2026-11-24 12:05     4  ###########
  2026-11-24 12:09     9  ########################
  2026-11-24 12:12    11  #############################

Mistakes met
  1.1  upper only
       1 time, still there
  1.1  Where is the minus?
       2 times, overcome on 2026-11-24

Next: this"""


def test_the_screen_has_everything() -> None:
    """
    Points, tasks, curve, mistakes and the next step, in this order.
    """
    assert SCREEN == "\n".join(text_report(summary(*HISTORY), ["Next: this"]))


def test_the_screen_fits() -> None:
    """
    Plain ASCII in 80 columns, however long the history; of many mistakes, the last ones are there.
    """
    facts = [run(n * 999, fix(n % 10, f"m{n}", answer=f"{n:04x}")) for n in range(1000)]
    facts += [named(n, "hint", level=n) for n in range(1, 100)] + [named(100, "reveal")]
    lines = text_report(summary(*facts), [])

    assert all(line.isascii() and len(line) <= 80 for line in lines)
    assert len(lines) < 30
    assert "Points over time, of 15; 12 of 1000 changes" in lines
    assert "Mistakes met, 3 of 1000" in lines
    assert ["  1.1  m999", "  1.1  m998"] == [line for line in lines if "  m99" in line][:2]


def test_without_a_run_it_says_so() -> None:
    """
    An empty record shows the tasks, no curve and no mistakes.
    """
    lines = text_report(summary(), ["Next: this"])

    assert lines[0].startswith("No run is remembered yet")
    assert not any(line.startswith(("Points over time", "Mistakes met")) for line in lines)


def test_a_fault_of_the_kit_leaves_points_open() -> None:
    """
    It is shown as on the screen of a run, not as a zero.
    """
    lines = text_report(summary(run(0, TaskState("GRADER_ERROR", 0, 10))), [])

    assert "  ????  1.1  one                               ?/10" in lines[3]


def test_data_hold_what_the_screen_shows() -> None:
    """
    The JSON has the same numbers under plain names.
    """
    whole = json.loads(as_data(summary(*HISTORY)))

    assert (1, 11, 15, 4, "1.1") == tuple(
        whole[key] for key in ("schema", "points", "max_points", "runs", "next")
    )
    assert [0, 4, 9, 11] == [point["points"] for point in whole["curve"]]
    one, two = whole["tasks"]
    assert ("FIX", 6, 10, 3, 1, True, None) == tuple(
        one[key]
        for key in (
            "outcome",
            "points",
            "max_points",
            "attempts",
            "hints",
            "solution_opened",
            "passed",
        )
    )
    assert ["lost_sign", "upper_only"] == [met["mistake"] for met in one["mistakes"]]
    assert "2026-11-24T12:12:00+01:00" == one["mistakes"][0]["overcome"]
    assert ("PASS", "2026-11-24T12:09:00+01:00") == (two["outcome"], two["passed"])


def test_data_name_no_next_when_all_pass() -> None:
    """
    Nothing left to do is null, not a word.
    """
    assert None is json.loads(as_data(summary(run(0, PASS, t12=PASS_2))))["next"]


def test_a_run_that_changed_nothing_adds_no_row() -> None:
    """
    The curve has a row for the first run and for each change of the points, and never the same.
    """
    points = chosen_points(summary(run(0, TODO), run(1, PASS), run(9, PASS)), 10)

    assert [(0, 0), (1, 10)] == [((time - NOON).seconds // 60, n) for time, n in points]


@pytest.mark.parametrize("most", [2, 3, 12])
def test_of_many_points_some_are_shown(most: int) -> None:
    """
    First and last are always there, and no more than asked.
    """
    known = summary(*(run(n, fix(n % 10)) for n in range(200)))
    points = chosen_points(known, most)

    assert (most, NOON, known.runs[-1]) == (len(points), points[0][0], points[-1][0])
    assert sorted(points) == points


VOID = {"meta", "wbr"}


class Reader(HTMLParser):
    """Reads a page: its text by element, and whether all elements are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag not in VOID:
            self.open.append(tag)
            self.found.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[self.open[-1]][-1] += data


def test_the_page_is_whole_and_alone() -> None:
    """
    Every element is closed, and nothing is fetched from anywhere.
    """
    text = html_report(
        summary(run(0, fix(4, "lost_sign")), run(9, fix(6), t12=PASS_2)), ["Next: <1>"]
    )
    reader = Reader(text)

    assert [] == reader.open
    assert not re.search(r"src=|href=|url\(|@import|<script", text)
    assert ["Next: <1>"] == reader.found["pre"]
    assert text.isascii()


def test_the_curve_has_its_numbers_beside() -> None:
    """
    Each time has its points as a number and as a bar of that length.
    """
    text = html_report(summary(run(0, fix(4)), run(9, fix(6), t12=PASS_2)), [])
    cells = Reader(text).found["td"]

    assert ["2026-11-24 12:00", "4", "", "2026-11-24 12:09", "11", ""] == cells[:6]
    assert ["4", "11"] == re.findall(r'<meter max="15" value="(\d+)">', text)


def test_the_page_sets_no_colour() -> None:
    """
    It keeps the reader's own, light or dark, so that contrast is theirs.
    """
    text = html_report(summary(run(0, fix(4))), [])

    assert '<meta name="color-scheme" content="light dark">' in text
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|(?<!current)color:", text, re.IGNORECASE)


def test_without_a_run_there_is_no_curve() -> None:
    """
    An empty record is a page as well, and a hint alone draws nothing.
    """
    for known in (summary(), summary(named(0, "hint", level=1))):
        reader = Reader(html_report(known, ["Next: this"]))
        assert "meter" not in reader.found
        assert "No run is remembered yet" in reader.found["p"][0]


def test_nothing_is_known_without_a_fact() -> None:
    """
    Without a run every task is to do, for no points of what the plan gives.
    """
    known = summary()

    assert (0, 15, 0) == (known.points, known.max_points, known.done)
    assert ((), ()) == (known.runs, known.curve)
    assert ["TODO", "TODO"] == [task.state.outcome for task in known.tasks]


def test_the_last_run_that_judged_a_task_counts() -> None:
    """
    A run of one task leaves what is known of the other.
    """
    known = summary(run(0, fix(4), t12=PASS_2), run(1, PASS))

    assert (15, 2, True) == (known.points, known.done, known.next_task is None)
    assert NOON + timedelta(minutes=1) == known.tasks[0].passed


def test_the_curve_has_every_change() -> None:
    """
    The first run and each change of the points are there, repeated points are not.
    """
    known = summary(run(0, TODO), run(1, TODO), run(2, fix(4)), run(3, fix(4)), run(4, PASS))

    expected = [(0, 0), (2, 4), (4, 10)]
    assert expected == [((when - NOON).seconds // 60, points) for when, points in known.curve]
    assert (5, NOON + timedelta(minutes=4)) == (len(known.runs), known.runs[-1])


def test_the_same_answer_again_is_no_attempt() -> None:
    """
    An attempt is an answer that differs from the one before; a task to do is not one.
    """
    facts = [TODO, fix(0), fix(0), fix(0, answer="0002"), fix(0), PASS, PASS]

    assert 4 == summary(*(run(n, result) for n, result in enumerate(facts))).tasks[0].attempts


def test_code_that_python_cannot_read_costs_nothing() -> None:
    """
    The task waits with its points; no attempt is counted, no mistake met, none overcome.
    """
    waits = TaskState("WAIT", 0, 10, ("unreadable",), "0009", {"unreadable": "Line 3."})
    for known in (PASS, fix(4, "sign"), TODO):
        before, after = summary(run(0, known)), summary(run(0, known), run(1, waits))
        (was, _), (task, _) = before.tasks, after.tasks

        assert ("WAIT", {"unreadable": "Line 3."}) == (task.state.outcome, task.state.clues)
        assert before.curve == after.curve
        assert (was.attempts, was.mistakes, was.passed) == (
            task.attempts,
            task.mistakes,
            task.passed,
        )
        (again, _) = summary(run(0, known), run(1, waits), run(2, known)).tasks
        assert (was.attempts, known) == (again.attempts, again.state)


def test_a_mistake_is_overcome_by_an_answer_without_it() -> None:
    """
    It counts how many answers had it, stays while one has it, and comes back with the next.
    """
    one, two = fix(0, "sign"), fix(4, "factor", answer="0002")

    (met,) = summary(run(0, one), run(1, one)).tasks[0].mistakes.values()
    assert MistakeHistory("sign", 1, NOON, None) == met
    sign, factor = summary(run(0, one), run(1, two)).tasks[0].mistakes.values()
    assert (NOON + timedelta(minutes=1), None) == (sign.overcome, factor.overcome)
    sign, factor = summary(run(0, one), run(1, two), run(2, one)).tasks[0].mistakes.values()
    assert (2, None) == (sign.times, sign.overcome)
    assert NOON + timedelta(minutes=2) == factor.overcome


def test_a_reset_task_is_to_do() -> None:
    """
    Its points go, what was met on the way stays known, and nothing is overcome by it.
    """
    known = summary(run(0, fix(4, "sign")), named(1, "reset"))

    assert ("TODO", 0, 1) == (known.tasks[0].state.outcome, known.points, known.tasks[0].attempts)
    assert [None] == [met.overcome for met in known.tasks[0].mistakes.values()]
    assert [4, 0] == [points for _, points in known.curve]


def test_hints_and_reveals_count_for_their_task() -> None:
    """
    They count for one task, and change no points.
    """
    known = summary(named(0, "hint", level=2), named(1, "reveal", "1.2"))

    assert [(2, False), (0, True)] == [(task.hints, task.is_revealed) for task in known.tasks]
    assert ((), ()) == (known.curve, known.runs)


def test_answers_to_questions_are_counted() -> None:
    """
    It is known how many questions about a task were answered, how many rightly, and when last.
    """
    said = [replace(named(n, "why", level=n), is_right=n != 2) for n in (1, 2, 3)]
    (task, _) = summary(*said).tasks

    assert (3, 2, NOON + timedelta(minutes=3)) == (task.questions, task.right, task.asked)
    assert ("TODO", 0, None) == (task.state.outcome, task.attempts, task.passed)


def test_tasks_that_are_no_more_are_left_out() -> None:
    """
    A line about a task of another year harms nothing.
    """
    known = summary(run(0, PASS, t93=PASS), named(1, "reset", "9.3"), named(2, "hint", "9.3", 1))

    assert (10, ["1.1", "1.2"]) == (known.points, [task.task.number for task in known.tasks])


def test_next_is_what_is_begun_first() -> None:
    """
    The first FIX comes next, else the first task that is open, whichever a run was about; when all
    pass there is none.
    """

    def number(*facts: object) -> str | None:
        step = summary(*facts).next_task
        return step.task.number if step else None

    assert "1.1" == number()
    assert "1.2" == number(run(0, PASS))
    assert "1.2" == number(run(0, TODO, t12=fix(1)))
    assert None is number(run(0, PASS, t12=PASS_2))
    assert "1.2" == number(run(0, fix(1), t12=TaskState("WAIT", 0, 5)), run(1, PASS))
    assert "1.1" == number(
        run(0, fix(1)), Event(NOON + timedelta(minutes=1), "notebook", {"1.2": TODO})
    )


def runs(count: int) -> str:
    """A progress.txt of so many runs."""
    state = {task.number: TaskState("TODO", 0, task.points) for task in task_list()}
    lines = []
    for n in range(count):
        task = list(state)[n % len(state)]
        state[task] = TaskState("FIX", n % 4, state[task].max_points, ("sign",), f"{n:04x}")
        lines.append(line_of(Event(NOON - timedelta(minutes=20_000 - n), "terminal", dict(state))))
    return "\n".join(lines)


def test_the_time_to_read_runs_grows_with_their_number() -> None:
    """
    However long somebody tries: ten times as many runs take about ten times as long to read.
    """
    spent = []
    for count in (1_000, 10_000):
        text, started = runs(count), time.process_time()
        known = summary_of(parse(text), task_list())
        spent.append(time.process_time() - started)

        assert (count, count) == (len(known.runs), sum(task.attempts for task in known.tasks))

    assert spent[1] < 30 * spent[0]


EXTRA = TaskInfo("day4_ex1", "1.3", "three", "the third", 4, is_bonus=True)


@pytest.mark.parametrize(
    ("state", "said", "following"),
    [
        (TaskState("PASS", 4, 4), "15 of 15 points +4 bonus. 2 of 2 tasks done.", None),
        (TaskState("TODO", 0, 4), "15 of 15 points. 2 of 2 tasks done.", None),
        (TaskState("FIX", 1, 4), "15 of 15 points +1 bonus. 2 of 2 tasks done.", "1.3"),
    ],
)
def test_a_bonus_is_counted_apart(state: TaskState, said: str, following: str | None) -> None:
    """
    It changes neither points, maximum, curve nor what is done; it is next only if it was begun.
    """
    entries = (run(0, PASS, t12=PASS_2), run(5, PASS, t13=state))
    found = summary_of(Progress(entries), (*PLAN, EXTRA))
    step = found.next_task

    assert headline(found).startswith(said)
    assert summary(*entries).curve == found.curve
    assert following == (step.task.number if step else None)
    assert ("bonus" in json.loads(as_data(found))) == bool(found.bonus)
