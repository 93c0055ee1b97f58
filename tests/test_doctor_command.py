"""
`autograder doctor` on the command line.
"""

from __future__ import annotations

import pytest

from autograder import cli
from autograder.sandbox import doctor
from autograder.sandbox.doctor import Examination, Row
from autograder.sandbox.level import Level


@pytest.mark.parametrize(
    ("level", "code"), [(Level.NAMESPACES, cli.DONE), (Level.REDUCED, cli.OPEN)]
)
def test_exit_code_says_whether_the_machine_is_fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], level: Level, code: int
) -> None:
    """
    The level and each attack are printed, and the exit code is 0 only on a machine that is fit for
    untrusted code.
    """
    found = Examination(level, (Row("fill the disk", True, True),), 7)
    monkeypatch.setattr(doctor, "examine", lambda: found)

    assert code == cli.main(["doctor"])
    assert list(doctor.lines(found)) == capsys.readouterr().out.splitlines()
