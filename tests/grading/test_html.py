"""
HTML fragments and whole pages.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.html import Html, document, fragment, image, sentence
from autograder.grading.screen import IN_NOTEBOOK, screen
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis

ANY = st.text(st.characters(exclude_categories=["C"]))


class Balance(HTMLParser):
    """Collects the elements that were opened, and the text; complains about a wrong close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, _: object) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data + " "


def verdict_of(outcome: Outcome, said: str) -> Verdict:
    points = {Outcome.PASS: 2, Outcome.GRADER_ERROR: None}.get(outcome, 0)
    check = CheckResult(
        name="test_it",
        task="1.1",
        function="f",
        title="It is right.",
        outcome=outcome,
        points=points,
        max_points=2,
        diagnosis=Diagnosis("said", "{said}", {"said": said}),
        notes=(Diagnosis("said", "{said}", {"said": said}),),
        returned=said,
        asked=said,
        place=said,
        left_out=Diagnosis("said", "{said}", {"said": said}),
    )
    return Verdict((TaskResult("1.1", "a task", (check,)),), "day4")


def parsed(html: str) -> Balance:
    balance = Balance()
    balance.feed(html)
    balance.close()
    return balance


@pytest.mark.parametrize("outcome", Outcome)
def test_words_are_those_of_the_screen(outcome: Outcome) -> None:
    """
    The page says every word of the screen.
    """
    verdict = verdict_of(outcome, "Is it flat?")
    shown = set(re.findall(r"\w+", parsed(fragment(verdict)).text))

    assert set(re.findall(r"\w+", "\n".join(screen(verdict, IN_NOTEBOOK)))) <= shown


@given(st.sampled_from(Outcome), st.text(max_size=60))
def test_no_text_of_a_learner_becomes_markup(outcome: Outcome, said: str) -> None:
    """
    Whatever a learner's code says, the page has the elements that it always has, well closed.
    """
    plain = parsed(fragment(verdict_of(outcome, "x")))
    odd = parsed(fragment(verdict_of(outcome, f"x<script>{said}</td>&lt;'\"")))

    assert [] == odd.open
    assert plain.seen == odd.seen


@pytest.mark.parametrize("outcome", Outcome)
def test_page_sets_no_colour(outcome: Outcome) -> None:
    """
    Nothing in the page is coloured, so it reads in every theme.
    """
    html = fragment(verdict_of(outcome, "colourless"))

    assert not re.search(r"color|background|#[0-9a-f]{3}", html)
    assert not re.search(r"<(img|script|style|link)", html)


def test_sentence_is_escaped() -> None:
    """
    A sentence is shown as it is.
    """
    assert "a < b & c" in unescape(sentence("a < b & c"))
    assert "a < b" not in sentence("a < b & c")


def test_image_needs_no_other_file_and_has_words() -> None:
    """
    A picture is part of the page, as data, and its description is escaped.
    """
    html = image(b"\x89PNG", 'f < "1" & g')

    assert 'src="data:image/png;base64,iVBORw=="' in html
    assert 'alt="f &lt; &quot;1&quot; &amp; g"' in html
    assert re.fullmatch(r'<div class="autograder">\n<img [^<>]*>\n</div>\n', html)


@given(ANY, ANY, ANY)
def test_document_escapes_all_but_markup(title: str, heading: str, said: str) -> None:
    """
    Title, heading and sentences of a page are text, whatever is in them; only Html is markup.
    """
    html = document(title, said, Html("<em>yes</em>"), heading=heading)

    assert html.count("<") == document("", "", Html("<em>yes</em>")).count("<")
    assert f"<title>{escape(title)}</title>" in html
    assert f"<h1>{escape(heading or title)}</h1>\n<p>{escape(said)}</p>\n<em>yes</em>" in html


def test_document_needs_no_other_file_and_follows_the_theme() -> None:
    """
    A page loads nothing, sets no colours, and fits narrow screens.
    """
    html = document("A page")

    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "width=device-width" in html
    assert not re.search(r"https?:|url\(|@import|src=|href=|color:|background", html)
