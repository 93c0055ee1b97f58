from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.grading.spec import PROJECT, all_checks
from autograder.study.pictures.gallery import drawing, picture_in, picture_of
from autograder.study.pictures.picture import NoPictureError
from tests.notebooks import FILED, tasks_of
from tests.study.pictures.answers import RIGHT, STUB, seated, task_of

NUMBERS = sorted({check.task.number for check in all_checks()})
RIGHT_ONES = [path for path in FILED if path.parent.parent.name == "right"]
FEW = sorted({*RIGHT_ONES[::4], *(path for path in RIGHT_ONES if "seeded" in path.stem)})
WRONG_WORDS = re.compile(
    r"is not f|times f,|differ\.|Look again|not in front|cannot lift|times the measured|not the measured"
    r"|leaves the picture|stands still|has not come near|outside|elsewhere|No column|itself,|It has the shape|It returns"
)
BROKEN = {
    "crash": ("return 1 / 0", "divided by zero"),
    "name": ("return grd", "knows no name grd"),
    "loop": ("while True:\n    pass", "had not finished after 0.3 seconds"),
    "deaf loop": (
        "while True:\n    try:\n        pass\n    except: pass",
        "had not finished after 0.3 seconds",
    ),
    "exit": ("raise SystemExit", "ends with return"),
    "syntax": ("return (", "Python cannot read"),
}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_task_has_a_picture(number: str) -> None:
    """
    The worked solutions are drawn, with nothing missing, for all tasks.
    """
    made = picture_in(PROJECT / "solutions", task_of(number))

    made.draw().draw_without_rendering()
    assert (number, "") == (made.task, made.problem)
    assert 80 >= max(map(len, made.text))
    assert 12 >= len(made.chart)
    assert 70 >= max(map(len, made.chart[1:]))
    assert "\n".join(made.text).isascii()


@pytest.mark.parametrize("number", NUMBERS)
def test_short_right_functions_are_drawn(number: str, tmp_path: Path) -> None:
    """
    The functions that these tests call right have nothing missing on their pictures.
    """
    assert "" == picture_of(task_of(number), seated(tmp_path, number, RIGHT[number])).problem


@pytest.mark.parametrize("number", NUMBERS)
def test_stub_is_one_sentence(number: str, tmp_path: Path) -> None:
    """
    What is not written yet has no picture, and a sentence that names it.
    """
    with pytest.raises(NoPictureError, match=rf"^{number} .* is not written yet"):
        picture_of(task_of(number), seated(tmp_path, number, STUB))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("body", "said"), BROKEN.values(), ids=BROKEN)
def test_broken_function_is_told_in_the_picture(
    number: str, body: str, said: str, tmp_path: Path
) -> None:
    """
    A function that breaks or never ends leaves a picture without its curve, with the sentence.
    """
    limit = 0.3 if "while" in body else 10
    made = picture_of(task_of(number), seated(tmp_path, number, body), seconds=limit)

    assert said in made.problem
    assert said in made.alt


@pytest.mark.parametrize("number", NUMBERS)
def test_problem_stands_in_the_picture(number: str) -> None:
    """
    The sentence about what is missing is drawn, too.
    """
    drawn = drawing(number)
    figure = drawn.picture(drawn.blank("It stopped there.")).draw()

    assert "It stopped there." in " ".join(figure._supxlabel.get_text().split())


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "value", ["None", "'text'", "[1, 2]", "{}", "float('nan')", "np.zeros((3, 3, 3))", "len", "..."]
)
def test_odd_answers_are_drawn_or_told(number: str, value: str, tmp_path: Path) -> None:
    """
    Whatever comes back, there is a picture, and what is missing on it has a sentence.
    """
    made = picture_of(task_of(number), seated(tmp_path, number, f"return {value}"))

    assert made.text
    assert made.problem.endswith((".", "?"))


def test_unknown_number_has_no_picture() -> None:
    """
    A task of another exercise is told to have none.
    """
    with pytest.raises(NoPictureError, match=r"no picture for task 3\.1"):
        drawing("3.1")


@pytest.mark.parametrize("path", FEW, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_right_submission_is_never_called_wrong(path: Path) -> None:
    """
    On the pictures of right submissions nothing is missing, and no word says that something differs.
    """
    exercise = path.parent.name
    for number in tasks_of(path):
        if task_of(number).exercise.name == exercise:
            made = picture_in(path, task_of(number))

            assert "" == made.problem
            assert not WRONG_WORDS.search(made.alt), made.alt
