"""
Wordings, mistakes, and what a check says.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.recognisers import recogniser_faults
from autograder.grading.learner import Learner
from autograder.mistakes.catalogue import (
    LONGEST,
    OURS,
    UNKNOWN,
    Diagnosis,
    Mistake,
    Recognised,
    Wording,
    anything,
    catalogue_of,
    diagnose,
    fields_of,
)

TEXT = st.text(st.characters(exclude_characters="{}"), max_size=20)
NAMES = st.sampled_from(["n", "name", "shape", "text", "kind", "file", "function"])
SENTENCES = st.lists(st.tuples(TEXT, NAMES), max_size=4).map(
    lambda parts: "".join(f"{text}{{{name}}}" for text, name in parts)
)
CANARY = "171717"


@pytest.mark.parametrize("refusal", [None, False])
def test_refusal_goes_on_to_the_next(refusal: Recognised) -> None:
    """
    None and False both mean that it is another mistake.
    """
    catalogue = [Mistake("a", "A.", lambda _: refusal), Mistake("b", "B.", lambda _: True)]

    assert Wording("b", "B.").say() == diagnose(catalogue, None)


def test_first_recogniser_wins() -> None:
    """
    The order of the catalogue decides.
    """
    catalogue = [Mistake("a", "A.", lambda _: True), Mistake("b", "B.", lambda _: True)]

    assert Wording("a", "A.").say() == diagnose(catalogue, None)


def test_a_mistake_without_a_recogniser_recognises_anything() -> None:
    """
    What a page says `else` has none.
    """
    catalogue = [Mistake("a", "A.", lambda _: None), Mistake("b", "B.")]

    assert Wording("b", "B.").say() == diagnose(catalogue, None)


def broken(case: Any) -> Recognised:
    return bool(1 / case)


@pytest.mark.parametrize(
    "recognise",
    [broken, lambda _: {"other": 1}, *(lambda _, no=no: no for no in (1, 0, "yes", [1], [], ()))],
)
def test_a_recogniser_that_fails_is_passed_over(recognise: Any) -> None:
    """
    Only True or a mapping recognises: anything else, and whatever is raised, costs the learner
    nothing; the next message speaks, and the fault is kept for the author.
    """
    catalogue = [Mistake("a", "It is {n}.", recognise), Mistake("b", "B.", lambda _: True)]

    with recogniser_faults() as faults:
        said = diagnose(catalogue, 0)

    assert Wording("b", "B.").say() == said
    assert 1 == len(faults)


def test_what_sympy_raises_is_no_fault() -> None:
    """
    A recogniser over which SymPy raises does not recognise, and nothing is reported.
    """
    catalogue = [Mistake("a", "A.", lambda case: sp.diff(case, 3))]

    with recogniser_faults() as faults:
        said = diagnose(catalogue, sp.Symbol("x"))

    assert said is None
    assert [] == faults


def test_what_the_learner_is_asked_again_passes_on() -> None:
    """
    What ends the asking, such as a process that stopped, is nothing that a catalogue may swallow.
    """
    gone: Any = SimpleNamespace(given_up={"f": LookupError("it stopped")})
    asks_again = Mistake("a", "A.", lambda _: Learner(gone).call("f") is None)

    with pytest.raises(LookupError, match="it stopped"):
        diagnose([asks_again], None)


def test_message_is_filled() -> None:
    """
    Fields come from the recogniser, and an empty mapping recognises as well.
    """
    said = diagnose([Mistake("a", "It is {n}.", lambda case: {"n": case, "more": 1})], "{x}")

    assert said is not None
    assert ("a", "It is {x}.", {"n": "{x}"}) == (said.key, said.message, said.fields)
    assert Wording("b", "B.").say() == diagnose([Mistake("b", "B.", lambda _: {})], None)


def test_unknown_case_has_no_diagnosis() -> None:
    """
    Where nothing recognises, nothing is guessed.
    """
    assert diagnose([Mistake("a", "A.", lambda _: None)], 1) is None
    assert diagnose([], 1) is None


def test_a_value_is_withheld_by_default() -> None:
    """
    A message with a field that nobody declared safe reads as its other sentence.
    """
    said = Wording("a", "It is {n}.", without="It is a number.").say(n=17)

    assert ("It is 17.", "It is a number.") == (said.message, said.guarded.message)
    assert said.guarded == said.guarded.guarded


def test_twins_go_on_alike() -> None:
    """
    What follows a message follows the sentence without values, too.
    """
    said = Wording("a", "It is {n}.", without="It is odd.", then="Why?").say(n=17)

    assert ("It is 17. Why?", "It is odd. Why?") == (said.message, said.guarded.message)
    assert Wording("a", "It is so. Why?") == Wording("a", "It is so.", then="Why?")


@pytest.mark.parametrize("without", ["", "It is {n}.", "It is {m}."])
def test_a_catalogue_without_a_safe_sentence_gets_one(without: str) -> None:
    """
    Where the other sentence is missing, or has a value itself, a general one speaks.
    """
    assert UNKNOWN == Wording("a", "It is {n}.", without=without).say(n=1, m=2).guarded.message


def test_words_of_ours_are_shown() -> None:
    """
    What the grader names itself, and what a recogniser takes from its own list, is shown.
    """
    said = Wording("a", "{function} has {word}.", words=("word",)).say(function="f", word="nan")

    assert said.message == said.guarded.message == "f has nan."


@given(SENTENCES, SENTENCES)
def test_no_withheld_value_is_left(message: str, without: str) -> None:
    """
    Whatever a wording looks like, no value of a withheld field is in its guarded form.
    """
    names = fields_of(message) | fields_of(without)
    values = {name: "ours" if name in OURS else CANARY for name in names}
    said = Wording("a", message, without=without).say(**values).guarded

    assert CANARY not in said.message
    assert CANARY not in said.fields.values()


def test_a_diagnosis_of_unknown_origin_is_withheld() -> None:
    """
    A finished text that no wording vouches for is replaced as a whole.
    """
    assert UNKNOWN == Diagnosis("a", "The answer is 42.").guarded.message


@given(st.text())
def test_values_are_capped(text: str) -> None:
    """
    A value takes at most LONGEST characters, and a short one is not touched.
    """
    value = Wording("a", "{n}").say(n=text * 20).fields["n"]

    assert len(value) <= LONGEST
    assert value == text * 20 or value.endswith("...")


def test_a_sentence_begins_with_a_capital() -> None:
    """
    A notebook at work is called "this notebook", at the start of a sentence "This notebook".
    """
    said = Wording("a", "{file} is there.").say(file="this notebook")

    assert "This notebook is there." == said.message


PAGE = """
    far: It is {n} away, {=word}.
        | It is far away, {=word}.
        | Why?
    near: It is near.
    near_2: It is nearer.
        | It is near.
    else away: It is not here.
"""


def test_a_page_of_sentences_is_a_catalogue() -> None:
    """
    Entries keep their order; later sentences of a key have its number; what is shown is marked.
    """
    far, near, nearer, last = catalogue_of(PAGE, far=bool, near=anything, near_2=bool)

    said = ("far", "It is {n} away, {word}. Why?", "It is far away, {word}. Why?")
    assert said == (far.key, far.message, far.without)
    assert (("word",), bool) == (far.words, far.recognise)
    assert ("near", "It is near.", "") == (near.key, near.message, near.without)
    assert ("near", "It is nearer.", "It is near.") == (nearer.key, nearer.message, nearer.without)
    assert ("away", anything) == (last.key, last.recognise)


def test_a_page_may_be_recognised_by_its_keys() -> None:
    """
    An entry that has no recogniser of its own gets the one that belongs to its key.
    """
    catalogue = catalogue_of(PAGE, lambda key: lambda case: key == case, far=lambda _: None)

    assert Wording("near", "It is near.").say() == diagnose(catalogue, "near")
    assert Wording("away", "It is not here.").say() == diagnose(catalogue, "far")


@pytest.mark.parametrize("names", [["far", "near"], ["far", "near", "near_2", "none"]])
def test_a_page_and_its_recognisers_fit(names: list[str]) -> None:
    """
    A sentence that nothing recognises, or a recogniser without a sentence, is refused.
    """
    with pytest.raises(LookupError):
        catalogue_of(PAGE, **dict.fromkeys(names, anything))
