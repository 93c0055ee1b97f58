from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from autograder.study.pictures import gallery, style
from autograder.study.pictures.style import FILLS, INK, LINES, in_style, label_ends, spread

NUMBERS = sorted(gallery.PICTURES)


def luminance(colour: str) -> float:
    """Relative luminance, as the contrast guidelines for the web define it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def blank(number: str) -> Any:
    """The figure of a task, laid out, without an answer."""
    with in_style():
        figure = gallery.PICTURES[number].unanswered("It stopped.").figure()
        figure.draw_without_rendering()
    return figure


def words(figure: Any) -> Iterator[Text]:
    """All words that are seen on a figure."""
    yield from (
        text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()
    )


def test_roles_differ_without_colour() -> None:
    """
    No two lines share a line style, and no two fills share a hatch.
    """
    for kinds, key in ((LINES, "linestyle"), (FILLS, "hatch")):
        looks = [look[key] for look in kinds.values()]
        assert len(looks) == len(set(looks))


@pytest.mark.parametrize("colour", sorted({*INK.values(), style.OTHER, style.GIVEN}))
def test_words_have_contrast(colour: str) -> None:
    """
    Every colour that a word is written in has a contrast of 4.5 to 1 on white.
    """
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("number", NUMBERS)
def test_words_are_large_enough(number: str) -> None:
    """
    No word on a picture of 6.4 by 4.8 inches is smaller than 9 points.
    """
    figure = blank(number)

    assert (6.4, 4.8) == tuple(figure.get_size_inches())
    assert 9 <= min(text.get_fontsize() for text in words(figure))


@pytest.mark.parametrize("number", NUMBERS)
def test_axes_have_names(number: str) -> None:
    """
    Both axes of each panel are labelled, unless they are shared with a neighbour or there are none.
    """
    panels = [panel for panel in blank(number).axes if panel.axison]
    labels = {panel.get_xlabel() for panel in panels}, {panel.get_ylabel() for panel in panels}

    assert all(any(names) for names in labels)
    for panel in panels:
        row, column = panel.get_subplotspec().rowspan, panel.get_subplotspec().colspan
        alone = len(panels) == 1
        assert panel.get_xlabel() or row.start == 0 or alone
        assert panel.get_ylabel() or column.start > 0


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0.05, 0.1])), min_size=1, max_size=6))
def test_labels_never_overlap(given_ends: list[tuple[float, float]]) -> None:
    """
    Labels keep the order of their curves and a distance of their height.
    """
    wanted, heights = zip(*given_ends, strict=True)
    places = spread(wanted, heights)
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], places[k]))

    for one, two in pairwise(order):
        assert places[two] - places[one] >= (heights[one] + heights[two]) / 2 - 1e-9
    assert max(places) <= 1 + 1e-9


def test_labels_of_one_end_are_apart() -> None:
    """
    Curves that end in one point have labels that do not touch; others have none.
    """
    with in_style():
        figure = Figure(layout="constrained")
        panel = figure.subplots()
        panel.plot([0, 1], [0, 0.5], label="one")
        panel.plot([0, 1], [1, 0.5], label="two\nlines")
        panel.plot([0, 1], [1, 1])
        panel.plot([0, 1], [np.nan, np.nan], label="nowhere")
        label_ends(panel)
        figure.draw_without_rendering()
        boxes = [Text.get_window_extent(text) for text in panel.texts]

    assert ["one", "two\nlines"] == [text.get_text() for text in panel.texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_settings_are_left_as_they_were() -> None:
    """
    A learner's own settings neither change a picture nor are changed by one.
    """
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        with in_style():
            assert 10 == mpl.rcParams["font.size"]
            assert "white" == mpl.rcParams["axes.facecolor"]
        assert 30 == mpl.rcParams["font.size"]
