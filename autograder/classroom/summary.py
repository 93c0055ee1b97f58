"""summary.txt: the class on one page, for the instructor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from autograder.classroom.refusal import printable, shown
from autograder.classroom.statistics import Tally, TaskTally
from autograder.sandbox.status import MEANING

MISTAKES = 3
WIDTH = 90
TELLS_APART = (
    "tells apart: how far those who do well elsewhere do well here, from -1 to 1. Below 0.2 a task "
    "says little about who understood the rest; read its mistakes."
)


def brief(tally: Tally) -> list[str]:
    """The class in two or three lines."""
    counts = ", ".join(f"{tally.statuses[s]} {s}" for s in MEANING if tally.statuses[s])
    lines = [f"{tally.statuses.total()} submissions: {counts or 'none'}."]
    if tally.mean is not None:
        low, high = min(tally.totals), max(tally.totals)
        lines.append(f"Points: {tally.mean:.1f} on average, from {low} to {high}.")
    return lines


def summary(tally: Tally, unknown: Sequence[str], strays: Sequence[str]) -> str:
    """The whole page."""
    lines = [
        *brief(tally),
        f"Isolation: {', '.join(sorted(tally.isolation)) or 'nothing was run'}.",
    ]
    lines += ["", *_statuses(tally), "", *_tasks(tally), "", *_mistakes(tally)]
    lines += [*_names("Not on the roster:", unknown), *_names("No submissions:", strays)]
    return "\n".join(printable(line).rstrip() for line in lines) + "\n"


def _statuses(tally: Tally) -> Iterator[str]:
    for status, meaning in MEANING.items():
        if tally.statuses[status]:
            yield f"{tally.statuses[status]:>6}  {status:<16}  {meaning}"


def _tasks(tally: Tally) -> Iterator[str]:
    yield f"{'task':<5} {'function':<28} {'mean':>12}  {'full':>5}  {'tells apart':>11}"
    for number, task in sorted(tally.tasks.items()):
        yield f"{number:<5} {task.function:<28} {_figures(task)}"
    yield from ("", *textwrap.wrap(TELLS_APART, WIDTH))


def _figures(task: TaskTally) -> str:
    count = task.pairs.count
    if not count:
        return f"{'-':>12}  {'-':>5}  {'-':>11}"
    mean = f"{task.pairs.x / count:.1f} of {task.max_points}"
    r = task.pairs.correlation
    told = "-" if r is None else f"{r:.2f}"
    return f"{mean:>12}  {100 * task.full // count:>3} %  {told:>11}"


def _mistakes(tally: Tally) -> Iterator[str]:
    yield "Most frequent mistakes"
    for number, task in sorted(tally.tasks.items()):
        ranked = sorted(task.mistakes.items(), key=lambda item: (-item[1], item[0]))
        for key, count in ranked[:MISTAKES]:
            yield f"{number:<5} {count:>5}  {key}"
            yield from textwrap.wrap(
                printable(task.messages[key]),
                WIDTH,
                initial_indent=" " * 13,
                subsequent_indent=" " * 13,
            )


def _names(head: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield from ("", head)
        yield from (f"  {shown(name)}" for name in names)
