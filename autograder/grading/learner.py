"""
The learner: the object through which a check calls the learner's functions.

A `Caller` makes the calls; `Learner` is what a check holds: it sorts out everything that is no
answer.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autograder.grading.caller import Caller
from autograder.grading.module import Loaded
from autograder.grading.recording import Recording, question
from autograder.grading.task import Exercise, Fix, NotAttempted
from autograder.judges.answer import Answer, Crash
from autograder.mistakes import general
from autograder.mistakes.catalogue import Diagnosis, diagnose

Made = TypeVar("Made")


@dataclass(slots=True)
class Desk:
    """What the checks of one exercise share: objects made once, functions that never ended."""

    caller: Caller | None
    exercise: Exercise
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
        self.notes: list[str] = []

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
        desk = self._desk
        if function in desk.given_up:
            raise desk.given_up[function]
        caller = self._ready(function)
        desk.calling = function
        answer = caller.call(function, arguments)
        desk.calling = ""
        if answer.crash is not None and answer.crash.kind == "NotImplementedError":
            raise NotAttempted
        return answer

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What `make` gave the first time, for all checks of this exercise."""
        made = self._desk.made
        if key not in made:
            made[key] = make()
        found: Made = made[key]
        return found

    def note(self, text: str) -> None:
        """Say something about this check that costs nothing."""
        if text not in self.notes:
            self.notes.append(text)

    def time_is_up(self, seconds: float, up: BaseException) -> Fix:
        """The finding after the limit; the function that was running is not called again."""
        desk = self._desk
        function = desk.calling
        if not function:
            said = _say(
                "too_expensive", general.TOO_EXPENSIVE, function="the function", seconds=seconds
            )
            return Fix(said)
        said = _say("too_slow", general.TOO_SLOW, function=function, seconds=seconds)
        line = desk.caller.line_of(up) if desk.caller else None
        fix = Fix(said, line=line)
        desk.given_up[function] = fix
        desk.calling = ""
        return fix

    def _ready(self, function: str) -> Caller:
        """The caller, if the file is there, readable, and defines the function."""
        caller, file = self._desk.caller, f"{self._desk.exercise.name}.py"
        if caller is None:
            raise NotAttempted(general.NOT_HANDED_IN.format(file=file))
        loaded = caller.loaded()
        if loaded.unreadable is not None:
            raise _unreadable(caller.file, loaded.unreadable)
        if function not in loaded.names:
            raise _missing(caller.file, function, loaded)
        if not callable(loaded.names[function]):
            kind = type(loaded.names[function]).__name__
            raise Fix(
                _say(
                    "not_a_function",
                    general.NOT_A_FUNCTION,
                    function=function,
                    kind=kind,
                    file=caller.file,
                )
            )
        return caller

    def _cause(self) -> BaseException | None:
        return self._desk.caller.error if self._desk.caller else None

    def _crashed(self, answer: Answer) -> Fix:
        from autograder.grading.show import show_call

        catalogue = (*self._desk.exercise.crashes, *general.CRASHES)
        diagnosis = diagnose(catalogue, answer)
        assert diagnosis is not None  # noqa: S101 -- the last entry recognises every crash
        assert answer.crash is not None  # noqa: S101 -- asked by the caller
        return Fix(diagnosis, asked=show_call(answer), line=answer.crash.line)


class Reference(Learner):
    """
    The same over the solutions: here a finding is a fault of ours.

    What is on record is not asked again; what is asked goes on record.
    """

    def __init__(self, desk: Desk, recording: Recording) -> None:
        super().__init__(desk)
        self._recording = recording

    def call(self, function: str, *arguments: Any) -> Answer:
        asked = question(function, arguments)
        try:
            return Answer(function, self._recording.find(asked), arguments, arguments)
        except KeyError:
            answer = self._ask(function, *arguments)
        self._recording.keep(asked, answer.value)
        return answer

    def blame(self, seconds: float) -> None:
        """Raise TimeoutError if the limit was met in a solution: that is no learner's fault."""
        function, self._desk.calling = self._desk.calling, ""
        if function:
            raise TimeoutError(f"the solution of {function} takes more than {seconds:g} seconds")

    def _ask(self, function: str, *arguments: Any) -> Answer:
        try:
            answer = super().call(function, *arguments)
        except (Fix, NotAttempted) as error:
            raise RuntimeError(f"The solution of {function} cannot be called: {error}") from error
        if answer.crash is not None:
            raise RuntimeError(f"The solution of {function} stopped: {answer.crash}")
        return answer


def _say(key: str, message: str, **fields: Any) -> Diagnosis:
    return Diagnosis(key, message.format(**fields))


def _unreadable(file: str, crash: Crash) -> Fix:
    text = _say("unreadable", general.UNREADABLE, file=file, line=crash.line or 1, text=crash.text)
    return Fix(text, returned="", line=crash.line)


def _missing(file: str, function: str, loaded: Loaded) -> Fix:
    if loaded.slow:
        return Fix(
            _say("too_slow", general.TOO_SLOW_FILE, file=file, function=function, seconds=10)
        )
    if loaded.stops:
        stop = loaded.stops[0]
        said = _say(
            "stopped",
            general.MISSING_AFTER_STOP,
            file=file,
            function=function,
            line=stop.line,
            kind=stop.kind,
            text=stop.text,
        )
        return Fix(said, line=stop.line)
    own = [name for name, item in loaded.names.items() if type(item).__name__ == "function"]
    close = difflib.get_close_matches(function, own, 1)
    if close:
        return Fix(_say("renamed", general.RENAMED, file=file, function=function, found=close[0]))
    return Fix(_say("missing", general.MISSING, file=file, function=function))
