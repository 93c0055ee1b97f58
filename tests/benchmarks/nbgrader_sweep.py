"""
Does nbgrader give every submission on file the verdict that the terminal gives it?

    python tests/benchmarks/nbgrader_sweep.py --every 50

Each submission becomes a notebook of one course, which the real `nbgrader autograde` grades. Points
and messages of its tasks must be those of `pytest autograder` for the script. Takes about four
seconds per submission.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmark import ROOT, command_line
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
            yield f"{path.stem} {task.task}: another message\n{shown[task.task]}"


def main() -> None:
    options = command_line(__doc__)
    options.add_argument(
        "--every", type=int, default=1, metavar="N", help="take only every N-th submission"
    )
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
