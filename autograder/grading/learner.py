"""
The learner: the object through which a check calls the learner's functions.

A `Caller` makes the calls; `Learner` is what a check holds: it sorts out everything that is no
answer.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autograder.grading.caller import Caller
from autograder.grading.module import Loaded
from autograder.grading.recording import Recording, question
from autograder.grading.source import Source
from autograder.grading.task import Exercise, Fault, Fix, NotAttempted
from autograder.judges.answer import Answer, Crash, Spot
from autograder.judges.finding import Finding
from autograder.mistakes.catalogue import Diagnosis, diagnose
from autograder.mistakes.python import general

STOPPED = "stopped"
"""The kind of a crash of which only the cell is known."""

Made = TypeVar("Made")


@dataclass(slots=True)
class Desk:
    """
    What the checks of one exercise share: objects made once, functions that never ended.

    asked: the functions of all its tasks; none of them is another one under a wrong name.
    """

    caller: Caller | None
    exercise: Exercise
    asked: tuple[str, ...] = ()
    made: dict[str, Any] = field(default_factory=dict)
    given_up: dict[str, Fix] = field(default_factory=dict)
    calling: str = ""


class Learner:
    """
    One check's view of a submission.

    `learner.add_bias(X)` is the answer of that call, or raises a finding: NotAttempted for a stub,
    Fix for a crash, a missing function or an unreadable file.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.notes: list[Diagnosis] = []
        self.has_answered = False

    def __getattr__(self, function: str) -> Callable[..., Answer]:
        if function.startswith("_"):
            raise AttributeError(function)

        def ask(*arguments: Any) -> Answer:
            answer = self.call(function, *arguments)
            if answer.crash is not None:
                raise self._crashed(answer) from self._cause()
            return answer

        return ask

    def call(self, function: str, *arguments: Any) -> Answer:
        """The raw answer: a crash comes back in it. A stub or a missing function still raises."""
        return self.calls(function, [arguments])[0]

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """The raw answers to many calls, in their order, on the same terms."""
        desk = self._desk
        if function in desk.given_up:
            raise desk.given_up[function]
        caller = self._ready(function)
        desk.calling = function
        answers = caller.calls(function, many)
        desk.calling = ""
        self.has_answered = True
        if any(one.crash and one.crash.kind == "NotImplementedError" for one in answers):
            raise NotAttempted
        return answers

    def require(self, function: str) -> None:
        """Raise what a call would: NotAttempted for a stub or no file, Fix where it is not there."""
        if self._ready(function).loaded().has_stub(function):
            raise NotAttempted

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What `make` gave the first time, for all checks of this exercise."""
        made = self._desk.made
        if key not in made:
            made[key] = make()
        found: Made = made[key]
        return found

    @property
    def left_out(self) -> Diagnosis | None:
        """What of the file only a notebook understands."""
        caller = self._desk.caller
        lines = caller.loaded().left_out if caller else ""
        return (
            general.LEFT_OUT.say(file=caller.source.name, lines=lines) if caller and lines else None
        )

    def note(self, note: Diagnosis) -> None:
        """Say something about this check that costs nothing."""
        if note not in self.notes:
            self.notes.append(note)

    def time_is_up(self, function: str, seconds: float, up: BaseException) -> Exception:
        """
        The finding after the limit, in a check of `function`.

        A function that was running is not called again. Otherwise its answer takes too long to
        judge; without an answer it is we who are slow.
        """
        desk = self._desk
        if not desk.calling:
            return self.too_expensive(function, seconds)
        function = desk.calling
        said = general.TOO_SLOW.say(function=function, seconds=f"{seconds:g}")
        fix = Fix(said, at=desk.caller.spot_of(up) if desk.caller else None)
        desk.given_up[function] = fix
        desk.calling = ""
        return fix

    def too_expensive(self, function: str, seconds: float) -> Exception:
        """The finding where judging takes too much time or memory."""
        if not self.has_answered:
            return Fault(f"the inputs of {function} take more than {seconds:g} seconds to draw")
        return Fix(general.TOO_EXPENSIVE.say(function=function, seconds=f"{seconds:g}"))

    def _ready(self, function: str) -> Caller:
        """The caller, if the file is there, readable, and defines the function."""
        caller = self._desk.caller
        if caller is None:
            missing = f"{self._desk.exercise.name}.py"
            raise NotAttempted(general.NOT_HANDED_IN.say(file=missing))
        loaded = caller.loaded()
        file = caller.source.name
        if loaded.unreadable is not None:
            raise _unreadable(file, loaded.unreadable)
        if not loaded.defines(function):
            raise _missing(caller.source, function, loaded, self._desk.asked)
        if not loaded.is_callable(function):
            kind = loaded.kind_of(function)
            raise Fix(general.NOT_A_FUNCTION.say(function=function, kind=kind, file=file))
        return caller

    def _cause(self) -> BaseException | None:
        return self._desk.caller.error if self._desk.caller else None

    def _crashed(self, answer: Answer) -> Fix:
        from autograder.grading.show import show_call

        catalogue = (*self._desk.exercise.crashes, *general.CRASHES)
        diagnosis = diagnose(catalogue, answer)
        assert diagnosis is not None  # noqa: S101 -- the last entry recognises every crash
        assert answer.crash is not None  # noqa: S101 -- asked by the caller
        return Fix(diagnosis, asked=show_call(answer), at=answer.crash.spot)


class Reference(Learner):
    """
    The same over the solutions: here a finding is a fault of ours.

    What is on record is not asked again; what is asked goes on record.

    spares: whether what is known by construction may settle a right answer.
    """

    def __init__(self, desk: Desk, recording: Recording, *, spares: bool = False) -> None:
        super().__init__(desk)
        self._recording = recording
        self._spares = spares
        self._asked_at = 0.0

    def compare(
        self,
        judge: Callable[[Any], Finding],
        function: str,
        *arguments: Any,
        known: Any,
    ) -> tuple[Finding, Any]:
        """
        What a judge finds when it is handed the right value; and that value, the solution's.

        known: the same by construction. Where it may be spared, a solution is asked only about
        answers that differ from it: asking costs as much as the learner's own call, and no answer
        is called wrong before the solution has spoken.
        """
        finding = judge(known) if self._spares else None
        if finding is not None and finding.is_right:
            return finding, known
        expected = self.call(function, *arguments).value
        return judge(expected), expected

    def call(self, function: str, *arguments: Any) -> Answer:
        asked = question(function, arguments)
        try:
            return Answer(function, self._recording.find(asked), arguments, arguments)
        except KeyError:
            answer = self._ask(function, *arguments)
        self._recording.keep(asked, answer.value)
        return answer

    def blame(self, seconds: float) -> None:
        """
        Raise Fault if a solution took most of the time: then the learner's answer did not.
        """
        function, self._desk.calling = self._desk.calling, ""
        if function and time.monotonic() - self._asked_at > seconds / 2:
            raise Fault(f"the solution of {function} takes more than {seconds / 2:g} seconds")

    def _ask(self, function: str, *arguments: Any) -> Answer:
        if self._desk.caller is None:
            raise Fault(f"no solution is here to ask, and this {function} is not on record")
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


def _unreadable(file: str, crash: Crash) -> Fix:
    if crash.kind == "NotebookError":
        return Fix(general.NO_NOTEBOOK.say(file=file, text=crash.text.rstrip(".")))
    where = crash.spot or Spot(1)
    said = general.UNREADABLE.say(file=file, where=where, text=crash.text.rstrip("."))
    return Fix(said, at=crash.spot)


def _missing(source: Source, function: str, loaded: Loaded, asked: tuple[str, ...]) -> Fix:
    fields = {"file": source.name, "function": function}
    if loaded.slow:
        return Fix(general.TOO_SLOW_FILE.say(**fields, seconds=10))
    if loaded.stops:
        return _missing_after_stop(_blamed(source.cell_with(function), loaded.stops), fields)
    own = [n for n in loaded.own_functions(source) if n.isascii() and n not in asked]
    close = difflib.get_close_matches(function, own, 1)
    if close:
        return Fix(general.RENAMED.say(**fields, found=close[0]))
    wording = general.NOT_RUN if source.is_open else general.MISSING
    return Fix(wording.say(**fields))


def _blamed(cell: int | None, stops: tuple[Crash, ...]) -> Crash:
    """The first stop in the cell that was to define the function, else the first of all."""
    return next((stop for stop in stops if stop.cell == cell), stops[0])


def _missing_after_stop(stop: Crash, fields: Mapping[str, str]) -> Fix:
    where = stop.spot or Spot(1, stop.cell)
    if stop.kind == STOPPED:
        return Fix(general.MISSING_AFTER_CELL.say(**fields, cell=stop.cell))
    is_python = stop.kind not in {"SyntaxError", "IndentationError", "TabError"}
    wording = general.MISSING_AFTER_STOP if is_python else general.UNREADABLE_CELL
    said = wording.say(
        **fields,
        where=where,
        kind=stop.kind,
        text=stop.text.rstrip("."),
        exception=general.exception_named(stop.kind),
    )
    return Fix(said, at=stop.spot)
