from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.grading.pictures.area import (
    GRAPHS,
    AreaPicture,
    DensityPicture,
    ProbabilityPicture,
    is_wrong,
    lowest,
)
from tests.grading.pictures.answers import learner

WRONG = {
    "sign": ("return -sp.integrate(f, (x, lower, upper))", "exp(-x)", 1, -1),
    "factor": ("return 2 * sp.integrate(f, (x, lower, upper))", "exp(-x)", 1, 2),
    "lower bound ignored": ("return sp.integrate(f, (x, 0, upper))", "exp(-x)", np.exp(-1), 1),
    "lower bound zero": (
        "return sp.integrate(f, (x, max(lower, 0), upper))",
        "2*x - 1",
        4,
        6,
    ),
    "typed in": ("return 1", "exp(-x)", np.exp(-1), 1),
    "absolute": ("return sp.integrate(abs(f), (x, lower, upper))", "2*x - 1", 4, 8.5),
    "infinite": ("return sp.oo", "exp(-x)", 1, np.inf),
}
PARTS = {
    "all of it": ("return sp.integrate(density, (x, 0, sp.oo))", 1.0),
    "complement": ("return 1 - sp.integrate(density, (x, a, b))", 0.6504),
    "sign": ("return sp.integrate(density, (x, b, a))", -0.3496),
    "height": ("return density.subs(x, a)", 0.3679),
}
LESSON, PART_BELOW = AreaPicture.cases[0], AreaPicture.cases[2]


def area(folder: Path, body: str = "") -> AreaPicture:
    return AreaPicture.of(learner(folder, "1.2", body))


def probability(folder: Path, body: str = "") -> ProbabilityPicture:
    return ProbabilityPicture.of(learner(folder, "1.4", body))


@pytest.mark.parametrize(("body", "formula", "true", "answer"), WRONG.values(), ids=WRONG)
def test_wrong_area_is_drawn(
    tmp_path: Path, body: str, formula: str, true: float, answer: float
) -> None:
    """
    The learner's number is beside the area of the first case in which they differ.
    """
    picture = area(tmp_path, body)

    assert (formula, answer) == (str(picture.case.f), picture.answer)
    assert picture.case.area == pytest.approx(true)
    assert "the two differ" in picture.alt


def test_right_number_is_the_area(tmp_path: Path) -> None:
    """
    A right answer is drawn on the lesson's case, and said to be the same.
    """
    picture = area(tmp_path)

    assert (LESSON, 1.0) == (picture.case, picture.answer)
    assert "from 0 to infinity" in picture.alt
    assert "Your number is 1: the same." in picture.alt


@pytest.mark.parametrize("answer", [1e12, -np.inf], ids=str)
def test_bar_is_cut_and_it_says_so(answer: float) -> None:
    """
    A number that would dwarf the area gets a cut bar with its own name.
    """
    picture = AreaPicture(LESSON, answer)
    bars = picture.figure().axes[1].patches

    assert 2.5 >= max(abs(bar.get_height()) for bar in bars)
    assert "Your bar is cut off" in picture.alt


def test_bars_carry_their_numbers() -> None:
    """
    Each bar shows its number at its end, and a missing answer says none.
    """
    for answer, expected in ((0.5, ["1", "0.5"]), (None, ["1", "none"])):
        texts = AreaPicture(LESSON, answer).figure().axes[1].texts

        assert expected == [text.get_text() for text in texts]


def test_area_below_the_axis_is_explained() -> None:
    """
    Where a part counts as negative, the picture says which.
    """
    assert "counted as negative" in AreaPicture(PART_BELOW, 4.0).alt
    assert "counted as negative" not in AreaPicture(LESSON, 1.0).alt


@pytest.mark.parametrize(("body", "answer"), PARTS.values(), ids=PARTS)
def test_wrong_probability_is_drawn(tmp_path: Path, body: str, answer: float) -> None:
    """
    The learner's number is beside the part between a and b.
    """
    picture = probability(tmp_path, body)

    assert picture.answer == pytest.approx(answer, abs=1e-4)
    assert picture.case.area == pytest.approx(0.3496, abs=1e-4)
    assert "the two differ" in picture.alt


def test_right_probability_is_the_part(tmp_path: Path) -> None:
    """
    A right answer is said to be the same, and a and b are named.
    """
    alt = probability(tmp_path).alt

    assert "from a = 1 to b = 4" in alt
    assert "the same" in alt


def test_typed_in_probability_shows_on_another_density(tmp_path: Path) -> None:
    """
    The lesson's number alone is drawn on the density for which it is wrong.
    """
    assert "6*x*(1 - x)" == str(probability(tmp_path, "return sp.exp(-1) - sp.exp(-4)").case.f)


def test_whole_area_is_a_line() -> None:
    """
    The whole area of 1 is drawn beside the bars, so that a share looks like one.
    """
    bars = ProbabilityPicture.unanswered("").figure().axes[1]

    assert 1 in [line.get_ydata()[0] for line in bars.lines]


AREA = "area = sp.integrate(f, (x, lower, upper))\n"
RULES = {
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


@pytest.mark.parametrize(("body", "fits"), RULES.values(), ids=RULES)
def test_wrong_answers_are_marked(tmp_path: Path, body: str, fits: list[bool]) -> None:
    """
    Each wrong rule is wrong on at least one of the four functions, and that one says to look again.
    """
    picture = made(tmp_path, body)
    shown = [text.get_text() for panel in picture.figure().axes for text in panel.texts]

    assert fits == [not is_wrong(graph, said) for graph, said in picture.pairs]
    assert fits.count(False) == picture.alt.count("Look again.")
    assert fits.count(False) == sum("look again" in text for text in shown)
    assert f"{fits.count(True)} of your 4 answers fit" in picture.alt


def test_right_answers_fit(tmp_path: Path) -> None:
    """
    Right answers fit all four functions, whatever kind of truth value they are.
    """
    for wrap in ("bool", "np.bool_", "sp.sympify"):
        positive = "sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet"

        assert "4 of your 4" in made(tmp_path, f"{AREA}return {wrap}({positive} and area == 1)").alt


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
