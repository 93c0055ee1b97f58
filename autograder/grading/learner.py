"""The learner: the object through which a check calls the learner's functions.

A `Caller` makes the calls; `Learner` is what a check holds: whatever is not an answer becomes a
finding. The sentences are those of `autograder/mistakes/python/general.py`.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from autograder.grading.caller import Caller, Trace
from autograder.grading.codec import lost_in
from autograder.grading.failure import failure, never_made, stub_of
from autograder.grading.limit import MachineBusy, TooExpensive
from autograder.grading.memory import is_same
from autograder.grading.recording import Recording, question
from autograder.grading.source import crash_of
from autograder.grading.task import Busy, Exercise, Fault, Fix, NotAttempted, Task, Undecided
from autograder.judges.answer import Answer, Crash, Foreign
from autograder.judges.finding import NOT_REFUSED, Finding, Ruling
from autograder.mistakes.case import NOT_KNOWN
from autograder.mistakes.catalogue import Diagnosis, Mistake, Wording, diagnose
from autograder.mistakes.python import general

Made = TypeVar("Made")


def never(_: Crash) -> bool:
    """No exception is an answer."""
    return False


@dataclass(slots=True)
class ExerciseState:
    """What the checks of one exercise share.

    asked: the functions of all its tasks. made: what `once` made. again: answers that explain wrong
    ones. confirmed: the explanations that they confirmed, by function. given_up: functions that
    never ended, which are not called again. calling: the function that is running, or "".
    """

    caller: Caller | None
    exercise: Exercise
    asked: tuple[str, ...] = ()
    made: dict[str, Any] = field(default_factory=dict)
    again: dict[str, Answer] = field(default_factory=dict)
    confirmed: dict[str, set[Hashable]] = field(default_factory=dict)
    given_up: dict[str, Fix | Busy] = field(default_factory=dict)
    calling: str = ""


class Learner:
    """One check's view of a submission.

    `learner.add_bias(X)` is the answer of that call, or raises a finding: NotAttempted for a stub,
    Fix for a crash, a missing function or an unreadable file.
    """

    def __init__(self, state: ExerciseState, task: Task | None = None) -> None:
        self._state = state
        self._task = task
        self.notes: list[Diagnosis] = []
        self.has_answered = False

    def __getattr__(self, function: str) -> Callable[..., Answer]:
        if function.startswith("_"):
            raise AttributeError(function)
        return partial(self.ask, function)

    def ask(
        self, function: str, *arguments: Any, raised: Callable[[Crash], bool] = never
    ) -> Answer:
        """The answer of a call; raised: which exceptions are answers, too."""
        answer = self.call(function, *arguments, raised=raised)
        if answer.crash is None or raised(answer.crash):
            return answer
        caller = self._state.caller
        raise self.crashed(answer) from (caller.error if caller else None)

    def crashed(self, answer: Answer) -> Fix:
        """What to say of a call that ended in an exception."""
        exercise, caller = self._state.exercise, self._state.caller
        said = never_made(answer, caller.loaded().stops, caller.source.name) if caller else None
        known = (*general.STUB_LEFT, *exercise.crashes, *general.CRASHES)
        diagnosis = said or diagnose(known, answer)
        assert diagnosis is not None  # noqa: S101 -- the last entry recognises every crash
        return Fix(diagnosis, answer, at=answer.crash.spot if answer.crash else None)

    def call(
        self, function: str, *arguments: Any, raised: Callable[[Crash], bool] = never
    ) -> Answer:
        """The raw answer: a crash comes back in it. A stub or a missing function still raises."""
        return self.calls(function, [arguments], raised=raised)[0]

    def calls(
        self,
        function: str,
        many: Sequence[tuple[Any, ...]],
        *,
        raised: Callable[[Crash], bool] = never,
    ) -> list[Answer]:
        """The raw answers to many calls, in their order, on the same terms; raised: as in `ask`."""
        state = self._state
        if function in state.given_up:
            raise state.given_up[function]
        caller = self._ready(function)
        self._demand_plain(function, many)
        state.calling = function
        answers = caller.calls(function, many)
        state.calling = ""
        self.has_answered = True
        for crash in (one.crash for one in answers if one.crash and not raised(one.crash)):
            # SymPy raises it as well, where it has no method.
            if crash.kind == "NotImplementedError" and "raise" in (crash.source or "raise"):
                self.require(function)
                is_own = crash.owner == function
                said = (general.RAISE_LEFT if is_own else general.CALLS_A_STUB).say(
                    function=function, other=crash.owner or "a function"
                )
                raise NotAttempted(said, crash.spot)
        return answers

    def _demand_plain(self, function: str, many: Sequence[tuple[Any, ...]]) -> None:
        """Raise Fault for an argument that cannot cross to a process of learners' code."""
        for one in chain.from_iterable(many):
            if lost := lost_in(one):
                spec = f"test_{self._state.exercise.name}"
                raise Fault(
                    f"{spec} gives {function} an argument that is not plain data: {lost}. Numbers, "
                    "arrays, expressions, a NumPy generator or a Formula can be passed"
                )

    def require(self, function: str) -> None:
        """Raise what a call would: NotAttempted for a stub, Fix for a function that is missing."""
        caller = self._ready(function)
        if caller.loaded().has_stub(function):
            raise stub_of(function, caller.source)

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What `make` gave the first time, for all checks of this exercise."""
        if key not in self._state.made:
            self._state.made[key] = make()
        made: Made = self._state.made[key]
        return made

    @property
    def left_out(self) -> Diagnosis | None:
        """The lines of the file that only a notebook understands."""
        caller = self._state.caller
        if caller is None or not caller.loaded().left_out:
            return None
        return general.LEFT_OUT.say(file=caller.source.name, lines=caller.loaded().left_out)

    def note(self, note: Diagnosis) -> None:
        """Say something about this check that costs nothing."""
        if note not in self.notes:
            self.notes.append(note)

    def again(self, function: str, *arguments: Any) -> Answer | None:
        """The raw answer for other arguments, asked once for all checks; None for a stub.

        It shapes what is said, never what a check is worth.
        """
        known, key = self._state.again, question(function, arguments)
        try:
            if key not in known:
                known[key] = self.call(function, *arguments)
            return known[key]
        except NotAttempted:
            return None

    def confirmed(self, function: str) -> set[Hashable]:
        """The explanations that its wrong answers have confirmed; recognisers add to them."""
        return self._state.confirmed.setdefault(function, set())

    def settle(
        self,
        finding: Finding,
        *,
        case: Any,
        answer: Answer | None,
        mistakes: Iterable[Mistake] | None = None,
    ) -> None:
        """Take the notes of a right finding; raise `Fix` for a wrong one, `Undecided` otherwise.

        mistakes: those that may have happened, if not all of the task. answer: to be shown, if
        there is one.
        """
        if answer is not None and getattr(answer.value, "kind", "") == "stub":
            raise NotAttempted  # it returns `...` instead of raising, and is still a stub
        if finding.ruling is Ruling.UNDECIDED:
            raise Undecided(finding.kind)
        if finding.ruling is Ruling.RIGHT:
            for key in finding.notes:
                self.note(Wording(key, self._state.exercise.notes[key]).say(**finding.evidence))
            return
        if mistakes is None:
            mistakes = self._task.mistakes if self._task else ()
        plain = _not_returned(answer, finding)
        known = plain or diagnose(mistakes, case) or general.NOT_RIGHT.say()
        trace = self._retraced(answer)
        raise Fix(plain or _remembers(answer, trace) or known, answer, at=trace.end)

    def _retraced(self, answer: Answer | None) -> Trace:
        """What can be seen of a call beside its answer."""
        caller = self._state.caller
        if caller is None or answer is None:
            return Trace()
        if answer.crash:
            return Trace(answer.crash.spot)
        return caller.retrace(answer.function, answer.asked)

    def time_is_up(self, function: str, seconds: float, up: BaseException) -> Exception:
        """The finding after the limit, in a check of `function`.

        A function that was running, or whose answer takes too long to rebuild, is not called again.
        If no function was running, its answer takes too long to judge; if there is no answer yet,
        the grader is slow. A busy machine says nothing about the code.
        """
        state = self._state
        is_busy = isinstance(up, MachineBusy)
        if not state.calling:
            return Busy(function) if is_busy else self.too_expensive(function, seconds)
        function, state.calling = state.calling, ""
        if is_busy:
            state.given_up[function] = Busy(function)
            return state.given_up[function]
        wording = general.TOO_EXPENSIVE if isinstance(up, TooExpensive) else general.TOO_SLOW
        said = wording.say(function=function, seconds=f"{seconds:g}")
        at = crash_of(up, state.caller.source, function).spot if state.caller else None
        state.given_up[function] = Fix(said, at=at)
        return state.given_up[function]

    def too_expensive(self, function: str, seconds: float) -> Exception:
        """The finding where judging takes too much time or memory."""
        if not self.has_answered:
            return Fault(f"the inputs of {function} take more than {seconds:g} seconds to draw")
        return Fix(general.TOO_EXPENSIVE.say(function=function, seconds=f"{seconds:g}"))

    def _ready(self, function: str) -> Caller:
        """The caller, if the file is there, readable, and defines the function."""
        caller = self._state.caller
        if caller is None:
            missing = f"{self._state.exercise.name}.py"
            raise NotAttempted(general.NOT_HANDED_IN.say(file=missing))
        if caller.loaded().busy:
            raise Busy(caller.source.name)
        if fix := failure(function, caller, self._state.asked):
            raise fix
        return caller


def _not_returned(answer: Answer | None, finding: Finding) -> Diagnosis | None:
    """What is said of a function that prints or yields its answer, whatever its task is."""
    if answer is None:
        return None
    is_silent = answer.value is None and finding.kind != NOT_REFUSED  # there, no value is an answer
    if is_silent and answer.printed:
        return general.PRINTED.say()
    is_generator = isinstance(answer.value, Foreign) and answer.value.name == "generator"
    return general.GENERATOR.say() if is_generator else None


def _remembers(answer: Answer | None, trace: Trace) -> Diagnosis | None:
    """What is said of an answer that depends on earlier calls."""
    if answer is None or trace.first is None or is_same(trace.first[1], answer.value):
        return None
    return general.REMEMBERS.say(function=answer.function, name=trace.first[0])


class Reference(Learner):
    """A Learner over the solutions: here a finding is a fault of ours.

    Answers on record are not asked for again, and what is asked for goes on record.
    spares: whether a value that is known by construction may settle a right answer.
    """

    def __init__(self, state: ExerciseState, recording: Recording, *, spares: bool = False) -> None:
        super().__init__(state)
        self._recording = recording
        self._spares = spares
        self._asked_at = 0.0

    def compare(
        self,
        judge: Callable[[Any], Finding],
        function: str,
        *arguments: Any,
        known: Any = NOT_KNOWN,
    ) -> tuple[Finding, Any]:
        """What a judge finds when it gets the right value, and that value.

        known: that value by construction. Where it may settle it, a solution is called only for
        answers that differ: that costs as much as the learner's own call. But no answer is
        called wrong before the solution has been called.
        """
        spares = self._spares and known is not NOT_KNOWN
        finding = judge(known) if spares else None
        if finding is not None and finding.is_right:
            return finding, known
        expected = self.call(function, *arguments).value
        return judge(expected), expected

    def call(self, function: str, *arguments: Any, **_how: Any) -> Answer:
        asked = question(function, arguments)
        try:
            return Answer(function, self._recording.find(asked), arguments, arguments)
        except KeyError:
            answer = self._ask(function, *arguments)
        self._recording.keep(asked, answer.value)
        return answer

    def blame(self, seconds: float) -> None:
        """Raise Fault if a solution took most of the time: then the learner's answer did not."""
        function, self._state.calling = self._state.calling, ""
        if function and time.monotonic() - self._asked_at > seconds / 2:
            raise Fault(f"the solution of {function} takes more than {seconds / 2:g} seconds")

    def _ask(self, function: str, *arguments: Any) -> Answer:
        if self._state.caller is None:
            said = f"there is no solution to ask, and this call of {function} is not on record"
            raise Fault(said)
        self._asked_at = time.monotonic()
        try:
            answer = super().call(function, *arguments)
        except (Fix, NotAttempted) as error:
            raise Fault(f"the solution of {function} cannot be called: {error}") from error
        if answer.crash is not None and answer.crash.kind == "MemoryError":
            raise MemoryError  # the answer that is being judged holds it
        if answer.crash is not None:
            raise Fault(f"the solution of {function} stopped: {answer.crash}")
        return answer
