"""The answer: what one call of a learner's function gave.

Every value in it is of an exact plain type, rebuilt by the codec:

* None, bool, int, float, complex, str; list, tuple, dict of such;
* numpy.ndarray of a plain dtype (NumPy scalars arrive as 0-d arrays);
* numpy.random.Generator, and `Formula`, a function that a formula gives;
* SymPy expressions, relations, booleans and matrices of classes on the allow-list;
* `Foreign` for everything else: only what it is called is kept.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value of no plain kind.

    kind: "function", "class", "module", "stub" (`...`, NotImplemented), "sympy" (a SymPy
    object that is not on the allow-list), "undefined" (an expression with a function that has only
    a name), "oversized" (past a cap of the codec) or "object".
    name: its own name for a function, class or module, else the name of its type.
    """

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a learner's file: a line, 1-based, and the cell of a notebook that holds it."""

    line: int
    cell: int | None = None

    def __str__(self) -> str:
        """`line 3`, or `line 3 of cell [5]` with the number that Jupyter shows beside a cell."""
        return f"line {self.line}" + (f" of cell [{self.cell}]" if self.cell else "")


VALUE_ERRORS = frozenset({"ValueError", "UnicodeError"})


@dataclass(frozen=True, slots=True)
class Crash:
    """An exception that ended a call.

    kind: class name, such as "NameError". text: what it says, capped.
    line: 1-based, where the function that was called stopped; None if no line of the learner's had
    part in it. cell: of a notebook, the cell that holds the line; None in a script.
    source: the last line of the learner's file that the traceback passes, stripped.
    owner: the function that this line is in.
    own_raise: where a `raise` of the learner's own made it, the class of Python's own that it is,
    such as "ValueError", also for a class derived from it; empty for what another line ran into.
    """

    kind: str
    text: str
    line: int | None = None
    source: str = ""
    cell: int | None = None
    owner: str = ""
    own_raise: str = ""

    @property
    def spot(self) -> Spot | None:
        """Where it happened, if a line of the learner's had part in it."""
        return Spot(self.line, self.cell) if self.line else None

    @property
    def is_refusal(self) -> bool:
        """Whether it is a ValueError that the learner raised on purpose, which is an answer."""
        return self.own_raise in VALUE_ERRORS


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What one call gave.

    value: what was returned; None after a crash.
    asked, afterwards: the arguments as sent, and as the call left them.
    printed, warned: text on stdout and stderr (capped), and warning messages.
    """

    function: str
    value: Any = None
    asked: tuple[Any, ...] = ()
    afterwards: tuple[Any, ...] = ()
    crash: Crash | None = None
    printed: str = ""
    warned: tuple[str, ...] = ()


def with_article(noun: str) -> str:
    """`an int`, `a list`."""
    return f"{'an' if noun[:1].lower() in {*'aeiou'} else 'a'} {noun}"
