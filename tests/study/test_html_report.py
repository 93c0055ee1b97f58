import re
from html.parser import HTMLParser

from autograder.study.html_report import html_report
from tests.study.histories import PASS_2, fix, named, run, summary

VOID = {"meta", "wbr"}


class Reader(HTMLParser):
    """Reads a page: its text by element, and whether all elements are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag not in VOID:
            self.open.append(tag)
            self.found.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[self.open[-1]][-1] += data


def test_the_page_is_whole_and_alone() -> None:
    """
    Every element is closed, and nothing is fetched from anywhere.
    """
    text = html_report(
        summary(run(0, fix(4, "lost_sign")), run(9, fix(6), t12=PASS_2)), ["Next: <1>"]
    )
    reader = Reader(text)

    assert [] == reader.open
    assert not re.search(r"src=|href=|url\(|@import|<script", text)
    assert ["Next: <1>"] == reader.found["pre"]
    assert text.isascii()


def test_the_curve_has_its_numbers_beside() -> None:
    """
    Each time has its points as a number and as a bar of that length.
    """
    text = html_report(summary(run(0, fix(4)), run(9, fix(6), t12=PASS_2)), [])
    cells = Reader(text).found["td"]

    assert ["2026-11-24 12:00", "4", "", "2026-11-24 12:09", "11", ""] == cells[:6]
    assert ["4", "11"] == re.findall(r'<meter max="15" value="(\d+)">', text)


def test_the_page_sets_no_colour() -> None:
    """
    It keeps the reader's own, light or dark, so that contrast is theirs.
    """
    text = html_report(summary(run(0, fix(4))), [])

    assert '<meta name="color-scheme" content="light dark">' in text
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|(?<!current)color:", text, re.IGNORECASE)


def test_without_a_run_there_is_no_curve() -> None:
    """
    An empty record is a page as well, and a hint alone draws nothing.
    """
    for known in (summary(), summary(named(0, "hint", level=1))):
        reader = Reader(html_report(known, ["Next: this"]))
        assert "meter" not in reader.found
        assert "No run is remembered yet" in reader.found["p"][0]
