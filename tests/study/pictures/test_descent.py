from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.study.pictures import descent
from autograder.study.pictures.style import YOURS
from tests.study.pictures.answers import DESCENT, learner

SAID = {
    "right": (DESCENT, "scatters by"),
    "uphill": (DESCENT.replace("theta - ", "theta + "), "does not come back: the loss grows."),
    "diverges": (DESCENT.replace("learning_rate", "0.9"), "does not come back: the loss grows."),
    "mean": (DESCENT.replace("* 2", "* 2 / len(X)"), "has not come near the best line"),
    "one row": (DESCENT.replace("np.random.randint(len(X))", "0"), "stands still"),
    "stub of a loop": ("return theta", "stands still"),
}


def asked(folder: Path, body: str = "") -> descent.Descent:
    return descent.ask(learner(folder, "2.3", body))


@pytest.mark.parametrize(("body", "said"), SAID.values(), ids=SAID)
def test_what_the_path_did_is_said(tmp_path: Path, body: str, said: str) -> None:
    """
    Each way to go wrong gets a sentence about what is seen, in picture and alt text.
    """
    values = asked(tmp_path, body)

    assert said in descent.picture(values).alt
    assert said in " ".join(descent.figure(values)._supxlabel.get_text().split())


def test_path_and_its_way_are_told(tmp_path: Path) -> None:
    """
    The text says how the function was asked, and that batch descent is the kit's own.
    """
    alt = descent.picture(asked(tmp_path)).alt

    assert "20 times for one epoch of 5 rows" in alt
    assert "each time from where the last call ended" in alt
    assert "one step for every 100 rows" in alt
    assert "After 5000 rows: your theta [4." in alt


def test_drawn_path_is_the_learners(tmp_path: Path) -> None:
    """
    The curve in the picture is made of the places that the function returned.
    """
    values = asked(tmp_path)
    assert values.trail is not None
    drawn = [line for line in descent.figure(values).axes[0].lines if YOURS == line.get_color()]

    assert 1 == len(drawn)
    assert np.array_equal(values.trail.thetas, drawn[0].get_xydata())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("n_epochs * len(X)", "len(X)"), "ends elsewhere than the path"),
        (("n_epochs * len(X)", "n_epochs"), "has not come near the best line"),
        (("return theta", "return theta.T"), "It returns the shape (1, 2), theta has (2, 1)."),
    ],
    ids=["epochs ignored", "one step per epoch", "row"],
)
def test_one_call_for_all_epochs_is_drawn(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    """
    What one call for all epochs gives is told beside the path, and drawn where it ends elsewhere.
    """
    values = asked(tmp_path, DESCENT.replace(*change))
    made = descent.picture(values)
    names = [text.get_text() for text in made.draw().axes[0].texts]

    assert said in made.alt
    assert "One call for 50 epochs ends at theta [" in made.alt
    assert ("elsewhere" in made.alt) == ("at once" in names)


def test_path_that_comes_back_is_told(tmp_path: Path) -> None:
    """
    A path that was outside for a while and ended inside is not said to run away.
    """
    there = "return np.array([[9.0], [9.0]]) if len(X) == 5 else np.array([[4.0], [3.0]])"
    values = asked(tmp_path, f"{there} + np.random.randn(2, 1) / 100")

    assert "comes back later" in descent.picture(values).alt


def test_without_a_path_batch_is_drawn(tmp_path: Path) -> None:
    """
    Where the learner's path is missing, the rest of the picture and the sentence are there.
    """
    values = asked(tmp_path, "return None")
    made = descent.figure(values)

    assert values.trail is None
    assert "Your function returned None" in made._supxlabel.get_text()
    assert "batch" in [text.get_text() for text in made.axes[0].texts]


def test_numbers_without_bounds_are_drawn(tmp_path: Path) -> None:
    """
    A theta that explodes at once is drawn without a warning.
    """
    values = asked(tmp_path, "return theta + 1e250")

    descent.figure(values).draw_without_rendering()
    assert "does not come back" in descent.picture(values).alt
