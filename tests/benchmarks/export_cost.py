"""
What does it cost to export the grades of a large class? The goal: 2 s each for 5,000 people.

    python tests/benchmarks/export_cost.py --people 5000

Canvas and Moodle read a download of that many rows and write its copy; nbgrader fills a gradebook
twice, once when it is new and once when everybody is in it.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmark import command_line

from autograder.classroom.gradebooks.export import PLATFORMS, export
from tests.classroom.gradebooks.ledgers import csv_text, graded, ledger

CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Day 4 (11)"]
MOODLE = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade"]
MORE = ["Grade can be changed", "Last modified (grade)", "Feedback comments"]


def downloads(folder: Path, people: int) -> None:
    """The files of Canvas and Moodle."""
    rows = [[f"Doe, {n}", 10_000 + n, f"S{n}", f"p{n}@uni.edu", "A", ""] for n in range(people)]
    text = csv_text([CANVAS, ["    Points Possible", *[""] * 4, 100], *rows])
    (folder / "canvas.csv").write_text(text, encoding="utf-8")
    rows = [
        [f"Participant {n}", "Doe", f"p{n}@uni.edu", "", "", "100.00", "Yes", "-", ""]
        for n in range(people)
    ]
    text = csv_text([[*MOODLE, *MORE], *rows])
    (folder / "moodle.csv").write_text(text, encoding="utf-8")


def main() -> None:
    options = command_line(__doc__)
    options.add_argument("--people", type=int, default=5000, help="in the class (default: 5000)")
    people = options.parse_args().people
    book = ledger([graded(f"p{n}@uni.edu", n % 400 / 4) for n in range(people)])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        downloads(folder, people)
        for platform in (*PLATFORMS, "nbgrader"):
            is_table = platform in {"canvas", "moodle", "csv"}
            file = folder / (f"{platform}.csv" if is_table else f"{platform}.out")
            started = time.perf_counter()
            made, _ = export(platform, book, str(file))
            print(f"{platform}: {time.perf_counter() - started:.2f} s, {made.sentence}")


if __name__ == "__main__":
    main()
