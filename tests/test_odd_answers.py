"""
Odd answers: whatever a function returns or raises, the learner gets a sentence, not a fault of the
kit.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

from autograder.grading.grade import grade
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.verdict import Outcome
from tests.fuzzing import DESCENT_TASK, caller_of, checks_of, drawn, kept_back_by, run

SECONDS = 2.0

BODIES = """
return None
return ...
return True
return 0
return float("nan")
return 1j
return "exp(-x)"
return b""
return []
return (1,)
return (1.0, 2.0)
return {1: 2}
return 10**5000
return np.zeros(0)
return np.zeros((2, 0))
return np.zeros((2, 1))
return np.zeros((2, 1, 1))
return np.full((2, 1), np.nan)
return np.full((2, 1), 1e308)
return np.full((2, 1), 1j)
return np.array([["a"], ["b"]])
return np.array([[None], [1]], dtype=object)
return np.array(3.0)
return np.True_
return np.ma.array([[1.0], [2.0]], mask=[[1], [0]])
return [np.ones((2, 1))] * 5
return len
return sp.exp
return sp.oo
return sp.zoo
return sp.true
return sp.Symbol("t")
return sp.Eq(sp.Symbol("x"), 1)
return sp.Integral(sp.exp(-sp.Symbol("x")), sp.Symbol("x"))
return sp.Limit(1 / sp.Symbol("x"), sp.Symbol("x"), 0)
return sp.exp(sp.Symbol("x")).series()
return sp.Matrix(0, 0, [])
return sp.S.EmptySet
return sp.Lambda((sp.Symbol("x"), sp.Symbol("y")), 1)
return sp.Piecewise((1, sp.Symbol("x") > 0))
return sp.Function("g")(sp.Symbol("x"))
return sp.floor(sp.Symbol("x"))
return sp.exp(sp.exp(sp.exp(sp.Symbol("x"))))
return a
return a[0]
return a[-1]
return type("Same", (), {"__eq__": lambda *_: True})()
return type("Own", (sp.Expr,), {})()
raise ValueError
raise SystemExit(0)
raise BaseException("odd")
raise type("Odd", (Exception,), {"__str__": lambda _: 1 / 0})
""".strip().splitlines()


@pytest.mark.parametrize("first", range(0, len(BODIES), 3))
def test_odd_answers_are_no_faults_and_no_success(first: int, tmp_path: Path) -> None:
    """
    Answers that ignore the question never cause a fault of the grader, and earn next to nothing,
    whichever three of them take turns from one function to the next.
    """
    bodies = cycle(BODIES[first : first + 3])
    for exercise, functions in functions_asked(all_checks()).items():
        stubs = "".join(f"def {name}(*a):\n    {next(bodies)}\n" for name in functions)
        (tmp_path / f"{exercise}.py").write_text(f"import numpy as np\nimport sympy as sp\n{stubs}")
    verdict = grade(tmp_path)

    assert [] == [c.name for c in verdict.checks if c.outcome == Outcome.GRADER_ERROR]
    assert verdict.points <= 3
    assert all(check.message for check in verdict.checks if check.outcome == Outcome.FIX)


@pytest.mark.parametrize("task", sorted({check.task.number for check in all_checks()}))
def test_no_legal_answer_breaks_a_check(task: str) -> None:
    """
    Whatever answer gets through the codec, and whatever path a descent takes, each check ends with
    an outcome.
    """
    checks = checks_of(task)
    faults = []
    for turn, (case, inputs) in enumerate(drawn(task, 30, 11)):
        if not kept_back_by(case):
            asked = checks if task == DESCENT_TASK else [checks[turn % len(checks)]]
            judged = run(caller_of(case, asked[0], inputs), asked, inputs, SECONDS)
            faults += [(case, one) for one in judged if one.fault is not None]

    assert [] == faults


def test_a_fault_of_a_judge_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A judge that raises an exception over an answer is noticed, and not mistaken for undecided.
    """
    monkeypatch.setattr("autograder.judges.symbolic.value.heads", lambda _: 1 / 0)
    check = next(check for check in checks_of("1.2") if check.name == "test_lesson_area")

    (judged,) = run(caller_of(("wire", ["e", "sin", [["I", "0x1"]]]), check, "a"), [check], "a")

    assert isinstance(judged.fault, ZeroDivisionError)
