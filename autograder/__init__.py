"""An auto-graded exercise kit for a day of a course on machine learning.

While the kit itself runs a notebook's code, `check`, `hint` and `trace` do nothing.
"""

import sys
from collections.abc import Callable
from typing import Any

if sys.version_info < (3, 11):  # noqa: UP036 -- said here, before newer syntax is met
    raise SystemExit(
        f"This is Python {sys.version_info[0]}.{sys.version_info[1]}; the kit needs 3.11 or newer. "
        "Install it from python.org, or type: python -m uv run pytest autograder"
    )

from autograder.grading.shadowed import naming_shadows

__all__ = ["check", "hint", "trace"]


def check(task: str | Callable[..., Any] | None = None, *, picture: bool = True) -> float | None:
    """Check a task in a notebook and show what the terminal would show.

    task: its number, such as "1.1", or its function. Without it, every task of the notebook.
    picture: whether to draw what the function of this task answers.
    Returns the points where nbgrader runs the notebook, else None.
    Raises `autograder.grading.errors.KitError` if there is no such task.
    """
    from autograder.grading.quiet import is_quiet

    if is_quiet():
        return None
    with naming_shadows():
        from autograder.notebook import check_here

    names = sys._getframe(1).f_globals  # noqa: SLF001 -- the cell that calls
    return check_here(task, names, picture=picture)


def hint(task: str | Callable[..., Any] | None = None, level: int | None = None) -> None:
    """Show the next hint for a task; ask again, and it says more.

    task: its number, such as "1.1", or its function. Without it, the next open task.
    level: 1, 2 or 3, to go back or on. Raises `autograder.grading.errors.KitError`.
    """
    from autograder.grading.quiet import is_quiet

    if not is_quiet():
        with naming_shadows():
            from autograder.notebook import hint_here

        hint_here(task, level, sys._getframe(1).f_globals)  # noqa: SLF001 -- the cell that calls


def trace(*, ask: bool = True) -> None:
    """Follow your stochastic_gradient_descent on two rows; predict each theta before it is shown.

    ask: if False, all steps are shown at once. Raises `autograder.grading.errors.KitError`.
    """
    from autograder.grading.quiet import is_quiet

    if not is_quiet():
        with naming_shadows():
            from autograder.notebook import trace_here

        trace_here(sys._getframe(1).f_globals, ask=ask)  # noqa: SLF001 -- the cell that calls
