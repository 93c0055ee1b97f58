"""
All the way through nbgrader: a real course, a real exchange, a real gradebook.

One course is graded once, with one student for everything that can happen to a notebook.
"""

from __future__ import annotations

import copy
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from jupyter_lab import chromium, jupyter_lab
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebooks import (
    FILED,
    Notebook,
    cells_of,
    fill,
    filled,
    named,
    read,
    source,
    tasks_of,
    worked,
    write,
)
from playwright.sync_api import expect

from autograder.authoring.course import write_course
from autograder.classroom.gradebooks import nbgrader
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.screen import IN_NOTEBOOK, screen
from autograder.grading.spec import PROJECT, all_checks
from autograder.grading.verdict import TaskResult, Verdict
from tests.classroom.gradebooks.ledgers import graded, ledger
from tests.outline import BONUS, CORE, MOST, NAMES, OWN, POINTS

pytestmark = pytest.mark.sweep


STUDENTS = ("right", "ada", "untouched", "broken")
TASKS = tuple(dict.fromkeys(check.task.number for check in all_checks()))
HALF = {
    "1.1": "    return sp.integrate(f, x)",
    "1.2": "    return sp.integrate(f, x)",
    "1.3": "    return definite_integral(f, x, lower, upper) == 1",
    "2.1": "    return np.hstack([np.ones((len(X), 1)), X])",
    "2.2": "    return xi.T @ (xi @ theta - yi)",
    "2.3": "    return grd",
}
LONGEST = 1200  # seconds for a command, on a busy machine
FIRST = {"1.1": "    return sp.integrate(f, x)"}
NOISY = """\
    import os, sys, warnings
    warnings.warn("a warning")
    print("an error", file=sys.stderr)
    os.write(2, b"from below")
    return sp.integrate(f, x)"""
SYNTAX = "def probability(density, x, a, b)\n    return 1"


def noise(notebook: Notebook) -> None:
    """A function that warns and writes to stderr on every call."""
    task = named(notebook, "task-1-1")
    task["source"] = source(task).replace("    return sp.integrate(f, x)", NOISY)


def tamper(notebook: Notebook) -> None:
    """
    Edited checks: one fails, one returns more points than there are, one is worth a thousand.
    """
    named(notebook, "check-1-1")["source"] = "assert False"
    named(notebook, "check-1-2")["source"] = "1000.0"
    named(notebook, "check-1-3")["metadata"]["nbgrader"]["points"] = 1000
    named(notebook, "check-1-4")["source"] += "\n# my note"


def delete(notebook: Notebook) -> None:
    """All cells of the course are gone; the functions are in one cell of the learner's own."""
    own = "\n\n".join(source(c) for c in notebook["cells"] if c["id"].startswith(("given", "task")))
    cell = copy.deepcopy(named(notebook, "task-1-1")) | {
        "id": "mine",
        "source": own,
        "metadata": {},
    }
    notebook["cells"] = [cell]


def delete_one(notebook: Notebook) -> None:
    """A task and its check are gone, and the function is defined at the end."""
    lost = named(notebook, "task-1-2"), named(notebook, "check-1-2")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in lost]
    notebook["cells"].append(lost[0] | {"metadata": {}, "id": "mine"})


def move(notebook: Notebook) -> None:
    """All checks are at the top."""
    notebook["cells"].sort(key=lambda cell: not cell["id"].startswith("check"))


def double(notebook: Notebook) -> None:
    """Tasks and checks appear twice, as after copying and pasting cells."""
    copies = [copy.deepcopy(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    notebook["cells"] += [cell | {"id": f"{cell['id']}-copy"} for cell in copies]


def relabel(notebook: Notebook) -> None:
    """Metadata that make no sense, and checks that were turned into text."""
    named(notebook, "check-1-1").update(cell_type="markdown")
    for key in ("outputs", "execution_count"):
        named(notebook, "check-1-1").pop(key)
    named(notebook, "check-1-2")["metadata"]["nbgrader"] = {"grade": True, "solution": "maybe"}
    named(notebook, "task-1-1")["metadata"]["nbgrader"] = "?"
    named(notebook, "lesson-1")["metadata"]["nbgrader"]["grade_id"] = "check-1-3"


def age(notebook: Notebook) -> None:
    """Saved by a tool with an older format, which keeps neither names nor metadata."""
    for cell in notebook["cells"]:
        cell.pop("id")
        cell["metadata"] = {}
    notebook["nbformat_minor"] = 0


def import_more(notebook: Notebook) -> None:
    """
    An import of the learner's own in the cell with the given imports, and a task that needs it.
    """
    given = next(cell for cell in notebook["cells"] if cell["id"].startswith("given"))
    given["source"] = f"{source(given)}\nimport functools"
    task = named(notebook, "task-1-1")
    task["source"] = (
        source(task)
        .replace("return sp", "return functools.partial(sp")
        .replace("integrate(f, x)", "integrate, f)(x)")
    )


def break_cells(notebook: Notebook) -> None:
    """A cell that is not valid Python, one that stops before its function, and one with magic."""
    named(notebook, "task-1-4")["source"] = SYNTAX
    named(notebook, "task-1-2")["source"] = "@stops\n" + source(named(notebook, "task-1-2"))
    named(notebook, "task-1-1")["source"] = "%time y = 1\n" + source(named(notebook, "task-1-1"))


def colab(notebook: Notebook) -> None:
    """Saved by Colab after a progress bar: widgets without their state."""
    state = {"1a2b": {"model_module": "@jupyter-widgets/base", "model_name": "LayoutModel"}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": state}


def lose_pictures(notebook: Notebook) -> None:
    """Pictures in texts, of which one is a name without a picture and one is empty."""
    texts = "![p](attachment:a.png)", "<img src='attachment:b.png'>", "![p](attachment:c.png)"
    cells = [dict(new_markdown_cell(text)) for text in texts]
    cells[2]["attachments"] = {"c.png": {}}
    notebook["cells"][:0] = cells


def from_the_web(notebook: Notebook) -> None:
    """Both at once."""
    colab(notebook)
    lose_pictures(notebook)


TRAPS: dict[str, Callable[[Notebook], None]] = {
    change.__name__: change
    for change in (
        *(noise, tamper, delete, delete_one, move, double, relabel, age, import_more),
        from_the_web,
    )
}


def hand_in_elsewhere(student: str, released: Path, folder: Path) -> None:
    """Write the first task as somebody hands it in of whom nbgrader alone sees nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    stub = read(released / "day4_ex1.ipynb")
    write(folder / "day4_ex1.ipynb", stub)
    work = json.dumps(fill(stub, FIRST)).encode()
    script = (PROJECT / "exercises" / "day4_ex1.py").read_text(encoding="utf-8")
    if student == "two":
        (folder / "a.ipynb").write_bytes(work)
        work = work.replace(b"sp.integrate", b"sympy.integrate")
    name, content = ELSEWHERE[student](work, filled(script, FIRST).encode())
    if student in ALONE:
        (folder / "day4_ex1.ipynb").unlink()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)


ELSEWHERE: dict[str, Callable[[bytes, bytes], tuple[str, bytes]]] = {
    "grace": lambda work, _: ("Copy of day4_ex1.ipynb", work),
    "jupyter": lambda work, _: ("day4_ex1-Copy1.ipynb", work),
    "capitals": lambda work, _: ("Day4_Ex1.ipynb", work),
    "utf16": lambda work, _: ("day4_ex1.ipynb", work.decode().encode("utf-16")),
    "below": lambda work, _: ("day4/day4_ex1.ipynb", work),
    "script": lambda _, script: ("my answers.py", script),
    "two": lambda work, _: ("b.ipynb", work),
}
ALONE = ("jupyter", "capitals", "below", "script")

STOCK = ("delete", "delete_one", "move")
IGNORED = shutil.ignore_patterns("*.ipynb")
SAMPLE = {f"filed-{k}": path for k, path in enumerate(FILED[40::300])}


@dataclass(frozen=True)
class Course:
    """A graded course: its folder, and the output of each command."""

    folder: Path
    said: Mapping[str, str]

    def notebook(self, step: str, student: str, name: str) -> Path:
        return self.folder / step / student / "day4" / f"{name}.ipynb"

    def points(self, student: str) -> dict[str, float]:
        """Points by task, from the gradebook."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            grades = gradebook.find_submission("day4", student).notebooks
            return {
                grade.name.removeprefix("check-").replace("-", "."): grade.score
                for notebook in grades
                for grade in notebook.grades
            }

    def shown(self, student: str, name: str) -> dict[str, str]:
        """What each check of an autograded notebook shows, as text by task."""
        cells = read(self.notebook("autograded", student, name))["cells"]
        found = {}
        for cell in cells:
            match = re.search(r'^check\("(.*)"\)$', source(cell), re.MULTILINE)
            if match and cell["cell_type"] == "code" and cell["outputs"]:
                found[match[1]] = "".join(cell["outputs"][0]["data"]["text/plain"])
        return found


def run(*words: object, folder: Path, may_fail: bool = False) -> str:
    """Run a command of nbgrader in this folder; returns its output."""
    scripts = Path(sys.executable).parent
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "JUPYTER_DATA_DIR": str(folder / "jupyter")}
    with tempfile.TemporaryFile("w+") as said:
        try:
            done = subprocess.run(
                [str(scripts / "nbgrader"), *map(str, words)],
                cwd=folder,
                env={**env, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=LONGEST,
            )
        finally:  # what was said last tells where a run that takes too long is stuck
            said.seek(0)
            output = said.read()
            print(output[-2000:])  # noqa: T201 -- pytest shows it where a test fails
    assert may_fail or 0 == done.returncode, output
    return output


def hand_in(student: str, released: Path, folder: Path) -> None:
    """Write a submission of a student into a folder."""
    for name in NAMES:
        notebook = read(released / f"{name}.ipynb")
        if student == "ada":
            fill(notebook, HALF)
        elif student == "right":
            fill(notebook, worked(SOLUTIONS / f"{name}.py"))
        elif student != "untouched":
            fill(notebook, worked_core(name))
        if student == "broken" and name == "day4_ex1":
            break_cells(notebook)
        if student not in TRAPS or name == "day4_ex1":
            TRAPS.get(student, lambda _: None)(notebook)
            write(folder / f"{name}.ipynb", notebook)


def worked_core(name: str) -> dict[str, str]:
    """The bodies of a solution without its bonus tasks, which take most of the time."""
    bodies = worked(SOLUTIONS / f"{name}.py")
    return {task.number: bodies[task.number] for task in CORE if task.exercise == name}


def handed_in(folder: Path, student: str) -> Path:
    return folder / "submitted" / student / "day4"


def hand_in_filed(path: Path, folder: Path) -> None:
    """Write a submission on file as a notebook, with one cell per statement."""
    cells = [new_code_cell(text) for text in cells_of(path.read_text(encoding="utf-8"))]
    write(folder / f"{path.parent.name}.ipynb", new_notebook(cells=cells))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """
    A course that went all the way from `autograder nbgrader` to grades, through a real exchange.
    """
    place = tmp_path_factory.mktemp("nbgrader")
    exchange, folder = place / "exchange", place / "calculus"
    exchange.mkdir()
    exchange.chmod(0o777)
    list(write_course(PROJECT, folder, exchange=exchange))
    with (folder / "students.csv").open("a") as file:
        file.write("ada,Ada,Lovelace,ada@example.org\n")
    said = {}

    def nbgrader(command: str, where: Path = folder) -> None:
        said[f"nbgrader {command}"] = run(*command.split(), folder=where)

    for command in ("db student import students.csv", "generate_assignment day4"):
        nbgrader(command)
    nbgrader("release_assignment day4")
    home = place / "home"
    home.mkdir()
    shutil.copy(folder / "nbgrader_config.py", home)
    nbgrader("fetch_assignment day4", home)
    shutil.copytree(home / "day4", place / "fetched")
    for student in STUDENTS:
        hand_in(student, place / "fetched", home / "day4")
        nbgrader(f"submit day4 --student {student}", home)
    nbgrader("collect day4")
    released = folder / "release" / "day4"
    for student in (*TRAPS, *SAMPLE, *ELSEWHERE):  # they skip the slow exchange, with what it adds
        submitted = handed_in(folder, student)
        shutil.copytree(handed_in(folder, "right"), submitted, ignore=IGNORED)
        if student in SAMPLE:
            hand_in_filed(SAMPLE[student], submitted)
        elif student in ELSEWHERE:
            hand_in_elsewhere(student, released, submitted)
        else:
            hand_in(student, released, submitted)
    for command in ("autograde", "generate_feedback", "release_feedback"):
        nbgrader(f"{command} day4")
    nbgrader("export --to grades.csv")
    said["cat grades.csv"] = (folder / "grades.csv").read_text()
    return Course(folder, said)


@cache
def terminal(path: Path) -> Verdict:
    return grade(path)


def screen_of(task: TaskResult) -> list[str]:
    """The screen of one task, as a check in a notebook shows it."""
    return screen(Verdict((task,), "day4"), IN_NOTEBOOK, some=True)


def normal(lines: str) -> str:
    """A page without the locations and names that differ between a file and an open notebook."""
    text = re.sub(r"^    left out .*\n(      .*\n)*", "", lines, flags=re.MULTILINE)
    place = r"(Next: \S+ \S+).*?(?= (?:we called|we check|to do|it returned|Python said|clue)\s)"
    text = re.sub(place, r"\1", text, flags=re.DOTALL)
    return " ".join(re.sub(r"day4_ex\d\.ipynb", "this notebook", text, flags=re.IGNORECASE).split())


@pytest.mark.parametrize("student", STUDENTS)
def test_points_are_those_of_the_terminal(course: Course, student: str) -> None:
    """
    In nbgrader's gradebook, every task has the points that `pytest autograder` gives the same file.
    """
    expected = {
        task.task: float(task.points)
        for name in NAMES
        for task in terminal(course.notebook("submitted", student, name)).tasks
    }

    assert expected == course.points(student)


def test_points_are_what_they_should_be(course: Course) -> None:
    """
    The right notebook earns everything, the untouched one nothing, and a half-finished one its
    half.
    """
    totals = {s: sum(course.points(s).values()) for s in STUDENTS}

    assert {"right": MOST + BONUS, "untouched": 0} == {s: totals[s] for s in ("right", "untouched")}
    second = sum(task.points for task in CORE if task.exercise == "day4_ex2")
    assert {"ada": 12 + 6, "broken": 12 + second} == {s: totals[s] for s in ("ada", "broken")}


@pytest.mark.parametrize("student", ["right", "ada", "untouched"])
@pytest.mark.parametrize("name", NAMES)
def test_words_are_those_of_the_terminal(course: Course, student: str, name: str) -> None:
    """
    Every check shows in an autograded notebook what the terminal shows for the same task.
    """
    path = course.notebook("submitted", student, name)
    shown = course.shown(student, name)
    expected = {task.task: screen_of(task) for task in terminal(path).tasks}

    assert {number: normal("\n".join(lines)) for number, lines in expected.items()} == {
        number: normal(text) for number, text in shown.items()
    }


@pytest.mark.parametrize("student", SAMPLE)
def test_submission_on_file_gets_the_terminals_verdict(course: Course, student: str) -> None:
    """
    A submission on file gets the same points and messages from nbgrader as from the terminal.
    """
    path = SAMPLE[student]
    found = grade(path, tasks=tasks_of(path)).tasks
    points, shown = course.points(student), course.shown(student, path.parent.name)

    assert {task.task: task.points for task in found} == {t.task: points[t.task] for t in found}
    assert [normal("\n".join(screen_of(task))) for task in found] == [
        normal(shown[task.task]) for task in found
    ]


def test_broken_cells_are_explained(course: Course) -> None:
    """
    A cell that is not valid Python is reported with its line, and one that stopped by its number on
    the page.
    """
    shown = {task: normal(text) for task, text in course.shown("broken", "day4_ex1").items()}

    assert "PASS 1.1" in shown["1.1"]
    assert "defines no definite_integral: cell [8] stopped before its end." in shown["1.2"]
    assert "Python cannot read this notebook, line 1 of cell [12]" in shown["1.4"]


@pytest.mark.parametrize("student", TRAPS)
def test_trap_costs_no_point(course: Course, student: str) -> None:
    """
    Noise, and cells that were tampered with, deleted, moved, duplicated or relabelled, cost
    nothing.
    """
    points = course.points(student)

    assert {"1.1": 12, "1.2": 10, "1.3": 8, "1.4": 10} == {t: points[t] for t in TASKS[:4]}


@pytest.fixture(scope="module")
def stock(course: Course) -> Course:
    """The same course without the kit's settings, graded for some traps."""
    folder = course.folder.with_name("stock")
    shutil.copytree(course.folder / "source", folder / "source")
    for student in STOCK:
        submitted = Path("submitted", student)
        shutil.copytree(course.folder / submitted, folder / submitted)
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    run("generate_assignment", "day4", folder=folder)
    run("autograde", "day4", folder=folder)
    return Course(folder, {})


@pytest.mark.parametrize("student", STOCK)
def test_trap_costs_points_without_the_kits_settings(stock: Course, student: str) -> None:
    """
    With nbgrader's own settings the same notebooks lose points, so it is the kit's settings that
    protect them.
    """
    points = stock.points(student)

    assert 40 > sum(points.get(task) or 0 for task in TASKS[:4])


def exported(folder: Path) -> dict[str, float]:
    """The points of everybody in nbgrader's export."""
    with (folder / "grades.csv").open(newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def by_name(course: Course) -> Course:
    """The same course without the step that chooses by work, for those whom it concerns."""
    folder = course.folder.with_name("by_name")
    shutil.copytree(course.folder / "source", folder / "source")
    settings = (course.folder / "nbgrader_config.py").read_text()
    shorter = re.sub(r"^choose_by_work\(\)$", "", settings, flags=re.MULTILINE)
    assert shorter != settings
    (folder / "nbgrader_config.py").write_text(shorter)
    for student in ELSEWHERE:
        hand_in_elsewhere(student, course.folder / "release" / "day4", handed_in(folder, student))
    shutil.copytree(handed_in(course.folder, "right"), handed_in(folder, "right"))
    run("generate_assignment", "day4", folder=folder)
    said = run("autograde", "day4", folder=folder, may_fail=True)
    run("db", "student", "import", course.folder / "students.csv", folder=folder)
    run(*"export --to grades.csv".split(), folder=folder)
    return Course(folder, {"nbgrader autograde day4": said})


@pytest.mark.parametrize("student", ELSEWHERE)
def test_without_the_step_work_under_another_name_is_a_zero(by_name: Course, student: str) -> None:
    """
    By itself nbgrader has no points for the same files, if it knows of the person at all; the names
    that it asks for have theirs.
    """
    points = exported(by_name.folder)

    assert (0, MOST + BONUS) == (points.get(student, 0), points["right"])


@pytest.mark.parametrize("student", [one for one in ELSEWHERE if one != "two"])
def test_work_under_another_name_has_its_points(course: Course, student: str) -> None:
    """
    A copy, other capitals, another encoding, a subfolder and a script earn the points of what is in
    them, and the log says once what was taken.
    """
    said = course.said["nbgrader autograde day4"]

    assert POINTS["1.1"] == exported(course.folder)[student]
    assert 1 == said.count(f"WARNING] {student}: Graded: ")


def test_different_work_is_left_to_a_person(course: Course) -> None:
    """
    Two files with different work are named, on the screen and to the learner, and every task of
    theirs is marked for manual grading.
    """
    from nbgrader.api import Gradebook

    question = "There are 2 different files for day4_ex1.ipynb (a.ipynb, b.ipynb)"
    page = (course.folder / "feedback" / "two" / "day4" / "day4_ex1.html").read_text()
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as gradebook:
        found = gradebook.find_submission_notebook("day4_ex1", "day4", "two").grades
        open_tasks = [grade.name for grade in found if grade.needs_manual_grade]

    assert f"WARNING] two: {question}" in course.said["nbgrader autograde day4"]
    assert question in unescape(page)
    assert [f"check-{one.replace('.', '-')}" for one in OWN["day4_ex1"]] == sorted(open_tasks)


def test_nothing_that_was_handed_in_is_lost(course: Course, tmp_path: Path) -> None:
    """
    Every file of a person is still there, under its name or beside the notebook that was graded.
    """
    for student in ELSEWHERE:
        hand_in_elsewhere(student, course.folder / "release" / "day4", tmp_path / student)
        before = {path.read_bytes() for path in (tmp_path / student).rglob("*.*")}
        after = {path.read_bytes() for path in handed_in(course.folder, student).rglob("*.*")}

        assert before <= after


def test_a_second_run_changes_nothing(course: Course) -> None:
    """
    Graded once more, nobody's files change, and only what is a question is said again.
    """
    submitted = course.folder / "submitted"
    before = {path: path.read_bytes() for path in submitted.rglob("*.*") if path.is_file()}
    said = run("autograde", "day4", folder=course.folder)

    assert before == {p: p.read_bytes() for p in submitted.rglob("*.*") if p.is_file()}
    assert ["two"] == re.findall(r"WARNING\] (\w+): (?:Graded|There)", said)


def test_grades_are_exported(course: Course) -> None:
    """
    The exported file has a row per student with the sum of their points.
    """
    with (course.folder / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}

    assert {*STUDENTS, *TRAPS, *SAMPLE, *ELSEWHERE} == set(rows)
    earned = f"{MOST + BONUS:.1f}", f"{MOST:.1f}"
    assert earned == (rows["right"]["score"], rows["right"]["max_score"])


@pytest.mark.parametrize("student", ["ada", "broken"])
def test_feedback_holds_the_words(course: Course, student: str) -> None:
    """
    The feedback page of a learner shows the next step.
    """
    page = (course.folder / "feedback" / student / "day4" / "day4_ex1.html").read_text()

    assert "Next: 1.2 definite_integral" in page
    assert 'hint("1.2")' in unescape(page)


@pytest.mark.parametrize("student", TRAPS)
def test_everybody_has_feedback(course: Course, student: str) -> None:
    """
    Whatever is in a notebook, nbgrader writes its feedback.
    """
    assert (course.folder / "feedback" / student / "day4" / "day4_ex1.html").stat().st_size


@pytest.mark.parametrize("trap", [colab, lose_pictures])
def test_without_mending_there_would_be_no_feedback(
    course: Course, trap: Callable[[Notebook], None], tmp_path: Path
) -> None:
    """
    The same notebook with all that was handed in cannot be turned into a page.
    """
    notebook = read(course.notebook("autograded", "right", "day4_ex1"))
    trap(notebook)
    write(tmp_path / "x.ipynb", notebook)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", str(tmp_path / "x.ipynb")]

    assert 0 != subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize("name", NAMES)
def test_release_holds_no_solution(course: Course, name: str) -> None:
    """
    No cell and no output of a released notebook contains a line of a solution or a computed result.
    """
    cells = read(course.folder / "release" / "day4" / f"{name}.ipynb")["cells"]
    lines = {
        line.strip()
        for body in worked(SOLUTIONS / f"{name}.py").values()
        for line in body.splitlines()
        if len(line.strip()) > 12
    }
    texts = "\n".join(source(cell) for cell in cells)

    assert len(lines) > 5
    assert [] == [line for line in lines if line in texts]
    assert "SOLUTION" not in texts
    assert [] == [output for cell in cells for output in cell.get("outputs", [])]


def test_source_would_be_found(course: Course) -> None:
    """
    The same search does find the solutions in the course's own source.
    """
    cells = read(course.folder / "source" / "day4" / "day4_ex1.ipynb")["cells"]
    texts = "\n".join(source(cell) for cell in cells)

    assert "BEGIN SOLUTION" in texts
    assert "return sp.integrate(f, (x, lower, upper))" in texts


@pytest.mark.parametrize("name", NAMES)
def test_stubs_are_those_of_the_exercises(course: Course, name: str) -> None:
    """
    The released tasks and checks are exactly those of the notebooks in exercises/.
    """
    released = read(course.folder / "release" / "day4" / f"{name}.ipynb")["cells"]
    own = read(PROJECT / "exercises" / f"{name}.ipynb")["cells"]
    texts = {cell["id"]: source(cell) for cell in own}

    assert {cell["id"]: source(cell) for cell in released} == {
        name: text for name, text in texts.items() if name not in {"end", "check-all"}
    }


def test_docs_show_real_outputs(course: Course) -> None:
    """
    Every command in docs/notebooks.md prints the lines that the page shows below it.
    """
    page = (PROJECT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\$ ((?:nbgrader|cat) .*)\n((?:[^`$\n].*\n)+)", page, re.MULTILINE)
    above = re.escape(str(course.folder.parent))

    assert list(course.said) == [c for c in course.said if c in dict(shown) or "submit" in c]
    for command, lines in shown:
        said = re.sub(above, "...", course.said[command])
        said = re.sub(r"\d{4}-\d\d-\d\d [\d:.]+", "2026-11-24 17:53:28.001770", said)
        assert [] == [line for line in lines.splitlines() if line not in said.splitlines()]


def test_formgrader_shows_points_and_words(course: Course, tmp_path: Path) -> None:
    """
    The formgrader of nbgrader, in JupyterLab's own server, lists a submission with its points and
    shows the message of each check; a class exported from here is beside it.
    """
    folder = Path(shutil.copytree(course.folder, tmp_path / "copy"))
    nbgrader.write(str(folder), ledger([graded("ada", 87.5, penalty=2.0), graded("zoe", None)]))
    with chromium() as browser, jupyter_lab(folder) as lab:
        page = lab.open(browser, "formgrader/manage_submissions/day4")
        expect(page.get_by_role("row", name="ada")).to_contain_text("18 / 100")
        page.goto(f"{lab.address}formgrader/manage_submissions/Day%204")
        expect(page.get_by_role("row", name="ada")).to_contain_text("89.5 / 100")
        expect(page.get_by_role("row", name="zoe")).to_have_count(0)
        page.goto(f"{lab.address}formgrader/manage_students/ada/day4")
        page.get_by_role("link", name="day4_ex1").click()
        shown = page.locator(".autograder").filter(has_text="Next: 1.2")
        expect(shown).to_contain_text("Next: 1.2 definite_integral")
        expect(page.locator("#check-1-1")).to_have_attribute("placeholder", "12")
