from __future__ import annotations

from pathlib import Path

import pytest

from autograder.study.pictures import density as conditions
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


def asked(folder: Path, body: str = "") -> conditions.Verdicts:
    return conditions.ask(learner(folder, "1.3", body))


@pytest.mark.parametrize(("body", "fits"), WRONG.values(), ids=WRONG)
def test_wrong_verdicts_are_marked(tmp_path: Path, body: str, fits: list[bool]) -> None:
    """
    Each wrong rule is wrong on at least one of the four functions, and that one says to look again.
    """
    values = asked(tmp_path, body)
    made = conditions.picture(values)
    shown = [text.get_text() for panel in made.draw().axes for text in panel.texts]

    assert fits == [one.is_right for one in values.each]
    assert fits.count(False) == made.alt.count("Look again.")
    assert fits.count(False) == sum("look again" in text for text in shown)


def test_right_verdicts_fit(tmp_path: Path) -> None:
    """
    Right answers fit all four functions, whatever kind of truth value they are.
    """
    for wrap in ("bool", "np.bool_", "sp.sympify"):
        lines = "area = sp.integrate(f, (x, lower, upper))\n"
        body = f"return {wrap}(sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet and area == 1)"
        values = asked(tmp_path, lines + body)

        assert "4 of 4" in conditions.picture(values).alt


def test_dip_and_area_are_measured() -> None:
    """
    The lowest points and areas that are shown are those of the functions.
    """
    each = conditions.blank("").each

    assert [1, 2, 1, 1] == [one.area for one in each]
    assert [0, 0, pytest.approx(-1), 0] == [one.lowest for one in each]


@pytest.mark.parametrize("body", ["return 'True'", "return 1", "return None", "return f < 0"])
def test_no_truth_is_one_sentence(tmp_path: Path, body: str) -> None:
    """
    What is neither True nor False is not drawn, and said once.
    """
    values = asked(tmp_path, body)

    assert values.problem.endswith("True or False is wanted.")
    assert [None] * 4 == [one.said for one in values.each]
