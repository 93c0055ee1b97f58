"""Markup: the parts of which a report for a class is made, in HTML and SVG.

Whatever comes from outside is escaped, and printed so that it can steer nothing.
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import inf
from typing import Literal, NamedTuple

from autograder.classroom.class_figures import Bar
from autograder.classroom.entries import printable
from autograder.grading.page import Html

WIDE, HIGH, BASE, TOP = 340, 190, 160, 18  # of the histogram, its bars' feet and highest head
LEFT, GAP = 4, 4


class Column(NamedTuple):
    """A column of a table. kind: of its cells."""

    title: str
    kind: Literal["name", "number", "sentence"] = "name"


Cell = str | int


def plain(text: object) -> str:
    """A text as markup."""
    return text if isinstance(text, Html) else escape(printable(str(text)))


def paragraph(text: str) -> Html:
    return Html(f"<p>{plain(text)}</p>\n")


def code(text: str) -> Html:
    """A name from code; a line may end behind each `_`."""
    return Html(f"<code>{plain(text).replace('_', '_<wbr>')}</code>")


def joined(*parts: str) -> Html:
    return Html("".join(map(plain, parts)))


def section(name: str, title: str, *parts: str) -> Html:
    """A section with its heading. name: to link to it. parts: markup, or texts for paragraphs."""
    body = "".join(part if isinstance(part, Html) else paragraph(part) for part in parts)
    head = f'<h2 id="{name}-title">{plain(title)}</h2>'
    return Html(f'<section id="{name}" aria-labelledby="{name}-title">\n{head}\n{body}</section>\n')


def details(summary: str, *parts: Html) -> Html:
    """Something that is shown when it is opened, and in print."""
    return Html(f"<details><summary>{plain(summary)}</summary>\n{joined(*parts)}</details>\n")


def table(
    name: str, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> Html:
    """A table in a region that can be scrolled by itself; the first cell is the head of its row.

    name: its own on the page.
    """
    head = "".join(f'<th scope="col"{_kind(one)}>{plain(one.title)}</th>' for one in columns)
    body = "".join(_row(columns, row) for row in rows)
    return Html(
        f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">\n'
        f'<table>\n<caption><span id="{name}">{plain(caption)}</span></caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n"
    )


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> str:
    first, *others = zip(columns, row, strict=True)
    cells = "".join(f"<td{_kind(column)}>{plain(cell)}</td>" for column, cell in others)
    return f'<tr><th scope="row"{_kind(first[0])}>{plain(first[1])}</th>{cells}</tr>\n'


def _kind(column: Column) -> str:
    return f' class="{column.kind}"'


def figures(pairs: Iterable[tuple[str, str]]) -> Html:
    """Names and their numbers, large."""
    parts = (f"<div><dt>{plain(name)}</dt><dd>{plain(number)}</dd></div>" for name, number in pairs)
    return Html(f'<dl class="figures">{"".join(parts)}</dl>\n')


def meter(share: float) -> Html:
    """A bar beside a number, which says the same."""
    size = 'class="meter" viewBox="0 0 50 10" aria-hidden="true" focusable="false"'
    back = '<rect class="back" width="50" height="10" rx="2"/>'
    return Html(
        f'<svg {size}>{back}<rect class="bar" width="{50 * share:.1f}" height="10" rx="2"/></svg>'
    )


def histogram_picture(bars: Sequence[Bar], without: int, description: str) -> Html:
    """The bars, their counts above them and their upper ends below; apart from them, and hollow,
    those who have no total.
    """
    most = max([1, without, *(bar.people for bar in bars)])
    pitch = (WIDE - 2 * LEFT) / (len(bars) + 1.5)
    lefts = [LEFT + pitch * number for number in range(len(bars))]
    ends = [f"{bar.high:g}" if bar.high < inf else "more" for bar in bars]
    columns = [
        _column(left, pitch, bar.people, most) + _middle(left + pitch / 2, BASE + 13, end)
        for left, bar, end in zip(lefts, bars, ends, strict=True)
    ]
    last = WIDE - LEFT - pitch
    apart = _column(last, pitch, without, most, "apart")
    return Html(
        f'<svg class="histogram" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-labelledby="shape">\n'
        f'<title id="shape">{plain(description)}</title>\n'
        f'<path class="axis" d="M{LEFT} {BASE}H{WIDE - LEFT}"/>\n'
        f"{''.join(columns)}{apart}{_middle(last + pitch / 2, BASE + 13, 'none')}"
        f'<text x="{LEFT}" y="{HIGH - 3}">points, up to</text>\n</svg>\n'
    )


def _column(left: float, pitch: float, people: int, most: int, kind: str = "bar") -> str:
    height = (BASE - TOP) * people / most
    place = f'x="{left + GAP / 2:.1f}" y="{BASE - height:.1f}"'
    size = f'width="{pitch - GAP:.1f}" height="{height:.1f}"'
    count = _middle(left + pitch / 2, BASE - height - 4, str(people)) if people else ""
    return f'<rect class="{kind}" {place} {size}/>{count}'


def _middle(x: float, y: float, text: str) -> str:
    return f'<text class="middle" x="{x:.1f}" y="{y:.1f}">{text}</text>\n'
