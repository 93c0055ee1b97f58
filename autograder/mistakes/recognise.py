"""Recognisers for any case that holds what the judge found."""

from collections.abc import Callable
from typing import TypeVar

from autograder.mistakes.case import HasFinding
from autograder.mistakes.catalogue import Recognised

Case = TypeVar("Case")


def kind(*kinds: str) -> Callable[[HasFinding], Recognised]:
    """Recognises the finding's kind; its evidence fills the message."""
    return lambda case: case.finding.evidence if case.finding.kind in kinds else None


def either(*recognisers: Callable[[Case], Recognised]) -> Callable[[Case], Recognised]:
    """Recognises what the first of them does that recognises anything."""
    return lambda case: next((found for one in recognisers if (found := one(case))), None)
