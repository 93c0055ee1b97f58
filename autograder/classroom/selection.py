"""The selection: which of the files that somebody has handed in may count for an exercise.

A journal has verdicts on whole work: on the files that counted at a moment. What was not handed in
again counts on, whatever has become of its export since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.classroom.grade import HandedFile, HandIn, Round
from autograder.grading.verdict import TaskResult
from autograder.sandbox.report import Report


@dataclass(frozen=True, slots=True)
class Attempt:
    """A hand-in, and what became of it."""

    hand_in: HandIn
    report: Report
    round: Round | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may count, and the newest verdict on it."""

    file: HandedFile
    attempt: Attempt
    tasks: tuple[TaskResult, ...]

    @property
    def is_unread(self) -> bool:
        return all(task.waits for task in self.tasks if not task.is_bonus)


def candidates(
    attempts: Iterable[Attempt], exercise: str, numbers: Iterable[str]
) -> list[Candidate]:
    """What may count for an exercise, in the order of time.

    attempts: in the order of the journal. numbers: those of its tasks. Stubs and files that nobody
    can read do not stand in for other work, nor does a file without a time for the same with one.
    """
    wanted = frozenset(numbers)
    found: dict[tuple[str, str], Candidate] = {}
    for attempt in attempts:
        file, verdict = attempt.hand_in.files.get(exercise), attempt.report.verdict
        if file is None or verdict is None:
            continue
        key = (file.hash, file.source)
        if key in found:
            file = min(found[key].file, file, key=lambda one: (not one.submitted, one.came))
        tasks = tuple([task for task in verdict.tasks if task.task in wanted])
        found[key] = Candidate(file, attempt, tasks)
    if len(found) == 1:
        return [*found.values()]
    dated = {one.file.hash for one in found.values() if one.file.submitted}
    every = [one for one in found.values() if one.file.submitted or one.file.hash not in dated]
    every = [one for one in every if not one.file.is_idle] or every
    every = [one for one in every if not one.is_unread] or every
    return sorted(every, key=lambda one: one.file.came)


def on_exactly(attempts: Sequence[Attempt], files: Mapping[str, HandedFile]) -> Attempt | None:
    """The newest verdict on these files and no others; None if they never counted together."""
    hashes = {exercise: file.hash for exercise, file in files.items()}
    for attempt in reversed(attempts):
        own = {exercise: file.hash for exercise, file in attempt.hand_in.files.items()}
        if own == hashes and attempt.report.verdict is not None:
            return attempt
    return None
