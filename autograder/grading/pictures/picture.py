"""The skeleton of all pictures: ask a learner's function, draw the answer, describe it in words."""

import textwrap
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

import numpy as np

from autograder.grading.errors import KitError
from autograder.grading.pictures.chart import SIZE, SMALL, NumberBar, Panel, Plot
from autograder.grading.show import show

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, CAPTION = 80, 90
Case = TypeVar("Case")
Answer = TypeVar("Answer")


class NoPictureError(KitError):
    """There is nothing to draw; one sentence says why and what to do."""


class UndrawableError(Exception):
    """An answer that cannot be drawn; one sentence says why. partial: what of it can be."""

    def __init__(self, problem: str, partial: Any = None) -> None:
        super().__init__(problem)
        self.partial = partial


@dataclass(frozen=True)
class Picture(ABC, Generic[Case, Answer]):
    """A case of a task with a learner's answer, which can be drawn and described.

    problem: why the answer, or a part of it, is missing; empty if nothing is. task: its number.
    cases: what a function can be asked, the lesson's own case first.
    mosaic: panels by letter, and their proportions, as matplotlib's `subplot_mosaic` takes them.
    """

    title: ClassVar[str]
    cases: ClassVar[tuple[Any, ...]]
    mosaic: ClassVar[Mapping[str, Any]]

    case: Case
    answer: Answer | None = None
    problem: str = ""
    task: str = ""

    @abstractmethod
    def ask(self, learner: Any) -> Answer:
        """The answer to the case in plain numbers. Raises UndrawableError, Fix and NotAttempted."""

    def is_right(self, _answer: Answer) -> bool:
        """Whether an answer fits the case; a task with one case need not know."""
        return True

    @abstractmethod
    def plot(self) -> Plot:
        """The curves that say most: they are in the figure and in the text."""

    def bars(self) -> Sequence[NumberBar]:
        """Numbers that are drawn beside the curves, if any."""
        return ()

    @abstractmethod
    def draw(self, panels: Mapping[str, Panel]) -> None:
        """Fill the panels. A line with a label is in the legend."""

    @abstractmethod
    def facts(self) -> Iterable[str]:
        """Sentences with numbers, for the text only."""

    def signs(self) -> Iterable[str]:
        """Sentences on how to read the figure, for it and for what replaces it."""
        return ()

    @abstractmethod
    def remarks(self) -> Iterable[str]:
        """Sentences on what is seen, for the text and below the figure."""

    @classmethod
    def of(cls, learner: Any) -> Self:
        """The first case with a wrong answer or none; the lesson's own if all answers are right."""
        answers = []
        for case in cls.cases:
            asked = cls(case)
            try:
                answers.append(asked.ask(learner))
            except UndrawableError as error:
                return cls(case, error.partial, str(error))
            if not asked.is_right(answers[-1]):
                return cls(case, answers[-1])
        return cls(cls.cases[0], answers[0])

    @classmethod
    def unanswered(cls, problem: str) -> Self:
        """The lesson's own case without an answer."""
        return cls(cls.cases[0], problem=problem)

    @property
    def description(self) -> str:
        """What replaces the picture for those who cannot see it, without the title."""
        return plain(" ".join(self._sentences(self.facts, self.signs, self.remarks)))

    @property
    def words(self) -> str:
        """The description without the signs, for a drawing of the curves alone."""
        return plain(" ".join(self._sentences(self.facts, self.remarks)))

    @property
    def alt(self) -> str:
        return f"{self.title}. {self.description}"

    @property
    @np.errstate(all="ignore")
    def text(self) -> tuple[str, ...]:
        """The picture in plain text, at most 80 columns wide: sentences, then the plot."""
        key, *rows = self.plot().text
        said = [*self._sentences(self.facts, self.signs, self.remarks), "", key]
        words = [line for one in said for line in textwrap.wrap(plain(one), WIDTH) or [""]]
        return (f"{self.task} {self.title}", "", *words, *rows)

    @np.errstate(all="ignore")
    def figure(self) -> "Figure":
        """A new figure, which pyplot does not know about."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=SIZE, layout="constrained")
        figure.suptitle(self.title, fontsize=12, fontweight="bold", x=0.02, ha="left")
        panels = figure.subplot_mosaic(**self.mosaic)
        self.draw(panels)
        for panel in panels.values():
            if panel.get_legend_handles_labels()[1]:
                panel.legend()
        below = textwrap.fill(plain(" ".join(self._sentences(self.signs, self.remarks))), CAPTION)
        figure.supxlabel(below, fontsize=SMALL, x=0.02, ha="left", multialignment="left")
        return figure

    @np.errstate(all="ignore")
    def _sentences(self, *parts: Callable[[], Iterable[str]]) -> list[str]:
        """The problem, if any, and what the parts say; a learner's numbers may overflow."""
        return [*filter(None, [self.problem]), *(said for part in parts for said in part())]


def unusable(value: Any, needed: str) -> UndrawableError:
    """The error for an answer of the wrong kind; needed: half a sentence on what would be right."""
    return UndrawableError(f"Your function returned {show(value)}; {needed}.")


def plain(text: str) -> str:
    """In characters that every terminal and every font has."""
    return text.encode("ascii", "backslashreplace").decode()
