import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import ENDLESS, HALF, RIGHT, crew_of, filled, graded, stub, write

from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from autograder.grading.submission import SubmissionError
from autograder.grading.verdict import Outcome
from autograder.study.protocol import Begun
from autograder.study.scheduler import Marking, share
from autograder.study.worker_pool import Heard

SUBMISSIONS = PROJECT / "tests" / "submissions"
PAIRS = [
    ("right/day4_ex1/area_split.py", "wrong/day4_ex2/*.py"),
    ("wrong/day4_ex1/*.py", "right/day4_ex2/complete_class.py"),
    ("wrong/day4_ex1/*.py", "right/day4_ex2/train_parts.py"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both stubs."""
    for exercise in ("day4_ex1", "day4_ex2"):
        write(tmp_path, stub(exercise), exercise)
    return tmp_path


@pytest.fixture(scope="module")
def watched() -> Iterator[tuple[object, object]]:
    """Two examiners for all tests here."""
    with crew_of(2) as made:
        yield made


def marking_of(folder: Path, watched: object, seconds: float = 10.0) -> Marking:
    return Marking(folder, watched[0], seconds)  # type: ignore[index]


def chosen(pattern: str, number: int) -> Path:
    found = sorted(SUBMISSIONS.glob(pattern))
    return found[(37 * number) % len(found)]


def cold(folder: Path) -> list[object]:
    """What `pytest autograder` says in a fresh process, task by task."""
    target = folder / "verdict.json"
    command = [sys.executable, "-m", "pytest", "autograder", "-p", "no:cacheprovider"]
    command += ["--submission", str(folder), "--json", str(target)]
    subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, timeout=120)
    tasks = json.loads(target.read_text(encoding="utf-8"))["tasks"]
    target.unlink()
    names = ("outcome", "points", "mistake", "message", "notes")
    return [[check[name] for name in names] for task in tasks for check in task["checks"]]


def warm(marking: Marking) -> list[object]:
    """The same of a verdict of watch."""
    return [
        [str(c.outcome), c.points, c.mistake, c.message, list(c.notes)]
        for c in marking.verdict.checks
    ]


def test_watch_and_pytest_agree(folder: Path, watched: object) -> None:
    """
    Over several right and wrong submissions, saved one after the other in one folder, watch says
    exactly what a fresh `pytest autograder` says.
    """
    marking = marking_of(folder, watched)
    for number, (first, second) in enumerate(PAIRS):
        shutil.copy(chosen(first, number), folder / "day4_ex1.py")
        shutil.copy(chosen(second, number), folder / "day4_ex2.py")
        graded(marking, watched[1])  # type: ignore[index]

        assert cold(folder) == warm(marking)


def test_edits_of_functions_agree_with_a_fresh_run(folder: Path, watched: object) -> None:
    """
    Whatever is kept through a history of edits, the whole verdict is the one of a fresh grading.
    """
    first = stub()
    half = filled(first, t11=HALF)
    both = filled(half, t12=RIGHT["1.2"])
    history = [
        first,
        half,
        both,
        f"# a comment that moves all lines\n{both}",
        filled(first, t11=RIGHT["1.1"], t12=RIGHT["1.2"], t14=RIGHT["1.4"]),
        filled(first, t11=RIGHT["1.1"], t12="return 0", t14=RIGHT["1.4"]),
        f"{both}\nseen = []\n",
        both.replace("def definite_integral", "def defnite_integral"),
        f"{both}(",
        both.replace("import sympy as sp", ""),
        both,
    ]
    marking = marking_of(folder, watched)
    kept = []
    for text in history:
        write(folder, text)
        verdict = graded(marking, watched[1])  # type: ignore[index]
        kept.append(marking.kept)

        assert grade(folder) == verdict

    assert 0 == kept[0]
    assert [7, 7] == kept[1:3], "only the edited task is graded anew"
    assert [4] * 5 == kept[6:], "a change that is not understood concerns all of its exercise"


def test_one_exercise_leaves_the_other_alone(folder: Path, watched: object) -> None:
    """
    A save of one file grades nothing of the other.
    """
    marking = marking_of(folder, watched)
    graded(marking, watched[1])  # type: ignore[index]
    asked: list[str] = []

    def note(heard: Heard) -> None:
        if isinstance(heard.message, Begun):
            asked.append(heard.message.task)

    write(folder, f"{stub('day4_ex2')}\nmore = []\n", "day4_ex2")
    graded(marking, watched[1], meanwhile=note)  # type: ignore[index]

    assert {"2.1", "2.2", "2.3", "2.4"} == set(asked)
    assert 4 == marking.kept


def test_the_current_task_comes_first(folder: Path, watched: object) -> None:
    """
    The task that the learner is at does not wait for others.
    """
    write(folder, filled(stub(), t11=RIGHT["1.1"], t12=RIGHT["1.2"], t14=RIGHT["1.4"]))
    asked: dict[object, list[str]] = {}

    def note(heard: Heard) -> None:
        if isinstance(heard.message, Begun):
            asked.setdefault(heard.examiner, []).append(heard.message.task)

    graded(marking_of(folder, watched), watched[1], current="1.4", meanwhile=note)  # type: ignore[index]

    assert [True] == [tasks[0] == "1.4" for tasks in asked.values() if "1.4" in tasks]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ENDLESS, "had not finished after 1 seconds"),
        (
            "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
            "had not finished after 1 seconds",
        ),
        ("__import__('os')._exit(0)", "ended the whole program"),
        (
            "__import__('os').kill(__import__('os').getpid(), 9)",
            "brought down the Python interpreter",
        ),
        ("return sum(range(10 ** 13))", "had not finished after 1 seconds"),
    ],
    ids=["loop", "stubborn loop", "exit", "crash", "deep in C"],
)
def test_broken_code_costs_its_task_alone(
    body: str, said: str, folder: Path, watched: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Whatever a function does to its process, it is told, and all other tasks are graded.
    """
    if os.name == "nt" and "kill" in body:
        pytest.skip("Windows knows no signals")
    monkeypatch.setattr("autograder.study.grading_run.GRACE", 1.0)
    write(folder, filled(stub(), t11=body))
    verdict = graded(marking_of(folder, watched, 1.0), watched[1], current="1.1")  # type: ignore[index]

    first, second = verdict.tasks[:2]
    assert (Outcome.FIX, Outcome.TODO) == (first.outcome, second.outcome)
    assert 8 == len(verdict.tasks)
    for check in first.checks:
        assert said in check.message
        assert "day4_ex1.py" in check.place


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_killed_examiner_is_replaced(folder: Path, watched: object) -> None:
    """
    Whoever kills an examiner in the middle of its work, the verdict is the same.
    """
    write(folder, filled(stub(), t11=RIGHT["1.1"], t12=RIGHT["1.2"]))
    killed: list[int] = []

    def kill(heard: Heard) -> None:
        if isinstance(heard.message, Begun) and heard.message.check and not killed:
            killed.append(heard.examiner.number)
            os.kill(heard.examiner.number, signal.SIGKILL)

    verdict = graded(marking_of(folder, watched), watched[1], meanwhile=kill)  # type: ignore[index]

    assert killed
    assert grade(folder) == verdict


def test_what_learner_code_leaves_behind_ends_with_it(folder: Path, watched: object) -> None:
    """
    A library that one version has spoiled is whole again for the next.
    """
    marking = marking_of(folder, watched)
    spoiled = filled(stub(), t11="sp.integrate = lambda *_: 0\n    return 0", t12=RIGHT["1.2"])
    write(folder, spoiled)
    assert Outcome.FIX is graded(marking, watched[1]).tasks[1].outcome  # type: ignore[index]
    write(folder, filled(stub(), t11=RIGHT["1.1"], t12=RIGHT["1.2"]))

    assert Outcome.PASS is graded(marking, watched[1]).tasks[1].outcome  # type: ignore[index]


def test_a_deleted_file_is_not_handed_in(folder: Path, watched: object) -> None:
    """
    One file gone is told for its tasks; both gone is told once; back again all is well.
    """
    marking = marking_of(folder, watched)
    (folder / "day4_ex1.py").unlink()
    verdict = graded(marking, watched[1])  # type: ignore[index]
    assert "day4_ex1.py is not there." == verdict.checks[0].message
    (folder / "day4_ex2.py").unlink()
    with pytest.raises(SubmissionError, match="holds no day4_ex1"):
        marking.begin("")
    assert marking.is_over
    write(folder, stub())

    assert grade(folder) == graded(marking, watched[1])  # type: ignore[index]


def test_a_save_while_grading_is_noticed(folder: Path, watched: object) -> None:
    """
    A file that is written after its anatomy was taken makes the verdict outdated.
    """
    marking = marking_of(folder, watched)
    graded(marking, watched[1])  # type: ignore[index]
    assert not marking.is_outdated()
    write(folder, f"{stub()}# more\n")

    assert marking.is_outdated()


def test_a_single_file_is_graded_alone(folder: Path, watched: object) -> None:
    """
    Of a named file only its own tasks are graded.
    """
    marking = marking_of(folder / "day4_ex2.py", watched)
    graded(marking, watched[1])  # type: ignore[index]

    assert ["2.1", "2.2", "2.3", "2.4"] == [task.number for task in marking.tasks]
    assert grade(folder / "day4_ex2.py") == marking.verdict


@pytest.mark.parametrize(
    ("took", "current", "expected"),
    [
        ({}, "c", [[("c",), ("a",)], [("b",)]]),
        ({"a": 1.0}, "", [[("a",)], [("b",), ("c",)]]),
        ({"a": 0.01, "b": 0.01, "c": 0.01}, "b", [[("b",), ("a",), ("c",)]]),
    ],
    ids=["unknown", "one long", "all short"],
)
def test_work_is_shared_evenly(
    took: dict[str, float], current: str, expected: list[list[tuple[str, ...]]]
) -> None:
    """
    Long work is spread over the hands, short work is not, and the current task is first in its hand.
    """
    assert expected == share([("a",), ("b",), ("c",)], took, current, 2)


def test_threads_end_with_the_crew() -> None:
    """
    A closed crew leaves neither processes nor threads.
    """
    before = threading.active_count()
    with crew_of(2) as (crew, events):
        assert not crew.is_ready
    while events.get(timeout=10).message is not None or not events.empty():
        continue
    assert threading.active_count() <= before + 2


def test_a_notebook_is_graded_where_only_it_holds_work(folder: Path, watched: object) -> None:
    """
    Saved in Jupyter, a notebook takes the place of the untouched script beside it, and says so;
    what its cells print changes nothing.
    """
    notebook = json.loads((PROJECT / "exercises" / "day4_ex1.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "TODO 1.1" in "".join(cell["source"]):
            cell["source"] = filled("".join(cell["source"]), t11=RIGHT["1.1"])
    path = folder / "day4_ex1.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    marking = marking_of(folder, watched)
    verdict = graded(marking, watched[1])  # type: ignore[index]
    assert grade(folder) == verdict
    assert Outcome.PASS is verdict.tasks[0].outcome
    assert "day4_ex1.py beside it is untouched" in marking.remarks[0]

    notebook["cells"][-1]["outputs"] = []
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    graded(marking, watched[1])  # type: ignore[index]
    assert 8 == marking.kept
