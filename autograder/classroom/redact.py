"""
What a learner may read of a verdict whose inputs are secret.

Every sentence is the one that its wording has for this purpose: without inputs, without expected
values, and without what the learner's code said at run time, which could spell an input. Names are
not looked up in the submitted file: whoever judges does not hold it. What was asked and returned is
left out. Places stay: an honest learner needs the line, although code written for the purpose can
choose it, and so carry out a number of about six digits per task.
"""

from __future__ import annotations

from dataclasses import replace

from autograder.grading.verdict import CheckResult, Verdict
from autograder.mistakes.catalogue import UNKNOWN


def for_learner(verdict: Verdict) -> Verdict:
    """The verdict without inputs, returned values, and values in its messages."""
    tasks = (replace(task, checks=tuple(map(_guarded, task.checks))) for task in verdict.tasks)
    return Verdict(tuple(tasks), "")


def _guarded(check: CheckResult) -> CheckResult:
    return replace(
        check,
        diagnosis=check.diagnosis and check.diagnosis.guarded,
        notes=tuple(note.guarded for note in check.notes if note.without != UNKNOWN),
        left_out=check.left_out and check.left_out.guarded,
        asked="",
        returned="",
    )
