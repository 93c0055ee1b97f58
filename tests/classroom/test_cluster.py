"""
The cluster: a batch on other executors, down to a real one of Dask.

Long, because real processes are started, killed and compared.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from autograder import cli
from autograder.classroom import cluster, cluster_worker
from autograder.classroom.cluster import ClusterGrader, agreed, dask_grader
from autograder.classroom.cluster_worker import WarmGraders
from autograder.classroom.course_secret import seed_of
from autograder.classroom.graders import GradersLostError
from autograder.classroom.terms import Terms
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT, spec_names
from tests.classroom.dask_cluster import Cluster
from tests.classroom.fakes import FakeGrader, class_of, graded_class
from tests.classroom.rooms import laid_out

NOBODY = "tcp://127.0.0.1:1"
SECRET = "0" * 64
BEGUN = b"""
import numpy as np


def add_bias(X):
    return np.hstack([np.ones((len(X), 1)), X])


def point_gradient(xi, yi, theta):
    return {factor} * xi.T @ (xi @ theta - yi)
"""
ENDS = b"import os\nos._exit(0)\n"
CLASS = {
    f"p{number:02}/day4_ex2.py": BEGUN.replace(b"{factor}", b"2" if number % 3 else b"1")
    for number in range(30)
} | {"eve/day4_ex1.py": ENDS}
PEOPLE = [name.partition("/")[0] for name in CLASS]


class Failing(Executor):
    """An executor of which every call ends with this error."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def submit(self, *_args: object, **_more: object) -> Future[bytes]:
        future: Future[bytes] = Future()
        future.set_exception(self.error)
        return future


class Silent(Executor):
    """An executor that never comes back."""

    def submit(self, *_args: object, **_more: object) -> Future[bytes]:
        return Future()


@pytest.fixture
def terms(monkeypatch: pytest.MonkeyPatch) -> Terms:
    """Those of this process, which is a worker with graders that judge nothing."""
    graders = WarmGraders(FakeGrader)
    monkeypatch.setattr(cluster_worker, "_warm_graders", lambda **_: graders)
    return graders.terms


def on(executor: Executor, terms: Terms) -> ClusterGrader:
    return ClusterGrader(executor, terms, "The cluster", 4, lambda: None)


def test_any_executor_gives_the_verdicts_of_this_machine(tmp_path: Path, terms: Terms) -> None:
    """
    A batch on an executor has the same reports as one that is graded here, seeds included.
    """
    members = class_of(tmp_path / "class", 20)
    expected = graded_class(tmp_path / "here", members, FakeGrader())
    with ThreadPoolExecutor(3) as pool:
        found = graded_class(tmp_path / "there", members, on(pool, terms))

    assert expected == found


def test_a_worker_that_joins_late_with_other_terms_ends_the_batch(
    tmp_path: Path, terms: Terms
) -> None:
    """
    A refusal in the middle of a batch is a sentence for a person, and never anybody's verdict.
    """
    members = class_of(tmp_path / "class", 3)
    with (
        ThreadPoolExecutor(1) as pool,
        pytest.raises(GradersLostError, match=r"^The worker on .* has other code.* to go on\.$"),
    ):
        graded_class(tmp_path / "journal", members, on(pool, replace(terms, code="new")))

    again = FakeGrader()
    graded_class(tmp_path / "journal", members, again)
    assert [one.submission for one in members] == again.graded


@pytest.mark.parametrize(
    ("error", "why"),
    [(BrokenProcessPool("died"), "BrokenProcessPool: died"), (OSError("gone"), "OSError: gone")],
)
def test_a_lost_cluster_ends_the_batch(
    tmp_path: Path, terms: Terms, error: BrokenExecutor | OSError, why: str
) -> None:
    """
    When nobody can grade any more, the batch ends with one sentence and keeps what it has.
    """
    with pytest.raises(GradersLostError) as caught:
        graded_class(tmp_path / "j", class_of(tmp_path / "c", 2), on(Failing(error), terms))

    again = "Every verdict so far is kept; type the same command to go on."
    assert f"The cluster was lost ({why}). {again}" == str(caught.value)


def test_work_that_kills_its_workers_is_a_fault(tmp_path: Path, terms: Terms) -> None:
    """
    Somebody whose submission an executor gives up is a GRADER_ERROR, and the batch goes on.
    """
    executor = Failing(RuntimeError("4 workers died while trying to run it"))
    reports = graded_class(tmp_path / "j", class_of(tmp_path / "c", 2), on(executor, terms))

    assert ["GRADER_ERROR"] * 2 == [report.status for report in reports]
    assert "4 workers died" in reports[0].traceback


def test_a_batch_does_not_wait_for_nobody(terms: Terms, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If no worker is left, the batch ends with a sentence.
    """
    monkeypatch.setattr(cluster, "LOOK", 0.01)
    grader = replace(on(Silent(), terms), is_alive=lambda: False)
    with pytest.raises(GradersLostError, match=r"^The cluster has no workers any more\."):
        grader.grade({}, "seed", "ada")


@pytest.mark.parametrize(
    ("greeting", "why"),
    [
        (b'"The worker on node7 cannot grade."', "The worker on node7 cannot grade."),
        (b'{"code": 1}', "The worker at tcp://b does not have this version of the kit: install"),
        (ModuleNotFoundError("No module named 'autograder'"), "said: No module named 'autograder'"),
    ],
)
def test_a_worker_without_this_kit_is_refused(terms: Terms, greeting: object, why: str) -> None:
    """
    Each worker must be able to grade with this version of the kit, or a sentence names it.
    """
    with pytest.raises(KitError) as caught:
        agreed({"tcp://a": msgspec.json.encode(terms), "tcp://b": greeting})

    assert why in str(caught.value)


def test_workers_of_two_kinds_are_refused(terms: Terms) -> None:
    """
    All workers confine alike, so that a verdict does not depend on who reached it.
    """
    others = replace(terms, level="reduced")
    assert terms == agreed({"a": msgspec.json.encode(terms), "b": msgspec.json.encode(terms)})
    with pytest.raises(KitError, match=r"differently \(reduced\) from other workers \(fake\)"):
        agreed({"a": msgspec.json.encode(terms), "b": msgspec.json.encode(others)})


def test_without_dask_a_sentence_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If Dask is not installed, the command says how to install it.
    """
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(KitError, match=r"^--dask needs Dask, .*\.\[cluster\]"):
        dask_grader(NOBODY, trusted=False)


@pytest.mark.parametrize("address", [NOBODY, "no address"])
def test_a_scheduler_that_is_not_there_is_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    address: str,
) -> None:
    """
    If nobody answers at the address, the command ends in seconds, and has written nothing.
    """
    monkeypatch.setattr(cluster, "ANSWER", 0.2)
    class_of(tmp_path / "class", 1)
    out = tmp_path / "out"
    code = cli.main(
        ["grade", str(tmp_path / "class"), "--out", str(out), "--dask", address, "--secret", "s"]
    )
    said = capsys.readouterr().err

    assert (cli.USAGE, 1) == (code, said.count("\n"))
    assert f"No Dask scheduler answers at {address} (" in said
    assert not out.exists()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path_factory.mktemp("dask"), stack)


def graded(place: Path, *more: str, when: Callable[[str], object] = str) -> list[str]:
    """The lines of a batch in this folder. when: is given each of them as soon as it is there."""
    command = [sys.executable, "-B", "-m", "autograder", "grade", *more, "-v"]
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CONFIG_HOME": str(place / "config")}
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=place, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            when(line)
    return [*lines, str(process.returncode)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a class, and a secret."""
    laid_out(tmp_path / "class", CLASS)
    secret = tmp_path / "config" / "autograder" / "course-secret.txt"
    secret.parent.mkdir(parents=True)
    secret.write_text(SECRET, encoding="ascii")
    secret.chmod(0o600)
    return tmp_path


@pytest.mark.sweep
@pytest.mark.skipif(sys.platform != "linux", reason="confinement is Linux's")
def test_a_worker_that_dies_costs_a_retry(place: Path, dask: Cluster) -> None:
    """
    A class on two workers, of which one is killed in the middle, gets the verdicts that it gets
    here; so does a course on the worker that is left, and no seed is on the disks of workers.
    """

    def kill(line: str) -> None:
        if ": GRADED" in line:
            dask.end(dask.workers[0])

    here = graded(place, "class", "--out", "here", "--workers", "2")
    there = graded(place, "class", "--out", "there", "--dask", dask.address, when=kill)

    assert (here[-1], sorted(here[:1])) == (there[-1], sorted(there[:1]))
    tables = [(place / name / "grades.csv").read_bytes() for name in ("here", "there")]
    assert tables[0] == tables[1]
    with dask.client() as client:
        assert 1 == len(client.nthreads())
    cli.main(["class", str(place / "day4")])
    laid_out(place / "day4" / "hand-ins", CLASS)
    assert [] == dask.places_with(seed_of(SECRET.encode(), spec_names(), name) for name in PEOPLE)
    total = "31 submissions: 30 GRADED, 1 STOPPED_EARLY.\n"
    assert total in graded(place, "day4", "--dask", dask.address)
