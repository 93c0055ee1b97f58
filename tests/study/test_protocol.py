import pytest

from autograder.grading.verdict import CheckResult, Outcome
from autograder.study.protocol import DECODER, Begun, Done, Judged, Message, Ready, line

RESULT = CheckResult(
    "test_a", "1.1", "f", "It is right.", Outcome.FIX, 0, 2, "half", "Why?\n\x1b", ("a", "b"), "1"
)


@pytest.mark.parametrize(
    "message",
    [Ready(), Begun("1.1"), Begun("1.1", "test_a"), Judged(RESULT, ("f", "g")), Done()],
    ids=["ready", "loads", "begun", "judged", "done"],
)
def test_what_is_said_is_heard(message: Message) -> None:
    """
    Every message is one line, and arrives as it was sent.
    """
    sent = line(message)

    assert 1 == sent.count(b"\n")
    assert message == DECODER.decode(sent)
