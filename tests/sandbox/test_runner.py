"""
Refusals in words.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.sandbox.folders import PROJECT
from autograder.sandbox.runner import LINKS, MODES, NETWORK, PROCESSES

TRY = "from autograder.sandbox.runner import refuse_in_words; refuse_in_words()\n"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import os; os.fork()", PROCESSES),
        ("import os; os.system('ls')", PROCESSES),
        ("import subprocess; subprocess.run(['ls'])", PROCESSES),
        ("import multiprocessing; multiprocessing.Pool()", PROCESSES),
        ("import socket; socket.create_connection(('127.0.0.1', 1))", NETWORK),
        ("import socket; socket.gethostbyname('localhost')", NETWORK),
        ("import os; os.chmod('x', 0o600)", MODES),
        ("import pathlib; pathlib.Path('x').chmod(0o600)", MODES),
        ("import os; os.utime('x')", MODES),
        ("import os; os.symlink('x', 'y')", LINKS),
        ("import os; os.link('x', 'y')", LINKS),
    ],
)
def test_refusal_is_a_sentence(code: str, sentence: str) -> None:
    """
    Processes, the network, modes and links are refused in words, before the kernel refuses them.
    """
    done = subprocess.run(
        [sys.executable, "-c", TRY + code], cwd=PROJECT, capture_output=True, text=True, check=False
    )

    assert sentence in done.stderr


def test_threads_and_files_are_not_refused() -> None:
    """
    What is allowed meets no sentence.
    """
    code = "import asyncio, tempfile, threading, concurrent.futures\nasyncio.run(asyncio.sleep(0))"
    done = subprocess.run([sys.executable, "-c", TRY + code], cwd=PROJECT, check=False)

    assert 0 == done.returncode
