"""A mistake is data: a key, a message, a recogniser. So is everything else that a check says.

Wording     a sentence as it is written in a catalogue, with `{name}` fields
Mistake     a wording and how the mistake is recognised
Diagnosis   what a check says: a wording's key and sentence, and the values of its fields
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import InitVar, dataclass, field
from inspect import cleandoc
from string import Formatter
from typing import Any

from autograder.judges.raised import by_sympy, raised_in

LOG = logging.getLogger(__name__)
LOG.addHandler(logging.NullHandler())  # a learner's screen never shows it; tests listen

ROOMS = ("autograder.judges", "autograder.mistakes")

Recognised = Mapping[str, Any] | bool | None
Recogniser = Callable[[Any], Recognised]

OURS = frozenset({"file", "function", "seconds", "where", "cell"})
"""Fields that are always filled by the grader itself: the exercise's file and the function that was
asked for, a time limit, a place in the learner's file.
"""

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
        """The sentence with these values; those that it has no field for are dropped."""
        names = fields_of(self.message) | fields_of(self.guarded)
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
    """Recognises every case, as the last entry of a catalogue does."""
    return True


@dataclass(frozen=True, slots=True)
class Mistake(Wording):
    """A recognised wrong answer.

    recognise: takes the case (the exercise's own dataclass of answer and question) and returns a
    mapping of fields, True (no fields), or None or False for "not this one". Without one the
    mistake recognises anything, as the last entry of a catalogue does.
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

    An entry is recognised by the argument of its name, else by what `by_key` makes of its key.
    Further entries of one key are named key_2, key_3 and so on.
    """
    found = []
    for name, text in re.findall(r"^(\w+): (.+(?:\n +.+)*)", cleandoc(page), re.MULTILINE):
        key = re.sub(r"_\d$", "", name)
        known = recognise.pop(name, by_key(key) if by_key else None)
        if known is None:
            raise LookupError(f"Nothing recognises {name!r}.")
        found.append(Mistake(key, recognise=known, **_parts(text)))
    if recognise:
        raise LookupError(f"There is no sentence for {', '.join(recognise)}.")
    return tuple(found)


def diagnose(catalogue: Iterable[Mistake], case: Any) -> Diagnosis | None:
    """The first mistake of the catalogue that recognises the case, its fields filled."""
    return next((said for one in catalogue if (said := _recognised(one, case)) is not None), None)


def _recognised(mistake: Mistake, case: Any) -> Diagnosis | None:
    """What a mistake says of a case; None where it is another one, or its recogniser raises.

    A recogniser that raises costs the learner nothing: the next entry is tried, and the fault is
    logged. What SymPy raises over an odd answer is not a fault. What the learner's own function
    raises when a recogniser calls it again is passed on.
    """
    try:
        fields = mistake.recognise(case)
        if fields is None or fields is False:
            return None
        return mistake.say(**({} if fields is True else fields))
    except Exception as error:
        if not raised_in(error, ROOMS):
            raise
        if not by_sympy(error):
            LOG.exception("The recogniser of %r failed.", mistake.key)
        return None


def fields_of(sentence: str) -> frozenset[str]:
    """The names of the fields in a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def shorten(value: str) -> str:
    """A value, cut to at most LONGEST characters."""
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 3]}..."
