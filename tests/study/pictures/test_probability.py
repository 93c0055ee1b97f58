from __future__ import annotations

from pathlib import Path

import pytest

from autograder.study.pictures import probability
from tests.study.pictures.answers import learner

WRONG = {
    "all of it": ("return sp.integrate(density, (x, 0, sp.oo))", 1.0),
    "complement": ("return 1 - sp.integrate(density, (x, a, b))", 0.6504),
    "sign": ("return sp.integrate(density, (x, b, a))", -0.3496),
    "height": ("return density.subs(x, a)", 0.3679),
}


@pytest.mark.parametrize(("body", "answer"), WRONG.values(), ids=WRONG)
def test_wrong_number_is_drawn(tmp_path: Path, body: str, answer: float) -> None:
    """
    The learner's number stands beside the part between a and b.
    """
    values = probability.ask(learner(tmp_path, "1.4", body))

    assert values.answer == pytest.approx(answer, abs=1e-4)
    assert values.area == pytest.approx(0.3496, abs=1e-4)
    assert "the two differ" in probability.picture(values).alt


def test_right_number_is_the_part(tmp_path: Path) -> None:
    """
    A right answer is told to be the same, and a and b are named.
    """
    made = probability.picture(probability.ask(learner(tmp_path, "1.4")))

    assert "from a = 1 to b = 4" in made.alt
    assert "the same" in made.alt


def test_typed_in_number_shows_on_another_density(tmp_path: Path) -> None:
    """
    The lesson's number alone is drawn on the density for which it is wrong.
    """
    body = "return sp.exp(-1) - sp.exp(-4)"
    values = probability.ask(learner(tmp_path, "1.4", body))

    assert "6*x*(1 - x)" == values.formula


def test_whole_area_is_a_line() -> None:
    """
    The whole area of 1 is drawn beside the bars, so that a share looks like one.
    """
    bars = probability.figure(probability.blank("")).axes[1]

    assert 1 in [line.get_ydata()[0] for line in bars.lines]
