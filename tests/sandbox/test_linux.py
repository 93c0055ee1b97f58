"""
The few calls that Python's own modules do not offer.
"""

from __future__ import annotations

import errno
import os
import sys

import pytest

from autograder.sandbox import linux

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="calls Linux")


def test_a_refused_call_says_what_and_why() -> None:
    """
    A call that the kernel refuses raises with the kernel's number and the name of the call.
    """
    with pytest.raises(OSError, match="prctl 9999") as refused:
        linux.prctl(9999)

    assert errno.EINVAL == refused.value.errno


@pytest.mark.parametrize(("act", "code"), [(lambda: None, 0), (lambda: 1 // 0, 70)])
def test_a_fork_ends_with_what_it_does(
    act: object, code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """
    A fork ends where its work ends, with 0 if that returned and 70 if it raised.
    """
    pid = linux.forked(act)  # type: ignore[arg-type]

    assert code == os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert "" == capfd.readouterr().out
