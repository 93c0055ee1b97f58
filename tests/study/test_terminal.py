"""
Runs of `pytest autograder` are recorded: most in this process, two as a learner starts them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import cli
from autograder.grading import plugin
from autograder.grading.files import shipped_stub
from autograder.grading.screen import UNREAD
from autograder.grading.spec import PACKAGE, PROJECT
from autograder.grading.submission import Submission
from autograder.study import terminal
from autograder.study.progress import FILE, MACHINES, SWITCH, load
from autograder.study.terminal import is_own
from tests.outline import OWN, TASKS
from tests.study.projects import project

GONE = (SWITCH, *MACHINES, "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of a learner, which this process takes for its own."""
    for name in GONE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(project(tmp_path, right=["1.1", "2.1"], wrong=["2.2"]))
    for module in (plugin, terminal):
        monkeypatch.setattr(module, "EXERCISES", tmp_path / "exercises")
    return tmp_path


def run(*arguments: str) -> int:
    """`pytest autograder` in this process; its exit code."""
    return pytest.main([str(PACKAGE), "-p", "no:cacheprovider", *arguments])


@pytest.mark.parametrize(
    "arguments",
    [pytest.param((), id="plain"), pytest.param(("-n", "2"), id="xdist", marks=pytest.mark.sweep)],
)
def test_a_run_of_a_learner_is_recorded_once(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """
    In a copy of the kit one run is one line, and it ends as it always does.
    """
    if arguments:
        pytest.importorskip("xdist")
    for name in ("autograder", "solutions"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=ignored)
    shutil.copy2(PROJECT / "pyproject.toml", tmp_path)
    project(tmp_path, right=["1.1", "2.1"], wrong=["2.2"])
    env = {name: value for name, value in os.environ.items() if name not in GONE}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "autograder", "-p", "no:cacheprovider", *arguments],
        cwd=tmp_path,
        env={**env, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    (entry,) = load(tmp_path).entries
    assert (1, "terminal", len(TASKS)) == (ended.returncode, entry.event, len(entry.records))
    outcomes = tuple(entry.records[n].outcome for n in ("2.2", "2.1", "2.3"))
    assert ("FIX", "PASS", "TODO") == outcomes
    assert FILE not in ended.stdout + ended.stderr


@pytest.mark.parametrize("arguments", [("--tb=short",), ("--submission", "exercises")])
def test_other_output_is_recorded_as_well(root: Path, arguments: tuple[str, ...]) -> None:
    """
    Neither pytest's own output nor the name of the folder changes what is remembered.
    """
    assert 1 == run(*arguments)

    (entry,) = load(root).entries
    assert len(TASKS) == len(entry.records)


def test_one_file_is_recorded(root: Path) -> None:
    """
    A run of one exercise says something of its tasks only.
    """
    run("--submission", "exercises/day4_ex2.py")

    (entry,) = load(root).entries
    assert OWN["day4_ex2"] == list(entry.records)


def test_the_tools_agree_with_the_screen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    What `next` and `hint` speak of is what the run before showed, also of a file under another
    name, and of one that Python cannot read.
    """
    broken = root / "exercises" / "day4_ex1.py"
    own, copy = (root / "exercises" / f"day4_ex2{end}.py" for end in ("", " (1)"))
    copy.write_bytes(own.read_bytes())
    own.write_bytes(shipped_stub(PACKAGE, "day4_ex2", ".py").read_bytes())
    for tasks, says in (("2.1 or 2.2", "Next: 2.2 point_gradient"), ("1.1", f"Next: {UNREAD}")):
        run("-k", tasks)
        assert f"\n  {says}" in capsys.readouterr().out
        cli.main(["next"])
        assert capsys.readouterr().out.startswith(says)
        cli.main(["hint"])
        assert (UNREAD if tasks == "1.1" else "1 of 3 for 2.2") in capsys.readouterr().out
        broken.write_text(f"f(\n{broken.read_text()}")


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_an_interrupted_run_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    After Ctrl-C the screen says that the rest was not checked, and asks no question about a pass.
    """
    own = root / "exercises" / "day4_ex1.py"
    stop = "import os, signal\n    os.kill(os.getpid(), signal.SIGINT)\n    while True: pass"
    own.write_text(
        own.read_text().replace('raise NotImplementedError("TODO 1.2', f'{stop}\n    ("')
    )

    assert pytest.ExitCode.INTERRUPTED == run("-k", "day4_ex1")
    said = capsys.readouterr().out
    assert plugin.CUT in said
    assert "1.1 passes" not in said
    assert "30 of" not in said


@pytest.mark.parametrize("name", ["sympy.py", "random.py"])
def test_a_file_that_hides_a_library_is_named(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The checks do not import it, but the script beside it does, so every run says so.
    """
    (root / "exercises" / name).write_text("x = 1\n")
    run("-k", "1.1")

    assert f"{name} hides the library" in " ".join(capsys.readouterr().out.split())


def test_without_exercises_the_command_that_restores_them_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Where the folder is gone, pytest names the command, and that command makes it again.
    """
    shutil.rmtree(root / "exercises")
    shutil.copytree(PROJECT / "solutions", root / "solutions")

    assert pytest.ExitCode.USAGE_ERROR == run()
    assert "autograder reset day4_ex1" in capsys.readouterr().err
    assert cli.DONE == cli.main(["reset", "day4_ex1"])
    assert (root / "exercises" / "day4_ex1.py").exists()


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (("--no-progress",), {}),
        ((), {SWITCH: "off"}),
        ((), {"CI": "true"}),
        (("--submission", "copy"), {}),
        (("--seed", "other", "-k", "2.1"), {}),
        (("-k", "test_unseen_integrands"), {}),
        (("--collect-only", "-q"), {}),
    ],
    ids=["option", "switch", "CI", "a copy", "seed", "one check", "only collected"],
)
def test_other_runs_leave_no_trace(
    root: Path, arguments: tuple[str, ...], extra: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Switched off, on a machine, or of other work or other inputs, nothing is written.
    """
    shutil.copytree(root / "exercises", root / "copy")
    for name, value in extra.items():
        monkeypatch.setenv(name, value)

    assert run(*arguments) in {0, 1}
    assert not (root / FILE).exists()


def test_what_goes_wrong_is_one_sentence_below_the_screen(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A record that cannot be written changes neither exit code nor verdict.
    """
    plain = run("--no-progress")
    before = capsys.readouterr().out
    (root / FILE).mkdir()

    assert plain == run()
    more = [line for line in capsys.readouterr().out.splitlines()[:-1] if line not in before]
    assert "(This cannot be remembered in progress.txt" in " ".join(more)
    assert len(more) <= 2


def test_a_new_pass_is_asked_about_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    The run in which a task first passes ends with a question about it, and no later run does.
    """
    run("-k", "1.1")
    below = re.split(r"every\s+task\.", capsys.readouterr().out)[1].splitlines()
    assert below[1].startswith("  1.1 passes. One question on why it works: ")
    assert below[1].endswith("autograder why 1.1")
    assert below[2].startswith("  F is an antiderivative of ")
    assert 4 == len(below)

    run("-k", "1.1")
    assert "One question" not in capsys.readouterr().out
    assert 2 == (root / FILE).read_text(encoding="utf-8").count('"event"')  # perhaps of one second


def test_only_the_exercises_themselves_are_own(tmp_path: Path) -> None:
    """
    A file of another folder, or under another name, is somebody else's.
    """
    own = project(tmp_path) / "exercises"
    other, copy = own / "old_day4_ex1.py", own / "day4_ex1 (1).py"

    assert is_own(Submission(own, {"day4_ex1": own / "day4_ex1.py"}), own)
    assert is_own(Submission(own, {"day4_ex1": own / ".." / own.name / "day4_ex1.ipynb"}), own)
    assert is_own(Submission(own, {"day4_ex1": copy}), own), "it is graded in the stub's place"
    assert not is_own(Submission(copy, {"day4_ex1": copy}), own)
    assert not is_own(Submission(other, {"day4_ex1": other}), own)
    assert not is_own(Submission(tmp_path, {"day4_ex1": tmp_path / "day4_ex1.py"}), own)
