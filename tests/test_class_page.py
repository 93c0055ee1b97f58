"""The report of a class in a real browser: everybody can read it, by WCAG 2.1 A and AA."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.grade import Grade, Round
from autograder.classroom.resemblance import Work
from tests.classroom.believable import class_report, grades
from tests.classroom.test_resemblance import COPIED, renamed

pytestmark = pytest.mark.sweep

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
OUT_OF_SIGHT = """[...document.querySelectorAll("body *")].filter(one => !one.closest(".scroll")
    && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""
SCROLLING = """[...document.querySelectorAll("body, body *")].filter(one =>
    one.clientWidth && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).overflowX !== "visible"
    ).map(one => one.getAttribute("aria-labelledby"))"""
FOCUS = """[document.activeElement.tagName, document.activeElement.className,
    document.activeElement.getAttribute("aria-labelledby")]"""
HIDDEN = """[...document.querySelectorAll("details .scroll, details li, details p")].filter(
    one => !one.checkVisibility({contentVisibilityAuto: true})).length"""
OPENED = 'document.querySelectorAll("details").forEach(one => { one.open = true; })'
NOWHERE = ["BODY", "", None]
LONG = "x" * 400
VIEWS = {
    "light": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "dark phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


def people() -> Iterator[Grade]:
    """Many, one of them with a name, an id and a reason without an end."""
    first, *others = grades(150)
    yield replace(first, report=replace(first.report, submission=LONG, name=LONG, reason=LONG))
    yield from others


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with every section."""
    latest = Round(3, "2026-11-29T10:00:00Z", {"kit": "2026.1.0", "python": "3.11.7"})
    work = Work({f"s{n:05}": COPIED if n % 2 else renamed(COPIED) for n in range(100, 103)})
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(class_report(people(), "Calculus for ML", latest, work), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from tests.jupyter_lab import chromium

    with chromium() as found:
        yield found


@pytest.fixture(params=[*VIEWS])
def page(request: pytest.FixtureRequest, browser: Any, file: Path) -> Iterator[Any]:
    """The page in one view; asked: what it has asked the network for."""
    context = browser.new_context(**VIEWS[request.param])
    shown = context.new_page()
    shown.asked = []
    shown.on("request", lambda one: shown.asked.append(one.url))
    shown.goto(file.as_uri())
    yield shown
    context.close()


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def test_axe_finds_nothing(page: Any) -> None:
    """
    No rule of WCAG 2.1 A and AA is broken, with all details closed or open; a text too pale to
    read would be found.
    """
    assert [] == violations(page)
    page.evaluate(OPENED)
    assert [] == violations(page)
    pale = "document.querySelector('section p').style.color = 'rgba(128, 128, 128, 0.4)'"
    page.evaluate(pale)
    assert ["color-contrast"] == [one.partition(":")[0] for one in violations(page)]


def test_the_page_does_not_scroll_sideways(page: Any, file: Path) -> None:
    """
    Nothing but the regions of tables is wider than the window, however long a name is, and
    nothing is asked of the network.
    """
    page.evaluate(OPENED)

    width = page.viewport_size["width"]
    assert width >= page.evaluate("document.documentElement.scrollWidth")
    assert [] == page.evaluate(OUT_OF_SIGHT)
    assert all(page.evaluate(SCROLLING))
    assert [file.as_uri()] == page.asked
    page.evaluate("document.querySelector('h1').style.width = '3000px'")
    assert [] != page.evaluate(OUT_OF_SIGHT)
    assert width < page.evaluate("document.documentElement.scrollWidth")


def test_the_keyboard_reaches_everything(page: Any) -> None:
    """
    The tab key leads to the link past the contents first, then to every region that scrolls, and
    the arrow keys scroll it.
    """
    page.evaluate(OPENED)
    regions = page.evaluate(SCROLLING)
    page.keyboard.press("Tab")
    reached = [page.evaluate(FOCUS)]
    while len(reached) == 1 or reached[-1] not in (reached[0], NOWHERE):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUS))

    assert ["A", "skip", None] == reached[0]
    assert {*regions} <= {label for _, _, label in reached}
    assert regions or page.viewport_size["width"] > 320
    if regions:
        page.focus(f"[aria-labelledby={regions[0]}]")
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "name => document.querySelector(`[aria-labelledby=${name}]`).scrollLeft > 0",
            arg=regions[0],
        )


@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
def test_the_page_prints(page: Any) -> None:
    """
    On paper the page is dark on white, opens what is closed, leaves out the contents, and becomes
    a PDF.
    """
    assert page.evaluate(HIDDEN) > 0
    page.emulate_media(media="print")
    page.wait_for_function(f"{HIDDEN} === 0")

    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.body).color")
    assert not page.is_visible("nav")
    assert page.pdf().startswith(b"%PDF")
