"""What the kit's own tests share."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

# One seed for every run: a law that fails must fail again.
settings.register_profile("kit", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("kit")

# What the tests run is no learner's work; a test of the memory switches it on by itself.
os.environ["AUTOGRADER_PROGRESS"] = "off"

# A shell starts background jobs with SIGINT ignored, and what the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT
