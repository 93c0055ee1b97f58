from pathlib import Path

import pytest

from autograder.grading.spec import PROJECT

SOURCE = PROJECT / "exercises" / "conftest.py"
SAYS = "*contain no tests; their checks run with:"


@pytest.fixture
def exercises(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kit as a learner has it: exercises with its conftest.py, and the checks beside."""
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    for name in ("__init__.py", "grading/__init__.py", "grading/commands.py"):
        file = pytester.path / "autograder" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes((PROJECT / "autograder" / name).read_bytes() if "comm" in name else b"")
    folder = pytester.mkdir("exercises")
    (folder / "conftest.py").write_bytes(SOURCE.read_bytes())
    (folder / "day4_ex1.py").write_text("raise NotImplementedError\n")
    return folder


def test_the_way_is_shown(pytester: pytest.Pytester, exercises: Path) -> None:
    """
    Pytest on the folder or on a file runs nothing, imports no exercise, and names the command.
    """
    for arguments in (["exercises"], [exercises / "day4_ex1.py"]):
        ended = pytester.runpytest_subprocess(*arguments)
        assert pytest.ExitCode.NO_TESTS_COLLECTED == ended.ret
        ended.stdout.fnmatch_lines([SAYS, "  pytest autograder"])


def test_the_way_begins_where_one_stands(
    pytester: pytest.Pytester, exercises: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    From inside of the folder it leads one up, and inside of `uv run` through uv.
    """
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    monkeypatch.chdir(exercises)

    said = pytester.runpytest_subprocess("day4_ex1.py").stdout.str()

    assert "python -m uv run pytest ../autograder" in said.replace("\\", "/").replace(
        "py -m", "python -m"
    )


def test_own_tests_of_a_learner_run(pytester: pytest.Pytester, exercises: Path) -> None:
    """
    Where there is something to run, it says nothing.
    """
    (exercises / "test_mine.py").write_text("def test_mine():\n    pass\n")

    ended = pytester.runpytest("exercises")

    ended.assert_outcomes(passed=1)
    ended.stdout.no_fnmatch_line(SAYS)
