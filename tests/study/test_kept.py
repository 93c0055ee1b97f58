from pathlib import Path

import pytest

from autograder.grading.verdict import CheckResult, Outcome
from autograder.mistakes.catalogue import Diagnosis
from autograder.study.anatomy import Anatomy, anatomy_of
from autograder.study.kept import Keep

TEXT = "def f(x):\n    return x\n\n\ndef g(x):\n    return f(x)\n"


def result(outcome: Outcome, **fields: object) -> CheckResult:
    """The result of a check of task 9.1."""
    points = {"PASS": 2, "GRADER_ERROR": None}.get(outcome, 0)
    return CheckResult("test_a", "9.1", "g", "It is right.", outcome, points, 2, **fields)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two functions."""
    (tmp_path / "ex.py").write_text(TEXT, encoding="utf-8")
    return tmp_path / "ex.py"


def recalled(path: Path, found: CheckResult, text: str, called: tuple[str, ...] = ("g",)) -> bool:
    """Whether a result is still known after the file was given this text."""
    keep = Keep()
    keep.keep("9.1", path, anatomy_of(path), called, (found,))
    path.write_text(text, encoding="utf-8")
    return keep.recall("9.1", path, anatomy_of(path)) == (found,)


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.FIX, Outcome.TODO])
def test_the_same_file_gives_the_same_results(outcome: Outcome, path: Path) -> None:
    """
    What nothing has touched is kept, whatever it was.
    """
    assert recalled(path, result(outcome), TEXT)


def test_a_change_that_is_called_forgets(path: Path) -> None:
    """
    A function that another one calls takes that one's results with it.
    """
    assert not recalled(path, result(Outcome.PASS), TEXT.replace("return x", "return 2 * x"))


def test_a_check_may_call_more_than_its_own_function(path: Path) -> None:
    """
    Results rest on every function that was called for them.
    """
    text = TEXT.replace("return f(x)", "return 0")

    assert recalled(path, result(Outcome.PASS), text, ("f",))
    path.write_text(TEXT, encoding="utf-8")
    assert not recalled(path, result(Outcome.PASS), text, ("f", "g"))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (result(Outcome.PASS), True),
        (result(Outcome.PASS, notes=("line 1 is long",)), False),
        (result(Outcome.PASS, left_out=Diagnosis("left_out", "%matplotlib (cell [1])")), False),
        (result(Outcome.FIX), False),
        (result(Outcome.TODO), False),
    ],
)
def test_a_moved_line_forgets_what_tells_of_lines(
    found: CheckResult, expected: bool, path: Path
) -> None:
    """
    Only a result without a word on lines survives a comment above its function.
    """
    assert expected is recalled(path, found, f"# a comment\n{TEXT}")


@pytest.mark.parametrize(
    "found",
    [
        result(Outcome.GRADER_ERROR),
        result(Outcome.FIX, diagnosis=Diagnosis("too_slow", "Slow.")),
        result(Outcome.FIX, diagnosis=Diagnosis("interpreter_crashed", "Down.")),
    ],
    ids=["fault", "slow", "crash"],
)
def test_what_may_be_chance_is_not_kept(found: CheckResult, path: Path) -> None:
    """
    What the grader failed on, and what a busy machine may have to do with, is tried at every save.
    """
    assert not recalled(path, found, TEXT)


def test_another_file_knows_nothing(path: Path) -> None:
    """
    A notebook with the same text does not inherit what its script has earned.
    """
    keep = Keep()
    keep.keep("9.1", path, anatomy_of(path), ["g"], (result(Outcome.PASS),))

    assert keep.recall("9.1", path.with_suffix(".ipynb"), anatomy_of(path)) == ()


def test_what_has_no_basis_is_forgotten(path: Path) -> None:
    """
    Results of a file that reads others replace earlier ones, and are not kept themselves.
    """
    keep = Keep()
    keep.keep("9.1", path, anatomy_of(path), ["g"], (result(Outcome.PASS),))
    keep.keep("9.1", path, Anatomy("", is_closed=False), ["g"], (result(Outcome.PASS),))

    assert keep.recall("9.1", path, anatomy_of(path)) == ()


def test_a_broken_file_does_not_forget(path: Path) -> None:
    """
    After a syntax error and its repair the results from before are still known.
    """
    keep = Keep()
    keep.keep("9.1", path, anatomy_of(path), ["g"], (result(Outcome.PASS),))
    path.write_text(f"{TEXT}(", encoding="utf-8")
    assert keep.recall("9.1", path, anatomy_of(path)) == ()
    path.write_text(TEXT, encoding="utf-8")

    assert keep.recall("9.1", path, anatomy_of(path)) != ()
