"""
The prefix of commands.
"""

import pytest

from autograder.grading.prefix import command_prefix


def test_prefix_depends_on_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Inside of `uv run` the prefix says so, elsewhere there is none.
    """
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)

    assert "" == command_prefix()
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")

    assert command_prefix().endswith("-m uv run ")
