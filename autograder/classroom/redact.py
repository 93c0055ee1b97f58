"""
What a learner may read of a verdict whose inputs are secret.

Every message is replaced by the wording written for this purpose: without inputs, expected values,
or anything that the learner's code said while it ran, which could spell an input. What was asked,
returned and raised is left out. Line numbers stay, as an honest learner needs them, although code
written for the purpose can choose them, and so reveal a number of about six digits per task.
"""

from __future__ import annotations

from dataclasses import replace

from autograder.grading.verdict import CheckResult, Verdict
from autograder.mistakes.catalogue import UNKNOWN


def for_learner(verdict: Verdict) -> Verdict:
    """The verdict without its seed, inputs, returned values, and values in its messages."""
    tasks = (replace(task, checks=tuple(map(_redacted, task.checks))) for task in verdict.tasks)
    return Verdict(tuple(tasks), "")


def _redacted(check: CheckResult) -> CheckResult:
    return replace(
        check,
        diagnosis=check.diagnosis and check.diagnosis.guarded,
        notes=tuple(note.guarded for note in check.notes if note.without != UNKNOWN),
        left_out=check.left_out and check.left_out.guarded,
        asked="",
        returned="",
        raised="",
    )
