"""summary.txt: the class on one page, for the instructor."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from statistics import mean

from autograder.classroom.entries import printable, shown
from autograder.classroom.tally import DISCRIMINATION, ENOUGH, TOO_FEW, Tally, TaskTally
from autograder.grading.screen import FUNCTION, counted
from autograder.sandbox.status import MEANING

MISTAKES = 3
WIDTH = 90
LONGEST = 255  # of a file's name: here it is not cut, so that it can be searched for


def brief(tally: Tally) -> list[str]:
    """The class in one or two lines."""
    counts = ", ".join(f"{tally.statuses[s]} {s}" for s in MEANING if tally.statuses[s])
    lines = [f"{counted(tally.statuses.total(), 'submission')}: {counts or 'none'}."]
    if totals := tally.totals:
        ends = f"from {min(totals):g} to {max(totals):g}"
        lines.append(f"Points: {mean(totals):.1f} on average, {ends}.")
    if bonuses := tally.bonuses:
        whose = counted(len(bonuses), "submission")
        lines.append(f"Bonus: {mean(bonuses):.1f} on average, of {whose} with one.")
    return lines


def where_time_went(tally: Tally) -> list[str]:
    """A line for each status that took time, the longest first."""
    return [
        f"{100 * share:>3.0f} % of the time: {count} {word}, {spent / count:.1f} s each"
        for word, count, spent, share in tally.time_spent
    ]


def summary(tally: Tally, unknown: Sequence[str], strays: Sequence[str]) -> str:
    """The whole page."""
    lines = [
        *brief(tally),
        f"Isolation: {', '.join(sorted(tally.isolation)) or 'nothing was run'}.",
        "",
        *(f"{tally.statuses[s]:>6}  {s:<16}  {MEANING[s]}" for s in MEANING if tally.statuses[s]),
        *("", *_tasks(tally), "", *_mistakes(tally)),
        *_names("Rejected:", refusals(tally)),
        *_names("Not on the roster:", map(shown, unknown)),
        *_names("Not submissions:", map(shown, strays)),
    ]
    return "\n".join(printable(line).rstrip() for line in lines) + "\n"


def _tasks(tally: Tally) -> Iterator[str]:
    name = f"{'function':<{FUNCTION - 1}}"
    wide = max(5, *map(len, tally.tasks)) if tally.tasks else 5
    yield f"{'task':<{wide}} {name} {'mean':>12}  {'full':>5}  {'discrimination':>14}"
    for number, task in tally.ordered:
        yield f"{number:<{wide}} {task.function:<{FUNCTION - 1}} {_figures(task)}"
    is_enough = any(len(task.points) >= ENOUGH for task in tally.tasks.values())
    yield from ("", *textwrap.wrap(DISCRIMINATION if is_enough else TOO_FEW, WIDTH))


def _figures(task: TaskTally) -> str:
    if not task.points:
        return f"{'-':>12}  {'-':>5}  {'-':>14}"
    average = f"{mean(task.points):.1f} of {task.most}"
    full = round(100 * task.points.count(task.max_points) / len(task.points))
    r = task.discrimination
    return f"{average:>12}  {full:>3} %  {'-' if r is None else f'{r:.2f}':>14}"


def _mistakes(tally: Tally) -> Iterator[str]:
    yield "Most frequent mistakes"
    for number, task in tally.ordered:
        ranked = sorted(task.mistakes.items(), key=lambda item: (-item[1], item[0]))
        for key, count in ranked[:MISTAKES]:
            yield f"{number:<5} {count:>5}  {key}"
            lines = textwrap.wrap(printable(task.messages[key]), WIDTH - 13)
            yield from (f"{'':13}{line}" for line in lines)


def refusals(tally: Tally) -> list[str]:
    """A line for everything that was not read, and why."""
    return [printable(f"{name[:LONGEST]}: {why}") for name, why in tally.refused.items()]


def _names(head: str, names: Iterable[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        yield from () if number else ("", head)
        yield f"  {name}"
