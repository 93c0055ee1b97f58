from __future__ import annotations

from pathlib import Path

import pytest

from autograder.study.pictures.density import GRAPHS, DensityPicture, is_density, lowest
from tests.study.pictures.answers import learner

AREA = "area = sp.integrate(f, (x, lower, upper))\n"
WRONG = {
    "area alone": (AREA + "return area == 1", [True, True, False, True]),
    "sign alone": (
        "return sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet",
        [True, False, True, True],
    ),
    "always": ("return True", [True, False, False, True]),
    "never": ("return False", [False, True, True, False]),
    "height": (AREA + "return area == 1 and 0 <= f.subs(x, 0) <= 1", [True, True, True, False]),
}


def made(folder: Path, body: str = "") -> DensityPicture:
    return DensityPicture.of(learner(folder, "1.3", body))


@pytest.mark.parametrize(("body", "fits"), WRONG.values(), ids=WRONG)
def test_wrong_answers_are_marked(tmp_path: Path, body: str, fits: list[bool]) -> None:
    """
    Each wrong rule is wrong on at least one of the four functions, and that one says to look again.
    """
    picture = made(tmp_path, body)
    shown = [text.get_text() for panel in picture.figure().axes for text in panel.texts]

    assert fits == [said is is_density(graph) for graph, said in picture.pairs]
    assert fits.count(False) == picture.alt.count("Look again.")
    assert fits.count(False) == sum("look again" in text for text in shown)
    assert f"{fits.count(True)} of 4 of your answers fit" in picture.alt


def test_right_answers_fit(tmp_path: Path) -> None:
    """
    Right answers fit all four functions, whatever kind of truth value they are.
    """
    for wrap in ("bool", "np.bool_", "sp.sympify"):
        positive = "sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet"

        assert "4 of 4" in made(tmp_path, f"{AREA}return {wrap}({positive} and area == 1)").alt


def test_dip_and_area_are_measured() -> None:
    """
    The lowest points and areas that are shown are those of the functions.
    """
    assert [1, 2, 1, 1] == [graph.area for graph in GRAPHS]
    assert [0, 0, pytest.approx(-1), 0] == [lowest(graph) for graph in GRAPHS]


def test_plot_is_of_the_first_wrong_answer() -> None:
    """
    The text draws the function on which the learner is wrong, else the one with the dip.
    """
    for said, k in ((None, 2), ((True, True, True, True), 1), ((True, False, False, True), 2)):
        assert str(GRAPHS[k].f) == DensityPicture((GRAPHS), said).plot().curves[1].name


@pytest.mark.parametrize("body", ["return 'True'", "return 1", "return None", "return f < 0"])
def test_answer_that_is_neither_true_nor_false_is_one_sentence(tmp_path: Path, body: str) -> None:
    """
    What is neither True nor False is not drawn, and the picture says so once.
    """
    picture = made(tmp_path, body)

    assert picture.problem.endswith("it must return True or False.")
    assert [None] * 4 == [said for _, said in picture.pairs]
    assert "fit what is seen" not in picture.alt


def test_answers_beside_an_odd_one_are_drawn(tmp_path: Path) -> None:
    """
    One answer of the wrong kind does not hide the others.
    """
    picture = made(tmp_path, "return True if f != 2 * sp.exp(-x) else None")

    assert "Your function returned None" in picture.problem
    assert [True, None, True, True] == [said for _, said in picture.pairs]
