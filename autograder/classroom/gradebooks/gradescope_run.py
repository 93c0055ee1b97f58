"""One submission on Gradescope, in the folders that its specification of autograders names.

    python -m autograder.classroom.gradebooks.gradescope_run /autograder

reads `submission/` and `submission_metadata.json` there, and writes `results/results.json`. The
inputs are the public ones, because a copy without solutions knows no other answers. Submissions are
confined where the container allows it; elsewhere they run like any autograder of Gradescope.
"""

import json
import sys
import traceback
from contextlib import closing
from pathlib import Path
from typing import Any

from autograder.classroom.batch import Setup, finished, prepare
from autograder.classroom.entries import Entry, Names, Upload
from autograder.classroom.feedback import Feedback
from autograder.classroom.gradebooks.filled import OURS, points_text
from autograder.classroom.gradebooks.gradescope import VISIBLE, results_of, write_results
from autograder.classroom.graders import Grader, TrustedGrader, confined_grader
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.errors import KitError
from autograder.grading.spec import all_checks, spec_names
from autograder.sandbox.report import Report

SECONDS = 540.0
"""A minute less than Gradescope gives by default; after that, it gives everybody nothing."""
FAULT = {
    "output": (
        "The autograder failed, which is not your fault and costs you no points. Your instructor "
        "finds the reason in the output of the autograder."
    ),
    "visibility": VISIBLE,
    "stdout_visibility": "hidden",
}
"""Without a score, Gradescope shows this as a failure of the autograder, not as a zero."""


def run(root: Path, grader: Grader | None = None) -> None:
    """Grade what was handed in and write the results, whatever happens. Raises OSError."""
    try:
        report = graded(root / "submission", grader)
        results = results_of(report, score_of(report), Feedback(report).text)
        print(f"{report.status}, isolation: {report.level or 'nothing was run'}")  # noqa: T201 -- hidden from learners
        print(report.traceback, other_points(root))  # noqa: T201 -- the same
    except Exception:  # noqa: BLE001 -- a fault of ours is never a zero
        traceback.print_exc()
        results = FAULT
    place = root / "results" / "results.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    write_results(place, results)


def graded(folder: Path, grader: Grader | None = None) -> Report:
    """The report on the files in a folder."""
    names = Names(spec_names())
    entry = Entry("your submission", (Upload(folder, folder.name),))
    job = prepare(entry, Setup(names, b"", "", ""))
    if isinstance(job, Report):
        return job
    with closing(grader or chosen()) as ready:
        report = ready.grade(job.files, PUBLIC_SEED, entry.submission)
    return finished(report, job, names)


def chosen() -> Grader:
    """The safest grader that there is in this container."""
    try:
        return confined_grader(1, wanted=1)
    except KitError:
        return TrustedGrader(seconds=SECONDS)


def score_of(report: Report) -> float | None:
    """The points, bonus and all; none of what cannot be read; None while some are open."""
    if report.status in OURS or (report.verdict and report.verdict.open_points):
        return None
    return float(report.verdict.points + report.verdict.bonus) if report.verdict else 0.0


def other_points(root: Path) -> str:
    """A sentence for the instructor if the assignment has another maximum than the exercises."""
    try:
        metadata: dict[str, Any] = json.loads((root / "submission_metadata.json").read_bytes())
        total = float(metadata["assignment"]["total_points"])
    except (OSError, ValueError, TypeError, LookupError):
        return ""
    most = sum(check.worth for check in all_checks())
    same = total == most
    said = f"The assignment has {points_text(total)} points, the exercises {most}: make it {most}."
    return "" if same else said


if __name__ == "__main__":
    run(Path(sys.argv[1]))
