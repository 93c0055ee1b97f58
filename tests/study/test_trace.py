"""Trace: the learner's own descent on two rows, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.grading.errors import KitError
from autograder.grading.grade import Session, session_in
from autograder.grading.spec import all_checks
from autograder.study import trace as module
from autograder.study.trace import HEAD, NO_STEPS, RATE, ROWS, WHICH, X, Y, follow, shown, tell

EXERCISE = next(check.task.exercise for check in all_checks() if check.task.number == "2.3")
GRADIENT = "def point_gradient(xi, yi, theta):\n    return 2 * xi.T @ (xi @ theta - yi)\n"
LOOPS = """
def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        for _ in range(len(X)):
            i = np.random.randint(len(X))
            {step}
    return theta
"""
RIGHT = "theta = theta - learning_rate * point_gradient(X[i:i+1], y[i:i+1], theta)"
FLAT = "theta = theta - learning_rate * point_gradient(X[i], y[i], theta)"


def descent(step: str, before: str = GRADIENT) -> str:
    """A file with this step in its inner loop."""
    return f"import numpy as np\n{before}{LOOPS.format(step=step)}"


def session(folder: Path, text: str) -> Session:
    path = folder / "day4_ex2.py"
    path.write_text(text, encoding="utf-8")
    return session_in(path, EXERCISE)


def told(folder: Path, text: str, *typed: str) -> list[str]:
    """What is shown for a file; typed: the answers, after which the input ends."""
    said: list[str] = []
    answers: Iterator[str] = iter(typed)

    def ask(question: str) -> str:
        said.append(question)
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    tell(*follow(session(folder, text)), said.append, ask if typed else None)
    return "\n".join(said).splitlines()


SHOWN = """
   1    1      -7  [-14, -14]       [1.4, 1.4]
   2    1    -4.2  [-8.4, -8.4]     [2.24, 2.24]
   3    0   -1.76  [-3.52, 0]       [2.59, 2.24]
   4    1   -2.17  [-4.34, -4.34]   [3.03, 2.67]

Steps: 4. 2 epochs of 2 rows ask for 4.
It returned [3.03, 2.67], shape (2, 1)."""


def test_a_right_descent_is_shown_step_by_step(tmp_path: Path) -> None:
    """
    A line per step has row, error, gradient and next theta, and every run draws the same rows.
    """
    expected = (HEAD + SHOWN).splitlines()

    for _ in range(2):
        assert expected == [line.rstrip() for line in told(tmp_path, descent(RIGHT))]
    assert max(map(len, expected)) <= 80


def test_what_is_said_of_the_rows_is_true() -> None:
    """
    The heading and the names of rows are those of the data.
    """
    for number, (row, target) in enumerate(zip(X, Y, strict=True)):
        assert (str(number), shown(target)) == ROWS[shown(row)]
        assert f"row {number}: xi = {shown(row)}, yi = {shown(target)}" in HEAD
    assert ("all", shown(Y)) == ROWS[shown(X)]
    assert f"the learning rate is {RATE}" in HEAD
    assert np.allclose(X @ [[4], [3]], Y)


FIRST = "   1    1      -7  [-14, -14]       "
UPHILL = RIGHT.replace("theta -", "theta +")
ASTRAY = {
    "uphill": (UPHILL, FIRST + "[-1.4, -1.4]"),
    "table": (RIGHT.replace("[i:i+1]", ""), "   1  all  [-4, -7]  [-22, -14]"),
    "table shapes": (RIGHT.replace("[i:i+1]", ""), "xi (2, 2), yi (2, 1)"),
    "pairing": (RIGHT.replace("y[i:i+1]", "y[:1]"), "[-8, -8]         [0.8, 0.8]       yi is 4"),
    "no step": (RIGHT.replace("theta =", "x ="), "   2    1      -7  [-14, -14]       [0, 0]"),
    "short": (f"{RIGHT}; break", "Steps: 2. 2 epochs of 2 rows ask for 4."),
    "by name": (RIGHT.replace("theta)", "theta=theta)"), FIRST + "[1.4, 1.4]"),
    "no call": ("theta = [[1, 2]]", NO_STEPS),
    "prints": (f"{RIGHT}; print('x' * 10**6)", FIRST + "[1.4, 1.4]"),
}


def test_a_long_remark_has_a_line_of_its_own(tmp_path: Path) -> None:
    """
    Shapes that do not fit beside the numbers of their step stand whole on the next line.
    """
    said = "\n".join(told(tmp_path, descent(f"{RIGHT}.ravel()"))).splitlines()

    assert "      theta (2, 2), gradient (2, 2)" in said
    assert all(len(line) < 80 for line in said if "theta (2, 2)" in line)


@pytest.mark.parametrize(("step", "says"), ASTRAY.values(), ids=ASTRAY)
def test_a_wrong_descent_shows_where_it_goes_astray(tmp_path: Path, step: str, says: str) -> None:
    """
    The line of a step says what is wrong with it: direction, row, target, shape or number.
    """
    said = "\n".join(told(tmp_path, descent(step)))

    assert says in (said if "   " in says else " ".join(said.split()))


FLAT_GRADIENT = GRADIENT.replace("xi.T @", "xi.reshape(-1, 1) *")


def test_a_flat_row_is_named(tmp_path: Path) -> None:
    """
    Shapes that are not as they should be stand beside the steps in which they occur.
    """
    said = told(tmp_path, descent(FLAT, FLAT_GRADIENT))

    assert f"{FIRST}[1.4, 1.4]       xi (2,), yi (1,)" in said


def test_what_comes_back_is_named(tmp_path: Path) -> None:
    """
    A descent without a return gives None; one that Python cannot read has no table of steps.
    """
    assert "It returned None." in told(tmp_path, descent(RIGHT).replace("return theta", "pass"))
    said = told(tmp_path, "def f(:")
    assert not any(line.startswith("step  row") for line in said)
    assert any("Python cannot read" in line for line in said)


ENDLESS = "while True: "
STUBBORN = f"while True:\n                try: {RIGHT}\n                except: pass"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (descent(FLAT), "Python said: ValueError: "),
        (descent("raise KeyError(3)"), "Python said: KeyError: 3"),
        (descent(f"{ENDLESS} pass"), "had not finished after 0.2 seconds"),
        (descent(f"{ENDLESS} {RIGHT}"), "It was stopped there, after 12 steps."),
        (descent(STUBBORN), "It was stopped there, after 12 steps."),
        (descent("exit()"), "Your code calls exit"),
        (descent(RIGHT, ""), "Python said: NameError: name 'point_gradient' is not defined"),
    ],
    ids="shapes crash endless steps stubborn exit missing".split(),
)  # fmt: skip
def test_a_run_that_stops_says_why(
    tmp_path: Path, text: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The steps until then are shown, then the line and Python's own words.
    """
    monkeypatch.setattr(module, "SECONDS", 0.2)
    said = told(tmp_path, text)

    assert says in " ".join(said)
    assert not any("It returned" in line for line in said)
    assert len(said) < 30


STUB = "\n    'Doc.'\n    raise NotImplementedError('TODO')\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LOOPS.partition("\n    for")[0] + STUB, module.STUB),
        (
            descent(RIGHT, GRADIENT.partition("\n")[0] + STUB),
            "it calls point_gradient, which is not",
        ),
        ("x = (", "Python cannot read day4_ex2.py"),
        ("x = 1", "defines no stochastic_gradient_descent"),
    ],
    ids=["stub", "calls a stub", "unreadable", "missing"],
)
def test_nothing_to_follow_is_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    """
    A stub, or a file without the function, gets a sentence.
    """
    try:
        said = " ".join(told(tmp_path, text))
    except KitError as error:
        said = str(error)

    assert says in said
    assert NO_STEPS not in said


PRODUCT = "The rate times the gradient is [-1.4, -1.4]."
AGAINST = "You went against the gradient, but your code has"


@pytest.mark.parametrize(
    ("text", "typed", "says"),
    [
        (RIGHT, "1.4 1.4", "Yes, [1.4, 1.4]."),
        (RIGHT, " [1.40, +1.4] ", "Yes, [1.4, 1.4]."),
        (RIGHT, "", "It is [1.4, 1.4]."),
        (RIGHT, "what?", "That is not two numbers. It is [1.4, 1.4]."),
        (RIGHT, "1.4", "That is not two numbers. It is [1.4, 1.4]."),
        (RIGHT, "-1.4 -1.4", f"Your code has [1.4, 1.4]. {PRODUCT}"),
        (UPHILL, "1.4 1.4", f"{AGAINST} [-1.4, -1.4]. Which line moves theta?"),
        (UPHILL, "-1.4 -1.4", "Yes, [-1.4, -1.4]."),
    ],
    ids=["right", "brackets", "enter", "words", "one", "wrong", "not the code's", "the code's"],
)
def test_it_asks_for_the_next_theta_first(tmp_path: Path, text: str, typed: str, says: str) -> None:
    """
    The next theta is shown after the answer, which is compared with what the code did.
    """
    said = told(tmp_path, descent(text), typed)
    place = said.index(WHICH)

    assert "[-14, -14]" in said[place - 1]
    assert not any("1.4, " in line for line in said[:place])
    assert f"      {says}" == said[place + 1]
    again = said.index(WHICH, place + 1)
    assert "      No answer, so all the rest is shown at once." == said[again + 2]
    assert "It returned" in said[-1], "the rest is shown when the input has ended"


def test_the_file_is_as_it_was(tmp_path: Path) -> None:
    """
    After a trace the learner's own gradient is in its place, and the rows are unchanged.
    """
    before = X.copy(), Y.copy()
    found = session(tmp_path, descent("X += 1; " + RIGHT))
    names = found.learner.caller.loaded().names
    own = names["point_gradient"]
    follow(found)

    assert own is names["point_gradient"]
    assert all(np.array_equal(one, other) for one, other in zip(before, (X, Y), strict=True))
