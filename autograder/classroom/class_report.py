"""report.html: the class for its instructor, on one page that needs nothing else."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import inf, sqrt
from pathlib import Path
from statistics import mean, median, quantiles
from string import Template

from autograder.classroom.class_figures import Bar, ClassFigures, histogram
from autograder.classroom.grade import Round
from autograder.classroom.markup import (
    Cell,
    Column,
    code,
    figures,
    histogram_picture,
    joined,
    meter,
    paragraph,
    plain,
    section,
    table,
)
from autograder.classroom.report_people import concerns, mistakes, resemblances, times
from autograder.classroom.resemblance import Work
from autograder.classroom.tally import DISCRIMINATION, ENOUGH, TOO_FEW, TaskTally
from autograder.grading.page import Html
from autograder.grading.screen import counted
from autograder.sandbox.status import MEANING

PAGE = Path(__file__).with_suffix(".html")
FEW = 10
"""People below whom an average says little."""


def page_of(
    found: ClassFigures, title: str, latest: Round | None = None, work: Work | None = None
) -> str:
    """The page. title: of the course. latest: the round that it shows.

    work: to look for work that is alike.
    """
    sections = [
        ("numbers", "The class in numbers", _numbers(found)),
        ("totals", "Totals", _totals(found)),
        ("tasks", "Tasks", _tasks(found)),
        ("mistakes", "Mistakes", mistakes(found)),
        ("look", "Who needs a look", concerns(found)),
        ("times", "Who took long", times(found)),
    ]
    if work is not None:
        sections.append(("alike", "Work to look at side by side", resemblances(work, found)))
    links = (f'<li><a href="#{name}">{head}</a></li>\n' for name, head, _ in sections)
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title=plain(title),
        about=_about(latest),
        contents="".join(links),
        body="".join(section(name, head, *parts) for name, head, parts in sections),
        foot=_foot(latest),
    )


def _about(latest: Round | None) -> str:
    if latest is None:
        return ""
    when = f", {_moment(latest.date)}" if latest.date else ""
    return paragraph(f"Round {latest.number}{when}")


def _moment(date: str) -> str:
    """`2026-11-29 13:12 UTC`."""
    return f"{datetime.fromisoformat(date).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _foot(latest: Round | None) -> Html:
    """What is on the page that nobody else should read, and what graded."""
    versions = latest.versions if latest else {}
    graded = ", ".join(f"{name} {number}" for name, number in versions.items())
    lines = ["This page names people. Keep it where the grades are kept."]
    lines += [f"Graded with {graded}."] if graded else []
    return joined(*map(paragraph, lines))


def _numbers(found: ClassFigures) -> Iterator[str]:
    statuses, totals = found.tally.statuses, found.totals
    yield figures(_key_figures(found))
    yield from _honest(len(totals))
    rows = [(code(s), statuses[s], MEANING[s]) for s in MEANING if statuses[s]]
    columns = (Column("status"), Column("people", "number"), Column("what it means", "sentence"))
    if rows:
        yield table(
            "statuses",
            "Each person has one status: the most serious thing that happened",
            columns,
            rows,
        )
    if isolation := found.tally.isolation:
        yield f"Submissions ran under: {', '.join(sorted(isolation))}."


def _key_figures(found: ClassFigures) -> Iterator[tuple[str, str]]:
    totals = found.totals
    yield "people", str(found.tally.statuses.total())
    yield "with a total", str(len(totals))
    if totals:
        yield "mean", f"{mean(totals):.1f} of {found.max_points:g}"
        yield "median", _rounded(median(totals))
    if bonuses := found.tally.bonuses:
        yield "mean bonus", f"{mean(bonuses):.1f}, of {len(bonuses)} with one"
    if len(totals) >= FEW:
        low, _, high = quantiles(totals, method="inclusive")
        yield "middle half", f"{_rounded(low)} to {_rounded(high)}"


def _rounded(points: float) -> str:
    """One decimal, if there is any: a penalty may leave many."""
    return f"{round(points, 1):g}"


def _honest(count: int) -> Iterator[str]:
    """What may be concluded from so few."""
    if not count:
        yield "Nobody has a total yet, so there is nothing to average."
    elif count < FEW:
        yield (
            f"Only {counted(count, 'total')}: one person moves every mean and every share on this "
            "page. Read the people, not the averages."
        )


def _totals(found: ClassFigures) -> Iterator[str]:
    bars = histogram(found.totals, found.max_points)
    labels = _labels(bars, is_below_zero=min(found.totals, default=0.0) < 0)
    without = found.without.total()
    rows: list[Sequence[Cell]] = [
        (label, bar.people) for label, bar in zip(labels, bars, strict=True)
    ]
    rows += [(f"no total: {why}", count) for why, count in found.without.most_common()]
    columns = Column("points"), Column("people", "number")
    caption = f"How many people have how many of {found.max_points:g} points"
    numbers = table("histogram", caption, columns, rows)
    picture = histogram_picture(bars, without, _described(bars, labels, without))
    yield Html(f'<div class="beside">\n{picture}{numbers}</div>\n')
    yield (
        "A zero here was earned: the work was judged and gained nothing. People who handed in "
        "nothing, or left the files as they were shipped, have no total and are listed apart, as "
        "are people whose points are still open."
    )


def _labels(bars: Sequence[Bar], *, is_below_zero: bool) -> list[str]:
    def label(bar: Bar) -> str:
        if bar.low == -inf:
            return "0 or less" if is_below_zero else "0, earned"
        return f"over {bar.low:g}" + (f", up to {bar.high:g}" if bar.high < inf else "")

    return [label(bar) for bar in bars]


def _described(bars: Sequence[Bar], labels: Sequence[str], without: int) -> str:
    """The picture in a sentence; the table has every number."""
    count = sum(bar.people for bar in bars)
    if not count:
        return "Histogram without anybody: nobody has a total."
    most = max(range(len(bars)), key=lambda index: bars[index].people)
    return (
        f"Histogram of {counted(count, 'total')}. The highest bar, {bars[most].people}, is at "
        f"{labels[most]}. {without} without a total stand apart. The table has every number."
    )


def _tasks(found: ClassFigures) -> Iterator[str]:
    tasks = found.tally.ordered
    if not tasks:
        yield "Nothing was judged yet."
        return
    judged = max(len(task.points) for _, task in tasks)
    columns = (
        Column("task"),
        Column("mean", "number"),
        Column("share of the points", "number"),
        Column("full marks", "number"),
        Column("not begun", "number"),
        Column("check that fails first, most often", "sentence"),
        *([Column("discrimination", "number")] if judged >= ENOUGH else []),
    )
    caption = f"Each task over the {counted(judged, 'submission')} that were judged to the end"
    rows = [_task(number, task)[: len(columns)] for number, task in tasks]
    yield table("difficulty", caption, columns, rows)
    yield _about_discrimination(judged)


def _task(number: str, task: TaskTally) -> Sequence[Cell]:
    head = joined(f"{number} ", code(task.function))
    if not task.points:
        return head, "-", "-", "-", task.todo, _first(task), "-"
    average, count = mean(task.points), len(task.points)
    share = average / task.max_points if task.max_points else 0.0
    full = task.points.count(task.max_points) / count
    r = task.discrimination
    return (
        head,
        f"{average:.1f} of {task.most}",
        joined(meter(share), f"{share:.0%}"),
        f"{full:.0%}",
        task.todo,
        _first(task),
        "-" if r is None else f"{r:.2f}",
    )


def _first(task: TaskTally) -> str:
    if not task.first:
        return "none fails"
    title, count = task.first.most_common(1)[0]
    return f"{title} ({count} of {task.first.total()} who fail)"


def _about_discrimination(judged: int) -> str:
    if judged < ENOUGH:
        return f"{TOO_FEW} The share of points is as rough: look at the work itself."
    return (
        f"{DISCRIMINATION[0].upper()}{DISCRIMINATION[1:]} With {judged} people, chance alone "
        f"moves it by about {2 / sqrt(judged):.2f} either way. It is given for whole tasks, as the "
        "checks of one task pass and fail together. A dash: all have the same points."
    )
