"""
How many cores there are.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.sandbox import cores as module
from autograder.sandbox.cores import cores


@pytest.mark.parametrize(
    ("quota", "expected"), [("max 100000", 6), ("250000 100000", 2), ("50000 100000", 1), ("", 6)]
)
def test_a_container_has_a_share_of_the_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quota: str, expected: int
) -> None:
    """
    The cores that count are those that the system and its container allow.
    """
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(6)), raising=False)
    monkeypatch.setattr(module, "QUOTA", tmp_path / "cpu.max")
    (tmp_path / "cpu.max").write_text(quota)

    assert expected == cores()
