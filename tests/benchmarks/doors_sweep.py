"""
Every submission on file through nbgrader itself, compared with the terminal.

    python tests/benchmarks/doors_sweep.py [--every 1]

Each becomes a notebook of one course, which the real `nbgrader autograde` grades. Points and shown
texts of its tasks must be those of `pytest autograder` for the script. Takes about four seconds for
each submission.
"""

# ruff: noqa: E402, T201 -- a script's path and prints

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from notebooks import FILED, tasks_of
from test_nbgrader import Course, hand_in_filed, normal, run, screen_of

from autograder.authoring.course import write_course
from autograder.grading.grade import grade


def differences(course: Course, student: str, path: Path) -> Iterator[str]:
    """The tasks in which nbgrader and the terminal differ."""
    points, shown = course.points(student), course.shown(student, path.parent.name)
    for task in grade(path, tasks=tasks_of(path)).tasks:
        if points[task.task] != task.points:
            yield f"{path.stem} {task.task}: {points[task.task]} points, {task.points} expected"
        elif normal(shown[task.task]) != normal("\n".join(screen_of(task))):
            yield f"{path.stem} {task.task}: other words\n{shown[task.task]}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="take every n-th submission only")
    chosen = dict(enumerate(FILED[:: options.parse_args().every]))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "course")
        list(write_course(ROOT, folder))
        run("generate_assignment", "day4", folder=folder)
        for k, path in chosen.items():
            hand_in_filed(path, folder / "submitted" / f"s{k}" / "day4")
        run("autograde", "day4", folder=folder, limit=None)
        course = Course(folder, {})
        found = [line for k, path in chosen.items() for line in differences(course, f"s{k}", path)]
    print(*found, f"{len(chosen)} submissions, {len(found)} differences", sep="\n")


if __name__ == "__main__":
    main()
