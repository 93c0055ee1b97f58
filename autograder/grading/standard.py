"""The standard check: calls of one function, each compared with the solution or held to a law.

A spec yields the arguments of the calls:

    @BIAS.compare(points=3)
    def test_bias_beside_other_data(draw):
        '''Adds it to tables of other lengths, with negative numbers too.'''
        for m in (4, 7):
            yield (draw_column(draw.stream(f"bias {m}"), m),)
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from autograder.grading.limit import TooExpensive
from autograder.grading.task import CheckFunction, Fault, Fix, NotAttempted, Undecided
from autograder.judges.answer import Answer, Crash, with_article
from autograder.judges.finding import Finding
from autograder.mistakes.case import Asked, JudgedAnswer

if TYPE_CHECKING:
    from autograder.grading.draw import Draw
    from autograder.grading.learner import Learner, Reference

Judge = Callable[[Answer, Any], Finding]
"""Takes an answer and what the solution returns."""


def of_value(judge: Callable[[Any, Any], Finding]) -> Judge:
    """A judge that looks at nothing but what came back."""
    return lambda answer, expected: judge(answer.value, expected)


@dataclass(frozen=True, slots=True)
class Standard:
    """How the answers to a function are judged.

    judge: compares them with those of the solution; law: in its place, needs only what was asked.
    raised: which exceptions are answers to be judged, too; any other ends the check. then: a second
    judge of each answer, once all of them are right. case: what recognisers look at, if not a
    JudgedAnswer.
    """

    judge: Judge | None = None
    law: Callable[[Answer, Asked], Finding] | None = None
    raised: Callable[[Asked, Crash], bool] = lambda *_: False
    then: Callable[[Answer], Finding] | None = None
    case: Callable[[JudgedAnswer], Any] | None = None

    def check(self, function: str, ask: Callable[..., Any]) -> CheckFunction:
        """The pytest test function that makes the calls of another one, in their order."""
        wanted = inspect.signature(ask).parameters

        def check(learner: Any, reference: Any, draw: Any) -> None:
            learner.require(function)  # a stub waits for no inputs to be drawn
            given = {"learner": learner, "reference": reference, "draw": draw}
            calls = ask(**{name: given[name] for name in wanted}) or ()
            judged = [self._judged(function, one, given) for one in _asked(ask.__name__, calls)]
            if not judged:
                raise Fault(f"{ask.__name__} yields no arguments, so it would check nothing")
            if self.then:
                for one in judged:
                    self._settle(learner, replace(one, finding=self.then(one.answer)))

        made = wraps(ask)(check)
        vars(made)["__signature__"] = inspect.signature(check, follow_wrapped=False)
        return made

    def _judged(self, function: str, asked: Asked, given: Mapping[str, Any]) -> JudgedAnswer:
        """One call, if its answer is right; otherwise the outcome is raised."""
        learner = given["learner"]
        answer = learner.ask(function, *asked.arguments, raised=partial(self.raised, asked))
        finding, expected = self._ruling(answer, asked, given["reference"])
        more = partial(learner.again, function), learner.confirmed(function)
        judged = JudgedAnswer(asked, answer, finding, expected, *more)
        self._settle(learner, judged)
        return judged

    def _ruling(self, answer: Answer, asked: Asked, reference: "Reference") -> tuple[Finding, Any]:
        """The finding, and what the solution returns where it takes part."""
        if self.law:
            return _found(self.law, answer, asked), None
        if self.judge is None:
            raise Fault(f"nothing judges {answer.function}: give its task a judge or a law")
        judge = partial(_found, self.judge, answer)
        return reference.compare(judge, answer.function, *asked.arguments, known=asked.known)

    def _settle(self, learner: "Learner", judged: JudgedAnswer) -> None:
        is_right = judged.finding.is_right
        case = judged if is_right or self.case is None else self.case(judged)
        learner.settle(judged.finding, case=case, answer=judged.answer)


def asked_by(function: CheckFunction, draw: "Draw") -> list[Asked]:
    """What a standard check asks; nothing of any other, or if its calls follow from answers."""
    ask = inspect.unwrap(function)
    wanted = inspect.signature(ask).parameters
    if ask is function or not wanted.keys() <= {"draw"}:
        return []
    return [*_asked(ask.__name__, ask(**dict.fromkeys(wanted, draw)) or ())]


def _found(judge: Callable[..., Any], *given: Any) -> Finding:
    """What a judge finds; anything else is its author's fault, whoever has answered."""
    found = judge(*given)
    if not isinstance(found, Finding):
        must = 'it must return right(), wrong("kind") or undecided("kind")'
        raise Fault(f"a judge returned {found!r:.40}, but {must}")
    return found


def _drawn(check: str, calls: Iterator[Any]) -> Iterator[Any]:
    """What an author's function yields; what it raises is its own fault, whoever has answered."""
    while True:
        try:
            one = next(calls)
        except StopIteration:
            return
        except (Fix, NotAttempted, Undecided, Fault, TooExpensive, MemoryError):
            raise
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            raise Fault(f"{check} does not say what to ask: {said}") from error
        yield one


def _asked(check: str, calls: Iterable[Any]) -> Iterator[Asked]:
    """What a check yields, one call at a time: the streams are drawn from in between."""
    for one in _drawn(check, iter(calls)):
        if not isinstance(one, Asked | tuple):
            kind = type(one).__name__
            raise Fault(f"{check} yields {with_article(kind)}; a call needs a tuple of arguments")
        yield one if isinstance(one, Asked) else Asked(one)
