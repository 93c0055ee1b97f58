"""The worker of a cluster: what goes in, what comes out, and what does not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import msgspec
import pytest

from autograder.classroom import cluster_worker
from autograder.classroom.cluster_worker import GradingRequest, WarmGraders, grade, terms_or_why
from autograder.classroom.terms import Terms, own_terms
from autograder.grading.errors import KitError
from autograder.grading.question import OpenQuestion
from autograder.sandbox.report import Report
from tests.classroom.fakes import FakeGrader

SEED = "5eed" * 16


def request(terms: Terms, content: bytes = b"x = 1\n") -> bytes:
    asked = GradingRequest(terms, False, {"day4_ex1.py": content}, SEED, "ada", ())
    return msgspec.json.encode(asked)


def use(monkeypatch: pytest.MonkeyPatch, grader: type[FakeGrader]) -> WarmGraders:
    """Let this process be a worker with graders of this kind."""
    graders = WarmGraders(grader)
    monkeypatch.setattr(cluster_worker, "_warm_graders", lambda **_: graders)
    return graders


def test_a_report_comes_back_without_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The report of a worker is that of its grader, and neither holds nor repeats the seed.
    """
    graders = use(monkeypatch, FakeGrader)
    reply = grade(request(graders.terms))
    found = msgspec.json.decode(reply, type=Report)
    with graders.one() as grader:
        expected = grader.grade({"day4_ex1.py": b"x = 1\n"}, SEED, "ada")

    assert expected.verdict
    assert replace(expected, verdict=replace(expected.verdict, seed="")) == found
    assert SEED.encode() not in reply


def test_other_terms_are_refused_before_anything_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A submission of a batch with other terms is not run, and a sentence comes back.
    """
    graders = use(monkeypatch, FakeGrader)
    said = msgspec.json.decode(grade(request(replace(graders.terms, code="other"))), type=str)

    assert "has other code, specs or solutions than this command" in said
    with graders.one() as grader:
        assert isinstance(grader, FakeGrader)
        assert [] == grader.graded


class Failing(FakeGrader):
    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        *,
        questions: Sequence[OpenQuestion] = (),
    ) -> Report:
        raise RuntimeError(submission, len(files), len(seed), questions)


class Unspeakable(FakeGrader):
    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        *,
        questions: Sequence[OpenQuestion] = (),
    ) -> Report:
        report = super().grade(files, seed, submission, questions=questions)
        return replace(report, reason="\ud800")


@pytest.mark.parametrize("kind", [Failing, Unspeakable])
def test_a_fault_leaves_as_a_report(
    monkeypatch: pytest.MonkeyPatch, kind: type[FakeGrader]
) -> None:
    """
    Whatever fails while a submission is graded, Dask never sees an exception, which it would log
    together with the seed; and it is a fault of the grader.
    """
    graders = use(monkeypatch, kind)
    found = msgspec.json.decode(grade(request(graders.terms)), type=Report)

    assert ("GRADER_ERROR", "The grader failed.", None) == (
        *(found.status, found.reason, found.verdict),
    )
    assert "Error" in found.traceback
    assert SEED not in found.traceback


@pytest.mark.parametrize(
    ("error", "why"),
    [(KitError("This machine can confine so far: reduced."), "reduced."), (OSError("no"), "OSErr")],
)
def test_a_worker_that_cannot_grade_says_why(
    monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    """
    A process that finds no safe grader answers with a sentence, to a greeting and to a submission.
    """

    def start(**_: object) -> WarmGraders:
        raise error

    monkeypatch.setattr(cluster_worker, "_warm_graders", start)
    replies = terms_or_why(trusted=False), grade(request(own_terms("confined")))

    for said in (msgspec.json.decode(reply, type=str) for reply in replies):
        assert said.startswith("The worker on ")
        assert why in said


def test_graders_stay_warm() -> None:
    """
    Calls one after another use one grader, and calls at the same time one each.
    """
    started: list[FakeGrader] = []

    def start() -> FakeGrader:
        started.append(FakeGrader())
        return started[-1]

    graders, together = WarmGraders(start), Barrier(2)
    for _ in range(3):
        with graders.one():
            pass
    assert 1 == len(started)

    def use_one() -> None:
        with graders.one():
            together.wait(5)

    threads = [Thread(target=use_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 2 == len(started)


@pytest.mark.sweep
@pytest.mark.skipif(sys.platform != "linux", reason="confinement is Linux's")
def test_the_end_of_a_worker_leaves_nothing(tmp_path: Path) -> None:
    """
    When the process of a worker ends, so do its graders, and their folders are gone.
    """
    code = (
        "from autograder.classroom.cluster_worker import terms_or_why\n"
        "import os, pathlib, tempfile\n"
        "print(terms_or_why(trusted=False).decode())\n"
        "print(len([*pathlib.Path(tempfile.gettempdir()).glob(f'autograder-{os.getpid()}-*')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    greeting, folders = done.stdout.splitlines()

    assert msgspec.json.decode(greeting, type=Terms).level.startswith("confined")
    assert "1" == folders
    assert [] == [*tmp_path.iterdir()]
