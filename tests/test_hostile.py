"""
The hostile submissions on file: each attacks one function and leaves the others right.

A normal run takes one of each kind, a sweep all of them. `hostile.py` describes their headers;
`benchmarks/hostile_runs.py` runs them all, with all tasks and several times.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import traces
from _pytest.mark import ParameterSet
from hostile import Hostile, all_text, gained, grade, hostile_of, hostiles, lost, one, unexpected
from traces import CANARY, Host, host_file, watch

from autograder.grading.grade import SOLUTIONS
from autograder.grading.verdict import Outcome, Verdict
from autograder.sandbox.confine import Layers
from autograder.sandbox.folders import PREFIX
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Report, Supervisor
from tests.classroom.fakes import html_of, text_of

SECONDS = 3.0
TASKS = {"day4_ex1": {"1.1", "1.4"}, "day4_ex2": {"2.1", "2.2", "2.3", "2.4"}}
"""What is attacked, and enough beside it to see that nothing else is lost."""
NONE = Layers(limits=False, landlock=False, seccomp=False, namespaces=False)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


OTHERS = {Status.GRADED, Status.GRADER_ERROR, Status.REJECTED}
OTHERS |= {Status.NOT_SUBMITTED, Status.UNTOUCHED}
"""Words that no hostile file can be about."""
SHORT = ("factorial", "forged_factorial", "half_a_frame", "loop", "loop_catches_all")
SHORT += ("loop_deaf_to_signals", "loop_in_c", "odd_name_of_a_thread", "sleep_after_work")
"""They compute or wait until a limit ends them, in each check: a second says as much as three."""
SLOW = ("forged_factorial", "half_a_frame")
Kind = Callable[[Hostile], str]


def sampled(found: Iterable[Hostile], kind: Kind) -> list[ParameterSet]:
    """
    Hostile files as parameters of a test: one of each kind for every run, the others as sweeps.
    """
    met: set[str] = set()
    params = []
    for hostile in found:
        is_quick = hostile.path.stem not in SLOW and kind(hostile) not in met
        met |= {kind(hostile)} if is_quick else set()
        marks = [] if is_quick else [pytest.mark.sweep]
        params.append(pytest.param(hostile, marks=marks, id=hostile.name))
    return params


def attack(hostile: Hostile) -> str:
    """The first word of its name, such as "file" or "network"."""
    return hostile.path.stem.partition("_")[0]


def of_kind(*kinds: str) -> list[Hostile]:
    return [hostile for hostile in hostiles() if attack(hostile) in kinds]


HOSTILE = pytest.mark.parametrize("hostile", sampled(hostiles(), lambda h: h.status))
REACHING = pytest.mark.parametrize(
    "hostile",
    sampled(of_kind("disk", "file", "kill", "network", "read", "close", "import", "plant"), attack),
)
CHANGING = [h for h in of_kind("file") if b"@host@" in h.path.read_bytes()]


@pytest.fixture(scope="module")
def confined() -> Iterator[Supervisor]:
    with Supervisor(Layers(namespaces=False), seconds=SECONDS) as supervisor:
        yield supervisor


@pytest.fixture(scope="module")
def unprotected() -> Iterator[Supervisor]:
    with Supervisor(NONE, seconds=SECONDS) as supervisor:
        yield supervisor


@pytest.fixture
def host() -> Iterator[Host]:
    with host_file() as host:
        yield host


def canaries() -> list[str]:
    """
    The beginnings of what nobody may read: a file and the users of the host, a solution, a spec.
    """
    other = SOLUTIONS / "day4_ex1.py"
    spec = SOLUTIONS.parent / "autograder" / "test_day4_ex2.py"
    recorded = SOLUTIONS.parent / "autograder" / "recorded" / "day4_ex2.json"
    paths = (Path("/etc/passwd"), other, spec, recorded)
    return [CANARY, *(path.read_text(encoding="utf-8")[:25] for path in paths)]


def check(supervisor: Supervisor, hostile: Hostile, host: Host) -> None:
    """
    Grade it: status, reason and message match the header; nothing is gained, lost or left behind.
    """
    before = watch(host)
    graded = grade(supervisor, hostile, host, TASKS[hostile.exercise])
    assert graded.verdict is not None

    assert [] == unexpected(hostile, graded)
    assert gained(hostile, graded) == 0
    assert [] == lost(hostile, graded)
    assert all(c.outcome != Outcome.GRADER_ERROR for c in graded.verdict.checks)
    assert [] == [canary for canary in canaries() if canary in all_text(graded)]
    assert [] == before.traces()


@HOSTILE
def test_hostile_submission_gains_nothing(
    supervisor: Supervisor, hostile: Hostile, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A hostile submission loses what it attacks and nothing else, for the expected reason.
    """
    monkeypatch.setattr(supervisor, "seconds", 1.0 if hostile.path.stem in SHORT else SECONDS)
    check(supervisor, hostile, host)


@REACHING
def test_confined_level_holds_without_namespaces(
    confined: Supervisor, hostile: Hostile, host: Host
) -> None:
    """
    Attacks that reach outside their process gain nothing without namespaces, either.
    """
    check(confined, hostile, host)


@pytest.mark.parametrize("hostile", sampled(CHANGING, attack))
def test_a_file_of_the_host_is_changed_without_layers(
    unprotected: Supervisor, hostile: Hostile, host: Host
) -> None:
    """
    Each attack on a file of the host succeeds where nothing protects it, and is noticed.
    """
    before = watch(host)
    graded = grade(unprotected, hostile, host, {"2.4"})

    assert [f"{host.file} is not what it was"] == before.traces()
    assert graded.status is Status.FAIL


def test_canaries_come_out_without_layers(unprotected: Supervisor, host: Host) -> None:
    """
    Where nothing protects them, the file of the host and the users are read and revealed.
    """
    graded = grade(unprotected, one("read_everything"), host, {"2.4"})
    assert [True, True] == [canary in all_text(graded) for canary in canaries()[:2]]

    assert CANARY in all_text(grade(unprotected, one("read_host"), host, {"2.4"}))


@pytest.mark.parametrize(
    ("name", "is_seen"), [("forged-by-a-test", True), ("left_behind", True), ("honest", False)]
)
def test_a_forged_file_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: Host, name: str, is_seen: bool
) -> None:
    """
    A new file in a public place is a trace if it has the name that attacks use.
    """
    monkeypatch.setattr(traces, "PLACES", (str(tmp_path),))
    before = watch(host)
    (tmp_path / name).touch()

    assert [f"new file {tmp_path / name}"] * is_seen == before.traces()


def test_public_places_are_watched() -> None:
    """
    The folders that are watched include those that everybody may write to, and the home folder.
    """
    assert {"/", "/tmp", "/var/tmp", "/dev/shm", str(Path.home())} <= {*traces.PLACES}  # noqa: S108


def test_a_process_that_stays_is_seen(monkeypatch: pytest.MonkeyPatch, host: Host) -> None:
    """
    A process that was not there before is a trace, unless it has ended.
    """
    before = watch(host)
    name = f"{PREFIX}{os.getpid()}-by-a-test"
    waiting = [sys.executable, "-c", "input()", name]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as process, monkeypatch.context() as now:
        now.setattr(traces, "MOMENT", 0.2)
        assert f"process {process.pid}" in [trace[:-2] for trace in before.traces()]
        process.kill()

    assert [] == before.traces()


@pytest.mark.parametrize("hostile", [h for h in hostiles() if h.leaks], ids=lambda h: h.name)
def test_feedback_does_not_spell_hidden_inputs(
    supervisor: Supervisor, hostile: Hostile, host: Host
) -> None:
    """
    What a learner's code reveals about its inputs is in the verdict but not in the feedback.
    """
    graded = grade(supervisor, hostile, host, {"1.4", "2.1"}, seed="a secret")
    kept = msgspec.json.decode(msgspec.json.encode(graded.verdict), type=Verdict)
    report = Report("eve", Status.GRADED, graded.reason, verdict=kept, name="Eve")
    feedback = [make(report) for make in (text_of, html_of)]
    asked = [check.asked for check in kept.checks if check.asked]

    assert hostile.leaks in all_text(graded)
    assert asked
    for text in feedback:
        assert [] == [one for one in (hostile.leaks, *asked) if one in text]


@pytest.mark.parametrize("missing", ["attacks", "status", "reason"])
def test_a_header_says_everything(tmp_path: Path, missing: str) -> None:
    """
    A file whose header lacks the attack, the status or the reason is refused.
    """
    header = {"attacks": "train", "status": "FAIL", "reason": "typed_in"}
    path = tmp_path / "vague.py"
    path.write_text("".join(f"# {key}: {text}\n" for key, text in header.items()))
    assert hostile_of(path).reason == "typed_in"
    path.write_text(path.read_text().replace(header[missing], ""))

    with pytest.raises(ValueError, match=missing):
        hostile_of(path)


def test_headers_are_specific(supervisor: Supervisor, host: Host) -> None:
    """
    A header with another status, reason, message or function does not match.
    """
    right = one("file_chmod")
    graded = grade(supervisor, right, host, {"2.1", "2.4"})
    wrong = [
        replace(right, status=Status.FAIL),
        replace(right, reason="OSError", confined=(right.status, "OSError")),
        replace(right, says="no such words"),
    ]

    assert [] == unexpected(right, graded)
    assert all(unexpected(hostile, graded) for hostile in wrong)
    assert lost(replace(right, attacks="add_bias"), graded)
    assert gained(replace(right, attacks="add_bias"), graded) > 0


def test_the_suite_is_whole() -> None:
    """
    There are at least 110 files, for each status that an answer can cause; a normal run meets each
    but the one that takes all the time of the judge.
    """
    found = hostiles()
    quick = [one.values[0] for one in sampled(found, lambda h: h.status) if not one.marks]

    assert len(found) >= 110
    assert {*Status} - OTHERS <= {hostile.status for hostile in found}
    assert {*Status} - OTHERS - {Status.TOO_EXPENSIVE} <= {hostile.status for hostile in quick}
