"""Recording: ask the solutions everything that the checks ask on the public seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.authoring.build import Step, put
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS, open_session, run_check
from autograder.grading.recording import Recording, fingerprint, read_recording, recorded
from autograder.grading.spec import load_spec, spec_names
from autograder.grading.submission import Submission
from autograder.grading.task import checks_of
from autograder.grading.verdict import Outcome


def record(exercise: str) -> Recording:
    """What the solution of an exercise answers. Raises KitError if it does not pass."""
    solution = SOLUTIONS / f"{exercise}.py"
    checks = checks_of(load_spec(exercise))
    session = open_session(
        Submission(SOLUTIONS, {exercise: solution}), checks[0].task.exercise, Draw()
    )
    empty = replace(session, recording=Recording(fingerprint(solution)))
    for check in checks:
        result = run_check(check, empty)
        if result.outcome != Outcome.PASS:
            raise KitError(f"{solution}:1: it does not pass {check.name}: {result.message}")
    return empty.recording


def write_recordings() -> Iterator[Step]:
    """Write autograder/recorded/, one step per exercise. Raises KitError, OSError."""
    for exercise in spec_names():
        yield put(recorded(exercise), record(exercise).text(), is_ours=True)


def check_recordings() -> Iterator[Step]:
    """One step per exercise whose recording is missing or was made from another solution."""
    for exercise in spec_names():
        path = recorded(exercise)
        if not read_recording(path, SOLUTIONS / f"{exercise}.py").answers:
            name = f"{path.parent.name}/{path.name}"
            yield Step(f"{name} is out of date: run `autograder build`.", is_open=True)
