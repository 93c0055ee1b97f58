"""
The validator: each problem of an author in a small exercise, found with file and line.
"""

from __future__ import annotations

import importlib.util
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from autograder.authoring import validator
from autograder.authoring.validator import problems, refuse_problems
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT, load_specs

SPEC = '''\
from autograder.grading.task import Exercise
from autograder.judges.arrays import check_array
from autograder.mistakes.catalogue import catalogue_of

WRONG = catalogue_of("none: {kind} came back. | That.\\nelse other: No.", none=lambda _: {})
NOTES = {"shape_1d": "Flat.", "float32": "Short."}
EXERCISE = Exercise("day9_ex1", title="Areas", notes=NOTES)

SQUARE = EXERCISE.task("9.1", "square", "the area of a square", mistakes=WRONG)
DISC = EXERCISE.task("9.2", "disc", "the area of a disc", uses=["9.1"], mistakes=WRONG)


@SQUARE.check(points=2)
def test_square(learner):
    """Finds the area of a square."""


@DISC.check(points=3)
def test_disc(learner):
    """Finds the area of a disc."""
'''
SOLUTION = '''\
# %%
def square(a):
    """Task 9.1: return the area of a square."""
    ### BEGIN SOLUTION
    return a * a
    ### END SOLUTION

# %%
def disc(r):
    """Task 9.2: return the area of a disc."""
    ### BEGIN SOLUTION
    return 3 * r * r
    ### END SOLUTION
'''
HINTS = """\
9.1

ask: What is it?
try: print(1)
look: What do you see?
wrong: return 1

9.2

ask: What is it?
try: print(1)
look: What do you see?
wrong: return 1
"""
FILES = {
    "test_day9_ex1.py": SPEC,
    "solutions/day9_ex1.py": SOLUTION,
    "autograder/hints/day9_ex1.txt": HINTS,
}
NUMBERS = count()


def load(path: Path) -> ModuleType:
    """A spec, under a name that no other module has."""
    described = importlib.util.spec_from_file_location(f"small_{next(NUMBERS)}", path)
    assert described
    assert described.loader
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


def found(root: Path, *exercises: str) -> list[str]:
    """The problems of small exercises, with paths from their folder."""
    specs = [load(root / f"test_{name}.py") for name in exercises or ("day9_ex1",)]
    return [str(problem).removeprefix(f"{root}/") for problem in problems(root, specs)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one small exercise in which all is well."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_nothing_is_wrong_where_all_is_well(root: Path) -> None:
    """
    The small exercise has no problem, nor has the kit itself.
    """
    assert [] == found(root)
    assert [] == problems(PROJECT, load_specs().values())


IN_SPEC = [
    ('"9.2", "disc", "the', '"9.1", "disc", "the', "10: another task is 9.1, too"),
    (' title="Areas",', "", "7: the exercise has no title"),
    ('"the area of a square"', '""', "9: a title has 1 to 26 characters"),
    ('"the area of a disc"', f'"{"disc" * 7}"', "10: a title has 1 to 26 characters"),
    ('"9.2", "disc"', f'"9.2", "{"disc" * 7}"', f"10: {'disc' * 7} is longer than its column"),
    ('uses=["9.1"]', 'uses=["9.3"]', "10: uses='9.3' names no earlier task"),
    ("@DISC.check", "@SQUARE.check", "10: task 9.2 has no check"),
    ("check(points=3)", "check(points=0)", "18: test_disc is worth 0 points"),
    ("check(points=3)", 'check(points="3")', "18: test_disc is worth '3' points"),
    ("test_disc", "disc_area", "18: disc_area would never be run"),
    ("test_disc", "test_square", "19: another function is called test_square, too"),
    (" | That.", "", "9: none shows a value that is secret in a batch"),
    ('    """Finds the area of a square."""', "    ...", "13: test_square has no docstring"),
    ('uses=["9.1"], mistakes=WRONG', 'uses=["9.1"]', "10: task 9.2 has no mistakes"),
    ("mistakes=WRONG)", 'mistakes="nine.WRONG")', "9: autograder.mistakes has no nine.WRONG"),
    ("other: No.", "other: No {answer}.", "9: other says {answer}, which nothing fills in"),
    (', "float32": "Short."', "", "7: notes= has no 'float32'. A judge gives it"),
    ('"9.2", "disc"', '"9.2", "circle"', "10: day9_ex1.py has no function circle for task 9.2"),
    ('"9.1", "square"', '"9.3", "square"', "9: day9_ex1.py:2 has square as task 9.1, not 9.3"),
]


@pytest.mark.parametrize(("old", "new", "said"), IN_SPEC, ids=[said for *_, said in IN_SPEC])
def test_a_problem_in_a_spec_has_its_line(root: Path, old: str, new: str, said: str) -> None:
    """
    What an author wrote wrong into a spec is said with the line where it is to be mended.
    """
    path = root / "test_day9_ex1.py"
    assert old in SPEC
    path.write_text(SPEC.replace(old, new), encoding="utf-8")

    assert any(one.startswith(f"{path.name}:{said}") for one in found(root)), found(root)


def test_a_check_of_another_judge_needs_no_note(root: Path) -> None:
    """
    Only the notes of judges that the spec uses are asked for.
    """
    path = root / "test_day9_ex1.py"
    text = SPEC.replace("from autograder.judges.arrays import check_array\n", "")
    path.write_text(text.replace(" notes=NOTES,", ""), encoding="utf-8")

    assert [] == found(root)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n9.2\n", "\n", "1: there are no hints below a line `9.2`"),
        ("look: What do you see?\nwrong: return 1\n\n9.2", "9.2", "1: task 9.1 has no hint `look"),
        ("ask: What is it?", "ask other: What is it?", "1: task 9.1 has no hint `ask: ...`"),
        ("try: print", "ask othr: Which?\ntry: print", "1: task 9.1 has no mistake othr"),
    ],
)
def test_missing_hints_are_found(root: Path, old: str, new: str, said: str) -> None:
    """
    Every task has each kind of hint, for somebody with any mistake.
    """
    path = root / "autograder" / "hints" / "day9_ex1.txt"
    path.write_text(HINTS.replace(old, new, 1), encoding="utf-8")

    assert f"autograder/hints/{path.name}:{said}" in found(root)[0]
    path.unlink()
    assert "1: there is no such page" in found(root)[0]


def test_a_copy_without_puzzles_needs_none(root: Path) -> None:
    """
    Where all third hints were left out, as for a class, none is asked for.
    """
    path = root / "autograder" / "hints" / "day9_ex1.txt"
    path.write_text(HINTS.replace("wrong: return 1\n", ""), encoding="utf-8")

    assert [] == found(root)


@pytest.mark.parametrize("page", ["question", "talk"])
def test_a_problem_in_a_page_that_is_nobodys_duty_is_found(
    root: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """
    What is wrong there is said with the file, where there is one.
    """
    monkeypatch.setattr(validator, f"{page}_problems", lambda *_: ["there is no task 9.3."])

    assert [f"autograder/{page}s/day9_ex1.py:1: there is no task 9.3."] == found(root)


def test_inputs_that_no_seed_gives_are_a_problem(root: Path) -> None:
    """
    A check whose inputs are other ones each time is named with its line.
    """
    path = root / "test_day9_ex1.py"
    asks = '."""\n    import random\n    learner.square(random.random())\n'
    path.write_text(SPEC.replace('."""\n', asks, 1), encoding="utf-8")

    (problem,) = found(root)
    assert problem.startswith("test_day9_ex1.py:13: test_square draws other inputs each time")


def test_solutions_and_specs_belong_together(root: Path) -> None:
    """
    Either without the other is a problem of the one that is there; without any solution none is.
    """
    solution = root / "solutions" / "day9_ex1.py"
    lonely = solution.rename(solution.with_name("day9_ex2.py"))

    assert [
        "solutions/day9_ex2.py:1: there is no spec for it: write autograder/test_day9_ex2.py.",
        "test_day9_ex1.py:7: there is no solution for it: write solutions/day9_ex1.py.",
    ] == found(root)
    lonely.unlink()
    lonely.parent.rmdir()
    assert [] == found(root)


def test_a_task_of_a_solution_needs_its_spec(root: Path) -> None:
    """
    A function whose docstring names a task is declared in the spec, too.
    """
    more = '\n# %%\ndef cube(a):\n    """Task 9.3: return a volume."""\n'
    (root / "solutions" / "day9_ex1.py").write_text(SOLUTION + more, encoding="utf-8")

    said = "solutions/day9_ex1.py:16: test_day9_ex1.py declares no task 9.3 cube: do so there."
    assert [said] == found(root)


def test_two_exercises_may_share_a_number(root: Path) -> None:
    """
    Tasks are known by exercise and number, so nothing is wrong with two of one number.
    """
    for name in FILES:
        text = (root / name).read_text(encoding="utf-8").replace("day9_ex1", "day9_ex2")
        (root / name.replace("ex1", "ex2")).write_text(text, encoding="utf-8")

    assert [] == found(root, "day9_ex1", "day9_ex2")


def test_the_first_problem_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Before grading it is named, with how many more there are.
    """
    problem = validator.Problem(PROJECT / "autograder" / "test_x.py", 3, "it is wrong.")
    monkeypatch.setattr(validator, "problems", lambda *_: [problem, problem])

    said = r"^autograder/test_x\.py:3: it is wrong\. And 1 more: autograder build --check$"
    with pytest.raises(KitError, match=said):
        refuse_problems()
