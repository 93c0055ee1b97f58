"""An exception that ended a call, recognised by its class, its text and the line it came from."""

from __future__ import annotations

import re
from collections.abc import Callable

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import Recognised


def crashed(
    pattern: str = "", *, kind: str = "", source: str = "", function: str = ""
) -> Callable[[Answer], Recognised]:
    """
    Recognise an exception by its text; named groups of the pattern become fields.

    kind: names of classes, separated by "|". source: a pattern in the learner's line. function:
    the task's function. Whatever is left empty fits any exception.
    """

    def recognise(answer: Answer) -> Recognised:
        crash = answer.crash
        if crash is None or function not in {"", answer.function}:
            return None
        if kind and crash.kind not in kind.split("|"):
            return None
        match = re.search(pattern, crash.text)
        if match is None or not re.search(source, crash.source):
            return None
        return {"function": answer.function, "text": crash.text, **match.groupdict("")}

    return recognise
