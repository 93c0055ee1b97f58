"""
The judge's own limits.
"""

from __future__ import annotations

import os
import resource
import sys

import pytest

from autograder.sandbox import line
from autograder.sandbox.judge import limit_cpu

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


def test_the_limit_counts_from_now_on() -> None:
    """
    The limit of computing lies as many seconds ahead as it was given, to the next full second.
    """
    reading, writing = os.pipe()
    if os.fork() == 0:
        before = os.times().user + os.times().system
        limit_cpu(5.0)
        soft, _ = resource.getrlimit(resource.RLIMIT_CPU)
        os.write(writing, b"1" if 4.5 <= soft - before <= 6.5 else b"0")
        os._exit(0)
    os.wait()
    told = os.read(reading, 1)
    line.close([reading, writing])

    assert b"1" == told
