"""Which functions are measured, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.errors import KitError
from autograder.study.subjects import subjects
from tests.study.projects import project
from tests.study.trials import written

LEFT_OUT = {
    "stub": (
        "raise NotImplementedError('TODO')",
        "is not written yet, so batch is left out.",
        False,
    ),
    "crash": ("return X / 'a'", "2.5 batch_gradient_descent fails, so batch is left out", True),
    "nothing": ("pass", "It returned None, but theta is an array of two finite numbers.", True),
    "shape": ("return X", "but theta is an array of two finite numbers.", True),
    "infinite": ("return theta + np.inf", "theta is an array of two finite numbers.", True),
}


@pytest.mark.parametrize(("body", "said", "is_failing"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_cannot_be_called_is_left_out(
    tmp_path: Path, body: str, said: str, is_failing: bool
) -> None:
    """
    One sentence says why a function is left out and what to do; only a stub is no failure.
    """
    _, seen = subjects(written(tmp_path, t25=body), is_worked=False)

    assert said in seen.left_out[0]
    assert seen.left_out[0].endswith("add --worked.")
    assert ". (" not in seen.left_out[0]
    missing = seen.left_out[1:]
    assert ["2.3", "2.6", "2.7"] == [one.split()[0] for one in missing]
    assert all("is not written yet" in one for one in missing)
    assert is_failing == seen.is_failing


def test_exercises_of_another_day_have_nothing_to_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where the exercise of the descents does not count, one sentence says what is needed.
    """
    monkeypatch.setattr("autograder.study.subjects.all_checks", tuple)

    with pytest.raises(KitError, match="calls stochastic_gradient_descent") as error:
        subjects(tmp_path, is_worked=False)
    assert 2 == error.value.exit_code


def test_stubs_as_shipped_are_no_failure(tmp_path: Path) -> None:
    """
    Of exercises that nobody has touched, nothing can be measured and nothing fails.
    """
    found, seen = subjects(project(tmp_path) / "exercises", is_worked=False)

    assert {} == found
    assert 4 == len(seen.left_out)
    assert not seen.is_failing


def test_a_stub_that_is_called_is_named(tmp_path: Path) -> None:
    """
    A descent that calls a stub says whose turn it is.
    """
    path = written(tmp_path, t23="return theta - point_gradient(X, y, theta)")
    text = path.read_text() + "def point_gradient(xi, yi, theta):\n    raise NotImplementedError\n"
    path.write_text(text)
    _, seen = subjects(path, is_worked=False)

    assert any("2.3" in one and "point_gradient" in one for one in seen.left_out)


def test_a_copy_without_solutions_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where there are no solutions, --worked is refused, and no sentence offers it.
    """
    monkeypatch.setattr("autograder.grading.grade.SOLUTIONS", tmp_path / "none")
    path = written(tmp_path, t25="pass")

    assert not any("--worked" in one for one in subjects(path, is_worked=False)[1].left_out)
    with pytest.raises(KitError, match="holds none") as error:
        subjects(path, is_worked=True)
    assert 2 == error.value.exit_code
