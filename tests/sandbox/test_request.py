"""
The request.
"""

from __future__ import annotations

import os
import sys

import pytest

from autograder.sandbox.request import read_request, write_request

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


def test_any_number_of_readers_read_all() -> None:
    """
    Each reader reads the files from their start, however large they are.
    """
    files = {"day4_ex1.py": os.urandom(2**18), "day4_ex2.py": b""}
    request = write_request(files)

    assert files == read_request(request) == read_request(request)
    os.close(request)
