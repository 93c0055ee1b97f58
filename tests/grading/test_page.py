"""
The page: the words of the screen, in HTML.
"""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.page import STYLES, Html, document, fragment, image, inlined, sentence
from autograder.grading.screen import IN_NOTEBOOK, screen
from autograder.grading.verdict import Outcome
from tests.grading.test_screen import ANY, parsed, saying


@pytest.mark.parametrize("outcome", Outcome)
def test_words_are_those_of_the_screen(outcome: Outcome) -> None:
    """
    The page says every word of the screen.
    """
    verdict = saying(outcome, "Is it flat?")
    shown = set(re.findall(r"\w+", parsed(fragment(verdict)).text))

    assert set(re.findall(r"\w+", "\n".join(screen(verdict, IN_NOTEBOOK)))) <= shown


@given(st.sampled_from(Outcome), st.text(max_size=60))
def test_no_text_of_a_learner_becomes_markup(outcome: Outcome, said: str) -> None:
    """
    Whatever a learner's code says, the page has the elements that it always has, well closed.
    """
    plain = parsed(fragment(saying(outcome, "x")))
    odd = parsed(fragment(saying(outcome, f"x<script>{said}</td>&lt;'\"")))

    assert [] == odd.open
    assert plain.seen == odd.seen


@pytest.mark.parametrize("outcome", Outcome)
def test_page_sets_no_colour(outcome: Outcome) -> None:
    """
    Nothing in the page is coloured, so it reads in every theme.
    """
    html = fragment(saying(outcome, "colourless"))

    assert not re.search(r"color|background|#[0-9a-f]{3}", html)
    assert not re.search(r"<(img|script|style|link)", html)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_cell_of_a_notebook_has_its_style(outcome: Outcome) -> None:
    """
    For a notebook each cell gets a style and keeps its words; a page says it once for all cells.
    """
    html = fragment(saying(outcome, "Is <td> flat?"))
    shown = inlined(html)
    cells = re.findall(r"<t[hd]\b[^>]*>", shown)

    assert cells
    assert all("text-align" in cell and "class" not in cell for cell in cells)
    assert parsed(html).text == parsed(shown).text
    assert "style=" not in html
    assert all(f".{name} {{" in document("A page") for name in STYLES if name)


def test_sentence_is_escaped() -> None:
    """
    A sentence is shown as it is.
    """
    assert "a < b & c" in unescape(sentence("a < b & c"))
    assert "a < b" not in sentence("a < b & c")


def test_lines_behind_a_sentence_wait_for_a_click() -> None:
    """
    The part behind a sentence starts closed, and is escaped as well.
    """
    html = sentence("1 < 2?", "2 > 1", "so.")

    assert re.search(r"1 &lt; 2\?</p>\n<details><summary>[^<]+</summary><p>2 &gt; 1</p>", html)
    assert "details" not in sentence("1 < 2?")


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
