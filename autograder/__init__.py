"""
An auto-graded exercise kit for Day 4: Calculus for Machine Learning.

While the kit itself runs a notebook's code, `check` and `hint` in its cells do nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

__all__ = ["check", "hint"]


def check(task: str | Callable[..., Any] | None = None, *, picture: bool = True) -> float:
    """
    Check a task in a notebook and show what the terminal would show; return its points.

    task: its number, such as "1.1", or its function. Without it, every task of the notebook.
    picture: whether to draw what the function of this task answers.
    Raises `autograder.notebook.CheckError` if there is no such task.
    """
    from autograder.grading.limit import is_quiet

    if is_quiet():
        return 0.0
    from autograder.notebook import check_here

    names = sys._getframe(1).f_globals  # noqa: SLF001 -- the cell that calls
    return check_here(task, names, picture=picture)


def hint(task: str | Callable[..., Any]) -> None:
    """
    Show the next hint for a task; ask again, and it says more.

    task: its number, such as "1.1", or its function. Raises `autograder.notebook.CheckError`.
    """
    from autograder.grading.limit import is_quiet

    if not is_quiet():
        from autograder.notebook import hint_here

        hint_here(task)
