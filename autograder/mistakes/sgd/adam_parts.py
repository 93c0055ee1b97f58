"""Which part of Adam is wrong: what is still wrong where other parts do not count."""

from collections.abc import Mapping
from typing import Any

from autograder.mistakes.catalogue import Recogniser
from autograder.mistakes.sgd.batch_seen import BatchCase, near
from autograder.mistakes.sgd.step_seen import FEW, end

HUGE = 1e9
TINY = 1e-12
NO_SQUARES: Mapping[str, Any] = {"epsilon": HUGE, "rate": HUGE / 64}
"""With such an epsilon the mean of the squares does not count."""
NEWEST_SQUARE: Mapping[str, Any] = {"beta2": TINY}
"""The mean of the squares holds the newest square alone."""
NEWEST_GRADIENT: Mapping[str, Any] = {**NO_SQUARES, "beta1": TINY}
"""The mean of the gradients holds the newest gradient alone, and that of the squares is hidden."""
ONCE: Mapping[str, Any] = {"epochs": 1}
PARTS = tuple(
    f"{mean}_{what}" for mean in ("second", "first") for what in ("input", "start", "memory")
)


def wrong_part(case: BatchCase) -> str:
    """
    The "first" or "second" mean, and when it is wrong: in later steps alone, "memory"; in the first
    one, "start"; there even without old values, "input". "" where steps on all rows are right.
    """
    if ends_right(case, {}) is not False:
        return ""
    is_second = ends_right(case, NO_SQUARES)
    mean = "second" if is_second else "first"
    hidden = {} if is_second else NO_SQUARES
    alone = NEWEST_SQUARE if is_second else NEWEST_GRADIENT
    if ends_right(case, {**hidden, **ONCE}):
        return f"{mean}_memory"
    return f"{mean}_start" if ends_right(case, {**alone, **ONCE}) else f"{mean}_input"


def ends_right(case: BatchCase, changes: Mapping[str, Any]) -> bool | None:
    """Whether wrong runs end right with these arguments, on all rows; None if they end nowhere."""
    off = [run for run, answer, _ in case.certain if case.probe.is_off(run, answer)]
    runs = [run.but(**{"size": run.m, "epochs": FEW, **changes}) for run in off[:FEW]]
    found = [(given, end(case, run)) for run in runs if (given := case.again(run)) is not None]
    return all(near(*pair) for pair in found) if found else None


def part(name: str) -> Recogniser:
    return lambda case: wrong_part(case) == name
