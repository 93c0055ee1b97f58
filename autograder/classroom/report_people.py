"""The parts of report.html that name people: behind each mistake, and those who need a look."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from autograder.classroom.class_figures import FEWEST, ClassFigures, Concern, Time, slow
from autograder.classroom.markup import Cell, Column, code, details, joined, paragraph, table
from autograder.classroom.resemblance import Pair, Work, compared, pairs
from autograder.grading.page import Html
from autograder.grading.screen import counted
from autograder.sandbox.status import MEANING, Status

MISTAKES = 12  # in sight; the rest must be opened
SHOWN = 20  # people of one status
MOST = 50  # pairs
SMALL = 30  # people, among whom little is rare
IDS = 3  # that are read without opening anything
CHOSEN = (Status.GRADER_ERROR, Status.UNDECIDED, Status.GRADED, Status.FORBIDDEN, Status.REJECTED)
"""Where a person has to decide; these come first."""
MARGIN = 2.0  # seconds of the clock that starting and reading may take
WAITED = "mostly waited: `input()`, `sleep`, or the machine was busy"
COMPUTED = "mostly computed: a loop that does not end, or Python loops over many rows"


class Ranked(NamedTuple):
    """A mistake, the tasks in which it is one and the same, and who shows it."""

    tasks: tuple[str, ...]
    key: str
    message: str
    ids: tuple[str, ...]


def ranking(found: ClassFigures) -> list[Ranked]:
    """The mistakes, the most frequent first; once what the same people show in several tasks."""
    tasks: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for number, task in found.tally.ordered:
        for key, ids in task.shown_by.items():
            tasks.setdefault((key, task.messages[key], tuple(ids)), []).append(number)
    ranked = [Ranked(tuple(numbers), *one) for one, numbers in tasks.items()]
    return sorted(ranked, key=lambda one: (-len(one.ids), one.tasks, one.key))


def mistakes(found: ClassFigures) -> Iterator[str]:
    ranked = ranking(found)
    if not ranked:
        yield "No mistake was recognised."
        return
    yield (
        "Each counts once per person. The sentence is that of the feedback, so it reveals nobody's "
        "inputs; if it names a line of a file, that file is the first person's."
    )
    yield _mistake_list(ranked[:MISTAKES])
    if rest := ranked[MISTAKES:]:
        yield details(counted(len(rest), "rarer mistake"), _mistake_list(rest))


def _mistake_list(ranked: Iterable[Ranked]) -> Html:
    return Html(f'<ol class="mistakes">\n{"".join(map(_mistake, ranked))}</ol>\n')


def _mistake(one: Ranked) -> str:
    count = counted(len(one.ids), "person").replace("persons", "people")
    head = joined(Html(f"<strong>{count}</strong> "), f"{', '.join(one.tasks)} ", code(one.key))
    ids = paragraph(", ".join(one.ids))
    if len(one.ids) > IDS:
        ids = details(f"Who: {', '.join(one.ids[:IDS])} and {len(one.ids) - IDS} more", ids)
    return f"<li><p>{head}</p>\n{paragraph(one.message)}{ids}</li>\n"


def concerns(found: ClassFigures) -> Iterator[str]:
    if not found.concerns:
        yield "Nobody: all work was judged to its end."
        return
    if points := sum(one.points for group in found.concerns.values() for one in group):
        yield (
            f"{counted(points, 'point')} in all wait for a person to decide. They count in no mean "
            "until then."
        )
    rest = (status for status in Status if status not in CHOSEN)
    for status in (*CHOSEN, *rest):
        if group := found.concerns.get(status):
            yield from _concerns(status, group)


def _concerns(status: Status, group: Sequence[Concern]) -> Iterator[Html]:
    means = "judged, but points are open" if status is Status.GRADED else MEANING[status]
    yield Html(f"<h3>{status}: {len(group)}</h3>\n")
    columns = [Column("id"), Column("name"), Column("reason", "sentence")]
    rows: list[Sequence[Cell]] = [(one.submission, one.name, one.reason) for one in group]
    if any(one.points for one in group):
        columns.append(Column("open points", "number"))
        rows = [(*row, one.points) for row, one in zip(rows, group, strict=True)]
    people = table(f"concerns-{status}", f"{means[0].upper()}{means[1:]}", columns, rows)
    yield people if len(group) <= SHOWN else details(f"All {len(group)}", people)


def times(found: ClassFigures) -> Iterator[str]:
    if len(found.times) < FEWEST:
        yield f"With fewer than {FEWEST} people judged there is no usual time to compare with."
        return
    yield from _time_spent(found)
    late, usual, limit = slow(found.times)
    yield (
        f"Grading usually takes {usual:.1f} s (the median). Listed are those above "
        f"{limit:.1f} s, far outside the spread of the class."
    )
    if not late:
        yield "Nobody is above it."
        return
    columns = (
        Column("id"),
        Column("name"),
        Column("seconds", "number"),
        Column("seconds computing", "number"),
        Column("what it may mean", "sentence"),
    )
    people = table("slow", "Who took far longer than the class", columns, map(_time, late))
    yield people if len(late) <= SHOWN else details(f"All {len(late)}", people)
    yield "It costs no points by itself. If many are listed, the machine may have been busy."


def _time_spent(found: ClassFigures) -> Iterator[str]:
    columns = (
        Column("status"),
        Column("people", "number"),
        Column("seconds each", "number"),
        Column("share of the time", "number"),
    )
    spent = found.tally.time_spent
    if not spent:
        return
    rows = [
        (word, str(n), f"{took / n:.1f}", f"{100 * share:.0f} %") for word, n, took, share in spent
    ]
    yield table("spent", "Where the time went", columns, rows)
    whole = sum(found.tally.seconds.values())
    yield (
        f"In all {whole:.0f} s, on one worker; more workers share them. What was taken over from "
        "earlier runs is counted, too."
    )


def _time(one: Time) -> tuple[str, ...]:
    has_waited = one.seconds > 2 * one.cpu + MARGIN
    meaning = WAITED if has_waited else COMPUTED
    return one.submission, one.name, f"{one.seconds:.1f}", f"{one.cpu:.1f}", meaning


def resemblances(work: Work, found: ClassFigures) -> Iterator[str]:
    """Places to look."""
    alike = pairs(work, found.mistakes)
    yield (
        "These are places to look, not a verdict. Two people may have worked together, as groups "
        "do, have had the same help, or have copied the lesson's code. Read both, and ask both how "
        "theirs works, before you conclude more."
    )
    yield (
        f"This compares the syntax of task {compared().label}, without names and comments, and "
        "mistakes that few make. What many have counts for nothing. Short answers are "
        "never compared, nor are members of one group with each other."
    )
    if len(found.mistakes) < SMALL:
        yield (
            f"With fewer than {SMALL} people hardly anything is rare: most likely two of them just "
            "write the same."
        )
    if not alike:
        yield "Nothing stands out."
        return
    columns = (Column("one"), Column("the other"), Column("what is alike", "sentence"))
    rows = [(", ".join(p.first), ", ".join(p.second), _alike(p)) for p in alike[:MOST]]
    yield table("pairs", "Work to look at side by side, the most unusual first", columns, rows)
    if more := len(alike) - MOST:
        yield from [f"{counted(more, 'pair')} more are less unusual."] if more > 0 else []


def _alike(pair: Pair) -> str:
    seen = []
    if pair.lines:
        share, rare = (
            f"{pair.lines:.0%} of the lines of {compared().label}",
            f"{pair.rare} of them few others have",
        )
        seen.append(f"{share} are the same, {rare}")
    if pair.mistakes:
        seen.append(
            f"the same rare mistakes: {', '.join(f'{t} {key}' for t, key in pair.mistakes)}"
        )
    return "; ".join(seen)
