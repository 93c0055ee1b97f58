"""README: its commands run, and their output is what it shows."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from autograder.authoring.build import exercise_text, notebook_text
from autograder.grading.spec import PROJECT, all_checks
from autograder.study.progress import MACHINES, SWITCH
from tests.warm import Ended, python

UV = "python -m uv run "
COMMAND = re.compile(r"(?:python -m uv run )?(?:pytest autograder|autograder )[^`|#\n]*")
TODO = re.compile(r'raise NotImplementedError\("TODO (\d\.\d):.*\)')
TIME = re.compile(r" in \d+\.\d+s\b")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d( \d\d:\d\d)?\b")
BODIES = {
    "1.1": "return sp.integrate(f, x)",
    "1.2": "return sp.integrate(f, (x, lower, upper))",
    "1.3": "return definite_integral(f, x, lower, upper) == 1",
    "2.1": "return np.hstack([np.ones((len(X), 1)), X])",
}
NEAR = re.compile(r"^  (\S+(?: rate)?) +([\d,]+) .* %$", re.MULTILINE)
README = (PROJECT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```\n\$ (.*)\n([^`]*(?:`[^`\n]+`[^`]*)*)\n```$", README, re.MULTILINE)
STUDY = re.findall(r"^\| `(python -m uv run autograder [^`]*)`", README, re.MULTILINE)
TABLE = re.findall(r"^\| `(python -m uv run pytest [^`]*)`", README, re.MULTILINE)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the kit with half-finished exercises, whatever a learner did to the ones here."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("autograder", "solutions"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy2(PROJECT / "pyproject.toml", folder)
    (folder / "exercises").mkdir()
    for solution in (PROJECT / "solutions").glob("*.py"):
        text = TODO.sub(lambda todo: BODIES.get(todo[1], todo[0]), exercise_text(solution))
        (folder / "exercises" / solution.name).write_text(text, encoding="utf-8", newline="\n")
        notebook = folder / "exercises" / f"{solution.stem}.ipynb"
        notebook.write_text(notebook_text(solution), encoding="utf-8")
    return folder


def run(command: str, folder: Path) -> Ended:
    """Run a command of the README as `uv run` would: without a terminal, without colours."""
    words = command.removeprefix(UV).removeprefix("python ").split()
    plain = {"PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "FORCE_COLOR", "PY_COLORS", "COLUMNS"}
    plain |= {SWITCH, *MACHINES}
    env = {name: value for name, value in os.environ.items() if name not in plain}
    env |= {"PYTHONPATH": str(folder), "UV_RUN_RECURSION_DEPTH": "1"}
    return python(words, folder, {**env, "PYTHONDONTWRITEBYTECODE": "1"})


def normal(text: str) -> str:
    """An output without its times and dates, in the words of a POSIX shell."""
    text = DAY.sub(lambda day: "2026-11-24" + (" 20:15" if day[1] else ""), text)
    text = TIME.sub(" in 1.00s", text).replace("py -m uv run", "python -m uv run")
    return text.replace("\\", "/").strip()


def test_both_commands_are_there() -> None:
    """
    The README contains the kit's two commands, and the group named in the second exists.
    """
    groups = tomllib.loads((PROJECT / "pyproject.toml").read_text())["dependency-groups"]

    assert "python -m pip install uv && python -m uv run pytest autograder\n" in README
    assert "python -m uv run --group dev pytest\n" in README
    assert "dev" in groups


def test_outputs_are_found() -> None:
    """
    The README shows the output of these commands.
    """
    typed = ("hint 1.3", "plot 1.3 --text", "why 1.1 16", "progress")
    expected = [UV + "pytest autograder", *(f"{UV}autograder {command}" for command in typed)]
    assert expected == [command for command, _ in SHOWN]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[c.removeprefix(UV) for c, _ in SHOWN])
def test_output_is_what_is_printed(command: str, output: str, checkout: Path) -> None:
    """
    A half-finished checkout prints what the README shows, except for the time.
    """
    (checkout / "progress.txt").unlink(missing_ok=True)
    if "progress" in command:
        run(UV + "pytest autograder", checkout)

    assert normal(output) == normal(run(command, checkout).stdout)


@pytest.mark.sweep
def test_the_experiment_is_a_real_one(checkout: Path) -> None:
    """
    On every computer each method is near after as many rows as the table in the README shows.
    """
    command = next(line.strip() for line in README.splitlines() if "experiment --rows" in line)
    printed = run(f"{command} --seconds 20 --submission solutions", checkout).stdout

    assert 10 == len(NEAR.findall(README))
    assert NEAR.findall(README) == NEAR.findall(printed)


@pytest.mark.parametrize("command", TABLE, ids=lambda command: command.removeprefix(UV))
def test_command_of_the_table_runs(command: str, checkout: Path) -> None:
    """
    Every command of the table runs its checks, and either all pass or something is open.
    """
    ended = run(command, checkout)

    assert ("solutions" not in command) == ended.returncode, ended.stdout + ended.stderr
    assert "" == ended.stderr
    assert ("--json" in command) == (checkout / "verdict.json").exists()
    (checkout / "verdict.json").unlink(missing_ok=True)


@pytest.mark.parametrize("command", STUDY, ids=lambda command: command.removeprefix(UV))
def test_command_for_the_learner_runs(command: str, checkout: Path) -> None:
    """
    Every command of the learner's table succeeds and prints something, each on an unchanged
    checkout.
    """
    kept = {path: path.read_bytes() for path in (checkout / "exercises").iterdir()}

    ended = run(command, checkout)

    assert (0, "") == (ended.returncode, ended.stderr)
    assert ended.stdout
    for path, content in kept.items():
        path.write_bytes(content)


def test_exercise_runs_as_the_readme_says(checkout: Path) -> None:
    """
    The command that runs an exercise as a script prints results.
    """
    command = UV + "python exercises/day4_ex1.py"

    assert command in README
    assert 0 == run(command, checkout).returncode


def test_table_of_tasks_is_the_spec() -> None:
    """
    The README lists number, function and points of every task as they are in the specs.
    """
    points: dict[tuple[str, str], int] = {}
    for check in all_checks():
        key = check.task.number, check.task.function
        points[key] = points.get(key, 0) + check.points
    rows = re.findall(r"^\| (\d\.\d) \| `(\w+)` \| .* \| (\d+) \|$", README, re.MULTILINE)

    assert points == {(number, function): int(worth) for number, function, worth in rows}
