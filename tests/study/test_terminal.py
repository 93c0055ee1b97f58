"""
The terminal's door to the memory, run as a learner runs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.spec import PROJECT
from autograder.grading.submission import Submission
from autograder.study.progress import FILE, load
from autograder.study.record_run import MACHINES, SWITCH
from autograder.study.terminal import is_own
from tests.study.projects import project

Run = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the kit, its exercises begun."""
    folder = tmp_path_factory.mktemp("kit")
    for name in ("autograder", "solutions"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, folder / name, ignore=ignored)
    shutil.copy2(PROJECT / "pyproject.toml", folder)
    return project(folder, right=["1.1", "2.1"], wrong=["2.2"])


@pytest.fixture(autouse=True)
def forgotten(kit: Path) -> None:
    """Each test begins without a memory."""
    path = kit / FILE
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)


def run(kit: Path, *arguments: str, **extra: str) -> Run:
    """`pytest autograder` on a learner's own machine."""
    gone = {SWITCH, *MACHINES, "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"}
    env = {name: value for name, value in os.environ.items() if name not in gone}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "autograder", "-p", "no:cacheprovider", *arguments],
        cwd=kit,
        env={**env, "PYTHONPATH": str(kit), **extra},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    "arguments",
    [(), ("--tb=short",), ("-n", "2"), ("--submission", "exercises")],
    ids=["plain", "pytest's own", "xdist", "named"],
)
def test_a_run_is_remembered_once(kit: Path, arguments: tuple[str, ...]) -> None:
    """
    Whatever the output, one run is one line, and it ends as it always does.
    """
    if "-n" in arguments:
        pytest.importorskip("xdist")

    ended = run(kit, *arguments)

    (fact,) = load(kit).facts
    assert (1, "terminal", 8) == (ended.returncode, fact.what, len(fact.results))
    assert ("FIX", "PASS", "TODO") == tuple(fact.results[n].word for n in ("2.2", "2.1", "2.3"))
    assert FILE not in ended.stdout + ended.stderr


def test_one_file_is_remembered(kit: Path) -> None:
    """
    A run of one exercise says something of its tasks only.
    """
    run(kit, "--submission", "exercises/day4_ex2.py")

    (fact,) = load(kit).facts
    assert ["2.1", "2.2", "2.3", "2.4"] == list(fact.results)


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (("--no-progress",), {}),
        ((), {SWITCH: "off"}),
        ((), {"CI": "true"}),
        (("--submission", "solutions"), {}),
        (("--submission", "copy"), {}),
        (("--seed", "other", "-k", "2.1"), {}),
        (("-k", "test_unseen_integrands"), {}),
        (("--collect-only", "-q"), {}),
    ],
    ids=["option", "switch", "CI", "solutions", "a copy", "seed", "one check", "only collected"],
)
def test_other_runs_leave_no_trace(
    kit: Path, arguments: tuple[str, ...], extra: dict[str, str]
) -> None:
    """
    Switched off, on a machine, or of other work or other inputs, nothing is written.
    """
    shutil.copytree(kit / "exercises", kit / "copy", dirs_exist_ok=True)

    ended = run(kit, *arguments, **extra)

    assert ended.returncode in {0, 1, 5}, ended.stderr
    assert not (kit / FILE).exists()


def test_what_goes_wrong_is_one_sentence_below_the_screen(kit: Path) -> None:
    """
    A memory that cannot be written changes neither exit code nor verdict.
    """
    plain = run(kit, "--no-progress")
    (kit / FILE).mkdir()

    ended = run(kit)

    assert (plain.returncode, "") == (ended.returncode, ended.stderr)
    more = [line for line in ended.stdout.splitlines()[:-1] if line not in plain.stdout]
    assert "(This cannot be remembered in progress.txt" in " ".join(more)
    assert len(more) <= 2


def test_a_cut_memory_is_told_once(kit: Path) -> None:
    """
    After a run that lost its line the next one says so, and the one after does not.
    """
    (kit / FILE).write_text("2026-11-24T12:00:00 terminal 2.2=PA")

    assert "ended in the middle of a line" in " ".join(run(kit, "-k", "2.1").stdout.split())
    assert FILE not in run(kit, "-k", "2.1").stdout


def test_only_the_exercises_themselves_are_own(tmp_path: Path) -> None:
    """
    A file of another folder, or under another name, is somebody else's.
    """
    own = project(tmp_path) / "exercises"
    other = own / "old_day4_ex1.py"

    assert is_own(Submission(own, {"day4_ex1": own / "day4_ex1.py"}), own)
    assert is_own(Submission(own, {"day4_ex1": own / ".." / own.name / "day4_ex1.ipynb"}), own)
    assert not is_own(Submission(other, {"day4_ex1": other}), own)
    assert not is_own(Submission(tmp_path, {"day4_ex1": tmp_path / "day4_ex1.py"}), own)
