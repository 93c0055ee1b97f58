"""
The commands that are printed run where they are read.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading import commands
from autograder.grading.commands import (
    PROJECT,
    command_prefix,
    install_command,
    kit_command,
    pytest_command,
    python,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="paths and shells of POSIX")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the path; this Python is one in it, not in an environment of uv."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv(commands.UV, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "python3"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    return folder


def program(folder: Path, *names: str, text: str = "#!/bin/sh\n") -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)


def test_in_an_active_environment_commands_are_bare(shell: Path) -> None:
    """Where a shell finds the kit's own scripts, nothing stands before them."""
    program(shell, "python", "python3", "autograder", "pytest")

    assert ("", "python") == (command_prefix(), python())


def test_a_command_of_the_kit_can_be_copied(shell: Path) -> None:
    """It starts as every command does here, and a path with a space in it is one word."""
    program(shell, "python3")

    assert "python3 -m autograder grade 'day 4'" == kit_command("grade", Path("day 4"))


def test_where_there_is_no_python_it_is_python3(shell: Path) -> None:
    """Without scripts on the path, commands start with the name that this Python has there."""
    program(shell, "python3")

    assert ("python3 -m ", "python3") == (command_prefix(), python())
    assert "python3 -m pip install numpy" == install_command("numpy")


def test_an_environment_that_is_not_active_is_named(
    shell: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another Python's scripts are not taken for this one's: the path of this one is given."""
    program(shell, "python", "autograder", text="#!/usr/bin/other\n")
    monkeypatch.chdir(shell.parent)
    monkeypatch.setattr(sys, "executable", str(shell.parent / ".venv" / "bin" / "python"))
    assert ".venv/bin/python -m " == command_prefix()
    monkeypatch.chdir(shell)

    assert f"{shell.parent}/.venv/bin/python -m " == command_prefix()


def test_a_script_elsewhere_that_starts_this_python_counts(shell: Path) -> None:
    """Scripts of `pip install --user` are far from Python, and name it in their first line."""
    program(shell, "autograder", text=f"#!{sys.executable}\n")

    assert "" == command_prefix()


@pytest.mark.parametrize(
    ("names", "prefix"),
    [
        (("python", "python3"), "python -m uv run "),
        (("python3",), "python3 -m uv run "),
        (("python3", "uv"), "uv run "),
    ],
)
def test_inside_uv_they_go_through_uv(
    shell: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], prefix: str
) -> None:
    """What counts is what the shell around `uv run` finds, not the environment that it adds."""
    own = shell.parent / "prefix" / "bin"
    own.parent.mkdir()
    program(own, "python", "uv", "autograder")
    tools = shell.parent / "prefix-tools"  # begins like the environment, and is not in it
    program(tools, *names)
    monkeypatch.setenv("PATH", f"{own}:{tools}")
    monkeypatch.setenv(commands.UV, "1")
    monkeypatch.setenv("UV", "/somewhere/uv")

    assert prefix == command_prefix()
    assert f"{prefix}python" == python()
    here = f"--python {sys.prefix}"
    assert f"{prefix.removesuffix('run ')}pip install {here} numpy" == install_command("numpy")


def test_an_environment_that_uv_made_has_no_pip(shell: Path) -> None:
    """There, packages come through uv, also outside of `uv run`."""
    program(shell, "python", "uv")
    (shell.parent / "prefix").mkdir()
    (shell.parent / "prefix" / "pyvenv.cfg").write_text("home = /usr/bin\nuv = 0.9.1\n")

    assert "uv pip install numpy" == install_command("numpy")


@pytest.mark.parametrize(
    ("folder", "shown"),
    [("", "pytest autograder"), ("exercises", "pytest ../autograder")],
)
def test_the_checks_are_named_from_here(
    shell: Path, monkeypatch: pytest.MonkeyPatch, folder: str, shown: str
) -> None:
    """The checks are a path that is right in the current folder."""
    program(shell, "autograder")
    monkeypatch.chdir(PROJECT / folder)

    assert shown == pytest_command()


def test_elsewhere_the_checks_are_those_installed(
    shell: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no kit is near, pytest looks for the package."""
    program(shell, "autograder")
    monkeypatch.chdir(tmp_path)

    assert "pytest --pyargs autograder" == pytest_command()


def test_the_printed_command_really_runs() -> None:
    """What a subfolder is told without any script on the path does run there."""
    environment = {**os.environ, "PATH": "/nowhere", "PYTHONPATH": str(PROJECT)}
    code = "from autograder.grading.commands import *; print(pytest_command())"

    def run(*words: str) -> str:
        folder = PROJECT / "exercises"
        return subprocess.run(
            words, cwd=folder, env=environment, capture_output=True, text=True, check=False
        ).stdout

    command = run(sys.executable, "-c", code).split()

    assert [sys.executable, "-m", "pytest", "../autograder"] == command
    assert "2.1  add_bias" in run(*command, "-p", "no:cacheprovider", "-k", "2.1")
