"""
The rehearsal: before there is anything to grade, an examiner does what it will do again.

SymPy remembers what it has worked out, and imports what it needs. A learner waits less then, and
gets the same verdict. Nothing of a learner's is run here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from autograder.grading.codec import decode
from autograder.grading.draw import Draw
from autograder.grading.grade import SOLUTIONS, Sitting, begin, judge
from autograder.grading.recording import read_recording, recorded
from autograder.grading.submission import Submission
from autograder.grading.task import Check

IsWanted = Callable[[], bool]


def rehearse(checks: Iterable[Check], is_wanted: IsWanted) -> None:
    """
    Grade the solutions; where they were left out, look at what the checks will ask about.

    is_wanted: asked again and again; True ends it at once.
    """
    sittings: dict[str, Sitting] = {}
    for check in checks:
        if is_wanted():
            break
        exercise, solution = check.task.exercise, SOLUTIONS / f"{check.task.exercise.name}.py"
        if exercise.name not in sittings:
            files = {exercise.name: solution} if solution.exists() else {}
            sittings[exercise.name] = begin(Submission(SOLUTIONS, files), exercise, Draw())
            if not files:
                rehearse_questions(exercise.name, is_wanted)
        judge(check, sittings[exercise.name])
    for name in sittings:
        sys.modules.pop(name, None)  # for a learner's `import` of a neighbour


def rehearse_questions(exercise: str, is_wanted: IsWanted) -> int:
    """Let SymPy integrate the expressions on record, and look at their signs; how many there are."""
    seen = 0
    for asked in read_recording(recorded(exercise), SOLUTIONS / f"{exercise}.py").answers:
        if is_wanted():
            break
        # Whatever SymPy cannot do here it will meet again, where it is dealt with.
        with suppress(Exception):
            seen += _look_at(*(decode(argument) for argument in json.loads(asked)[1:]))
    return seen


def _look_at(f: Any, x: Any, *bounds: Any) -> bool:
    import sympy as sp

    if not isinstance(f, sp.Expr) or not isinstance(x, sp.Symbol):
        return False
    sp.Integral(f, x).doit()
    sp.Integral(f, (x, *bounds)).doit()
    sp.periodicity(f < 0, x)
    return True
