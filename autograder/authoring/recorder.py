"""Recording: ask the solutions everything that the checks ask on the public seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.authoring.build import BuildError, Step
from autograder.grading.draw import Draw
from autograder.grading.files import write_atomically
from autograder.grading.grade import SOLUTIONS, open_session, run_check
from autograder.grading.recording import FOLDER, Recording, fingerprint, read_recording, recorded
from autograder.grading.spec import load_spec, spec_names
from autograder.grading.submission import Submission
from autograder.grading.task import checks_of
from autograder.grading.verdict import Outcome


def record(exercise: str) -> Recording:
    """What the solution of an exercise answers; raises BuildError if it does not pass."""
    solution = SOLUTIONS / f"{exercise}.py"
    checks = checks_of(load_spec(exercise))
    session = open_session(
        Submission(SOLUTIONS, {exercise: solution}), checks[0].task.exercise, Draw()
    )
    empty = replace(session, recording=Recording(fingerprint(solution)))
    for check in checks:
        result = run_check(check, empty)
        if result.outcome != Outcome.PASS:
            raise BuildError(f"{solution}:1: it does not pass {check.name}: {result.message}")
    return empty.recording


def write_recordings() -> list[Step]:
    """Write autograder/recorded/, one step per exercise."""
    FOLDER.mkdir(exist_ok=True)
    return [_write(exercise) for exercise in spec_names()]


def check_recordings() -> Iterator[Step]:
    """One step per exercise whose record was made from another solution, or not at all."""
    for exercise in spec_names():
        path = recorded(exercise)
        if not read_recording(path, SOLUTIONS / f"{exercise}.py").answers:
            name = f"{path.parent.name}/{path.name}"
            yield Step(f"{name} is out of step: run `autograder build`.", is_open=True)


def _write(exercise: str) -> Step:
    path, text = recorded(exercise), record(exercise).text()
    name = f"{path.parent.name}/{path.name}"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return Step(f"{name}: in step, left as it is.")
    write_atomically(path, text)
    return Step(f"{name}: written anew.")
