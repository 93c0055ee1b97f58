"""
What does it cost to grade the same work with this kit, nbgrader, Otter and a plain pytest?

    uv run --group peers python tests/benchmarks/peers.py --rounds 5

The work: the eight tasks of the core, right, wrong, begun and untouched, as scripts and as
notebooks. The others get the cheapest checks there are: the calls that this kit makes of the worked
solution, compared with stored answers. Otter runs without its containers, which only add to it. A
class of four less a class of one leaves nbgrader's start out; the kit's workers are warm. The floor
is a fork of a warm process that loads the files and makes the calls, and does nothing else.

The graders take turns, all of them in every round. Writes docs/performance/peers.json, and from it
docs/performance.md.
"""

from __future__ import annotations

import contextlib
import copy
import itertools
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from benchmark import ROOT, command_line
from machine import machine
from notebooks import HOLE, fill, read, worked, write
from own_calls import calls
from performance_page import COSTS, FOLDER, write_page

from autograder import cli
from autograder.authoring.course import write_course
from autograder.classroom import class_run
from autograder.classroom.cluster import dask_grader
from autograder.classroom.graders import Grader, confined_grader
from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import all_checks
from tests.classroom.dask_cluster import Cluster

NAMES = ("day4_ex1", "day4_ex2")
CORE = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4")
RIGHT = {task: body for name in NAMES for task, body in worked(SOLUTIONS / f"{name}.py").items()}
WRONG = {
    "1.1": "    return sp.diff(f, x)",
    "1.2": "    return sp.integrate(f, (x, upper, lower))",
    "1.3": "    return sp.integrate(f, (x, lower, upper)) == 1",
    "1.4": "    return sp.integrate(density, (x, b, a))",
    "2.1": "    return np.hstack([X, np.ones((len(X), 1))])",
    "2.2": "    return xi.T @ (xi @ theta - yi)",
    "2.3": "    return theta",
    "2.4": "    return np.zeros((2, 1))",
}
BEGUN = {"1.1": "    F = f", "2.1": "    rows = len(X)"}
WORK = {
    "right": {task: RIGHT[task] for task in CORE},
    "wrong": WRONG,
    "begun": BEGUN,
    "untouched": {},
}
FORMS = {"scripts": ".py", "notebooks": ".ipynb"}
COUNT = {"right": 8, "wrong": 8, "begun": 50, "untouched": 100}
"""Submissions in a batch of the kit; the cheaper they are, the more it takes to see their cost."""

PLAIN = """
import pickle

import numpy as np


def same(found, wanted):
    if isinstance(wanted, np.ndarray):
        return np.shape(found) == wanted.shape and np.allclose(found, wanted)
    return found == wanted


def check(functions, task):
    for name, arguments, wanted in pickle.load(open({answers!r}, "rb")).get(task, []):
        np.random.seed(4)
        assert same(functions[name](*arguments), wanted)
"""
PYTEST = """
import day4_ex1, day4_ex2, plain, pytest

@pytest.mark.parametrize("task", {tasks!r})
def test_task(task):
    plain.check(vars(day4_ex1 if task[0] == "1" else day4_ex2), task)
"""
OTTER = """
import plain
from otter.test_files import test_case

OK_FORMAT = False
name = {task!r}
points = 1

@test_case()
def test_task(env):
    plain.check(env, {task!r})
"""
FLOOR = """
import os, pickle, resource, sys, time

import numpy as np

from autograder.sandbox.runner import warm_up

warm_up()
spent = []
for folder, calls in pickle.load(open(sys.argv[1], "rb")):
    started = time.perf_counter()
    if not os.fork():
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        files = {}
        for name in {name for name, _, _ in calls}:
            code = compile(open(f"{folder}/{name}.py").read(), name, "exec")
            exec(code, files.setdefault(name, {}))
        for name, function, arguments in calls:
            np.random.seed(4)
            try:
                files[name][function](*arguments)
            except Exception:
                pass
        os._exit(0)
    os.wait()
    spent.append(time.perf_counter() - started)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(sum(spent) / len(spent), (used.ru_utime + used.ru_stime) / len(spent))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of computing, for one submission."""

    seconds: float
    cpu: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.seconds - other.seconds, self.cpu - other.cpu)

    def __truediv__(self, count: int) -> Cost:
        return Cost(self.seconds / count, self.cpu / count)


def computing() -> float:
    """Seconds that this process, all that it has started, and what those have started used."""
    own = psutil.Process()
    found = 0.0
    for process in (own, *own.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            found += times.user + times.system + times.children_user + times.children_system
    return found


def cost_of(action: Callable[[], object]) -> Cost:
    started, used = time.perf_counter(), computing()
    action()
    return Cost(time.perf_counter() - started, computing() - used)


def run(*words: object, cwd: Path, more: Mapping[str, str] | None = None) -> str:
    """Run a program of this environment, as a cold process, whatever it says of the work."""
    bin_ = Path(sys.executable).parent
    path = os.pathsep.join([str(bin_), os.environ["PATH"]])
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PATH": path, "PYTHONPATH": os.pathsep.join([str(ROOT), str(cwd)])} | dict(more or {})
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(f"{words}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def hand_in(folder: Path, work: str, form: str, number: int) -> None:
    """Write one submission, unlike every other."""
    folder.mkdir(parents=True)
    for name in NAMES:
        place = folder / f"{name}{FORMS[form]}"
        if form == "scripts":
            text = (ROOT / "exercises" / place.name).read_text(encoding="utf-8")
            text = HOLE.sub(lambda hole: WORK[work].get(hole["task"], hole[0]), text)
            place.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        else:
            notebook = fill(read(ROOT / "exercises" / place.name), WORK[work])
            notebook["metadata"]["number"] = number
            write(place, notebook)


def class_of(place: Path, work: str, form: str) -> Path:
    """A class that hands in the same kind of work."""
    folder = place / f"{work}-{form}"
    if not folder.exists():
        for number in range(COUNT[work]):
            hand_in(folder / f"p{number:05}", work, form, number)
    return folder


@dataclass(frozen=True, slots=True)
class Kept:
    """A grader that stays warm from one batch to the next."""

    grader: Grader

    def __getattr__(self, name: str) -> Any:
        return getattr(self.grader, name)

    def close(self) -> None:
        """It is closed at the end of the benchmark."""


def batch(grader: Grader, place: Path, work: str, form: str) -> Cost:
    """The whole of `autograder grade`, less the start of its workers."""
    folder, out = class_of(place, work, form), place / "out"
    class_run.choose_grader = lambda **_: Kept(grader)  # type: ignore[assignment,return-value]
    words = ["grade", str(folder), "--out", str(out), "--secret", str(place / "secret")]
    with (place / "said").open("w") as said, contextlib.redirect_stdout(said):
        spent = cost_of(lambda: cli.main(words))
    verdicts = (out / "results.jsonl").read_text(encoding="utf-8").count('"submission"')
    assert verdicts == COUNT[work], (place / "said").read_text()
    shutil.rmtree(out)
    return spent / COUNT[work]


def cold(place: Path, work: str, form: str) -> Cost:
    """`pytest autograder` for one person."""
    folder = class_of(place, work, form) / "p00000"
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "autograder", "--submission", folder)
    return cost_of(lambda: run(sys.executable, *words, cwd=ROOT))


def plain_pytest(place: Path, work: str, form: str) -> Cost:
    """A plain test per task, in a cold process."""
    folder = class_of(place, work, form) / "p00000"
    (folder / "test_plain.py").write_text(PYTEST.format(tasks=CORE))
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "test_plain.py")
    spent = cost_of(
        lambda: run(sys.executable, *words, cwd=folder, more={"PYTHONPATH": f"{place}"})
    )
    (folder / "test_plain.py").unlink()
    return spent


def otter(place: Path, work: str, form: str) -> Cost:
    """`otter run` of both exercises, one after the other."""
    folder = class_of(place, work, form) / "p00000"

    def both() -> None:
        for name in NAMES:
            file = folder / f"{name}{FORMS[form]}"
            run("otter", "run", "-a", place / f"{name}.zip", "-o", place, file, cwd=place)
            found = json.loads((place / "results.json").read_text())["tests"]
            assert work != "right" or all(one["score"] == one["max_score"] for one in found[1:])

    return cost_of(both)


def make_otter(place: Path) -> None:
    """Otter's own archive of tests for each exercise."""
    for name in NAMES:
        tests = place / f"tests-{name}"
        tests.mkdir()
        for task in CORE:
            if task[0] == name[-1]:
                (tests / f"q{task.replace('.', '_')}.py").write_text(OTTER.format(task=task))
        words = ("-t", tests, "-o", place / f"{name}.zip", "--no-environment")
        run("otter", "generate", *words, cwd=place)


CLASSES = (1, 4)


def make_nbgrader(place: Path, kinds: Collection[str]) -> None:
    """Courses of nbgrader, for each kind of work with one student and with four."""
    first = place / "nbgrader"
    list(write_course(ROOT, first))
    for path in (first / "source" / "day4").glob("*.ipynb"):
        notebook = read(path)
        for cell in notebook["cells"]:
            if cell["id"].startswith("check-"):
                task = cell["id"].removeprefix("check-").replace("-", ".")
                cell["source"] = f"import plain\nplain.check(globals(), {task!r})"
        write(path, notebook)
    run("nbgrader", "generate_assignment", "day4", cwd=first)
    for work in kinds:
        for count in CLASSES:
            course = place / f"nbgrader-{work}-{count}"
            shutil.copytree(first, course)
            for number in range(count):
                for name in NAMES:
                    notebook = fill(read(first / "release" / "day4" / f"{name}.ipynb"), WORK[work])
                    folder = course / "submitted" / f"s{number}" / "day4"
                    write(folder / f"{name}.ipynb", notebook)


def nbgrader(place: Path, work: str, _form: str) -> Cost:
    """`nbgrader autograde`, for each of three more students."""
    spent = []
    for count in CLASSES:
        course = place / f"nbgrader-{work}-{count}"
        shutil.rmtree(course / "autograded", ignore_errors=True)
        (course / "gradebook.db").unlink(missing_ok=True)
        shutil.copy(place / "nbgrader" / "gradebook.db", course)
        more = {"PYTHONPATH": str(place), "JUPYTER_DATA_DIR": str(place / "jupyter")}
        words = ("nbgrader", "autograde", "day4", "--create")
        spent.append(cost_of(partial(run, *words, cwd=course, more=more)))
        graded = [*course.glob("autograded/*/day4/day4_ex2.ipynb")]
        assert count == len(graded), f"{work}: {len(graded)} of {count}"
    return (spent[1] - spent[0]) / (CLASSES[1] - CLASSES[0])


def floor(place: Path, work: str, _form: str) -> Cost:
    """The learner's own calls, in forks of a warm process."""
    said = run(sys.executable, "-c", FLOOR, place / f"calls-{work}", cwd=place)
    return Cost(*map(float, said.split()))


def make_calls(place: Path, kinds: Collection[str]) -> None:
    """The calls that gradings of each kind of work make, each on inputs of its own."""
    for work in kinds:
        folder = class_of(place, work, "scripts") / "p00000"
        seeds = (f"floor {number}" for number in range(COUNT["right"]))
        heard = (calls(folder, seed) for seed in seeds)
        made = [
            (str(folder), [(one.name, name, inputs) for one, name, inputs in some])
            for some in heard
        ]
        (place / f"calls-{work}").write_bytes(pickle.dumps(made))


def make_plain(place: Path) -> None:
    """The plain checks: the calls that a grading makes of right work, with their answers."""
    tasks = {check.task.function: check.task.number for check in all_checks()}
    known: dict[str, list[tuple[str, tuple[Any, ...], Any]]] = {task: [] for task in CORE}
    for caller, name, inputs in calls(class_of(place, "right", "scripts") / "p00000"):
        if tasks.get(name) in known:
            np.random.seed(4)  # noqa: NPY002 -- the plain checks do the same
            answer = caller.loaded().names[name](*map(copy.deepcopy, inputs))
            known[tasks[name]].append((name, inputs, answer))
    answers = place / "answers"
    answers.write_bytes(pickle.dumps(known))
    (place / "plain.py").write_text(PLAIN.format(answers=str(answers)))


Measure = Callable[[Path, str, str], Cost]
"""What one submission of a kind of work costs, in one of the forms."""


def graders(stack: ExitStack) -> Iterator[tuple[str, Measure, Collection[str]]]:
    """Who takes part, how it is measured, and in which forms it takes work."""
    yield "floor", floor, FORMS
    for workers in (1, 2):
        grader = stack.enter_context(closing(confined_grader(workers)))
        yield f"kit, {workers} worker{'s' * (workers > 1)}", partial(batch, grader), FORMS
    place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    cluster = stack.enter_context(
        closing(dask_grader(Cluster(place, stack).address, trusted=False))
    )
    yield "kit, Dask with 2", partial(batch, cluster), FORMS
    yield "kit, cold", cold, FORMS
    yield "pytest, cold", plain_pytest, ["scripts"]
    yield "Otter", otter, FORMS
    yield "nbgrader", nbgrader, ["notebooks"]


def measured(place: Path, kinds: Collection[str], rounds: int) -> Iterator[dict[str, Any]]:
    """Every cost, round by round."""
    with ExitStack() as stack:
        taking_part = [*graders(stack)]
        for work, measure in itertools.product(kinds, (cold, plain_pytest)):
            measure(place, work, "scripts")  # compiles what they import
        for number in range(rounds):
            for work, form in itertools.product(kinds, FORMS):
                for name, measure, forms in taking_part:
                    if form in forms:
                        cost = measure(place, work, form)
                        print(
                            f"{number + 1}: {work} {form}, {name}: {cost.seconds:.3f} s", flush=True
                        )
                        what = {"round": number, "work": work, "form": form, "grader": name}
                        yield what | {"seconds": round(cost.seconds, 4), "cpu": round(cost.cpu, 4)}


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each (default: 5)")
    parser.add_argument(
        "--work", nargs="+", choices=WORK, default=[*WORK], help="measure these anew, keep the rest"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: compiled once
        make_plain(place)
        make_calls(place, options.work)
        make_otter(place)
        make_nbgrader(place, options.work)
        found = [*measured(place, options.work, options.rounds)]
    write_costs([*kept(options.work), *found])


def kept(anew: Collection[str]) -> list[dict[str, Any]]:
    """What was measured before of all other kinds of work."""
    if not COSTS.exists():
        return []
    costs = json.loads(COSTS.read_text(encoding="utf-8"))["costs"]
    return [one for one in costs if one["work"] not in anew]


def write_costs(costs: list[dict[str, Any]]) -> None:
    FOLDER.mkdir(exist_ok=True)
    what = {"machine": machine("otter-grader", "nbgrader", "distributed"), "costs": costs}
    COSTS.write_text(json.dumps(what, indent=1) + "\n", encoding="utf-8")
    write_page()


if __name__ == "__main__":
    main()
