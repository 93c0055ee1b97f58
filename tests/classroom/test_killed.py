"""
A batch that is killed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.fakes import class_of
from tests.classroom.killed import interrupted, uninterrupted


@pytest.mark.sweep
def test_a_killed_batch_comes_to_the_same_end(tmp_path: Path) -> None:
    """
    A batch that is killed at random moments and started again loses nothing, stores no verdict
    twice, and writes the same bytes as without interruption.
    """
    class_of(tmp_path / "class", 200)
    whole = uninterrupted(tmp_path)
    killed = interrupted(tmp_path, kills=8, longest=1.2, seed=1)

    assert killed.kills > 3
    assert (0, 200) == (killed.repeated, killed.verdicts)
    assert whole.files == killed.files
