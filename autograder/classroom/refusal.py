"""What is not taken in, and text from strangers made fit to be printed."""

from __future__ import annotations

WIDTH = 60


class Refused(Exception):  # noqa: N818 -- the event's own word
    """A submission that is not graded; the message says why."""


class NothingThere(Exception):  # noqa: N818 -- the event's own word
    """A place for a submission that holds none."""


def printable(text: str) -> str:
    r"""Every character that does not print as itself becomes an escape, such as \x1b."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shown(name: object) -> str:
    """A name from outside: printable, and cut in the middle where it is too long."""
    text = printable(str(name))
    return text if len(text) <= WIDTH else f"{text[: WIDTH // 2]}...{text[-WIDTH // 4 :]}"
