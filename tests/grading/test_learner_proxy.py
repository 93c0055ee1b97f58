"""
The learner proxy: its calls, and the findings that it raises.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.learner import ExerciseState, Learner, Reference
from autograder.grading.recording import Recording
from autograder.grading.source import FileSource
from autograder.grading.task import Exercise, Fault, Fix, NotAttempted, Undecided
from autograder.judges.answer import Answer, Foreign, Spot
from autograder.judges.finding import Finding, right, undecided, wrong
from autograder.mistakes.catalogue import UNKNOWN, Mistake

EXERCISE = Exercise("day4_ex9")
LEARNER = Learner(ExerciseState(None, EXERCISE))
LAST = Mistake("other", "It is {n}. Why?", lambda case: {"n": case})


@pytest.fixture
def learner_of(tmp_path: Path):  # type: ignore[no-untyped-def]
    def learner_of(text: str, cls: type[Learner] = Learner) -> Any:
        path = tmp_path / "day4_ex9.py"
        path.write_text(text, encoding="latin-1")
        state = ExerciseState(LocalCaller(FileSource(path), "day4_ex9", 1), EXERCISE)
        return Reference(state, Recording()) if cls is Reference else cls(state)

    return learner_of


def test_answer_holds_all_that_a_call_gave(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    An answer holds value, arguments before and after, prints and warnings.
    """
    learner = learner_of(
        "import warnings\ndef f(a):\n    a += 1\n    print('hello')\n"
        "    warnings.warn('careful')\n    return a * 2\n"
    )
    answer = learner.f(np.array([1.0]))

    assert ([4.0], [1.0], [2.0]) == (
        answer.value.tolist(),
        answer.asked[0].tolist(),
        answer.afterwards[0].tolist(),
    )
    assert ("hello\n", ("careful",)) == (answer.printed, answer.warned)


def test_stub_is_not_attempted(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    NotImplementedError is TODO, never a crash.
    """
    with pytest.raises(NotAttempted):
        learner_of("def f():\n    raise NotImplementedError('TODO 9.1')\n").f()


def test_absent_file_is_not_attempted() -> None:
    """
    An exercise that was not handed in is TODO and named.
    """
    with pytest.raises(NotAttempted, match=r"day4_ex9\.py is missing"):
        Learner(ExerciseState(None, EXERCISE)).f()


def test_raw_call_keeps_the_crash(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    `call` gives a crash as part of the answer, with the learner's line and its text.
    """
    answer = learner_of("def f():\n    x = []\n    return x[3]\n").call("f")

    assert ("IndexError", 3, "return x[3]") == (
        answer.crash.kind,
        answer.crash.line,
        answer.crash.source,
    )


def test_learner_cannot_reach_the_question(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    The learner's function gets copies: the check's own arrays stay as they are.
    """
    asked = np.zeros((2, 1))
    learner_of("def f(a):\n    a[:] = 7\n    return a\n").f(asked)

    assert 0 == asked.sum()


def test_once_is_made_once_and_not_after_a_failure(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    `once` keeps what was made; a finding raised while making is not kept.
    """
    learner = learner_of("def f():\n    raise NotImplementedError\n")
    made: list[int] = []
    for _ in range(2):
        with pytest.raises(NotAttempted):
            learner.once("a", learner.f)
    for _ in range(2):
        learner.once("b", lambda: made.append(1) or made)

    assert [1] == made


def test_what_explains_a_wrong_answer_is_asked_once(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    `again` asks each question once, whichever check wants to know; a number and an array differ.
    """
    learner = learner_of("asked = []\ndef f(a):\n    asked.append(a)\n    return len(asked)\n")
    questions = (1, 1.0, np.array([1]), np.array([1.0]))
    first, second = ([learner.again("f", one).value for one in questions] for _ in range(2))

    assert [1, 2, 3, 4] == first == second
    assert learner_of("def f():\n    raise NotImplementedError\n").again("f") is None


def test_reference_that_fails_is_our_fault(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    A solution that crashes or is missing is never a finding about the learner.
    """
    for text in ("def f():\n    return 1 / 0\n", "", "def f():\n    raise NotImplementedError\n"):
        with pytest.raises(Fault, match="the solution of f"):
            learner_of(text, Reference).f()


def test_generators_are_seeded_once(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    Two calls draw different numbers, two sessions the same ones.
    """
    text = "import random, numpy as np\ndef f(): return random.random(), np.random.rand()\n"
    first = [learner_of(text).f().value for _ in range(2)]
    learner = learner_of(text)

    assert first[0] == first[1]
    assert learner.f().value != learner.f().value


def test_many_calls_are_answered_in_order(learner_of) -> None:  # type: ignore[no-untyped-def]
    """
    Calls that are made together are answered in order, crashes included.
    """
    answers = learner_of("def f(a):\n    return 1 / a\n").calls("f", [(1,), (0,), (4,)])

    assert [1.0, None, 0.25] == [answer.value for answer in answers]
    assert [None, "ZeroDivisionError", None] == [a.crash and a.crash.kind for a in answers]


class Judge:
    """Finds an answer right where it equals the expected value; keeps what it was handed."""

    def __init__(self, answer: int) -> None:
        self.answer = answer
        self.handed: list[int] = []

    def __call__(self, expected: int) -> Finding:
        self.handed.append(expected)
        return right() if expected == self.answer else wrong("differs")


@pytest.mark.parametrize(
    ("spares", "answer", "handed", "is_right"),
    [
        pytest.param(True, 7, [7], True, id="right"),
        pytest.param(True, 8, [7, 8], True, id="solution-knows-better"),
        pytest.param(True, 9, [7, 8], False, id="wrong"),
        pytest.param(False, 7, [8], False, id="solution-always"),
    ],
)
def test_nothing_is_wrong_before_the_solution_has_spoken(
    tmp_path: Path, spares: bool, answer: int, handed: list[int], is_right: bool
) -> None:
    """
    What is known by construction may settle a right answer; a wrong one rests on the solution.
    """
    path = tmp_path / "day4_ex9.py"
    path.write_text("def f():\n    return 8\n")
    state = ExerciseState(LocalCaller(FileSource(path), "day4_ex9", 1), EXERCISE)
    reference, judge = Reference(state, Recording(), spares=spares), Judge(answer)
    finding, expected = reference.compare(judge, "f", known=7)

    assert (handed, is_right) == (judge.handed, finding.is_right)
    assert handed[-1] == expected


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        pytest.param(
            'def f():\n    """D."""\n    raise NotImplementedError("x")\n', NotAttempted, id="stub"
        ),
        pytest.param("def f(:\n", Fix, id="unreadable"),
        pytest.param("g = 1\n", Fix, id="missing"),
        pytest.param("f = 1\n", Fix, id="no-function"),
        pytest.param("def f():\n    return 1 / 0\n", None, id="crashes-when-called"),
    ],
)
def test_what_cannot_be_asked_is_required_in_vain(
    learner_of, text: str, raised: type[Exception]
) -> None:  # type: ignore[no-untyped-def]
    """
    Requiring a function raises what a call would, unless only the call itself could show it.
    """
    learner = learner_of(text)
    if raised is None:
        learner.require("f")
        return
    with pytest.raises(raised) as required:
        learner.require("f")
    with pytest.raises(raised) as called:
        learner.f()

    assert str(called.value) == str(required.value)


@pytest.mark.parametrize(
    ("body", "says", "line"),
    [
        ("    F = 1\n    raise NotImplementedError\n", "raise NotImplementedError", 3),
        ("    return g()\n", "calls g, which is not. Write g first", 2),
        ("    return (lambda: h())()\n", "calls h, which is not", 2),
    ],
)
def test_written_code_that_meets_a_stub_is_told_so(  # type: ignore[no-untyped-def]
    learner_of, body: str, says: str, line: int
) -> None:
    """
    Code that still has its own `raise`, or calls a stub, waits; the message and the line say why.
    """
    stub = "def {}():\n    raise NotImplementedError\n"
    learner = learner_of("def f():\n" + body + stub.format("g") + stub.format("h"))
    with pytest.raises(NotAttempted) as raised:
        learner.f()

    assert says in str(raised.value)
    assert Spot(line) == raised.value.at


@pytest.mark.parametrize(
    ("text", "key", "line", "says"),
    [
        pytest.param("def f():\n    return grd\n", "name_unknown", 2, "grd", id="name"),
        pytest.param("def f(a, b):\n    return a\n", "signature", None, "f", id="signature"),
        pytest.param("def f():\n    import nope\n", "not_installed", 2, "nope", id="import"),
        pytest.param("def f():\n    return f()\n", "recursion", 2, "itself", id="recursion"),
        pytest.param("def f():\n    return input()\n", "reads_keyboard", 2, "input", id="input"),
        pytest.param("def f():\n    raise SystemExit\n", "exits", 2, "exit", id="exit"),
        pytest.param(
            "def f():\n    raise ValueError('odd {x}')\n", "own_raise", 2, "condition", id="raise"
        ),
        pytest.param(
            "def f():\n    return int('odd {x}')\n", "exception", 2, "ValueError", id="other"
        ),
    ],
)
def test_a_crash_is_explained(
    learner_of,
    text: str,
    key: str,
    line: int | None,
    says: str,  # type: ignore[no-untyped-def]
) -> None:
    """
    A call that crashes is a FIX with its own sentence and line.
    """
    with pytest.raises(Fix) as found:
        learner_of(text).f()
    fix = found.value

    assert (key, line and f"line {line}") == (fix.diagnosis.key, fix.at and str(fix.at))
    assert says in fix.diagnosis.message


def test_right_finding_leaves_its_notes() -> None:
    """
    A right finding raises nothing and takes its notes, filled.
    """
    learner = Learner(ExerciseState(None, replace(EXERCISE, notes={"flat": "It has {n} axis."})))
    learner.settle(right("flat", n=1), mistakes=[LAST], case=1, answer=None)

    assert ["It has 1 axis."] == [note.message for note in learner.notes]


def test_wrong_finding_is_a_fix() -> None:
    """
    A wrong finding raises the first mistake that recognises it, with call and value.
    """
    answer = Answer("f", 7, (2,))
    with pytest.raises(Fix, match=r"It is 7\. Why\?") as found:
        LEARNER.settle(wrong("odd"), mistakes=[LAST], case=7, answer=answer)

    assert {"asked": "f(2)", "is_cut": False, "returned": "7"} == found.value.shown


def test_printed_result_comes_before_any_mistake_of_the_task() -> None:
    """
    A function that printed and returned None gets a message on the difference, in every task.
    """
    answer = Answer("f", None, (2,), printed="7")
    with pytest.raises(Fix, match="print only shows a value"):
        LEARNER.settle(wrong("odd"), mistakes=[LAST], case=7, answer=answer)


def test_returned_stub_is_not_attempted() -> None:
    """
    A function that returns `...` instead of raising is still a stub.
    """
    answer = Answer("area", Foreign("stub", "..."))

    with pytest.raises(NotAttempted):
        LEARNER.settle(wrong("kind"), mistakes=[LAST], case=1, answer=answer)


def test_undecided_finding_is_no_fix() -> None:
    """
    What the judge cannot decide is raised as undecided.
    """
    with pytest.raises(Undecided, match="close"):
        LEARNER.settle(undecided("close"), mistakes=[LAST], case=1, answer=None)


def test_a_last_entry_is_built_in() -> None:
    """
    A wrong answer that no mistake recognises still gets a message, without one of the author's.
    """
    with pytest.raises(Fix) as fix:
        LEARNER.settle(wrong("odd"), case=1, answer=None)

    assert ("not_right", UNKNOWN) == (fix.value.diagnosis.key, fix.value.diagnosis.message)
