"""Grading: run checks on a submission.

A notebook cell and a batch call `run_check`; in `pytest autograder`, pytest runs the same function.
Either way `guarded` limits its time, and `result_of` turns the way it ended into plain data.
"""

import inspect
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from autograder.grading.caller import Caller, LocalCaller
from autograder.grading.draw import GENERATORS, PUBLIC_SEED, Draw
from autograder.grading.learner import ExerciseState, Learner, Reference
from autograder.grading.limit import SECONDS, MachineBusy, TimeIsUp, TooExpensive, time_limit
from autograder.grading.loading import Loaded
from autograder.grading.question import OpenQuestion, checks_for
from autograder.grading.recording import Recording, check_seed, read_recording, recorded
from autograder.grading.show import shorten
from autograder.grading.source import FileSource, LiveSource, Place, Source
from autograder.grading.spec import PROJECT, all_checks, functions_asked
from autograder.grading.submission import Submission, find_submission
from autograder.grading.task import Busy, Check, Exercise, Fault, Fix, NotAttempted, Task, Undecided
from autograder.grading.verdict import CheckResult, Outcome, Verdict, collect
from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general

SOLUTIONS = PROJECT / "solutions"
EXERCISES = PROJECT / "exercises"

NOTES = 8
"""The most notes of one result, so that it fits into one message whatever is answered."""

OnFault = Callable[[Check, BaseException], None]


@dataclass(frozen=True, slots=True)
class Session:
    """A learner and the reference, ready for the checks of one exercise."""

    learner: ExerciseState
    reference: ExerciseState
    recording: Recording
    draw: Draw

    @property
    def source(self) -> Source | None:
        """Where the learner's functions come from; None if nothing was handed in."""
        return self.learner.caller.source if self.learner.caller else None


def open_session(submission: Submission, exercise: Exercise, draw: Draw) -> Session:
    """The session of a submission: the file is loaded at once, under its own time limit."""
    path = submission.files.get(exercise.name)
    caller = None
    if path is not None:
        caller = LocalCaller(FileSource(path), exercise.name, draw.number(GENERATORS))
        caller.loaded()
    return session_of(caller, exercise, draw)


def session_in(path: Path, exercise: Exercise) -> Session:
    """The session of a folder or a file, on the public inputs. Raises KitError."""
    return open_session(find_submission(path, functions_asked(all_checks())), exercise, Draw())


def session_of(
    caller: Caller | None, exercise: Exercise, draw: Draw, recording: Recording | None = None
) -> Session:
    """A session for any caller, or for None: nothing was handed in. recording: if already read."""
    solution = SOLUTIONS / f"{exercise.name}.py"
    asked = LocalCaller(FileSource(solution), f"solutions_{exercise.name}", None)
    return Session(
        ExerciseState(caller, exercise, functions_asked(all_checks()).get(exercise.name, ())),
        ExerciseState(asked if solution.exists() else None, exercise),
        recording or read_recording(recorded(exercise.name), solution),
        draw,
    )


def session_here(source: LiveSource, exercise: Exercise, functions: tuple[str, ...]) -> Session:
    """A session over the functions that an open notebook defines. functions: those asked for."""
    draw = Draw()
    missing = [name for name in functions if name not in source.names]
    stops = tuple(stop for name in missing if (stop := source.broken(name)))
    loaded = Loaded(dict(source.names), stops=stops)
    caller = LocalCaller(source, exercise.name, draw.number(GENERATORS), loaded)
    return session_of(caller, exercise, draw)


def run_check(
    check: Check, session: Session, *, seconds: float = SECONDS, on_fault: OnFault | None = None
) -> CheckResult:
    """Run one check; whatever happens becomes its result. on_fault: gets why points stay open."""
    given = fixtures(session, check.task)
    error = ending_of(check, given, session, seconds=seconds)
    result = result_of(check, error, given["learner"], session.source)
    if on_fault and error and result.points is None:
        on_fault(check, error)
    return result


def ending_of(
    check: Check, given: Mapping[str, Any], session: Session, *, seconds: float = SECONDS
) -> BaseException | None:
    """What a check raises when it is run; None if all is right. given: its fixtures."""
    wanted = inspect.signature(check.function).parameters
    try:
        with guarded(check.task.function, given, session, seconds=seconds):
            check.function(**{name: given[name] for name in wanted})
    except KeyboardInterrupt:
        raise
    except BaseException as raised:  # noqa: BLE001 -- a crash of ours is a result, too
        return raised
    return None


def fixtures(session: Session, task: Task | None = None) -> dict[str, Any]:
    """What a check may ask for, by name; each check gets a learner of its own."""
    return {
        "learner": Learner(session.learner, task),
        "reference": Reference(
            session.reference, session.recording, spares=session.draw.seed != PUBLIC_SEED
        ),
        "draw": session.draw,
    }


@contextmanager
def guarded(
    function: str, given: Mapping[str, Any], session: Session, *, seconds: float
) -> Iterator[None]:
    """Run the body, which calls a function, under the time limit; too long a run becomes a finding.

    A function that cannot be called is found first: to draw the inputs takes longer.
    """
    source, caller = session.source, session.learner.caller
    if caller:
        caller.begin()
    given["learner"].require(function)
    code = getattr(caller.loaded().names.get(function), "__code__", None) if caller else None
    if code and session.learner.given_up.keys() & {*code.co_names}:
        seconds /= 5  # it calls a function that has already taken all its time
    locate = source.locate if source else lambda _: None
    try:
        # A judge may meet overflow in a learner's numbers; a warning is never a fault.
        with warnings.catch_warnings(action="ignore"), time_limit(seconds, locate):
            yield
    except (TimeIsUp, TooExpensive) as up:
        if not isinstance(up, MachineBusy):
            given["reference"].blame(seconds)
        raise given["learner"].time_is_up(function, seconds, up) from None
    except MemoryError:
        raise given["learner"].too_expensive(function, seconds) from None


def result_of(
    check: Check, error: BaseException | None, learner: Learner | None, source: Source | None
) -> CheckResult:
    """How a check ended, as plain data. learner: None if the check never got one."""
    task, fix = check.task, error if isinstance(error, Fix) else None
    if task.is_bonus and fix and fix.diagnosis.key == general.MISSING.key:
        error = NotAttempted(fix.diagnosis)  # in work that is older than the task
    outcome, points, diagnosis = _judged(check, error, learner)
    place = Place()
    if source and outcome in {Outcome.FIX, Outcome.TODO}:
        place = source.place(task.function, getattr(error, "at", None))
    return CheckResult(
        check.name,
        task.label,
        task.function,
        check.title,
        outcome,
        points,
        check.points,
        diagnosis,
        notes=tuple(learner.notes[:NOTES]) if learner else (),
        place=place.where,
        code=place.code,
        left_out=learner.left_out if learner else None,
        **(fix.shown if fix else {}),
    )


def _judged(
    check: Check, error: BaseException | None, learner: Learner | None
) -> tuple[Outcome, int | None, Diagnosis | None]:
    """Outcome, points and what there is to say; a check that could not be judged has no points."""
    if error is None:
        return Outcome.PASS, check.points, None
    if isinstance(error, Fix | NotAttempted):
        return Outcome.FIX if isinstance(error, Fix) else Outcome.TODO, 0, error.diagnosis
    said = shorten(f"{type(error).__name__}: {error}", 200)
    if isinstance(error, Busy):
        return Outcome.GRADER_ERROR, None, general.MACHINE_BUSY.say(function=error.function)
    if isinstance(error, Undecided):
        return Outcome.UNDECIDED, None, general.UNDECIDED.say(error=said)
    if learner is not None and learner.has_answered and not isinstance(error, Fault):
        # The answer may have provoked whatever went wrong.
        return Outcome.UNDECIDED, None, general.NOT_JUDGED.say(error=said)
    return Outcome.GRADER_ERROR, None, general.GRADER_FAILED.say(error=said)


def grade(
    path: Path | str,
    *,
    seed: str = PUBLIC_SEED,
    tasks: Iterable[str] | None = None,
    questions: Sequence[OpenQuestion] = (),
    on_fault: OnFault | None = None,
) -> Verdict:
    """Grade a folder or a file. Raises KitError.

    tasks: their labels, if not all are wanted. questions: what is asked in place of the checks.
    """
    check_seed(seed)
    checks = checks_for(questions)
    submission = find_submission(Path(path), functions_asked(all_checks()))
    if tasks is not None:
        wanted = set(tasks)
        checks = tuple(check for check in checks if check.task.label in wanted)
    if submission.is_one_file:
        checks = tuple(check for check in checks if check.task.exercise.name in submission.files)
    session = cache(partial(open_session, submission, draw=Draw(seed)))
    results = [run_check(one, session(one.task.exercise), on_fault=on_fault) for one in checks]
    return collect(results, checks, seed)
