"""The prefix: what stands before a command here."""

from __future__ import annotations

import os


def command_prefix() -> str:
    """`python -m uv run ` inside of `uv run`, where the bare command may not be on the path."""
    if "UV_RUN_RECURSION_DEPTH" not in os.environ:
        return ""
    return "py -m uv run " if os.name == "nt" else "python -m uv run "
