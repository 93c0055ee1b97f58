"""A plot as a small SVG for a page: made in about a millisecond, without matplotlib.

It has no colour for words, axes and what is given, so it follows the theme of the page that it is
in, and no ids, so that a page may hold several.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from autograder.grading.pictures.chart import (
    GIVEN,
    QUIET,
    YOURS,
    Curve,
    NumberBar,
    Plot,
    Range,
    share,
    short,
    window,
)
from autograder.judges.arrays import Array

WIDTH, HEIGHT, ROW, LETTER = 360, 170, 17, 6.6
RIGHT, BELOW, TEXT = 18, 40, 12
STEPS = 5
NAMED, DIGITS, THICK = 96, 9, 'stroke-width="10"'
FAR = 20.0  # windows away
DASHES = {"--": "7 4", ":": "2 3", "-.": "8 3 2 3"}
CLOUD: Mapping[str, Any] = {"color": QUIET, "linestyle": "", "markersize": 2.5}
THINNED = 7


def sketch(plot: Plot, name: str, bars: Sequence[NumberBar] = ()) -> str:
    """The SVG. name: what it is, for those who cannot see it. bars: drawn below the curves."""
    curves = [(curve, look) for curve in plot.curves if (look := look_of(curve))]
    up = plot.up or window(*(curve.y for curve, _ in curves))
    marks = [(height, short(height)) for height in ticks(*up, is_log=plot.is_log)]
    left = 12 + LETTER * max((len(text) for _, text in marks), default=0)
    top = ROW * ((len(curves) + 1) // 2 + 1) + 8
    across, down = WIDTH - left - RIGHT, top + HEIGHT
    parts = [*_legend(curves), _text(4, top - 9, plot.names[1])]
    for height, text in marks:
        y = down - HEIGHT * float(_shares(np.array([height]), up, is_log=plot.is_log)[0])
        parts.append(_text(left - 6, y + 4, text, "end"))
        parts.append(f'<path d="M{left:.1f} {y:.1f}h{across:.1f}" stroke-opacity=".15"/>')
    for place in ticks(*plot.across, is_log=plot.is_log_across):
        x = left + across * share(place, plot.across, is_log=plot.is_log_across)
        parts.append(_text(x, down + 15, short(place), "middle"))
    parts.append(_text(left + across / 2, down + 31, plot.names[0], "middle"))
    parts.append(f'<path d="M{left:.1f} {top}v{HEIGHT}h{across:.1f}"/>')
    inside = "".join(_drawn(curve, look, plot, up, across) for curve, look in curves)
    box = f'x="{left:.1f}" y="{top}" width="{across:.1f}" height="{HEIGHT}"'
    parts.append(f'<svg {box} role="none">{inside}</svg>')
    parts += _bars(bars, down + BELOW)
    tall = down + BELOW + ROW * len(bars) + (8 if bars else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(name)}" '
        f'viewBox="0 0 {WIDTH} {tall}" font-size="{TEXT}" fill="none" '
        f'stroke="currentColor" style="width: 100%; height: auto">{"".join(parts)}</svg>'
    )


def look_of(curve: Curve) -> Mapping[str, Any] | None:
    """How a curve is drawn; a cloud that only stands for an area is drawn as a few dots."""
    return curve.look or (CLOUD if curve.mark == "." else None)


def ticks(low: float, high: float, *, is_log: bool = False) -> list[float]:
    """A few round numbers between two."""
    if is_log:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        digits = (1, 3) if len(powers) <= STEPS else (1,)
        every = [digit * 10.0**power for power in powers for digit in digits]
        inside = [one for one in every if low <= one <= high]
        return inside[:: 1 + len(inside) // (STEPS + 1)]
    rough = (high - low) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    return [number * step for number in range(first, last + 1)]


def _shares(values: Array, between: Range, *, is_log: bool) -> Array:
    """Where values are, 0 at the lower end and 1 at the upper one; not too far outside."""
    shares: Array = np.clip(share(values, between, is_log=is_log), -FAR, FAR)
    return shares


def _drawn(curve: Curve, look: Mapping[str, Any], plot: Plot, up: Range, across: float) -> str:
    """A curve in its window: a line, dots, or both."""
    xs = across * _shares(curve.x, plot.across, is_log=plot.is_log_across)
    ys = HEIGHT * (1 - _shares(curve.y, up, is_log=plot.is_log))
    line, colour = look.get("linestyle", "-"), _colour(look)
    parts = []
    if line:
        style = f'stroke-width="{look.get("linewidth", 1.5)}"{_dashed(line)}'
        parts.append(f'<path d="{path(xs, ys)}" {style} {colour}/>')
    if "marker" in look or not line:
        every = look.get("markevery", THINNED if look is CLOUD else 1)
        dots = "".join(
            f"M{x:.1f} {y:.1f}h0"
            for x, y in zip(xs[::every], ys[::every], strict=True)
            if math.isfinite(x + y)
        )
        cap = "square" if look.get("marker") == "s" else "round"
        style = f'stroke-width="{look.get("markersize", 4)}" stroke-linecap="{cap}"'
        parts.append(f'<path d="{dots}" {style} {colour}/>')
    return "".join(parts)


def path(xs: Array, ys: Array) -> str:
    """A line through points in the language of SVG; it is broken where there is none."""
    said, verb = [], "M"
    for x, y in zip(xs, ys, strict=True):
        if not math.isfinite(x + y):
            verb = "M"
            continue
        said.append(f"{verb}{x:.1f} {y:.1f}")
        verb = "L"
    return "".join(said)


def _legend(curves: list[tuple[Curve, Mapping[str, Any]]]) -> Iterator[str]:
    """What each curve is, two in a row."""
    for number, (curve, look) in enumerate(curves):
        x, y = 4 + WIDTH / 2 * (number % 2), ROW * (number // 2 + 1) - 4
        line, colour = look.get("linestyle", "-"), _colour(look)
        shape = f'd="M{x:.0f} {y - 4}h24" stroke-width="2.5"{_dashed(line)}'
        if not line:
            shape = f'd="M{x + 6:.0f} {y - 4}h0m6 0h0m6 0h0" stroke-width="4" '
            shape += 'stroke-linecap="round"'
        yield f"<path {shape} {colour}/>"
        yield _text(x + 30, y, curve.label or curve.name)


def _bars(bars: Sequence[NumberBar], top: float) -> Iterator[str]:
    """A row for each number: its name, a bar from a common zero, and the number."""
    low, high = window(np.array([bar.length for bar in bars]), air=0)
    room = (WIDTH - NAMED - RIGHT - LETTER * DIGITS) / (high - low)
    zero = NAMED - room * low
    for number, bar in enumerate(bars):
        y, colour = top + ROW * number + 8, YOURS if bar.is_yours else "currentColor"
        yield _text(4, y + 4, bar.name)
        yield f'<path d="M{zero:.1f} {y:.1f}h{room * bar.length:.1f}" stroke="{colour}" {THICK}/>'
        yield _text(WIDTH - RIGHT, y + 4, bar.said, "end")


def _colour(look: Mapping[str, Any]) -> str:
    """Black is the colour of the words around."""
    colour = look.get("color", GIVEN)
    return f'stroke="{"currentColor" if colour == GIVEN else colour}"'


def _dashed(line: str) -> str:
    return f' stroke-dasharray="{DASHES[line]}"' if line in DASHES else ""


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="currentColor" stroke="none">{escape(text)}</text>'
