"""The curve: points over time, as numbers, as text and as a picture that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from autograder.study.standing import Standing

Point = tuple[datetime, int]

BAR = 40
WIDTH, HEIGHT = 400, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 24, 44
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


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
    frame = _Frame(points[0][0], points[-1][0], max_points)
    steps = _steps([(frame.x(when), frame.y(earned)) for when, earned in points])
    low = frame.y(0)
    area = f"{steps[0][0]:.1f},{low:.1f} {_joined(steps)} {steps[-1][0]:.1f},{low:.1f}"
    return "\n".join(
        [
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="curve-title curve-text">',
            '<title id="curve-title">Points over time</title>',
            f'<desc id="curve-text">{escape(in_words(points, max_points))}</desc>',
            *frame.axes(),
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


class _Frame:
    """Where a time and a number of points lie in the picture."""

    def __init__(self, begin: datetime, end: datetime, max_points: int) -> None:
        self.begin, self.end, self.max_points = begin, end, max(max_points, 1)

    def x(self, when: datetime) -> float:
        span = (self.end - self.begin).total_seconds()
        part = (when - self.begin).total_seconds() / span if span else 0.0
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    def y(self, points: float) -> float:
        return HEIGHT - BOTTOM - points / self.max_points * (HEIGHT - TOP - BOTTOM)

    def axes(self) -> list[str]:
        """Lines and numbers at each quarter of the points, days at both ends, a name for each axis."""
        quarters = [round(part * self.max_points) for part in QUARTERS]
        lines = [
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" '
            f'y1="{self.y(number):.1f}" y2="{self.y(number):.1f}"/>'
            f'<text x="{LEFT - 6}" y="{self.y(number) + 4:.1f}" text-anchor="end">{number}</text>'
            for number in quarters
        ]
        low = HEIGHT - BOTTOM + 16
        is_one_day = self.begin.date() == self.end.date()
        shown = "%H:%M" if is_one_day else "%Y-%m-%d"
        name = f"time on {self.begin:%Y-%m-%d}" if is_one_day else "time"
        return [
            *lines,
            f'<text x="{LEFT}" y="{low}">{self.begin:{shown}}</text>',
            f'<text x="{WIDTH - RIGHT}" y="{low}" text-anchor="end">{self.end:{shown}}</text>',
            f'<text x="{(LEFT + WIDTH - RIGHT) / 2:g}" y="{low + 20}" text-anchor="middle">{name}</text>',
            '<text x="4" y="12">points</text>',
        ]


def _steps(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points stay until they change: along first, then up or down."""
    path = [corners[0]]
    for x, y in corners[1:]:
        path += [(x, path[-1][1]), (x, y)]
    if path[0][0] == path[-1][0]:
        path.append((float(WIDTH - RIGHT), path[-1][1]))
    return path


def _joined(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
