"""A mistake is data: a key, a message, a recogniser. So is everything else that a check says.

A catalogue is a page of sentences with their recognisers below it; `catalogue_of` reads it.

Wording     a sentence of a page, with `{name}` fields
Mistake     a wording and how the mistake is recognised
Diagnosis   what a check says: a wording's key and sentence, and the values of its fields
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import InitVar, dataclass, field
from functools import lru_cache
from inspect import cleandoc
from string import Formatter
from typing import Any

from autograder.judges.raised import by_sympy, raised_in

LOG = logging.getLogger(__name__)
LOG.addHandler(logging.NullHandler())  # a learner's screen never shows it; tests listen

ELSEWHERE = ("autograder.grading", "autograder.sandbox")
"""The rooms in which the learner's function is called: what they raise ends the check."""

Recognised = Mapping[str, Any] | bool | None
Recogniser = Callable[[Any], Recognised]

OURS = frozenset({"file", "function", "seconds", "where", "cell"})
"""Fields that are always filled by the grader itself: the exercise's file and the function that was
asked for, a time limit, a place in the learner's file.
"""

ENTRY = re.compile(r"^(else )?(\w+): (.+(?:\n +.+)*)", re.MULTILINE)

LONGEST = 300
"""Characters of one value; eight results with two such values each fit into one message."""

UNKNOWN = "This is not right yet. What does the task ask for, and what does your function return?"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a check says, as plain data; any process may carry it.

    key: of the wording. template: its sentence. fields: their values, already text. without: the
    template for a learner whose inputs are secret.
    """

    key: str
    template: str
    fields: Mapping[str, str] = field(default_factory=dict)
    without: str = UNKNOWN

    @property
    def message(self) -> str:
        """The sentence with its values."""
        said = self.template.format(**self.fields)
        return f"T{said[1:]}" if said.startswith("this ") else said  # "this notebook"

    @property
    def guarded(self) -> "Diagnosis":
        """The same without any value that could give an input away."""
        names = fields_of(self.without)
        kept = {name: value for name, value in self.fields.items() if name in names}
        return Diagnosis(self.key, self.without, kept, self.without)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in a catalogue.

    message: what was seen, then the next thing to think about; it never spells the formula or the
    line that solves the task. without: the same again for feedback of a batch, where inputs are
    secret; needed wherever the message has a field that is withheld. then: the sentences with
    which both go on. words: the fields that are shown there all the same, because their values
    come from a short list of ours.

    A field is withheld unless it is one of `words` or OURS: what is computed from an input or said
    by the learner's code at run time (a name, a type, a shape, a text) may spell the input.
    """

    key: str
    message: str
    without: str = field(default="", kw_only=True)
    then: InitVar[str] = field(default="", kw_only=True)
    words: tuple[str, ...] = field(default=(), kw_only=True)

    def __post_init__(self, then: str) -> None:
        for name in ("message", "without"):
            if then and getattr(self, name):
                object.__setattr__(self, name, f"{getattr(self, name)} {then}")

    def say(self, **values: Any) -> Diagnosis:
        """The sentence with these values; those that it has no field for are dropped.

        Raises LookupError for a field without a value.
        """
        names = fields_of(self.message) | fields_of(self.guarded)
        if left := sorted(names - values.keys()):
            raise LookupError(f"nothing fills in {{{left[0]}}}")
        fields = {name: shorten(str(values[name])) for name in sorted(names)}
        return Diagnosis(self.key, self.message, fields, self.guarded)

    @property
    def guarded(self) -> str:
        """The sentence for feedback; a general one where the catalogue has none that is safe."""
        sentences = (self.message, self.without)
        return next((one for one in sentences if one and not self.withheld(one)), UNKNOWN)

    def withheld(self, sentence: str) -> frozenset[str]:
        """The fields of a sentence that may give an input away."""
        return fields_of(sentence) - OURS - {*self.words}


def anything(_: Any) -> bool:
    """Recognises every case, as an `else` entry of a page does."""
    return True


@dataclass(frozen=True, slots=True)
class Mistake(Wording):
    """A recognised wrong answer.

    recognise: takes the case (a JudgedAnswer, or what its task makes of one) and returns True or a
    mapping of fields; None or False for "not this one".
    """

    recognise: Recogniser = anything


def wording(entry: str) -> Wording:
    """One sentence, as an entry of a page.

    key: The message, with {fields}; {=word} is a field of `words`.
        | The same again without values. | What both go on with.
    """
    key, _, text = entry.partition(": ")
    return Wording(key, **_parts(text))


def _parts(text: str) -> dict[str, Any]:
    message, *more = re.split(r"\s+\| ", text.replace("{=", "{"))
    without, then = (*more, "", "")[:2]
    words = tuple(dict.fromkeys(re.findall(r"{=(\w+)}", text)))
    return {"message": message, "without": without, "then": then, "words": words}


def catalogue_of(
    page: str, by_key: Callable[[str], Recogniser] | None = None, **recognise: Recogniser
) -> tuple[Mistake, ...]:
    """The mistakes of a page of sentences as `wording` reads them, in their order.

        radius_not_squared: Your area doubles when r doubles. What should it do?
        off_by_factor: Your area is {times} times what it should be.
            | Your area is a multiple of what it should be. | Which factor is too much?
        else other: That is not the area. Try r = 1 by hand: what should come back?

    An entry is recognised by the argument of its name, else by what `by_key` makes of its key; one
    that begins with `else` is for whatever no entry above it knows, and may be left out. Further
    entries of one key are named key_2, key_3 and so on.
    """
    found = []
    for is_last, name, text in ENTRY.findall(cleandoc(page)):
        key = re.sub(r"_\d$", "", name)
        known = anything if is_last else recognise.pop(name, by_key(key) if by_key else None)
        if known is None:
            raise LookupError(f"nothing recognises {name!r}: write {name}=... below the sentences")
        found.append(Mistake(key, recognise=known, **_parts(text)))
    if recognise:
        raise LookupError(f"there is no sentence for {', '.join(recognise)}: write one for each")
    return tuple(found)


def diagnose(catalogue: Iterable[Mistake], case: Any) -> Diagnosis | None:
    """The first mistake of the catalogue that recognises the case, its fields filled."""
    return next((said for one in catalogue if (said := _recognised(one, case)) is not None), None)


def _recognised(mistake: Mistake, case: Any) -> Diagnosis | None:
    """What a mistake says of a case; None where it is another one, or its recogniser is at fault.

    That costs the learner nothing: the next entry is tried, and the fault is logged for the author
    (`autograder build` and the tests listen). What SymPy raises over an odd answer is not a fault.
    What is raised while the learner's own function is called again is passed on.
    """
    try:
        fields = _fields(mistake.recognise(case))
        return None if fields is None else mistake.say(**fields)
    except Exception as error:
        if raised_in(error, ELSEWHERE):
            raise
        if not by_sympy(error):
            LOG.exception("The recogniser of %r failed.", mistake.key)
        return None


def _fields(recognised: object) -> Mapping[str, Any] | None:
    """The fields that a recogniser gave; None if it is another mistake. Raises TypeError."""
    if recognised is None or recognised is False:
        return None
    if recognised is True:
        return {}
    if isinstance(recognised, Mapping):
        return recognised
    raise TypeError(f"it returned {recognised!r:.80}; only True or a mapping recognises")


@lru_cache(1000)
def fields_of(sentence: str) -> frozenset[str]:
    """The names of the fields in a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def shorten(value: str) -> str:
    """A value, cut to at most LONGEST characters."""
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 3]}..."
