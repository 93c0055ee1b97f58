"""
What learner code prints, warns of and reads.
"""

from __future__ import annotations

import sys
import warnings

import pytest

from autograder.grading.quiet import PRINTED, quiet


def test_prints_and_warnings_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Both streams and all warnings are kept, and nothing reaches the terminal.
    """
    with quiet() as heard:
        print("out")  # noqa: T201 -- what is caught
        print("err", file=sys.stderr)  # noqa: T201 -- what is caught
        warnings.warn("careful", stacklevel=1)

    assert ("out\nerr\n", ["careful"]) == (heard.printed, heard.warned)
    assert ("", "") == capsys.readouterr()


def test_printed_bytes_are_text() -> None:
    """
    What goes to the buffer of a stream is kept where it belongs among what is printed.
    """
    with quiet() as heard:
        print("one")  # noqa: T201 -- what is caught
        sys.stdout.buffer.write("zw\u00f6lf\n".encode(sys.stdout.encoding) + b"\xff\n")
        print("two")  # noqa: T201 -- what is caught

    assert "one\nzw\u00f6lf\n\ufffd\ntwo\n" == heard.printed


def test_flood_is_capped() -> None:
    """
    Only the beginning of a flood of prints is kept.
    """
    with quiet() as heard:
        for _ in range(20):
            print("x" * PRINTED)  # noqa: T201 -- what is caught

    assert "x" * PRINTED == heard.printed


@pytest.mark.parametrize("method", ["read", "readline"])
def test_nobody_types(method: str) -> None:
    """
    Reading the keyboard ends at once.
    """
    with quiet(), pytest.raises(EOFError):
        getattr(sys.stdin, method)()
    with quiet(), pytest.raises(EOFError):
        input()


def test_streams_come_back_after_a_crash() -> None:
    """
    After an exception the streams are as before, and what was printed is kept.
    """
    before = sys.stdout, sys.stderr, sys.stdin

    def stop() -> None:
        print("last words")  # noqa: T201 -- what is caught
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"), quiet() as heard:
        stop()

    assert before == (sys.stdout, sys.stderr, sys.stdin)
    assert "last words\n" == heard.printed
