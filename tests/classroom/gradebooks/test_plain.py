"""
The plain CSV file.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.entries import id_of
from autograder.classroom.gradebooks.plain import write
from tests.classroom.gradebooks.ledgers import NASTY, SMALL, TOTALS, golden, graded, ledger

RUNS = re.compile(r"""["'\s]*[=+\-@]""")
"""What a spreadsheet takes for a formula has one more quote in front."""
NAMES = st.sampled_from(NASTY) | st.text(min_size=1, max_size=8)


def test_the_golden_file(tmp_path: Path) -> None:
    """
    Ids keep their zeros, nothing runs in a spreadsheet, and nobody without a grade has a zero.
    """
    grades = [
        graded("00924", 87.5, verdict=SMALL, why="Well done; =cmd()"),
        graded("=cmd()", 0.0, verdict=SMALL, late=2, penalty=7.25, adjusted=-1.0),
        graded("J\u00fcrgen, Jr", None),
    ]

    assert "filled 2, empty 1 (J\u00fcrgen, Jr), unmatched 0" == (
        write(tmp_path / "grades.csv", ledger(grades)).sentence
    )
    assert golden("plain.csv") == (tmp_path / "grades.csv").read_bytes()


@given(st.dictionaries(NAMES.map(id_of), TOTALS, max_size=20))
def test_everybody_is_in_it_once(totals: dict[str, float | None]) -> None:
    """
    What a reader finds is everybody's id and grade, in the same order.
    """
    grades = [graded(name, total) for name, total in totals.items()]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "grades.csv"
        made = write(path, ledger(grades))
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    names = [row["id"][1:] if RUNS.match(row["id"]) else row["id"] for row in rows]

    assert list(totals) == names
    assert list(totals.values()) == [float(row["grade"]) if row["grade"] else None for row in rows]
    assert len(grades) == made.filled + len(made.empty)
    assert not any(row["id"].startswith(("=", "+", "-", "@")) for row in rows)
