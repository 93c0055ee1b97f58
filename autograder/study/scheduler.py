"""
Marking: the verdict over the files as they are now, with as little work as is certain to be enough.

After a save only those tasks are graded whose results it can have changed. The current one comes
first, and independent ones are graded side by side.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.limit import SECONDS
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.submission import Submission, find_submission
from autograder.grading.task import Task
from autograder.grading.verdict import CheckResult, Verdict, collect
from autograder.study.anatomy import Anatomy, anatomy_of
from autograder.study.grading_run import Group, Round
from autograder.study.kept import Keep
from autograder.study.worker_pool import Crew, Examiner, Heard

GUESS = 0.1
"""Seconds that a task may take, until it is known."""

WORTH = 0.15
"""Seconds of work that a second examiner is worth."""


class Marking:
    """
    submission: what is graded, a folder or a file. crew: gives it examiners.

    seconds: the time limit of a check.
    """

    def __init__(self, submission: Path, crew: Crew, seconds: float = SECONDS) -> None:
        self.crew = crew
        self.remarks: tuple[str, ...] = ()
        self.kept = 0
        self.took = 0.0
        self._path = submission
        self._seconds = seconds
        self._checks = all_checks()
        self._keep = Keep()
        self._took: dict[str, float] = {}
        self._known: dict[str, tuple[CheckResult, ...]] = {}
        self._files: dict[str, Path] = {}
        self._anatomies: dict[str, Anatomy] = {}
        self._round = self._new_round()
        self._began = 0.0

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that are graded, in order."""
        tasks = {check.task.number: check.task for check in self._checks}.values()
        if not self._path.is_file():
            return tuple(tasks)
        return tuple(task for task in tasks if task.exercise.name in self._files)

    @property
    def verdict(self) -> Verdict:
        """Over the tasks that are judged by now."""
        results = [result for found in self._known.values() for result in found]
        return collect(results, self._checks, PUBLIC_SEED)

    @property
    def is_over(self) -> bool:
        return self._round.is_over

    @property
    def pending(self) -> frozenset[str]:
        return self._round.pending

    @property
    def deadline(self) -> float:
        """When to call `look_after`."""
        return self._round.deadline

    def begin(self, current: str) -> None:
        """
        Start grading the files as they are now; what was going on is given up.

        current: the task to grade first. Raises SubmissionError.
        """
        self.crew.stop()
        self._began = time.monotonic()
        self._round = self._new_round()
        submission = find_submission(self._path, functions_asked(self._checks))
        self._files, self.remarks = dict(submission.files), submission.remarks
        self._anatomies = _anatomies(submission)
        self._known = {t.number: r for t in self.tasks if (r := self._recall(t))}
        self.kept = len(self._known)
        groups = self._groups([t for t in self.tasks if t.number not in self._known])
        self._round = self._new_round()
        self._round.begin(share(groups, self._took, current, self.crew.size))
        self._rest_if_over()

    def hear(self, heard: Heard) -> bool:
        """Take note of what an examiner says; whether a task is judged that was not before."""
        before = self.pending
        if heard.message is None:
            self.crew.dismiss(heard.examiner)
            self._round.lost(heard.examiner, heard.code)
        else:
            self._round.hear(heard.examiner, heard.message)
        return self._gather(before)

    def look_after(self) -> bool:
        """End examiners that have been silent for too long; whether a task is judged by that."""
        before = self.pending
        for examiner in self._round.silent():
            self.crew.dismiss(examiner)
        return self._gather(before)

    def is_outdated(self) -> bool:
        """Whether a file was written while it was graded."""
        now = _anatomies(Submission(self._path, self._files))
        return {n: a.text for n, a in now.items()} != {
            n: a.text for n, a in self._anatomies.items()
        }

    def _new_round(self) -> Round[Examiner]:
        files = {name: str(path) for name, path in self._files.items()}
        return Round(files, self._checks, self.crew.send, self._seconds)

    def _recall(self, task: Task) -> tuple[CheckResult, ...]:
        name = task.exercise.name
        if name not in self._anatomies:
            return ()
        return self._keep.recall(task.number, self._files[name], self._anatomies[name])

    def _groups(self, tasks: Iterable[Task]) -> list[Group]:
        """Tasks that must share a process, in order; the others alone."""
        groups: dict[str, list[str]] = {}
        for task in tasks:
            anatomy = self._anatomies.get(task.exercise.name)
            together = anatomy is None or anatomy.is_whole
            groups.setdefault(task.exercise.name if together else task.number, []).append(
                task.number
            )
        return [tuple(group) for group in groups.values()]

    def _gather(self, before: frozenset[str]) -> bool:
        judged = before - self.pending
        for task in self.tasks:
            if task.number in judged:
                self._judged(task)
        if judged:
            self._rest_if_over()
        return bool(judged)

    def _judged(self, task: Task) -> None:
        number, name = task.number, task.exercise.name
        results = tuple(self._round.results[number].values())
        self._known[number] = results
        self._took[number] = self._round.took.get(number, GUESS)
        if name in self._anatomies:
            called = self._round.called[number]
            self._keep.keep(number, self._files[name], self._anatomies[name], called, results)

    def _rest_if_over(self) -> None:
        if self.is_over:
            self.took = time.monotonic() - self._began
            self.crew.rest()


def share(
    groups: Sequence[Group], took: Mapping[str, float], current: str, hands: int
) -> list[list[Group]]:
    """Groups for each hand, so that all are done at about the same time; the current task first."""

    def cost(group: Group) -> float:
        return sum(took.get(task, GUESS) for task in group)

    if sum(map(cost, groups)) < WORTH:
        hands = 1
    given: list[list[Group]] = [[] for _ in range(hands)]
    for group in sorted(groups, key=cost, reverse=True):
        min(given, key=lambda some: sum(map(cost, some))).append(group)
    for some in given:
        some.sort(key=lambda group: (current not in group, group))
    return given


def _anatomies(submission: Submission) -> dict[str, Anatomy]:
    """By exercise; a file that is gone again has none."""
    found = {}
    for name, path in submission.files.items():
        try:
            found[name] = anatomy_of(path)
        except OSError:
            continue
    return found
