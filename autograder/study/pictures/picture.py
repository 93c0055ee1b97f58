"""A picture: what is seen on it in words and numbers, and how to draw it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 80


class NoPictureError(Exception):
    """There is nothing to draw; one sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A picture that is not drawn yet.

    title: what is seen. numbers: the same as sentences, the most telling first.
    chart: a small plot in plain characters, with a line that explains its marks.
    problem: why something of the learner's is missing on it; empty if nothing is.
    draw: makes the figure; only this needs matplotlib.
    """

    task: str
    title: str
    numbers: tuple[str, ...]
    chart: tuple[str, ...]
    draw: Callable[[], Figure]
    problem: str = ""

    @property
    def alt(self) -> str:
        """What stands in for the picture where it cannot be seen."""
        return f"{self.title}. {self.description}"

    @property
    def description(self) -> str:
        """The same below the title, where that is read out anyway."""
        return plain(" ".join(filter(None, [self.problem, *self.numbers])))

    @property
    def text(self) -> tuple[str, ...]:
        """The picture in plain text, at most 80 columns wide: the numbers come first."""
        told = [line for one in (self.problem, *self.numbers) for line in _wrapped(one)]
        key, *rows = self.chart
        return (f"{self.task} {self.title}", "", *told, "", *_wrapped(key), *rows)


def plain(text: str) -> str:
    """In characters that every terminal and every font has."""
    return text.encode("ascii", "backslashreplace").decode()


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(plain(sentence), WIDTH)
