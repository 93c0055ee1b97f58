"""What the kit's own tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

# One seed for every run: a law that fails must fail again.
settings.register_profile("kit", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("kit")

ROOT = Path(__file__).parent.parent


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT
