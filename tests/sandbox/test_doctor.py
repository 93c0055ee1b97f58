"""
The doctor.
"""

from __future__ import annotations

import sys

import pytest

from autograder.sandbox import advisories
from autograder.sandbox.confine import Layers, Level
from autograder.sandbox.doctor import ATTACKS, AttackResult, MachineReport, advice, examine, lines


def attacks(*stopped: bool) -> tuple[AttackResult, ...]:
    return tuple(AttackResult(one, True, s) for one, s in zip(ATTACKS, stopped, strict=False))


@pytest.mark.parametrize(
    ("level", "stopped", "expected"),
    [
        pytest.param(Level.NAMESPACES, (True, True), True, id="all"),
        pytest.param(Level.NAMESPACES, (True, False), False, id="a-leak-that-should-not-be"),
        pytest.param(Level.CONFINED, (True, False), True, id="the-known-leak"),
        pytest.param(Level.CONFINED, (False, True), False, id="another-leak"),
        pytest.param(Level.REDUCED, (True, True), False, id="too-little"),
    ],
)
def test_a_machine_is_well_or_not(level: Level, stopped: tuple[bool, ...], expected: bool) -> None:
    """
    Well is: confined, and nothing open but what the level itself says.
    """
    assert expected is MachineReport(level, attacks(*stopped), 7).is_well


def test_an_open_attack_is_called_open() -> None:
    """
    An attack that was not stopped says so, whatever the control said.
    """
    assert ["OPEN", "stopped", "not tried"] == [
        AttackResult("x", False, False).word,
        AttackResult("x", True, True).word,
        AttackResult("x", False, True).word,
    ]


def test_lines_say_level_and_advice() -> None:
    """
    The first line is the level, the last one what to do.
    """
    found = MachineReport(Level.REDUCED, attacks(False), 0)
    shown = list(lines(found))

    assert "Level: reduced" == shown[0]
    assert advice(found) == shown[-1]


@pytest.mark.parametrize("said", ["", "Python 3.11.7 has known holes."])
def test_holes_of_python_are_a_line_and_no_failure(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """
    A Python with known holes gets one line before the advice, and the machine still passes.
    """
    found = MachineReport(Level.NAMESPACES, attacks(True), 7)
    before = list(lines(found))
    monkeypatch.setattr(advisories, "warning", lambda: said)
    shown = list(lines(found))

    assert found.is_well
    assert [said] * bool(said) == [line for line in shown if "known holes" in line]
    assert advice(found) == shown[-1]
    assert before[0] == shown[0]


@pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
def test_this_machine_is_examined() -> None:
    """
    Without Landlock and seccomp the doctor finds open doors and says that this is not enough.
    """
    found = examine(Layers(landlock=False, seccomp=False, namespaces=False))

    assert Level.REDUCED is found.level
    assert not found.is_well
    assert {"OPEN", "stopped"} <= {row.word for row in found.attacks}
