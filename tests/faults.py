"""Exceptions in recognisers, which learners never see, for tests that must see them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.mistakes.catalogue import LOG


class Keeper(logging.Handler):
    """Collects the exceptions that recognisers raise."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.faults.append(record.exc_info[1])


@contextmanager
def recogniser_faults() -> Iterator[list[BaseException]]:
    """A list of the exceptions that recognisers raise in the block."""
    keeper = Keeper()
    LOG.addHandler(keeper)
    try:
        yield keeper.faults
    finally:
        LOG.removeHandler(keeper)
