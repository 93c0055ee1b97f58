"""
The doctor.
"""

from __future__ import annotations

import sys

import pytest

from autograder.grading.spec import PROJECT
from autograder.sandbox import doctor
from autograder.sandbox.confine import Layers, Level
from autograder.sandbox.doctor import (
    ADVISORIES,
    ATTACKS,
    Advisory,
    MachineReport,
    Version,
    advice,
    examine,
    lines,
    warning,
    word_of,
)

BACKTRACKING = next(one for one in ADVISORIES if "CVE-2024-6232" in one.names)


def attacks(*stopped: bool) -> dict[str, str]:
    return {one: word_of(True, not s) for one, s in zip(ATTACKS, stopped, strict=False)}


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
        word_of(works=False, still_works=True),
        word_of(works=True, still_works=False),
        word_of(works=False, still_works=False),
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
    monkeypatch.setattr(doctor, "warning", lambda: said)
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
    assert {"OPEN", "stopped"} <= set(found.attacks.values())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is attacked")
def test_attacks_that_never_end_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where the attacks are not done in time, the report says that nothing was stopped.
    """
    monkeypatch.setattr(doctor, "SECONDS", 0.0)
    found = examine()

    assert {"OPEN"} == {*found.attacks.values()}
    assert not found.is_well


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 10, 99), True),
        ((3, 11, 0), True),
        ((3, 11, 9), True),
        ((3, 11, 10), False),
        ((3, 11, 11), False),
        ((3, 12, 5), True),
        ((3, 12, 6), False),
        ((3, 12, 10), False),
        ((3, 13, 0), False),
        ((3, 14, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_each_branch_has_its_own_fix(version: Version, expected: bool) -> None:
    """
    A release has a hole until the first one of its own branch that closes it, whatever the others.
    """
    assert expected is BACKTRACKING.is_open_in(version)


@pytest.mark.parametrize("advisory", ADVISORIES, ids=lambda one: one.names[0])
def test_a_fix_closes_and_the_release_before_it_does_not(advisory: Advisory) -> None:
    """
    In every branch the release that is named is the first without the hole.
    """
    for major, minor, micro in advisory.fixed:
        assert not advisory.is_open_in((major, minor, micro))
        assert micro == 0 or advisory.is_open_in((major, minor, micro - 1))
    assert not advisory.is_open_in((3, 14, 0))


@pytest.mark.parametrize(
    ("version", "upgrade", "named"),
    [
        ((3, 10, 4), "3.13.6", 9),
        ((3, 11, 7), "3.11.14", 9),
        ((3, 11, 8), "3.11.14", 8),
        ((3, 12, 11), "3.12.12", 1),
        ((3, 13, 3), "3.13.6", 6),
    ],
)
def test_the_warning_names_holes_and_the_way_out(
    version: Version, upgrade: str, named: int
) -> None:
    """
    One line names each hole of a release and the release to upgrade to, which has none of them.
    """
    said = warning(version)

    assert 1 == len(said.splitlines())
    assert f"upgrade to {upgrade} or newer" in said
    assert named == said.count("CVE-")
    assert "" == warning(tuple(map(int, upgrade.split("."))))  # type: ignore[arg-type]


def test_this_release_is_looked_at() -> None:
    """
    Without a version the running one is meant.
    """
    assert warning(sys.version_info[:3]) == warning()


def test_every_hole_is_explained() -> None:
    """
    SECURITY.md names each hole with each release that closes it.
    """
    rows = (PROJECT / "SECURITY.md").read_text().splitlines()
    for advisory in ADVISORIES:
        (row,) = (row for row in rows if row.startswith("|") and advisory.names[0] in row)
        assert all(name in row for name in advisory.names)
        assert all(".".join(map(str, fix)) in row for fix in advisory.fixed)
