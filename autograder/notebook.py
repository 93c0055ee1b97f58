"""The checks of the terminal, run in a notebook on what its cells define.

It shows the words of the screen as HTML and as plain text, and leaves no trace in the session:
generators, descriptors and displays are as they were.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.grading import page, screen
from autograder.grading.commands import command_prefix
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.errors import KitError
from autograder.grading.files import project_root
from autograder.grading.grade import run_check, session_here
from autograder.grading.source import LiveSource
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.task import Check, Task
from autograder.grading.task_list import meant, task_named
from autograder.grading.verdict import Verdict, collect
from autograder.study.hints import next_hint, next_open
from autograder.study.progress import record
from autograder.study.trace import DESCENT, follow, tell

Named = str | Callable[..., Any] | None


def check_here(named: Named, names: Mapping[str, Any], *, picture: bool = True) -> float | None:
    """Run the checks of a task, or of all that the notebook has begun, and show them.

    The points are returned in nbgrader's own run, which reads them there, and only there: a learner
    has seen them. A bonus is not among them, as its cell has a maximum of 0. picture: whether a
    task that was asked for by name is drawn, too. Raises KitError.
    """
    source, is_nbgrader = LiveSource(names, _shell()), "NBGRADER_EXECUTION" in os.environ
    checks = _of_task(named, source) if named is not None else _of_notebook(source)
    with _untouched_session(source.shell):
        verdict = grade_here(source, checks)
        is_drawn = picture and named is not None and source.shell and not is_nbgrader
        drawn = _image(source, checks[0].task, verdict) if is_drawn else ""
    some, below = len(checks) < len(_of_notebook(source)), _remembered(verdict)
    # The command reads the notebook's file, which it cannot find outside of a project.
    has_file = (project_root() / "exercises").is_dir()
    case = f"!{command_prefix()}autograder case {{task}}" if has_file else ""
    typed = replace(screen.IN_NOTEBOOK, case=case)
    lines = screen.screen(verdict, typed, some=some)
    lines += screen.wrap("".join(below[:1]), "")
    question = page.sentence(*below) if below else ""
    shown = page.inlined(page.fragment(verdict, typed, some=some)) + drawn + question
    _display("\n".join(lines), shown, verdict)
    return float(verdict.points) if is_nbgrader else None


def grade_here(source: LiveSource, checks: tuple[Check, ...]) -> Verdict:
    """The verdict of these checks over the functions that are defined by now."""
    asked = functions_asked(checks)
    session = cache(lambda exercise: session_here(source, exercise, asked[exercise.name]))
    results = [run_check(check, session(check.task.exercise)) for check in checks]
    return collect(results, checks, PUBLIC_SEED)


def hint_here(named: Named, level: int | None, names: Mapping[str, Any]) -> None:
    """Show the next hint of a task, or of the next open one. Raises KitError."""
    source = LiveSource(names, _shell())
    numbers = {check.task.label for check in _of_notebook(source)}
    number, as_of = ("", "") if named else next_open(project_root(), numbers)
    checks = _of_task(named or number, source)
    with _untouched_session(source.shell):
        (judged,) = grade_here(source, checks).tasks
    lines = next_hint(checks[0].task, project_root(), judged, level)
    text = "\n".join([*filter(None, [as_of]), *lines])
    _display(text, page.sentence(text))


def trace_here(names: Mapping[str, Any], *, ask: bool) -> None:
    """Follow the descent that the notebook defines. Raises KitError."""
    source = LiveSource(names, _shell())
    task = _of_task(DESCENT, source)[0].task
    with _untouched_session(source.shell):
        found = follow(session_here(source, task.exercise, (DESCENT,)))
    tell(*found, print, input if ask else None)


def _of_task(named: Named, source: LiveSource) -> tuple[Check, ...]:
    wanted = getattr(named, "__name__", str(named))  # 1.1 without quotes is meant as "1.1"
    checks = _of_notebook(source)
    here = {check.task.exercise for check in checks}
    own = meant(wanted, (check.task for check in checks)) if checks != all_checks() else None
    every = (check.task for check in all_checks())
    task = own or task_named(wanted, every, example='check("2.3")')
    if task.exercise not in here and not source.cells_with(task.function):
        place = f"Task {task.label} {task.function} is in {task.exercise.name}.ipynb"
        raise KitError(f"{place}, not in this notebook. Open that one, and ask there.")
    return tuple(check for check in all_checks() if check.task == task)


def _of_notebook(source: LiveSource) -> tuple[Check, ...]:
    """The checks of every exercise of which the notebook defines a function; else all."""
    checks = all_checks()
    begun = {c.task.exercise.name for c in checks if c.task.function in source.names}
    return tuple(c for c in checks if c.task.exercise.name in begun) or checks


def _remembered(verdict: Verdict) -> list[str]:
    """Record a verdict in the notebook's own project; return what to say about it.

    A notebook elsewhere is a copy, such as those that a grader of notebooks works on.
    """
    root = project_root()
    is_own = Path.cwd() in {root, root / "exercises"}
    return record(root, verdict, event="notebook") if is_own else []


def _image(source: LiveSource, task: Task, verdict: Verdict) -> str:
    """The picture of a task as HTML; empty where nothing of the learner's can be drawn.

    The page has said why by then. A picture that fails costs nobody the page.
    """
    from autograder.grading.pictures.gallery import encode, picture_of
    from autograder.grading.pictures.picture import NoPictureError

    if any(result.mistake == "too_slow" for result in verdict.checks):
        return ""
    try:
        made = picture_of(task, session_here(source, task.exercise, (task.function,)), seconds=5)
        return "" if made.problem else page.image(encode(made, ".png"), made.alt)
    except NoPictureError:
        return ""
    except Exception as error:  # noqa: BLE001 -- our own fault in a picture
        name = type(error).__name__
        return page.sentence(f"(The picture failed: {name}. This costs you nothing.)")


def _display(text: str, html: str, verdict: Verdict | None = None) -> None:
    """Show a page; its metadata tell a grader of notebooks which points a person must settle, and
    which come on top.
    """
    if _shell() is None:
        print(text)
        return
    from IPython.display import display

    data = {"text/plain": text, "text/html": html}
    known = {"open_points": verdict.open_points if verdict else 0}
    known |= {"bonus": verdict.bonus} if verdict and verdict.bonus else {}
    display(data, raw=True, metadata={"autograder": known})


def _shell() -> Any:
    """IPython's shell if this code runs in one, else None; never imports IPython."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


@contextmanager
def _untouched_session(shell: Any) -> Iterator[None]:
    """Keep what the checks do to generators, descriptors and displays from the session."""
    with ExitStack() as stack:
        stack.callback(random.setstate, random.getstate())
        stack.callback(np.random.set_state, np.random.get_state())  # noqa: NPY002 -- the learner's
        if shell is not None:
            from IPython.utils.capture import capture_output

            stack.enter_context(capture_output())
        # Nothing that code below Python writes on these descriptors gets into the notebook.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        stack.callback(os.close, nowhere)
        for number in (1, 2):
            kept = os.dup(number)
            stack.callback(os.close, kept)
            stack.callback(os.dup2, kept, number)
            os.dup2(nowhere, number)
        yield
