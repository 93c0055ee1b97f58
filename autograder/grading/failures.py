"""
Failures: why a learner's function gave no answer, as the finding that says so.

The sentences are in `autograder/mistakes/python/general.py`; here it is decided which one fits.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from autograder.grading.limit import SECONDS
from autograder.grading.module import Loaded
from autograder.grading.show import show_call
from autograder.grading.source import Source
from autograder.grading.task import Exercise, Fix
from autograder.judges.answer import Answer, Crash, Spot
from autograder.mistakes.catalogue import Wording, diagnose
from autograder.mistakes.python import general

CELL_STOPPED = "stopped"
"""The kind of a crash of which only the cell is known."""

NOT_PYTHON = {"SyntaxError", "IndentationError", "TabError"}


def failure(function: str, source: Source, loaded: Loaded, asked: tuple[str, ...]) -> Fix | None:
    """
    Why a function cannot be called; None if it can.

    asked: the functions of all tasks; none of them is another one under a wrong name.
    """
    fields = {"file": source.name, "function": function, "seconds": f"{SECONDS:g}"}
    if loaded.unreadable is not None:
        is_notebook = loaded.unreadable.kind == "NotebookError"
        wording = general.NO_NOTEBOOK if is_notebook else general.UNREADABLE
        return _stopped(wording, loaded.unreadable, fields)
    if not loaded.defines(function):
        return _missing(source, function, loaded, asked, fields)
    if loaded.is_callable(function):
        return None
    return Fix(general.NOT_A_FUNCTION.say(**fields, kind=loaded.kind_of(function)))


def crashed(answer: Answer, exercise: Exercise) -> Fix:
    """What to say of a call that ended in an exception."""
    diagnosis = diagnose((*exercise.crashes, *general.CRASHES), answer)
    assert diagnosis is not None  # noqa: S101 -- the last entry recognises every crash
    return Fix(diagnosis, asked=show_call(answer), at=answer.crash.spot if answer.crash else None)


def _missing(
    source: Source,
    function: str,
    loaded: Loaded,
    asked: tuple[str, ...],
    fields: Mapping[str, str],
) -> Fix:
    if loaded.slow:
        return Fix(general.TOO_SLOW_FILE.say(**fields))
    if loaded.stops:
        cell = source.cell_with(function)
        stop = next((stop for stop in loaded.stops if stop.cell == cell), loaded.stops[0])
        return _stopped(_wording_of(stop), stop, fields)
    own = [n for n in loaded.own_functions(source) if n.isascii() and n not in asked]
    close = difflib.get_close_matches(function, own, 1)
    if close:
        return Fix(general.RENAMED.say(**fields, found=close[0]))
    return Fix((general.NOT_RUN if source.is_open else general.MISSING).say(**fields))


def _wording_of(stop: Crash) -> Wording:
    if stop.kind == CELL_STOPPED:
        return general.MISSING_AFTER_CELL
    return general.UNREADABLE_CELL if stop.kind in NOT_PYTHON else general.MISSING_AFTER_STOP


def _stopped(wording: Wording, crash: Crash, fields: Mapping[str, str]) -> Fix:
    said = wording.say(
        **fields,
        where=crash.spot or Spot(1, crash.cell),
        cell=crash.cell,
        kind=crash.kind,
        text=crash.text.rstrip("."),
        exception=general.exception_named(crash.kind),
    )
    return Fix(said, at=crash.spot)
