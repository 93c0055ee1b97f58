"""Odd answers, given to every check, so that an author sees which recognisers fail over them.

A recogniser that raises, or that returns neither True nor a mapping, costs a learner nothing: the
next entry of the catalogue is tried. So nobody would ever hear of it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from traceback import extract_tb
from typing import Any

import numpy as np
import sympy as sp

from autograder.grading.caller import LocalCaller
from autograder.grading.draw import Draw
from autograder.grading.files import Step
from autograder.grading.grade import SOLUTIONS, Session, run_check, session_of
from autograder.grading.loading import Loaded
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks
from autograder.grading.task import Check
from autograder.mistakes.catalogue import LOG

ODD_ANSWERS: tuple[Any, ...] = (
    None,
    True,
    0,
    -2.5,
    "text",
    [],
    (1.0, 2.0),
    np.zeros((2, 1)),
    np.array(np.nan),
    sp.Symbol("t") ** 2,
)


class Listener(logging.Handler):
    """Keeps what is logged of recognisers."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def recogniser_faults() -> Iterator[list[logging.LogRecord]]:
    """What is logged in the block of recognisers that fail, each with its exception."""
    listener = Listener()
    LOG.addHandler(listener)
    try:
        yield listener.records
    finally:
        LOG.removeHandler(listener)


def check_recognisers() -> Iterator[Step]:
    """One step for each mistake whose recogniser fails over an odd answer."""
    told: set[tuple[str, str]] = set()
    for value in ODD_ANSWERS:
        for check, session in _answered(value):
            with recogniser_faults() as faults:
                run_check(check, session)
            for fault in faults:
                task, said = check.task.label, fault.getMessage()
                if (task, said) not in told:
                    told.add((task, said))
                    text = f"Task {task}, answer {value!r}: {said} {cause_of(fault)}"
                    yield Step(text, is_open=True)


def _answered(value: Any) -> Iterator[tuple[Check, Session]]:
    """Every check, with a submission whose functions all return this value."""
    for exercise, checks in groupby(all_checks(), lambda check: check.task.exercise):
        many = tuple(checks)
        given = Loaded({check.task.function: lambda *_: value for check in many})
        solution = FileSource(SOLUTIONS / f"{exercise.name}.py")
        session = session_of(LocalCaller(solution, exercise.name, 0, given), exercise, Draw())
        yield from ((check, session) for check in many)


def cause_of(fault: logging.LogRecord) -> str:
    """The exception, and where it was raised."""
    error = fault.exc_info[1] if fault.exc_info else None
    if error is None:
        return ""
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
