"""
What a descent is asked, and what it answers: the designed data sets of every stage.

A defect of known size (a step h times too long, one epoch too many) is corrected in rate and
epochs, so that the later stages can look on.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.sgd import experiments
from autograder.judges.sgd.experiments import Array, EqualRows, OrthogonalRows, Series, Setting
from autograder.judges.sgd.lesson import lesson_setting
from autograder.judges.sgd.steps import Progress, Steps, read_progress, read_steps
from autograder.judges.sgd.theta import Sheet, read_sheet, read_theta

Walk = Callable[[Sequence[Setting]], Sequence[Answer]]
"""The answers to many calls, in their order."""

Streams = Callable[[str], random.Random]

_SHIFTS = {"": 0, "epoch_too_many": -1, "epoch_too_few": 1}
_WINDOWS = 50


class Responses:
    """
    The calls of the designed data sets, and what came back; each is made once, when it is needed.

    walk: makes many calls of the learner's function. streams: random numbers by purpose, so that
    stages do not depend on each other's order. sheets: all that was read so far.
    """

    def __init__(self, walk: Walk, streams: Streams) -> None:
        self.walk = walk
        self.streams = streams
        self.sheets: list[Sheet] = []

    def ask(self, setting: Setting) -> Answer:
        return self.walk([setting])[0]

    def corrected(self, setting: Setting) -> Setting:
        """The call whose right answer belongs to `setting`, defects of known size allowed for."""
        scale = self.steps.scale
        rescale = scale.rate if scale else None
        rate = rescale(setting.rate, setting.m) if rescale else setting.rate
        return setting.but(rate=rate, epochs=setting.epochs + _SHIFTS.get(self.steps.count, 0))

    def probe(self, setting: Setting) -> Array | None:
        """The theta (2,) of one more call, for the wording of a message; None if there is none."""
        return read_theta(self.ask(setting)).theta

    @cached_property
    def equal_rows(self) -> EqualRows:
        return experiments.draw_equal_rows(self.streams("walk: equal rows"))

    @cached_property
    def equal_sheet(self) -> Sheet:
        return self._read(self.walk(self.equal_rows))

    @cached_property
    def progress(self) -> Progress:
        thetas = self.equal_sheet.thetas
        if thetas is None:
            thetas = np.full((len(self.equal_rows), 2), np.nan)
        return read_progress(self.equal_rows, thetas)

    @cached_property
    def steps(self) -> Steps:
        return read_steps(self.progress)

    @cached_property
    def exact_line(self) -> Setting:
        return experiments.draw_exact_line(self.streams("walk: exact line"))

    @cached_property
    def exact_sheet(self) -> Sheet:
        return self._corrected_sheet([self.exact_line])

    @cached_property
    def kinds(self) -> OrthogonalRows:
        stream = self.streams("walk: two kinds of rows")
        single = self.steps.single
        return OrthogonalRows(
            small=experiments.draw_two_kinds(stream, single=single),
            lesson_size=experiments.draw_lesson_size(stream, single=single),
        )

    @cached_property
    def kinds_sheet(self) -> Sheet:
        return self._corrected_sheet(self.kinds)

    @cached_property
    def series(self) -> Series:
        """400 calls of one epoch, 120 calls of two; shorter numbers where seven digits are all."""
        stream = self.streams("walk: labelled rows")
        single = self.steps.single
        one = (3, 32) if single else (6, 64)
        two = (2, 16) if single else (4, 32)
        return Series(
            one_epoch=experiments.draw_labelled(stream, *one, epochs=1, calls=400, plain=single),
            two_epochs=experiments.draw_labelled(stream, *two, epochs=2, calls=120, plain=single),
        )

    @cached_property
    def series_sheets(self) -> tuple[Sheet, Sheet]:
        one, two = (self._corrected_sheet(series.settings()) for series in self.series)
        return one, two

    @cached_property
    def window_sheet(self) -> Sheet:
        """The walk of one epoch again, 1, 2 .. 50 epochs long."""
        settings = list(self.series.one_epoch.settings())[:_WINDOWS]
        longer = [one.but(epochs=1 + extra) for extra, one in enumerate(settings)]
        return self._corrected_sheet(longer)

    @cached_property
    def lesson(self) -> Setting:
        return lesson_setting()

    @cached_property
    def lesson_sheet(self) -> Sheet:
        return self._read([self.ask(self.lesson)])

    def _corrected_sheet(self, settings: Iterable[Setting]) -> Sheet:
        return self._read(self.walk([self.corrected(setting) for setting in settings]))

    def _read(self, answers: Sequence[Answer]) -> Sheet:
        sheet = read_sheet(answers)
        self.sheets.append(sheet)
        return sheet

    @cached_property
    def is_untouched(self) -> bool:
        """Every call returned None and left its arguments alone."""
        return self.equal_sheet.form.kind == "untouched"

    @cached_property
    def is_constant(self) -> bool:
        """One answer for all data and start."""
        thetas = self.equal_sheet.thetas
        return thetas is not None and bool((thetas == thetas[0]).all())

    @cached_property
    def moves(self) -> bool:
        """Whether the data move the answer at all: the form of a typed-in theta earns nothing."""
        thetas = self.equal_sheet.thetas
        if thetas is None:
            return True
        starts = np.array([setting.start for setting in self.equal_rows])
        still = (np.broadcast_to(thetas[0], thetas.shape), starts)
        return not any(np.array_equal(thetas, one, equal_nan=True) for one in still)

    @property
    def is_correctable(self) -> bool:
        """Whether the steps are right, or wrong in a way that can be corrected."""
        scale = self.steps.scale
        return bool(scale and scale.rate) and self.steps.count in _SHIFTS
