"""
One submission on Gradescope.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.gradebooks import gradescope_run
from autograder.classroom.gradebooks.gradescope_run import chosen, other_points, run, score_of
from autograder.classroom.graders import TrustedGrader
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.errors import KitError
from autograder.grading.verdict import Outcome
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status
from tests.classroom.fakes import FakeGrader, report_of, verdict_of
from tests.classroom.rooms import BOTH, laid_out
from tests.outline import MOST, NAMES


class Fixed(FakeGrader):
    """A grader that says what it is told to say."""

    def __init__(self, *outcomes: Outcome, error: Exception | None = None) -> None:
        super().__init__()
        self.outcomes, self.error, self.seeds = outcomes, error, [""]

    def grade(self, files: Any, seed: str, submission: str) -> Report:
        self.seeds = [seed, *files]
        if self.error:
            raise self.error
        return report_of(submission, Status.GRADED, verdict_of(*self.outcomes), level="fake")


def results(folder: Path, grader: Fixed) -> Any:
    """What Gradescope finds after a run."""
    run(folder, grader)
    return json.loads((folder / "results" / "results.json").read_text())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folders of Gradescope, with both exercises handed in."""
    laid_out(tmp_path / "submission", BOTH)
    return tmp_path


def test_a_run_writes_the_score(place: Path) -> None:
    """
    The files are graded on the public inputs, and score and feedback are in the results.
    """
    grader = Fixed(Outcome.PASS, Outcome.FIX)
    found = results(place, grader)

    assert [PUBLIC_SEED, *BOTH] == grader.seeds
    assert grader.closed
    assert verdict_of(Outcome.PASS, Outcome.FIX).points == found["score"]
    assert "Feedback for your submission" in found["output"]
    assert "17" not in json.dumps([test["output"] for test in found["tests"]])


@pytest.mark.parametrize(
    "grader",
    [Fixed(error=RuntimeError("disk")), Fixed(Outcome.GRADER_ERROR), Fixed(Outcome.UNDECIDED)],
    ids=["crash", "fault", "undecided"],
)
def test_a_failure_of_ours_is_never_a_zero(place: Path, grader: Fixed) -> None:
    """
    After a failure there are results with a text, and neither a score nor tests.
    """
    found = results(place, grader)

    assert found["output"]
    assert found.keys().isdisjoint({"score", "tests"})


def test_a_failure_is_explained_to_the_instructor(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The traceback of a failure is printed, where learners do not see it.
    """
    found = results(place, Fixed(error=RuntimeError("disk")))

    assert "RuntimeError: disk" in capsys.readouterr().err
    assert "disk" not in found["output"]
    assert "hidden" == found["stdout_visibility"]


def test_what_cannot_be_read_is_explained(tmp_path: Path) -> None:
    """
    Without an exercise among the files there are no points, and the text says what is wanted.
    """
    laid_out(tmp_path / "submission", {"essay.txt": b"Dear reader"})
    found = results(tmp_path, Fixed())

    assert 0 == found["score"]
    wanted = " or ".join(f"{name}.py" for name in NAMES)
    assert f"There is no {wanted}; found: essay.txt." in " ".join(found["output"].split())


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (report_of("a", "GRADED", verdict_of(Outcome.PASS)), float(MOST)),
        (report_of("a", "REJECTED"), 0.0),
        (report_of("a", "UNTOUCHED"), 0.0),
        (report_of("a", "GRADER_ERROR"), None),
        (report_of("a", "TIMEOUT", verdict_of(Outcome.FIX)), 0.0),
        (report_of("a", "UNDECIDED", verdict_of(Outcome.PASS, Outcome.UNDECIDED)), None),
    ],
    ids=lambda value: value.status if isinstance(value, Report) else "",
)
def test_the_score(report: Report, expected: float | None) -> None:
    """
    What a learner can change is scored; what a person has to look at is not.
    """
    assert expected == score_of(report)


def test_without_a_sandbox_it_runs_as_others_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A container that allows no sandbox gets the grader without one.
    """

    def refuse(*_: int, **__: int) -> None:
        raise KitError("no sandbox here")

    monkeypatch.setattr(gradescope_run, "confined_grader", refuse)
    assert isinstance(chosen(), TrustedGrader)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (f'{{"assignment": {{"total_points": "{MOST}.0"}}}}', ""),
        (
            '{"assignment": {"total_points": "20.0"}}',
            f"20 points, the exercises {MOST}: make it",
        ),
        ('{"assignment": null}', ""),
        ("nonsense", ""),
    ],
    ids=["same", "other", "odd", "broken"],
)
def test_another_maximum_is_said(tmp_path: Path, metadata: str, expected: str) -> None:
    """
    The instructor hears of a different maximum, and odd metadata stop nothing.
    """
    (tmp_path / "submission_metadata.json").write_text(metadata)

    assert expected in other_points(tmp_path)
    assert bool(expected) == bool(other_points(tmp_path))


def test_results_replace_older_ones(place: Path) -> None:
    """
    A second run leaves one file of results, its own.
    """
    scores = [results(place, Fixed(one))["score"] for one in (Outcome.FIX, Outcome.PASS)]

    assert [0, MOST] == scores
    assert ["results.json"] == [path.name for path in (place / "results").iterdir()]
