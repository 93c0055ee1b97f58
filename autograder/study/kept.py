"""What is kept: results that a save cannot have changed, kept until it may have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.verdict import CheckResult, Outcome
from autograder.study.anatomy import Anatomy

OF_THE_MOMENT = {"too_slow", "too_expensive", "memory", "interpreter_crashed"}
"""Mistakes that a busy machine may have a part in."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The results of one task, and what they rest on."""

    path: Path
    called: frozenset[str]
    is_exact: bool
    basis: tuple[str, ...]
    results: tuple[CheckResult, ...]


class Keep:
    """Remembers the last results of each task."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def recall(self, task: str, path: Path, anatomy: Anatomy) -> tuple[CheckResult, ...]:
        """The results of a task as they would come out again; none if that is not certain."""
        kept = self._kept.get(task)
        if kept is None or kept.path != path:
            return ()
        basis = anatomy.basis(kept.called, exact=kept.is_exact)
        return kept.results if basis == kept.basis else ()

    def keep(
        self,
        task: str,
        path: Path,
        anatomy: Anatomy,
        called: Iterable[str],
        results: tuple[CheckResult, ...],
    ) -> None:
        """Remember results; called: the functions that the checks of the task called."""
        is_exact = any(r.outcome != Outcome.PASS or r.notes or r.left_out for r in results)
        names = frozenset(called)
        basis = anatomy.basis(names, exact=is_exact)
        if basis is None or any(map(_may_pass, results)):
            self._kept.pop(task, None)
        else:
            self._kept[task] = Kept(path, names, is_exact, basis, results)


def _may_pass(result: CheckResult) -> bool:
    """Whether the same code may fare better the next time."""
    return result.outcome == Outcome.GRADER_ERROR or result.mistake in OF_THE_MOMENT
