"""
Fingerprints.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.fingerprint import (
    engine_files,
    engine_fingerprint,
    fingerprint,
    refusal_fingerprint,
    submission_fingerprint,
)
from autograder.grading.spec import PACKAGE, PROJECT

FILES = {"day4_ex1.py": b"x", "day4_ex2.py": b"y"}
KEY = submission_fingerprint("engine", "level", "seed", FILES)


def test_parts_cannot_run_into_each_other() -> None:
    """
    Moving the boundary between two parts changes the fingerprint.
    """
    assert 4 == len(
        {fingerprint(*p) for p in (("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"))}
    )


@pytest.mark.parametrize(
    "other",
    [
        submission_fingerprint("engine2", "level", "seed", FILES),
        submission_fingerprint("engine", "level2", "seed", FILES),
        submission_fingerprint("engine", "level", "seed2", FILES),
        submission_fingerprint("engine", "level", "seed", {**FILES, "day4_ex2.py": b"z"}),
        submission_fingerprint("engine", "level", "seed", {"day4_ex1.py": b"x"}),
        submission_fingerprint("engine", "level", "seed", {"a.py": b"x", "day4_ex2.py": b"y"}),
        refusal_fingerprint("engine", "level", "seed", "x"),
    ],
)
def test_everything_that_a_verdict_depends_on_changes_its_key(other: str) -> None:
    """
    Engine, level, seed, names and contents are all part of the key.
    """
    assert KEY != other


def test_the_order_of_files_does_not_matter() -> None:
    """
    The same files give the same key.
    """
    assert KEY == submission_fingerprint("engine", "level", "seed", dict(reversed(FILES.items())))


def test_the_engine_is_all_that_judges() -> None:
    """
    Specs, solutions, judges, mistakes, recorded answers and grading are part of it; reports are
    not.
    """
    names = {path.relative_to(PROJECT).as_posix() for path in engine_files()}

    assert {
        "autograder/test_day4_ex1.py",
        "autograder/judges/integrals/value.py",
        "autograder/mistakes/python/general.py",
        "autograder/grading/grade.py",
        "autograder/recorded/day4_ex1.json",
        "solutions/day4_ex2.py",
    } <= names
    assert not any(name.startswith("autograder/classroom") for name in names)
    assert PACKAGE / "__init__.py" not in engine_files()


def test_a_byte_of_the_engine_or_a_version_changes_it(tmp_path: Path) -> None:
    """
    After any change to the judging code or a library, no earlier verdict is used.
    """
    path = tmp_path / "spec.py"
    path.write_text("a")
    first = engine_fingerprint([path], {"numpy": "2.0"})

    assert first == engine_fingerprint([path], {"numpy": "2.0"})
    assert first != engine_fingerprint([path], {"numpy": "2.1"})
    path.write_text("b")
    assert first != engine_fingerprint([path], {"numpy": "2.0"})
