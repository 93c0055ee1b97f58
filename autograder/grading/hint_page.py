"""The page of hints of an exercise: what an author has written for each of its tasks.

`autograder/hints/<exercise>.txt` has entries below the number of each task. Words before the colon
are keys of mistakes; an entry without any is for everybody else.

    ask sign_lost: a question beside the clue; the first hint
    try: lines to type; the second hint
    look: what they show, and what to think about
    wrong sign_lost: a line or, for a body of one line, a part that does not belong; the third hint
"""

import re

from autograder.grading.errors import KitError
from autograder.grading.spec import PACKAGE

PAGES = PACKAGE / "hints"
KINDS = "ask", "try", "look", "wrong"
ENTRY = re.compile(rf"^({'|'.join(KINDS)})((?: \w+)*): (.+(?:\n +.+)*)", re.MULTILINE)

Page = dict[tuple[str, str], str]
"""The entries of a task by kind and key of a mistake."""


def page_of(exercise: str, number: str) -> Page:
    """The entries of a task. Raises KitError if there are none."""
    try:
        return page_in((PAGES / f"{exercise}.txt").read_text(encoding="utf-8"), number)
    except (OSError, ValueError):
        raise KitError(f"Task {number} has no hints.") from None


def page_in(text: str, number: str) -> Page:
    """The entries of a task in the text of a page. Raises ValueError if it is not there."""
    _, below = re.split(rf"^{re.escape(number)}$", text, maxsplit=1, flags=re.MULTILINE)
    found = ENTRY.findall(re.split(r"^\d", below, maxsplit=1, flags=re.MULTILINE)[0])
    return {(kind, key): text for kind, keys, text in found for key in keys.split() or [""]}
