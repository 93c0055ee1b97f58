import pytest

from autograder.grading.verdict import CheckResult, Outcome
from autograder.mistakes.catalogue import Diagnosis
from autograder.study.protocol import DECODER, Judged, Loading, Message, Started, line

NOTE = Diagnosis("note", "{text}", {"text": "ü"})
RESULT = CheckResult("test_a", "9.1", "area", "It is\nright.", Outcome.PASS, 2, 2, notes=(NOTE,))


@pytest.mark.parametrize(
    "message", [Loading("day9_ex1"), Started(("9.1", "test_a")), Judged(RESULT)]
)
def test_a_message_is_one_line(message: Message) -> None:
    """
    Whatever is in it, a message is one line of bytes, and is read back as it was.
    """
    sent = line(message)

    assert 1 == sent.count(b"\n")
    assert message == DECODER.decode(sent)
