import io
import queue
from collections.abc import Iterable
from dataclasses import replace

import pytest

from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.errors import KitError
from autograder.grading.task import Exercise, Task
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis
from autograder.study.display import CLEAR, KEYS, Display
from autograder.study.watch import Answered, Event, Pressed, Saved, Watch
from autograder.study.worker_pool import Received

EXERCISE = Exercise("day9_ex1")
TASKS = tuple(EXERCISE.task(f"9.{k}", f"f{k}", f"title {k}") for k in (1, 2, 3))


def judged(number: str, outcome: Outcome) -> TaskResult:
    """A task of one check, worth two points."""
    points = 2 if outcome is Outcome.PASS else 0
    check = CheckResult("test_a", number, f"f{number[-1]}", "It is right.", outcome, points, 2)
    return TaskResult(
        number,
        f"title {number[-1]}",
        (replace(check, diagnosis=Diagnosis("said", f"say {number}")),),
    )


class Scheduler:
    """Grades by what the test says: for each grading, outcomes in the order in which they come."""

    def __init__(self, *gradings: dict[str, Outcome] | KitError) -> None:
        self.gradings = list(gradings)
        self.tasks = TASKS
        self.remarks: tuple[str, ...] = ()
        self.took, self.deadline = 0.1, float("inf")
        self.coming: dict[str, Outcome] = {}
        self.known: dict[str, TaskResult] = {}
        self.began: list[str] = []
        self.prepared = 0
        self.is_outdated = self.has_changed = False

    @property
    def verdict(self) -> Verdict:
        return Verdict(tuple(self.known[n] for n in sorted(self.known)), PUBLIC_SEED)

    @property
    def pending(self) -> frozenset[str]:
        return frozenset(self.coming)

    @property
    def is_over(self) -> bool:
        return not self.coming

    def begin(self, current: str) -> None:
        self.began.append(current)
        self.coming, self.known = {}, {}
        self.is_outdated = self.has_changed = False
        grading = self.gradings.pop(0)
        if isinstance(grading, KitError):
            raise grading
        self.coming = dict(grading)

    def receive(self, _: Received) -> bool:
        if not self.coming:
            return False
        number = next(iter(self.coming))
        self.known[number] = judged(number, self.coming.pop(number))
        return True

    def prepare(self) -> None:
        self.prepared += 1

    def check_deadline(self) -> bool:
        return self.receive(RECEIVED)


class Events(queue.SimpleQueue[Event]):
    """Events of which a save changes a file, as real ones do."""

    def __init__(self, scheduler: Scheduler, events: Iterable[Event]) -> None:
        super().__init__()
        self.scheduler = scheduler
        for event in events:
            self.put(event)

    def get(self, *_: object, timeout: float | None = None) -> Event:
        event = super().get(timeout=timeout)
        self.scheduler.has_changed |= isinstance(event, Saved)
        return event


class Tools:
    """The other tools, which note what they are asked; sentence: what recording says."""

    def __init__(self, sentence: str = "") -> None:
        self.asked: list[str] = []
        self.forgot: list[int] = []  # how much was asked before each time
        self.clues: list[str] = []
        self.recorded: list[int] = []
        self.sentence = sentence

    def hint(self, task: Task, judged: TaskResult | None) -> Iterable[str]:
        passes = judged is not None and judged.outcome is Outcome.PASS
        self.clues += ["PASS" if passes else judged.checks[0].message if judged else ""]
        return self.note("hint", task)

    def picture(self, task: Task) -> Iterable[str]:
        return self.note("picture", task)

    def forget(self) -> None:
        self.forgot.append(len(self.asked))

    def reset(self, task: Task) -> Iterable[str]:
        return self.note("reset", task)

    def record(self, verdict: Verdict) -> Iterable[str]:
        self.recorded.append(verdict.points)
        return [self.sentence] if self.sentence else []

    def note(self, what: str, task: Task) -> Iterable[str]:
        self.asked.append(f"{what} {task.number}")
        return [f"{what} it is"]


RECEIVED = Received(None, None)  # type: ignore[arg-type]
THREE = [RECEIVED] * 3
FIX, PASS, TODO = Outcome.FIX, Outcome.PASS, Outcome.TODO
OPEN = {"9.1": PASS, "9.2": FIX, "9.3": TODO}
DONE = {"9.1": PASS, "9.2": PASS, "9.3": PASS}


def watched(  # noqa: PLR0913 -- a test chooses one or two
    scheduler: Scheduler,
    *events: Event,
    tools: Tools | None = None,
    keys: str = KEYS,
    redraws: bool = True,
    once: bool = False,
    height: int = 0,
) -> tuple[bool, str]:
    """Whether a watch to which all this happens ends well, and what it has written."""
    out = io.StringIO()
    watch = Watch(
        scheduler,  # type: ignore[arg-type]
        Display(out, redraws, colours=False, height=lambda: height),
        Events(scheduler, events),
        tools or Tools(),  # type: ignore[arg-type]
        keys=keys,
        once=once,
    )
    return watch.run(), out.getvalue()


def pressed(keys: str) -> list[Event]:
    return [Pressed(key) for key in keys]


def last(text: str) -> str:
    """The last board."""
    return text.rsplit(CLEAR, maxsplit=1)[-1]


def test_the_first_open_task_is_the_current_one() -> None:
    """
    A watch begins where `pytest autograder` would point: the first FIX, else the first TODO.
    """
    _, text = watched(Scheduler(OPEN), *THREE, *pressed("q"))

    assert "Next: 9.2 f2" in last(text)
    assert "checked in 0.10 s | " + KEYS == last(text).splitlines()[-1][9:]


def test_a_pass_stays_until_n() -> None:
    """
    After a save that repairs the current task it is still the current one; `n` goes on.
    """
    scheduler = Scheduler(OPEN, DONE | {"9.3": TODO})
    before = watched(scheduler, *THREE, Saved(), *THREE, *pressed("q"))[1]
    assert "Next: 9.2 f2\n    It passes" in last(before)

    scheduler = Scheduler(OPEN, DONE | {"9.3": TODO})
    after = watched(scheduler, *THREE, Saved(), *THREE, *pressed("nq"))[1]
    assert "Next: 9.3 f3" in last(after)


def test_without_keys_the_next_save_is_about_the_next_task() -> None:
    """
    Where nobody can press `n`, a pass is shown once, and the next save goes on.
    """
    passed = DONE | {"9.3": TODO}
    events = [*THREE, Saved(), *THREE, Saved(), *THREE, *pressed("q")]
    _, text = watched(Scheduler(OPEN, passed, passed), *events, keys="", redraws=False)
    steps = [line for line in text.splitlines() if "Next:" in line]

    assert ["  Next: 9.2 f2", "  Next: 9.2 f2", "  Next: 9.3 f3"] == steps
    assert 1 == text.count("Go on with 9.3.")


def test_the_current_task_is_graded_first() -> None:
    """
    The scheduler gets the task that the learner is working on.
    """
    scheduler = Scheduler(OPEN, OPEN)
    watched(scheduler, *THREE, *pressed("n"), Saved(), *THREE, *pressed("q"))

    assert ["", "9.3"] == scheduler.began


def test_the_current_task_is_shown_before_the_rest() -> None:
    """
    As soon as it is judged it is on the screen; tasks that are not judged yet show dots.
    """
    scheduler = Scheduler(OPEN, {"9.2": PASS, "9.1": PASS, "9.3": TODO})
    _, text = watched(scheduler, *THREE, Saved(), *THREE, *pressed("q"))
    early, late = text.split(CLEAR)[-2:]

    assert "PASS  9.2" in early
    assert "...   9.3" in early
    assert "points." not in early
    assert "TODO  9.3" in late


def test_without_redrawing_a_verdict_is_one_block() -> None:
    """
    Lines that are printed below come once for each save, when all is judged.
    """
    _, text = watched(Scheduler(OPEN, OPEN), *THREE, Saved(), *THREE, *pressed("q"), redraws=False)

    assert 2 == text.count("Day 4")
    assert "..." not in text


def test_a_finish_is_shown_and_watching_goes_on() -> None:
    """
    When all passes the board says so; a later save is graded as ever.
    """
    is_finished, text = watched(Scheduler(DONE, OPEN), *THREE, Saved(), *THREE, *pressed("q"))

    assert "You have finished" in text.split(CLEAR)[2]
    assert "FIX" in last(text)
    assert not is_finished


def test_once_ends_with_the_first_verdict() -> None:
    """
    Nobody is waited for after it, and no worker is made ready.
    """
    scheduler = Scheduler(DONE)
    is_finished, _ = watched(scheduler, *THREE, Saved(), once=True)

    assert is_finished
    assert 0 == scheduler.prepared


def test_workers_get_ready_after_each_verdict() -> None:
    """
    They start when the verdict is on the screen, so that they do not slow it down.
    """
    scheduler = Scheduler(OPEN, OPEN)
    watched(scheduler, *THREE, Saved(), *THREE, *pressed("q"))

    assert 2 == scheduler.prepared


@pytest.mark.parametrize(("key", "tool"), [("h", "hint"), ("p", "picture")])
def test_keys_call_tools_on_the_current_task(key: str, tool: str) -> None:
    """
    A hint and a picture are of the current task, and their lines are above the last one.
    """
    tools = Tools()
    _, text = watched(Scheduler(OPEN), *THREE, *pressed(key + "q"), tools=tools)

    assert [f"{tool} 9.2"] == tools.asked
    assert f"{tool} it is" == last(text).splitlines()[-3]


def test_a_hint_knows_the_verdict_on_the_board() -> None:
    """
    A hint is about what the board says of the current task, also that it passes.
    """
    for grading, clue in ((OPEN, "say 9.2"), (DONE, "PASS")):
        tools = Tools()
        watched(Scheduler(grading), *THREE, *pressed("hq"), tools=tools)
        assert [clue] == tools.clues


@pytest.mark.parametrize(("key", "asked"), [("y", ["reset 9.2"]), ("n", []), ("q", [])])
def test_reset_asks_first(key: str, asked: list[str]) -> None:
    """
    Only y resets; any other key, of whatever meaning elsewhere, says that nothing was reset.
    """
    tools = Tools()
    _, text = watched(Scheduler(OPEN), *THREE, *pressed(f"r{key}"), *pressed("q"), tools=tools)

    assert asked == tools.asked
    assert "Put 9.2 f2 back as it was shipped?" in text
    assert ("reset it is" if asked else "Nothing was reset.") in last(text)


def test_an_unknown_key_names_the_keys() -> None:
    """
    A wrong letter is answered, a mere Enter is not.
    """
    assert "Keys: h hint" in last(watched(Scheduler(OPEN), *THREE, *pressed("xq"))[1])
    assert "Keys:" not in last(watched(Scheduler(OPEN), *THREE, *pressed("\nq"))[1])


def test_n_says_when_there_is_nowhere_to_go() -> None:
    """
    With one open task, and with none, `n` says so and stays.
    """
    one = DONE | {"9.2": FIX}
    assert "There is no other open task." in watched(Scheduler(one), *THREE, *pressed("nq"))[1]
    assert "Every task passes." in watched(Scheduler(DONE), *THREE, *pressed("nq"))[1]


def test_a_hint_outlives_a_save_but_not_a_pass() -> None:
    """
    While the learner works on a task its hint stays; when it passes the hint has done its work.
    """
    events = [*THREE, *pressed("h"), Saved(), *THREE]
    assert "hint it is" in last(watched(Scheduler(OPEN, OPEN), *events, *pressed("q"))[1])
    assert "hint it is" not in last(watched(Scheduler(OPEN, DONE), *events, *pressed("q"))[1])


@pytest.mark.parametrize("key", ["h", "p"])
def test_an_answer_gives_way_to_another_finding(key: str) -> None:
    """What an earlier key has shown goes when the newest verdict finds something else."""
    other = OPEN | {"9.2": TODO}
    events = [*THREE, *pressed(key), Saved(), *THREE]
    assert "it is" in last(watched(Scheduler(OPEN), *events[:4], *pressed("q"))[1])
    assert "it is" not in last(watched(Scheduler(OPEN, other), *events, *pressed("q"))[1])


def test_an_answer_never_hides_a_newer_verdict() -> None:
    """In a terminal without room for both, the same verdict again replaces an earlier answer."""
    long = Answered(tuple(f"line {k}" for k in range(20)))
    before = last(watched(Scheduler(OPEN), *THREE, long, *pressed("q"), height=24)[1])
    assert "line 9" in before
    assert "9.2" not in before
    after = last(
        watched(Scheduler(OPEN, OPEN), *THREE, long, Saved(), *THREE, *pressed("q"), height=24)[1]
    )

    assert "line 9" not in after
    assert "Next: 9.2" in after
    assert len(before.splitlines()) == len(after.splitlines()) == 24


def test_a_save_ends_a_picture_that_is_being_drawn() -> None:
    """A picture of the answer before the save does not arrive after the new verdict."""
    tools = Tools()
    watched(
        Scheduler(OPEN, OPEN), *THREE, *pressed("p"), Saved(), *THREE, *pressed("q"), tools=tools
    )

    assert [0, 1] == tools.forgot


def test_keys_are_answered_while_a_grading_runs() -> None:
    """
    `q` quits at once, whatever is still being graded, also before the first verdict.
    """
    first = watched(Scheduler(OPEN), *pressed("hq"))[1]
    assert "...   9.1" in first
    assert "The first verdict is on its way." in first
    assert "hint it is" in watched(Scheduler(OPEN, OPEN), *THREE, Saved(), *pressed("hq"))[1]


def test_a_save_during_a_grading_starts_again() -> None:
    """
    A new save gives up the old grading.
    """
    scheduler = Scheduler(OPEN, OPEN, DONE)
    watched(scheduler, RECEIVED, Saved(), RECEIVED, Saved(), *THREE, *pressed("q"))

    assert [] == scheduler.gradings
    assert scheduler.verdict.is_complete


def test_a_file_that_changed_meanwhile_is_graded_again() -> None:
    """
    A verdict on a file that is no longer there is not shown.
    """
    scheduler = Scheduler(OPEN, DONE)
    check = scheduler.receive

    def receive(received: Received) -> bool:
        scheduler.is_outdated = bool(scheduler.gradings)
        return check(received)

    scheduler.receive = receive  # type: ignore[method-assign]
    _, text = watched(scheduler, *THREE, *THREE, *pressed("q"))

    assert "FIX" not in text
    assert "You have finished" in last(text)


def test_a_save_that_is_reported_twice_is_graded_once() -> None:
    """
    An event without a write since the grading began starts nothing.
    """
    scheduler = Scheduler(OPEN)
    events = Events(scheduler, [])
    out = io.StringIO()
    display = Display(out, redraws=True, colours=False)
    watch = Watch(scheduler, display, events, Tools())  # type: ignore[arg-type]
    watch._handle(Saved())

    assert [] == scheduler.began
    assert "" == out.getvalue()


def test_an_empty_folder_waits_for_a_save() -> None:
    """
    Without a file to grade one sentence says so, at the start and later, and a save goes on.
    """
    gone = KitError("The folder holds no exercise.")
    scheduler = Scheduler(gone, OPEN, gone, OPEN)
    events = [Saved(), *THREE, Saved(), Saved(), *THREE]
    _, text = watched(scheduler, *events, *pressed("q"))

    assert 2 <= text.count("The folder holds no exercise.")
    assert "waiting for a save" in text
    assert "Next: 9.2" in last(text)
    assert "holds no exercise" not in last(text)


def test_verdicts_are_remembered_when_complete() -> None:
    """
    Every complete verdict is recorded once; what recording says is shown, and not repeated.
    """
    tools = Tools("(Not kept.)")
    scheduler = Scheduler(OPEN, OPEN | {"9.1": FIX})
    _, text = watched(scheduler, *THREE, Saved(), *THREE, *pressed("q"), tools=tools)

    assert [2, 0] == tools.recorded
    assert 1 == last(text).count("(Not kept.)")


def test_what_comes_later_is_shown() -> None:
    """
    A picture that is drawn meanwhile is named above the last line.
    """
    _, text = watched(Scheduler(OPEN), *THREE, Answered(("Saved 9.2.png.",)), *pressed("q"))
    assert "Saved 9.2.png." == last(text).splitlines()[-3]
