"""
The options of `autograder grade`.
"""

from __future__ import annotations

import argparse

import pytest

from autograder import cli
from autograder.classroom import command, layout


@pytest.mark.parametrize("number", ["0", "-1", "x", "257", "\u0663", ""])
def test_workers_are_a_number(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Anything but a number of workers is a usage error.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main(["grade", "class", "--out", "out", "--workers", number])

    assert cli.USAGE == caught.value.code
    assert "from 1 to 256" in capsys.readouterr().err


def test_the_layouts_that_help_names_are_all() -> None:
    """
    Each layout can be given by its name in the help.
    """
    assert list(layout.LAYOUTS) == [command._layout(name) for name in command.LAYOUTS.split(", ")]


@pytest.mark.parametrize("name", ["", "Blackboard", "pla\u0131n"])
def test_a_layout_is_one_of_five(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Any other layout is a usage error that names all five.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main(["grade", "class", "--out", "out", "--layout", name])

    assert cli.USAGE == caught.value.code
    assert "plain, nbgrader, moodle, canvas, gradescope" in capsys.readouterr().err


def test_options_are_documented() -> None:
    """
    Every option has a help text.
    """
    parser = argparse.ArgumentParser()
    command.add_options(parser)

    assert all(action.help for action in parser._actions)
