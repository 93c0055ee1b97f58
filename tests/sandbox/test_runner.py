"""
Refusals in words.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from autograder.sandbox.folders import PROJECT
from autograder.sandbox.runner import LINKS, MODES, NETWORK, PROCESSES

TRY = "from autograder.sandbox.runner import refuse_in_words; refuse_in_words()\n"
EACH = """
import json, sys

said = {}
for code in json.load(sys.stdin):
    try:
        exec(code, {})
    except BaseException as error:
        said[code] = str(error)
print(json.dumps(said))
"""
CASES = [
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
]


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """What each code is told, in a process that refuses in words."""
    done = subprocess.run(
        [sys.executable, "-c", TRY + EACH],
        input=json.dumps([code for code, _ in CASES]),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("code", "sentence"), CASES)
def test_refusal_is_a_sentence(said: dict[str, str], code: str, sentence: str) -> None:
    """
    Processes, the network, modes and links are refused in words, before the kernel refuses them.
    """
    assert sentence == said[code]


def test_threads_and_files_are_not_refused() -> None:
    """
    What is allowed meets no sentence.
    """
    code = "import asyncio, tempfile, threading, concurrent.futures\nasyncio.run(asyncio.sleep(0))"
    done = subprocess.run([sys.executable, "-c", TRY + code], cwd=PROJECT, check=False)

    assert 0 == done.returncode
