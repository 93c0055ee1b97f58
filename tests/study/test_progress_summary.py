import time
from datetime import timedelta

from autograder.study.progress import Event, TaskState, line_of, parse
from autograder.study.progress_summary import MistakeHistory, summary_of
from autograder.study.task_list import task_list
from tests.study.histories import NOON, PASS, PASS_2, TODO, fix, named, run, summary


def test_nothing_is_known_without_a_fact() -> None:
    """
    Without a run every task is to do, for no points of what the plan gives.
    """
    known = summary()

    assert (0, 15, 0, 0, None, ()) == (
        known.points,
        known.max_points,
        known.done,
        known.runs,
        known.first,
        known.curve,
    )
    assert ["TODO", "TODO"] == [task.outcome for task in known.tasks]


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
    assert (5, NOON + timedelta(minutes=4)) == (known.runs, known.last)


def test_the_same_answer_again_is_no_attempt() -> None:
    """
    An attempt is an answer that differs from the one before, and a task to do is none.
    """
    facts = [TODO, fix(0), fix(0), fix(0, answer="0002"), fix(0), PASS, PASS]

    assert 4 == summary(*(run(n, result) for n, result in enumerate(facts))).tasks[0].attempts


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

    assert ("TODO", 0, 1) == (known.tasks[0].outcome, known.points, known.tasks[0].attempts)
    assert [None] == [met.overcome for met in known.tasks[0].mistakes.values()]
    assert [4, 0] == [points for _, points in known.curve]


def test_hints_and_reveals_count_for_their_task() -> None:
    """
    They count for one task, and change no points.
    """
    known = summary(named(0, "hint", level=2), named(1, "reveal", "1.2"))

    assert [(2, False), (0, True)] == [(task.hints, task.is_revealed) for task in known.tasks]
    assert ((), 0) == (known.curve, known.runs)


def test_tasks_that_are_no_more_are_left_out() -> None:
    """
    A line about a task of another year harms nothing.
    """
    known = summary(run(0, PASS, t93=PASS), named(1, "reset", "9.3"), named(2, "hint", "9.3", 1))

    assert (10, ["1.1", "1.2"]) == (known.points, [task.task.number for task in known.tasks])


def test_next_is_what_is_begun_first() -> None:
    """
    The first FIX comes next, else the first task that is open; when all pass there is none.
    """

    def number(*facts: object) -> str | None:
        step = summary(*facts).next_task
        return step.task.number if step else None

    assert "1.1" == number()
    assert "1.2" == number(run(0, PASS))
    assert "1.2" == number(run(0, TODO, t12=fix(1)))
    assert None is number(run(0, PASS, t12=PASS_2))


def test_ten_thousand_runs_are_read_quickly() -> None:
    """
    However long somebody tries, reading it all takes some tenths of a second (the bound is for
    busy machines).
    """
    state = {task.number: TaskState("TODO", 0, task.points) for task in task_list()}
    lines = []
    for n in range(10_000):
        task = list(state)[n % len(state)]
        state[task] = TaskState("FIX", n % 4, state[task].max_points, ("sign",), f"{n:04x}")
        lines.append(line_of(Event(NOON - timedelta(minutes=20_000 - n), "terminal", dict(state))))
    text = "\n".join(lines)
    started = time.process_time()

    known = summary_of(parse(text), task_list())

    assert time.process_time() - started < 2
    assert (10_000, 10_000) == (known.runs, sum(task.attempts for task in known.tasks))
