from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
import pytest

from autograder.grading.pictures.chart import Curve, Panel, Plot
from autograder.grading.pictures.picture import Picture, UndrawableError, plain, unusable

POINT = np.array([0.5])


class Doubled(Picture[int, int]):
    """A picture of a function that should double its number."""

    title = "A number"
    cases = (1, 2, 3)
    mosaic: ClassVar = {"mosaic": "a"}
    said = "Seen."

    def ask(self, learner: Any) -> int:
        return int(learner(self.case))

    def is_right(self, answer: int) -> bool:
        return answer == 2 * self.case

    def plot(self) -> Plot:
        return Plot((Curve(POINT, POINT, "a", "answer"),), (0, 1))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        panels["a"].plot([0, 1], [0, 1], label="a name")

    def facts(self) -> Iterator[str]:
        yield f"Asked {self.case}, answered {self.answer}."

    def remarks(self) -> Iterator[str]:
        yield self.said


def refuse(case: int) -> int:
    """A learner's function with an answer that cannot be drawn for 2."""
    if case == 2:
        raise UndrawableError("It is odd.", partial=7)
    return 2 * case


@pytest.mark.parametrize(
    ("learner", "expected"),
    [
        (lambda case: 2 * case, (1, 2, "")),
        (lambda _: 2, (2, 2, "")),
        (lambda _: 5, (1, 5, "")),
        (refuse, (2, 7, "It is odd.")),
    ],
    ids=["right", "wrong later", "wrong", "odd"],
)
def test_first_wrong_case_is_drawn(learner: Any, expected: tuple[int, int, str]) -> None:
    """
    The first case with a wrong answer or an odd one is drawn; the first of all if all are right.
    """
    picture = Doubled.of(learner)

    assert expected == (picture.case, picture.answer, picture.problem)


def test_missing_answer_is_the_lessons_case() -> None:
    """
    Without an answer the first case is drawn, with the sentence that says why.
    """
    picture = Doubled.unanswered("It stopped.")

    assert (1, None, "It stopped.") == (picture.case, picture.answer, picture.problem)


def test_alt_text_says_title_problem_facts_and_remarks() -> None:
    """
    What replaces the picture begins with its title, then says what is missing and what is seen.
    """
    assert (
        "A number. It is gone. Asked 1, answered None. Seen."
        == Doubled.unanswered("It is gone.").alt
    )
    assert "A number. Asked 1, answered 2. Seen." == Doubled(1, 2).alt


def test_problem_and_remarks_are_below_the_figure() -> None:
    """
    The figure has the title above, and the problem and remarks below, but not the numbers.
    """
    figure = Doubled.unanswered("It is gone.").figure()

    assert ("A number", "It is gone. Seen.") == (figure.get_suptitle(), figure.get_supxlabel())
    assert ["a name"] == [text.get_text() for text in figure.axes[0].get_legend().texts]


def test_sentences_come_before_the_plot() -> None:
    """
    The text version reads from the top: title, sentences, then the plot.
    """
    text = Doubled(1, 2, task="9.9").text

    assert ("9.9 A number", "", "Asked 1, answered 2.", "Seen.", "") == text[:5]
    assert "y against x: a = answer" == text[5]


def test_text_is_narrow_and_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Long sentences are wrapped to 80 columns, and every character is ASCII.
    """
    monkeypatch.setattr(Doubled, "said", "\u03b8 moves far. " * 30)
    text = Doubled.unanswered("word " * 60).text

    assert 80 >= max(map(len, text))
    assert "\n".join(text).isascii()


def test_plain_keeps_what_it_cannot_write_readable() -> None:
    """
    A foreign letter becomes its escape instead of an error.
    """
    assert "\\u03b8 = 1" == plain("\u03b8 = 1")


def test_unusable_answer_is_one_sentence() -> None:
    """
    The sentence about an answer of the wrong kind shows it and says what is needed.
    """
    assert "Your function returned None; a number is needed." == str(
        unusable(None, "a number is needed")
    )
