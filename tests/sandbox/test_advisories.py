"""
Known holes of Python's standard library.
"""

from __future__ import annotations

import sys

import pytest

from autograder.grading.spec import PROJECT
from autograder.sandbox.advisories import ADVISORIES, Advisory, Version, warning

BACKTRACKING = next(one for one in ADVISORIES if "CVE-2024-6232" in one.names)


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
