"""The subjects of an experiment: which functions can be measured, and why others cannot."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.grading.caller import Caller
from autograder.grading.errors import KitError
from autograder.grading.grade import Session, fixtures, guarded, session_in
from autograder.grading.show import show
from autograder.grading.spec import all_checks
from autograder.grading.task import Busy, Fix, NotAttempted, Task
from autograder.grading.task_list import task_named
from autograder.judges.arrays import Array, numbers
from autograder.mistakes.python import general
from autograder.study.experiment import METHODS, SGD, Experiment, Method

EXAMPLE = "autograder experiment"
START = np.zeros((2, 1))
TRIED, TRIED_SECONDS = np.stack([np.ones(100), np.linspace(0, 2, 100)], axis=1), 3.0
"""The rows on which a function is tried first, and how long that may take."""

STUB = "{task} {function} is not written yet, so {name} is left out. Write it{or_worked}."
FAILS = "{task} {function} fails, so {name} is left out: {why} Fix it{or_worked}."
OR_WORKED = ", or add --worked"
NO_THETA = "It returned {value}, but theta is an array of two finite numbers."
NO_DESCENTS = f"The experiment calls {SGD} and the bonus descents: choose their exercise, too."
NO_SOLUTIONS = "--worked needs the worked solutions, and this copy of the kit holds none."


class Subject(NamedTuple):
    """Who has a function to measure, and whether it is the worked one."""

    caller: Caller
    is_worked: bool = False


def subjects(path: Path, *, is_worked: bool) -> tuple[dict[str, Subject], Experiment]:
    """The functions to measure, by name, and an experiment that says which are left out.

    path: the folder or file. is_worked: take the worked function in place of one that is left out.
    Raises KitError.
    """
    plan = [check.task for check in all_checks()]
    if not {one.function for one in METHODS} <= {task.function for task in plan}:
        raise KitError(NO_DESCENTS, exit_code=2)
    tasks = {one.function: task_named(one.function, plan, example=EXAMPLE) for one in METHODS}
    session = session_in(path, tasks[SGD].exercise)
    own, reference = session.learner.caller, session.reference.caller
    if is_worked and reference is None:
        raise KitError(NO_SOLUTIONS, exit_code=2)
    found, experiment = dict[str, Subject](), Experiment()
    for method in METHODS:
        function = method.function
        if method.halves:  # it is SGD's
            continue
        why, is_failing = _unfit(session, tasks[function], method)
        if own and not why:
            found[function] = Subject(own)
        elif is_worked and reference:
            found[function] = Subject(reference, is_worked=True)
        elif why not in experiment.left_out:
            experiment.left_out.append(why)
            experiment.is_failing |= is_failing
    return found, experiment


def _unfit(session: Session, task: Task, method: Method) -> tuple[str, bool]:
    """Why a learner's function cannot be measured, and whether it fails; "" if it can be."""
    given, said, why = fixtures(session, task), FAILS, ""
    tried = TRIED, TRIED @ [[4.0], [3.0]], START.copy(), method.rate, 1, *method.more
    try:
        with guarded(task.function, given, session, seconds=TRIED_SECONDS):
            value = given["learner"].ask(task.function, *tried).value
        if theta_of(value) is not None:
            return "", False
        why = NO_THETA.format(value=show(value, 60))
    except NotAttempted as stub:
        why, said = str(stub), FAILS if str(stub) else STUB
    except Busy as busy:
        why = f"{busy}."
    except Fix as fix:
        said = STUB if fix.diagnosis.key == general.MISSING.key else FAILS
        place = session.source.place(task.function, fix.at).where if session.source else ""
        why = f"{str(fix).removesuffix('.')} ({place})." if place else str(fix)
    fields = {"task": task.label, "function": task.function, "name": method.name, "why": why}
    or_worked = OR_WORKED if session.reference.caller else ""
    return said.format(**fields, or_worked=or_worked), said is FAILS


def theta_of(value: Any) -> Array | None:
    """Two finite numbers as a column, even if they came back flat; else None."""
    found = numbers(value)
    return found.reshape(START.shape) if found is not None and found.size == START.size else None
