"""Hints: three levels that fade in, about the mistake that a task has now."""

from __future__ import annotations

import ast
import contextlib
import difflib
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import hint_page
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.spec import all_checks
from autograder.grading.task import Exercise, Task
from autograder.grading.verdict import CheckResult, TaskResult
from autograder.grading.worked import pieces, worked
from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.study import hints as module
from autograder.study.hints import ALL_DONE, GOES_OUT, RAISED, next_hint, next_open
from autograder.study.progress import FILE, Event, TaskState, line_of, load, now
from tests.golden import golden
from tests.mistakes.test_catalogues import SOLVING
from tests.study.histories import PASS, fix, run
from tests.study.projects import project

PAGE = """
9.1

ask: What is it?
ask half tenth: How much is it?
try: print(1)
look: Is it 1?
wrong: x = 2
wrong half: x = 1 / 2

9.2

ask: What else?
"""
LEVELS = ("What is it?", "Is it 1?", "alphabetical order")
TASKS = {check.task.number: check.task for check in all_checks()}
WRONG = Path(__file__).parents[1] / "submissions" / "wrong"
FOUND = CheckResult("test_a", "9.1", "area", "It is right.", "FIX", 0, 2)


@pytest.fixture
def task(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Task:
    """A task with hints whose solution has three lines."""
    pages = tmp_path_factory.mktemp("hints")
    (pages / "day9_ex1.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(hint_page, "PAGES", pages)
    monkeypatch.setattr(module, "pieces", lambda *_: ["return x", "x = 1", "x = x + 1"])
    return Exercise("day9_ex1").task("9.1", "area", "an area")


def asked(
    task: Task, folder: Path, level: int | None = None, check: CheckResult | None = None
) -> str:
    """A hint as one text; check: of the task as it is now."""
    judged = TaskResult(task.number, task.title, (check,)) if check else None
    return "\n".join(next_hint(task, folder, judged, level))


def found(key: str, **fields: str) -> CheckResult:
    """A check that found this mistake."""
    return replace(FOUND, diagnosis=Diagnosis(key, f"It is {key}."), **fields)


def test_asking_again_goes_on_and_begins_again(task: Task, tmp_path: Path) -> None:
    """
    Each hint names its level of three, and the first follows the last.
    """
    said = [asked(task, tmp_path) for _ in range(4)]

    for text, level in zip(said, (1, 2, 3, 1), strict=True):
        assert text.startswith(f"Hint {level} of 3 for 9.1 area\n")
        assert LEVELS[level - 1] in text


def test_a_level_can_be_named(task: Task, tmp_path: Path) -> None:
    """
    A named level is shown, back and forth, the next one follows it, and no other exists.
    """
    for level in (3, 1):
        assert LEVELS[level - 1] in asked(task, tmp_path, level)
    assert LEVELS[1] in asked(task, tmp_path)
    for level in (0, 4, -1):
        with pytest.raises(KitError, match=r"9\.1 has hints 1 to 3\."):
            asked(task, tmp_path, level)


def test_a_copy_without_puzzles_has_two(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where the pieces of the solutions were left out, two hints are all.
    """
    monkeypatch.setattr(module, "pieces", lambda *_: [])

    said = [asked(task, tmp_path) for _ in range(3)]

    assert ["1 of 2", "2 of 2", "1 of 2"] == [text[5:11] for text in said]


def test_a_task_without_hints_is_one_sentence(task: Task, tmp_path: Path) -> None:
    """
    A page without the task, and an exercise without a page, end in a sentence.
    """
    for exercise, number in ((task.exercise, "9"), (task.exercise, "9.3"), (Exercise("ex"), "9.1")):
        with pytest.raises(KitError, match=f"Task {number} has no hints."):
            asked(exercise.task(number, "area", "an area"), tmp_path)


def test_a_new_mistake_begins_with_the_first_hint(tmp_path: Path) -> None:
    """
    A run with other mistakes starts over; one with the same ones, or that only waits, does not.
    """
    keys = ("half", "half", "unreadable", "tenth")
    states = [TaskState("WAIT" if k == "unreadable" else "FIX", 0, 2, (k,)) for k in keys]
    levels = []
    for minutes, state in enumerate(states):
        with (tmp_path / FILE).open("a", encoding="utf-8") as file:
            time = now().replace(year=2020, minute=minutes, second=0)
            file.write(line_of(Event(time, "terminal", {"9.1": state})) + "\n")
            file.flush()
            levels.append(module.last_level(tmp_path, "9.1"))
            hint = Event(time.replace(second=30), "hint", tasks=("9.1",), level=minutes + 1)
            file.write(line_of(hint) + "\n")

    assert [0, 1, 2, 0] == levels


@pytest.mark.parametrize(
    ("check", "says"),
    [
        (None, "What is it?"),
        (FOUND, "What is it?"),
        (found("tenth"), "The clue: It is tenth.\n\nHow much is it?"),
        (found("other"), "The clue: It is other.\n\nWhat is it?"),
        (found("other", returned="2"), f"The clue: It is other.\n\n{GOES_OUT}"),
        (
            found("other", raised="ValueError"),
            f"The clue: It is other.\nPython said: ValueError\n\n{RAISED}",
        ),
        (replace(FOUND, outcome="PASS"), "It passes now"),
    ],
    ids=["nothing there", "no clue", "known", "unknown", "returned", "raised", "passes"],
)
def test_the_question_belongs_to_the_clue(
    task: Task, tmp_path: Path, check: CheckResult | None, says: str
) -> None:
    """
    Beside a clue is the question of its mistake, else one that fits how the call ended.
    """
    said = " ".join(asked(task, tmp_path, 1, check).partition("\n\n")[2].split())

    assert said.startswith(" ".join(says.split()))
    assert said.endswith("?")


@pytest.mark.parametrize("level", [1, 2, 3])
def test_no_hint_before_python_can_read_the_code(task: Task, tmp_path: Path, level: int) -> None:
    """
    Each hint then is the line that Python cannot read, and none counts as given.
    """
    said = asked(task, tmp_path, level, found("unreadable", place="day9_ex1.py:3", code="f(x"))

    assert "what Python cannot read. day9_ex1.py:3\n    f(x\n" in said
    assert said.endswith("The clue: It is unreadable.")
    assert () == load(tmp_path).entries


def test_the_puzzle_holds_one_wrong_line(task: Task, tmp_path: Path) -> None:
    """
    It is that of the learner's own mistake where there is one.
    """
    for check, wrong in ((None, "x = 2"), (found("half"), "x = 1 / 2"), (found("?"), "x = 2")):
        lines = asked(task, tmp_path, 3, check).splitlines()
        assert sorted(["return x", "x = 1", "x = x + 1", wrong]) == [
            line.strip() for line in lines if line.startswith("    ")
        ]


def test_deleting_the_file_starts_over(task: Task, tmp_path: Path) -> None:
    """
    Without its file the next hint is the first.
    """
    asked(task, tmp_path)
    (tmp_path / FILE).unlink()

    assert LEVELS[0] in asked(task, tmp_path)


def test_a_damaged_record_counts_as_far_as_it_can_be_read(task: Task, tmp_path: Path) -> None:
    """
    Lines that cannot be read change nothing, and a hint says nothing about them.
    """
    given = line_of(Event(now(), "hint", tasks=("9.1",), level=1))
    (tmp_path / FILE).write_bytes(f"{given}\n".encode() + b"\xff\xfe\n")

    assert asked(task, tmp_path).endswith(LEVELS[1])


@pytest.mark.parametrize("is_there", [True, False], ids=["a folder in its place", "no folder"])
def test_a_file_that_cannot_be_used_still_gives_the_hint(
    task: Task, tmp_path: Path, is_there: bool
) -> None:
    """
    The hint comes first, then one sentence that it cannot be remembered.
    """
    if is_there:
        (tmp_path / "missing" / FILE).mkdir(parents=True)

    said = asked(task, tmp_path / "missing").splitlines()

    assert LEVELS[0] == said[-2]
    assert "cannot be remembered" in said[-1]


def test_the_next_open_task_is_that_of_the_record(tmp_path: Path) -> None:
    """
    The first one that is FIX, else the first that does not pass, of those that were named; it is
    said which run that goes by.
    """
    numbers, ran = ("1.1", "1.2", "1.3"), "as of your run of 2026-11-24 12:00."
    first = ("1.1", "1.1 is next, as of now; no run is remembered.")

    assert first == next_open(tmp_path) == next_open(tmp_path, numbers)
    for others, said in (
        ({"t13": fix(1)}, f"1.3 is next, {ran}"),
        ({}, f"1.2 is next, {first[1][13:]}"),
    ):
        (tmp_path / FILE).write_text(line_of(run(0, PASS, **others)) + "\n", encoding="utf-8")
        assert said == next_open(tmp_path, numbers)[1]
    with pytest.raises(KitError, match=re.escape(ALL_DONE)):
        next_open(tmp_path, numbers[:1])


def text_of(number: str) -> str:
    """The page of hints of a task."""
    text = (hint_page.PAGES / f"{TASKS[number].exercise.name}.txt").read_text(encoding="utf-8")
    return re.split(r"^\d\.\d\n", text.partition(f"{number}\n")[2], flags=re.MULTILINE)[0]


def page_of(number: str) -> dict[tuple[str, str], str]:
    """The entries of a task."""
    return hint_page.page_of(TASKS[number].exercise.name, number)


def keys_of(task: Task) -> set[str]:
    """The keys of the mistakes that a check of a task may find."""
    known = (*task.mistakes, *task.exercise.crashes, general.TOO_SLOW)
    return {mistake.key for mistake in known}


@pytest.mark.parametrize("number", TASKS)
def test_a_page_is_complete_and_knows_its_mistakes(number: str) -> None:
    """
    Each task has all four kinds of entries, for keys that exist, each once, in plain ASCII.
    """
    page = text_of(number)
    found = hint_page.ENTRY.findall(page)
    keys = [(kind, key) for kind, keys, _ in found for key in keys.split()]

    assert {"ask", "try", "look", "wrong"} == {kind for kind, key in page_of(number) if not key}
    assert set() == {key for _, key in keys} - keys_of(TASKS[number])
    assert sorted(set(keys)) == sorted(keys)
    assert page.isascii()
    assert len(found) == len(re.findall(r"^\S", page, re.MULTILINE))
    for kind, _, text in found:
        assert kind not in {"ask", "look"} or text[-1] in ".?"
        assert kind != "ask" or "?" in text


@pytest.mark.parametrize("number", TASKS)
def test_no_question_solves_the_task(number: str) -> None:
    """
    What is asked before the puzzle holds no piece of the line that solves a task.
    """
    solving = SOLVING["day4_ex2"] if TASKS[number].exercise.name in SOLVING else "(?!)"
    for (kind, _), text in page_of(number).items():
        assert kind not in {"ask", "look"} or not re.search(solving, text), text


def solution_of(task: Task) -> dict[str, Any]:
    """The names that a solution defines."""
    names: dict[str, Any] = {"__name__": "solution"}
    path = SOLUTIONS / f"{task.exercise.name}.py"
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)  # noqa: S102 -- our own solution
    return names


SEEN = {
    "1.1": "3*x**2 3*x**2",
    "1.2": "9 26/3",
    "1.3": "Interval.open(-2, 2) EmptySet",
    "1.4": "1 1/4",
    "1.5": "1 1/8",
    "1.6": "32/3 64/3",
    "2.1": "(3, 1) (3,)",
    "2.2": "12.001 24.004",
    "2.3": "(2,) (1, 2)",
    "2.4": "(100, 1) (100, 1) (100, 2)",
}


@pytest.mark.parametrize("number", SEEN)
def test_an_experiment_shows_what_its_hint_says(number: str, tmp_path: Path) -> None:
    """
    The lines of a second hint run as they are typed, and print what the hint then speaks of.
    """
    task, said = TASKS[number], asked(TASKS[number], tmp_path, 2)
    lines = [line[4:] for line in said.splitlines() if line.startswith("    ")]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        names = solution_of(task)
        for line in lines:
            exec(compile(line, "hint", "single"), names)  # noqa: S102 -- our own line

    printed = " ".join(out.getvalue().split())
    assert SEEN[number] == printed
    for value in {*re.findall(r"[\w.*/]+\(.*?\)|\(.*?\)|[\w.*/]+", SEEN[number])} - {"1", "9"}:
        assert value[:6] in said.partition(lines[-1])[2].replace("\n", " ")
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("number", TASKS)
def test_a_puzzle_is_the_body_of_the_solution(number: str) -> None:
    """
    Put in order, its pieces are the solution's body again; no wrong piece is one of them.
    """
    task = TASKS[number]
    path = SOLUTIONS / f"{task.exercise.name}.py"
    tree = ast.parse("\n".join(worked(path, task.function)))
    found, body = pieces(task.exercise.name, task.function), ast.unparse(tree).split("\n")[1:]
    wrong = {text for (kind, _), text in page_of(task.number).items() if kind == "wrong"}

    if len(body) > 1:
        stripped = [line.strip() for line in body]
        assert sorted(stripped, key=str.lower) == found
        order = [found.index(line) for line in stripped]
        assert len(found) < 3 or order != sorted(order)
    else:
        bare = re.sub(r"[\[\](),]", " ", body[0])
        assert sorted(bare.split(), key=str.lower) == found
    assert set() == wrong & {*found}


CASES = [
    (number, key, text)
    for number, task in TASKS.items()
    for (kind, key), text in page_of(task.number).items()
    if kind == "wrong" and " " in text
]


@pytest.mark.sweep
@pytest.mark.parametrize(("number", "key", "wrong"), CASES)
def test_a_wrong_line_is_wrong(number: str, key: str, wrong: str, tmp_path: Path) -> None:
    """
    With a wrong line in the place of the line that it resembles most, the task does not pass.
    """
    task = TASKS[number]
    path = SOLUTIONS / f"{task.exercise.name}.py"
    lines = path.read_text(encoding="utf-8").split("\n")
    first = next(k for k, line in enumerate(lines) if line.startswith(f"def {task.function}("))
    begin, end = (lines.index(f"    ### {mark} SOLUTION", first) for mark in ("BEGIN", "END"))
    codes = [line.split("  # ")[0].strip() for line in lines[begin:end]]
    (likest,) = difflib.get_close_matches(wrong, codes, 1, 0.0)
    place = begin + codes.index(likest)
    indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
    lines[place] = indent + wrong
    copy = tmp_path / path.name
    copy.write_text("\n".join(lines), encoding="utf-8")

    assert not grade(copy, tasks=[number]).is_complete, (likest, key)


ASKED = {
    "day4_ex1/integrand_returned": "Differentiate your answer",
    "day4_ex1/wrong_variable": "Which symbol do you integrate over",
    "day4_ex1/complement": "Which part of the sketch",
    "day4_ex1/decimal": "still exact?",
    "day4_ex1/boxed": "`Goes out`",
    "day4_ex1/caret": "Python's own words",
    "day4_ex1/sign_forgotten": "dips below the axis",
    "day4_ex1/height_at_a": "not a height",
    "day4_ex2/bias_zeros": "belongs to x = 5",
    "day4_ex2/bias_stacked_below": "along which axis",
    "day4_ex2/gradient_half": "the example in the docstring",
    "day4_ex2/gradient_row": "the shapes under your factors",
    "day4_ex2/uphill": "after one step by hand",
    "day4_ex2/flat_row": "print the shapes",
    "day4_ex2/full_batch": "picks the row",
}


QUICK = {"boxed", "caret", "sign_forgotten", "bias_zeros", "gradient_half", "uphill", "flat_row"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name.split("/")[1] in QUICK else [pytest.mark.sweep])
        for name in ASKED
    ],
)
def test_a_wrong_submission_gets_its_own_question(name: str, tmp_path: Path) -> None:
    """
    The first hint for a wrong submission says its clue again, and asks what belongs to it.
    """
    path = WRONG / f"{name}.py"
    number = re.findall(r"^# task: *([\d.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)[0]
    (judged,) = grade(path, tasks=[number]).tasks

    said = " ".join(" ".join(next_hint(TASKS[number], tmp_path, judged, 1)).split())

    assert f"The clue: {golden()[name]}" in said
    assert ASKED[name] in said


def test_every_group_has_its_own_question() -> None:
    """
    No two entries of a task ask the same.
    """
    for task in TASKS.values():
        texts = [text for _, _, text in hint_page.ENTRY.findall(text_of(task.number))]
        assert sorted(set(texts)) == sorted(texts)


def test_the_exercises_as_they_are_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What a hint is about is found in the files now, without any run before.
    """
    monkeypatch.chdir(project(tmp_path, wrong=["2.2"]))

    assert "half" == module.find_in(tmp_path, TASKS["2.2"]).checks[0].mistake
    assert "TODO" == module.find_in(tmp_path, TASKS["2.1"]).outcome
    assert module.find_in(tmp_path / "none", TASKS["2.1"]) is None
    assert () == load(tmp_path).entries
