"""
Random entries: whatever is handed in has one outcome.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import entries as limits
from autograder.classroom import intake
from autograder.classroom.entries import Entry, Upload, id_of, limit_of
from autograder.grading.spec import PROJECT
from tests.classroom import bombs
from tests.classroom.random_entries import outcome, outcomes_of_class
from tests.classroom.rooms import laid_out, zipped

SEEDS = 100
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows knows neither such names nor fifos"),
    pytest.mark.filterwarnings("ignore:Duplicate name"),  # archives are written so on purpose
]


@pytest.mark.parametrize("start", range(0, SEEDS, 10))
def test_every_entry_has_one_outcome(start: int, tmp_path: Path) -> None:
    """
    Random names, trees and archives end as files, REJECTED or NOT_SUBMITTED, never as GRADER_ERROR.
    """
    words = {
        word
        for seed in range(start, start + 10)
        for word in outcomes_of_class(seed, tmp_path / "class")
    }

    assert words <= {"files", "REJECTED", "NOT_SUBMITTED"}
    assert {"files", "REJECTED"} <= words


@given(st.text())
def test_every_name_is_an_id(text: str) -> None:
    """
    Any name, even with half a character in it, becomes an id that can be printed and stored.
    """
    assert id_of(text).isprintable()
    assert id_of(text) == id_of(text).encode().decode()


def test_an_error_in_the_kit_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If intake raised an unexpected error, the test of random entries would fail.
    """
    laid_out(tmp_path, {"ada/day4_ex1.py": b"x = 1\n"})
    entry = Entry("ada", (Upload(tmp_path / "ada", "ada"),))
    assert outcome(entry)
    monkeypatch.setattr(intake, "archive_ending", lambda _: {}["gone"])

    with pytest.raises(AssertionError, match="KeyError: 'gone'"):
        outcome(entry)


TAKE_ALL = """
import resource, sys
from pathlib import Path
from autograder.classroom.layout import entries_in
from tests.classroom.random_entries import outcome
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
words = [outcome(entry) for entry in entries_in(Path(sys.argv[1]), "plain").entries]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) // 1024, *words)
"""


@pytest.mark.sweep
def test_memory_stays_flat(tmp_path: Path) -> None:
    """
    However large a submission is, and however many come one after another, memory stays below 64
    MiB.
    """
    full = zipped({"x": os.urandom(100 * limits.MIB), "day4_ex1.py": b""})
    notebook = b" " * limit_of("day4_ex1.ipynb")
    pictures = b'{"cells": [], "x": "%s"}' % (b"A" * (16 * limits.MIB - 30))
    large = {
        **{f"packed/{k}.zip": full for k in range(2)},
        **{f"loose/{k}/day4_ex1.ipynb": notebook for k in range(40)},
        **{f"{k}/names.zip": bombs.ZIPS["names"]() for k in range(3)},
        **{f"{k}/extras.zip": bombs.ZIPS["extras, too many"]() for k in range(3)},
        **{f"pictures/{k}/day4_ex1.ipynb": pictures for k in range(3)},
        "entries/x.zip": bombs.ZIPS["directory entries"](),
        "members/x.tar.gz": bombs.gzip_members(200_000),
        "name/x.tar.gz": bombs.TARS["gzip name"](),
        "digits/x.tar.gz": bombs.TARS["digits"](),
        "globals/x.tar.gz": bombs.many_globals(1000, 400),
    }
    laid_out(tmp_path / "class", large)
    command = [sys.executable, "-B", "-c", TAKE_ALL, str(tmp_path / "class")]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    said = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    ).stdout.split()

    assert 64 > int(said[0])
    assert {"files", "REJECTED"} == set(said[1:])
    assert 11 == len(said[1:])
