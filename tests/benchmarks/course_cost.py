"""
What does a course of 5,000 people cost, once it is graded?

    python tests/benchmarks/course_cost.py --people 5000

Makes the folder of a course with the verdicts of a believable class in its journal, without
running any code, and then types commands: each in a process of its own, with the time on the clock
and the peak of its memory. The goals for 5,000 people: the report under 5 s, each export under 2 s,
a changed policy under 3 s, and no process over 300 MB.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmark import ROOT, command_line

from autograder import cli
from autograder.classroom import class_run
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status
from tests.classroom.believable import verdict_of
from tests.classroom.gradebooks.ledgers import csv_text

CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Day 4 (11)"]
MOODLE = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade"]
MORE = ["Grade can be changed", "Last modified (submission)", "Last modified (grade)"]
LATE = 10  # one in so many people
REPORT = """
import sys
from pathlib import Path
from autograder.classroom.class_figures import figures_of
from autograder.classroom.class_report import page_of
from autograder.classroom.gradebook import open_gradebook
with open_gradebook(Path(sys.argv[1])) as book:
    page = page_of(figures_of(book.grades()), "Day 4")
Path(sys.argv[1], "grades", "report.html").write_text(page, encoding="utf-8")
"""
EXPORTS = {
    "canvas": "canvas.csv",
    "moodle": "moodle.csv",
    "gradescope": "gradescope",
    "classroom50": "classroom50",
    "csv": "plain.csv",
    "nbgrader": "gradebook.db",
}
COURSE = 'roster = "moodle.csv"\npictures = false\ndue = 2026-11-20T12:00:00+00:00\n'
POLICY = "[late]\npercent_per_day = 10\n"
WEIGHTS = '[points."1.1"]\nlesson_integral = {}\n'


class Believable:
    """A grader that runs nothing: what people know is drawn from their submission."""

    level = "namespaces, seccomp and limits"
    workers = 1

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        del files, seed
        dice = random.Random(submission)  # noqa: S311 -- a class, no secret
        verdict = verdict_of(dice, Status.GRADED)
        seconds = max(dice.gauss(2.4, 0.3), 0.5)
        return Report(
            *(submission, Status.GRADED, ""),
            verdict=verdict,
            level=self.level,
            seconds=seconds,
            cpu=seconds * 0.9,
        )

    def close(self) -> None:
        """Nothing was started."""


def course_of(people: int) -> None:
    """The folder of a course in the current one, graded once."""
    cli.main(["class", "day4"])
    hand_ins = Path("day4", "hand-ins")
    stubs = {path.name: path.read_bytes() for path in (ROOT / "exercises").glob("*.py")}
    for number in range(people):
        folder = hand_ins / f"Doe {number}_{number}_assignsubmission_file_"
        folder.mkdir()
        for name, code in stubs.items():
            (folder / name).write_bytes(code.replace(b"NotImplementedError", b"Exception"))
    shutil.copy("moodle.csv", "day4")
    settings(COURSE)
    class_run.choose_grader = lambda **_: Believable()
    cli.main(["grade", "day4"])


def settings(text: str) -> None:
    Path("day4", "course.toml").write_text(text, encoding="utf-8")


def downloads(people: int) -> None:
    """The files of Canvas and Moodle."""
    rows = [[f"Doe, {n}", 10_000 + n, f"S{n}", f"p{n}@uni.edu", "A", ""] for n in range(people)]
    text = csv_text([CANVAS, ["    Points Possible", *[""] * 4, 100], *rows])
    Path("canvas.csv").write_text(text, encoding="utf-8")
    times = [f"Friday, {20 + (n % LATE == 0)} November 2026, 11:00 AM" for n in range(people)]
    rows = [
        [f"Participant {n}", "Doe", f"p{n}@uni.edu", "", "", "100.00", "Yes", times[n], "-"]
        for n in range(people)
    ]
    Path("moodle.csv").write_text(csv_text([[*MOODLE, *MORE], *rows]), encoding="utf-8")


def measured(name: str, command: Sequence[str]) -> None:
    """Run Python with these arguments, and print what that cost and what was said last."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [sys.executable, *command],
            stdout=said,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        _, code, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(code)
        seconds = time.perf_counter() - started
        said.seek(0)
        last = said.read().decode().rstrip().rpartition("\n")[2]
    computing, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    figures = f"{seconds:6.2f} s ({computing:.2f} s of computing)  {memory:4.0f} MiB"
    print(f"{name:<26} {figures}  {last[:60]}", flush=True)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")


def main() -> None:
    options = command_line(__doc__)
    options.add_argument("--people", type=int, default=5000, help="in the class (default: 5000)")
    options.add_argument("--make", action="store_true", help="only make the course, here")
    chosen = options.parse_args()
    if chosen.make:  # in a process of its own, so that its memory is nobody else's
        downloads(chosen.people)
        course_of(chosen.people)
        return
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        os.environ["XDG_CONFIG_HOME"] = name
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/compiled"  # as installed: compiled once
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        measured("made", [__file__, "--make", "--people", str(chosen.people)])
        grade = ["-m", "autograder", "grade", "day4"]
        measured("graded again", grade)
        measured("the report alone", ["-c", REPORT, "day4"])
        for platform, file in EXPORTS.items():
            command = ["-m", "autograder", "export", "day4", platform, file]
            measured(f"export {platform}", command)
            measured(f"export {platform}, again", command)
        settings(f"{COURSE}{POLICY}")
        measured(f"1 of {LATE} is late", grade)
        settings(f"{COURSE}{WEIGHTS.format(50)}")
        measured("other points for all", grade)
        Path("day4", "adjust.csv").write_text("id,task,points,why\n7,,+1,oral\n", encoding="utf-8")
        measured("one is adjusted", grade)
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
