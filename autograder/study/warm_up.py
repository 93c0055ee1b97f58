"""
The warm-up: while a worker waits, it does what it will do again for the learner.

SymPy caches what it has computed and imports what it needs, so a learner waits less and gets the
same verdict. No code of the learner's is run here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from autograder.grading.codec import decode
from autograder.grading.grade import SOLUTIONS
from autograder.grading.limit import SECONDS
from autograder.grading.recording import read_recording, recorded
from autograder.grading.spec import all_checks, spec_names
from autograder.study.protocol import Message, Request, key_of

IsWanted = Callable[[], bool]


def warm_up(graded: Callable[[Request], Iterable[Message]], is_wanted: IsWanted) -> None:
    """
    Grade the solutions; in a copy without them, integrate what the checks will ask about.

    is_wanted: whether a request has come; it ends the warm-up at once.
    """
    paths = {name: SOLUTIONS / f"{name}.py" for name in spec_names()}
    files = {name: str(path) for name, path in paths.items() if path.exists()}
    checks = (check for check in all_checks() if check.task.exercise.name in files)
    for _ in graded(Request(files, tuple(map(key_of, checks)), SECONDS)):
        if is_wanted():
            break
    for name in paths.keys() - files.keys():
        integrate_recorded(name, is_wanted)
    for name in files:
        sys.modules.pop(name, None)  # so that a learner's `import` finds their own file


def integrate_recorded(exercise: str, is_wanted: IsWanted) -> int:
    """Let SymPy integrate the expressions on record, and look at their signs; how many there are."""
    seen = 0
    for question in read_recording(recorded(exercise), SOLUTIONS / f"{exercise}.py").answers:
        if is_wanted():
            break
        with suppress(Exception):  # what fails here fails again in a check, and is handled there
            seen += _integrate(*map(decode, json.loads(question)[1:]))
    return seen


def _integrate(f: Any, x: Any, *bounds: Any) -> bool:
    import sympy as sp

    if not isinstance(f, sp.Expr) or not isinstance(x, sp.Symbol):
        return False
    sp.Integral(f, x).doit()
    sp.Integral(f, (x, *bounds)).doit()
    sp.periodicity(f < 0, x)
    return True
