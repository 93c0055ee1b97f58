"""What the benchmarks share: where the kit is, and a command line whose help is the docstring."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"

sys.path[:0] = map(str, (ROOT, TESTS, TESTS / "sandbox", TESTS / "study"))
os.environ.setdefault("AUTOGRADER_PROGRESS", "off")


def command_line(docstring: str | None) -> argparse.ArgumentParser:
    """A parser that prints a script's docstring as its help."""
    return argparse.ArgumentParser(
        description=docstring, formatter_class=argparse.RawDescriptionHelpFormatter
    )
