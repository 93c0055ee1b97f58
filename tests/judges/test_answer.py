"""How an answer is spoken of."""

from __future__ import annotations

import pytest

from autograder.judges.answer import with_article


@pytest.mark.parametrize(
    ("noun", "words"), [("int", "an int"), ("Expr", "an Expr"), ("list", "a list")]
)
def test_the_article_fits_the_noun(noun: str, words: str) -> None:
    """
    A noun that begins with a vowel gets "an", any other one "a".
    """
    assert words == with_article(noun)
