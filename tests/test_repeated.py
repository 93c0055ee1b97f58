"""
One submission after another in the same workers: nothing is left over, known, or different.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from hostile import gained, grade, one, unexpected
from traces import Host, host_file

from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.grade import SOLUTIONS
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Report, Supervisor

SECONDS = 3.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


@pytest.fixture
def host() -> Iterator[Host]:
    with host_file() as host:
        yield host


LEAVE = b"""

import builtins, gc, os, sys


class LeftBehind:
    pass


np.left_behind = builtins.left_behind = sys.modules["left_behind"] = LeftBehind()
os.environ["LEFT_BEHIND"] = "x"
open("left_behind", "w").close()
"""


def test_no_residue_of_an_earlier_submission(supervisor: Supervisor, host: Host) -> None:
    """
    No memory, module, environment or folder of one submission is visible to the next one.
    """
    look = one("residue")
    name = "day4_ex2.py"
    solution = (SOLUTIONS / name).read_bytes()
    left = supervisor.grade({name: solution + LEAVE}, "hostile", "earlier", {"2.4"})
    later = grade(supervisor, look, host, {"2.4"})
    both = solution + LEAVE + look.path.read_bytes()
    found = supervisor.grade({name: both}, "hostile", "control", {"2.4"})

    assert left.status is Status.PASS
    assert [] == unexpected(look, later)
    assert (Status.FAIL, True) == (found.status, "typed_in" in found.reason)


def test_typed_in_outputs_help_with_the_public_seed_only(
    supervisor: Supervisor, host: Host
) -> None:
    """
    Outputs typed in for the public inputs pass on those, and on no hidden ones.
    """
    typed = one("typed_seed")
    public = grade(supervisor, typed, host, {"1.4"}, seed=PUBLIC_SEED)
    hidden = [grade(supervisor, typed, host, {"1.4"}, seed=f"hidden {n}") for n in range(5)]

    assert public.status is Status.PASS
    assert [0] * 5 == [gained(typed, graded) for graded in hidden]
    assert {Status.FAIL} == {graded.status for graded in hidden}


TIMES = 10
AGAIN = ["mutate_arguments", "os_exit_in_call", "typed_in"]


def facts(graded: Report) -> tuple[object, ...]:
    """A report without anything that depends on clocks."""
    return graded.submission, graded.verdict, graded.status, graded.reason, graded.words


@pytest.mark.sweep
def test_same_submission_same_report(host: Host) -> None:
    """
    Three submissions, graded ten times each in random order by four workers, get three reports.
    """
    order = [one(name) for name in AGAIN * TIMES]
    Random(52).shuffle(order)  # noqa: S311
    with Supervisor(workers=4, seconds=SECONDS) as supervisor, ThreadPoolExecutor(4) as pool:
        graded = list(pool.map(lambda h: grade(supervisor, h, host, {"2.2", "2.4"}), order))
    reports = {name: [facts(g) for g in graded if g.submission.endswith(name)] for name in AGAIN}

    assert [TIMES] * len(AGAIN) == [len(found) for found in reports.values()]
    assert all(found == found[:1] * TIMES for found in reports.values())
