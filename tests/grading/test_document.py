from __future__ import annotations

import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.document import Html, document

ANY = st.text(st.characters(exclude_categories=["C"]))


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
