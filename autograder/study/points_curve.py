"""The curve: points over time, as numbers, as text and as a picture that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import escape
from itertools import pairwise

from autograder.study.progress_summary import Standing

Point = tuple[datetime, int]

NAMESPACE = "http://www.w3.org/2000/svg"
BAR = 40
WIDTH, HEIGHT = 400, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 24, 44
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
ROOM = 48
"""The width of a label below the picture, with air."""

PAUSE = timedelta(hours=1)
AXIS = "time at work"


def points_over_time(standing: Standing, most: int) -> list[Point]:
    """The first run, every change and the last run; of many, as many as asked, evenly chosen."""
    points = list(standing.curve)
    if points and standing.last and standing.last > points[-1][0]:
        points.append((standing.last, points[-1][1]))
    if len(points) <= most:
        return points
    step = (len(points) - 1) / (most - 1)
    return [points[round(index * step)] for index in range(most)]


def text_curve(points: Sequence[Point], max_points: int) -> list[str]:
    """One line per point: when, how many points, and a bar of that length."""
    bars = (f"{'#' * round(BAR * earned / max(max_points, 1))}" for _, earned in points)
    return [
        f"  {when:%Y-%m-%d %H:%M}  {earned:>4}  {bar}".rstrip()
        for (when, earned), bar in zip(points, bars, strict=True)
    ]


def svg_curve(points: Sequence[Point], max_points: int) -> str:
    """The same as an SVG element: axes with labels, and a text for those who cannot see it."""
    across = _across([when for when, _ in points])
    steps = _steps(across, [_height(earned, max_points) for _, earned in points])
    low = _height(0, max_points)
    area = f"{LEFT:.1f},{low:.1f} {_joined(steps)} {steps[-1][0]:.1f},{low:.1f}"
    return "\n".join(
        [
            (
                f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
                'aria-labelledby="curve-title curve-text">'
            ),
            '<title id="curve-title">Points over time</title>',
            f'<desc id="curve-text">{escape(in_words(points, max_points))}</desc>',
            *_points_axis(max_points),
            *_time_axis([when for when, _ in points], across),
            f'<polygon class="area" points="{area}"/>',
            f'<polyline class="line" points="{_joined(steps)}"/>',
            "</svg>",
        ]
    )


def in_words(points: Sequence[Point], max_points: int) -> str:
    """What the picture shows, as a sentence."""
    (begin, least), (end, last) = points[0], points[-1]
    best = max(earned for _, earned in points)
    return (
        f"From {least} points on {begin:%Y-%m-%d %H:%M} to {last} of {max_points} points on "
        f"{end:%Y-%m-%d %H:%M}; the most were {best}. The table below has the same numbers."
    )


def _across(times: Sequence[datetime]) -> list[float]:
    """Where each time lies; a longer pause takes no more room than an hour of work."""
    worked = [0.0]
    for before, after in pairwise(times):
        worked.append(worked[-1] + min(max(after - before, timedelta(0)), PAUSE).total_seconds())
    whole = worked[-1] or 1.0
    return [LEFT + part / whole * (WIDTH - LEFT - RIGHT) for part in worked]


def _height(points: float, max_points: int) -> float:
    return HEIGHT - BOTTOM - points / max(max_points, 1) * (HEIGHT - TOP - BOTTOM)


def _points_axis(max_points: int) -> Iterator[str]:
    """A line and its number at each quarter of the points."""
    yield '<text x="4" y="12">points</text>'
    for number in dict.fromkeys(round(part * max_points) for part in QUARTERS):
        y = _height(number, max_points)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{number}</text>'


def _time_axis(times: Sequence[datetime], across: Sequence[float]) -> Iterator[str]:
    """The days on which somebody worked, where there is room for them; of a single day, the hours."""
    is_one_day = times[0].date() == times[-1].date()
    shown = "%H:%M" if is_one_day else "%d %b"
    low, free = HEIGHT - BOTTOM + 16, 0.0
    seen = set()
    for when, x in zip(times, across, strict=True):
        label = f"{when:{shown}}"
        if label not in seen and free <= x <= WIDTH - ROOM:
            yield f'<text x="{x:.1f}" y="{low}">{label}</text>'
            free = x + ROOM
        seen.add(label)
    name = f"{times[0]:%Y-%m-%d}" if is_one_day else f"{times[0]:%Y-%m-%d} to {times[-1]:%Y-%m-%d}"
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle:g}" y="{low + 20}" text-anchor="middle">{AXIS}, {name}</text>'


def _steps(across: Sequence[float], heights: Sequence[float]) -> list[tuple[float, float]]:
    """Points stay until they change: along first, then up or down."""
    path = [(across[0], heights[0])]
    for x, y in zip(across[1:], heights[1:], strict=True):
        path += [(x, path[-1][1]), (x, y)]
    return path if len(path) > 1 else [*path, (float(WIDTH - RIGHT), heights[0])]


def _joined(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
