"""Measuring functions as they are, for as long as there is time."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.grading.grade import SOLUTIONS
from autograder.judges.sgd.experiments import Array
from autograder.study import experiment as plan
from autograder.study.data_set import data_set
from autograder.study.experiment import METHODS, Experiment, Settings
from autograder.study.measuring import measure
from autograder.study.subjects import subjects
from tests.study.trials import BATCH, written

NAMES = [method.name for method in METHODS]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read few rows, so that a test takes moments."""
    monkeypatch.setattr(plan, "MOST_READ", 800)
    monkeypatch.setattr(plan, "MOST_STEPS", 16)


def measured(path: Path, *sizes: int, seconds: float = 5.0, is_worked: bool = False) -> Experiment:
    found, seen = subjects(path, is_worked=is_worked)
    measure(found, seen, Settings([*sizes], seconds, 3))
    return seen


def ends(seen: Experiment) -> list[list[float]]:
    return [trial.last.theta.ravel().tolist() for trial in seen.measured]


def test_worked_functions_come_down() -> None:
    """
    Every method is measured on every size, and rows, seconds and the batch's loss only go one way.
    """
    seen = measured(SOLUTIONS, 100, 300)

    assert [(m, n) for m in (100, 300) for n in NAMES] == [
        (trial.rows, trial.name) for trial in seen.measured
    ]
    assert [] == seen.notes
    assert not seen.is_failing
    for trial in seen.measured:
        read = [point.read for point in trial.points]
        assert read == sorted(set(read))
        assert trial.last.loss < trial.points[0].loss
        if trial.method.reads_all:
            losses = [trial.above(point) for point in trial.points]
            assert losses == sorted(losses, reverse=True)
            assert trial.near


def test_a_seed_repeats_the_walks() -> None:
    """
    The same seed gives the same thetas, to the last bit.
    """
    assert ends(measured(SOLUTIONS, 100)) == ends(measured(SOLUTIONS, 100))


def test_calls_go_on_where_the_last_one_ended(tmp_path: Path) -> None:
    """
    Batch descent, called piece by piece, is where as many steps in one call lead.
    """
    (trial,) = measured(written(tmp_path, t25=BATCH), 100).measured
    theta: Array = np.zeros((2, 1))
    with data_set(100, 3) as data:
        for _ in range(16):
            theta = theta - trial.method.rate * 2 / 100 * data.X.T @ (data.X @ theta - data.y)
        assert data.loss(theta) == pytest.approx(trial.last.loss)

    assert theta == pytest.approx(trial.last.theta)
    assert 1600 == trial.last.read


def test_adam_begins_anew_for_each_look(tmp_path: Path) -> None:
    """
    Each call of Adam starts at zeros with a seed of its own, and its seconds are not added up.
    """
    body = "time.sleep(0.02); return theta + [[len(X) * n_epochs], [np.random.rand()]]"
    (trial,) = measured(written(tmp_path, t27=body), 10_000).measured

    assert [25, 50, 100, 200, 400, 800] == [point.read for point in trial.points]
    assert [25, 50, 100, 200, 400, 800] == [point.theta[0, 0] for point in trial.points]
    assert 1 == len({point.theta[1, 0] for point in trial.points})
    assert trial.last.seconds < 0.1


def test_sgd_gets_new_rows_and_falling_rates(tmp_path: Path) -> None:
    """
    SGD is called on rows that follow each other, once with one rate and once with falling rates.
    """
    body = "print(1); open('calls.txt', 'a').write(f'{len(X)} {learning_rate:.5f};'); return theta"
    body = body.replace("'calls.txt'", repr(str(tmp_path / "calls.txt")))
    measured(written(tmp_path, t23=body), 10_000)
    tried, *calls = (tmp_path / "calls.txt").read_text().rstrip(";").split(";")
    one, falling = calls[:6], calls[6:]

    assert "100 0.01000" == tried
    assert [f"{rows} 0.01000" for rows in (25, 25, 50, 100, 200, 400)] == one
    rates = [float(call.split()[1]) for call in falling]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == pytest.approx(0.05)
    assert rates[-1] < 0.03


def test_worked_functions_take_a_place_only_if_asked(tmp_path: Path) -> None:
    """
    With --worked, what is left out is replaced and called worked; what is written stays.
    """
    seen = measured(written(tmp_path, t25=BATCH), 100, is_worked=True)

    assert ["batch", *(f"{name} (worked)" for name in NAMES[1:])] == [
        trial.name for trial in seen.measured
    ]
    assert [] == seen.left_out


SLOW = f"time.sleep(1e-4 * len(X) * n_epochs)\n    {BATCH}"


def test_what_does_not_fit_is_left_out_before_it_begins(tmp_path: Path) -> None:
    """
    From the smaller size it is known that one step takes too long: nobody waits for it.
    """
    path, started = written(tmp_path, t25=SLOW), time.monotonic()
    seen = measured(path, 100, 1_000_000, seconds=1)

    assert time.monotonic() - started < 5
    assert [100] == [trial.rows for trial in seen.measured]
    (note,) = (one for one in seen.notes if "Batch" in one)
    assert note.startswith("Batch descent on 1,000,000 rows is left out: one step would take about")
    assert int(note.rpartition("--seconds ")[2].rstrip(".")) > 50


AMISS = {
    "uphill": (BATCH.replace("theta -", "theta + 9 *"), "rows leads nowhere: having read"),
    "endless": ("while n_epochs > 1: pass\n    return theta", ""),
    "endless at once": (
        "while X[1, 1] != X[0, 1] + 2 / 99: pass\n    return theta",
        "had not ended",
    ),
    "crash": ("return theta / (4 // (4 - n_epochs))", "Python said: ZeroDivisionError: "),
    "exit": ("n_epochs == 4 and exit(3)\n    return theta", "stopped. Python said: SystemExit: 3"),
    "none": ("return theta if n_epochs < 4 else None", "it returned None."),
}


@pytest.mark.parametrize(("body", "said"), AMISS.values(), ids=AMISS)
def test_what_goes_amiss_is_said_once(tmp_path: Path, body: str, said: str) -> None:
    """
    The points until then are kept, one sentence says what happened, and larger sizes are spared.
    """
    seen = measured(written(tmp_path, t25=body), 100, 200, seconds=0.2)
    notes = [trial.note for trial in seen.trials if trial.note]

    assert ([said] if said else []) == [said for note in notes if said in note]
    assert len(notes) == bool(said)
    if said:
        assert seen.is_failing
        assert [100] == [trial.rows for trial in seen.trials]


INTERRUPTED = {
    "raised": "n_epochs == 4 and signal.raise_signal(signal.SIGINT)\n    return theta",
    "swallowed": "try: n_epochs == 4 and signal.raise_signal(signal.SIGINT)\n"
    "    except BaseException: pass\n    return theta",
}


@pytest.mark.parametrize("body", INTERRUPTED.values(), ids=INTERRUPTED)
def test_ctrl_c_keeps_what_was_measured(tmp_path: Path, body: str) -> None:
    """
    Ctrl-C in a call, even if the call swallows it, ends the experiment and keeps its points.
    """
    before = signal.getsignal(signal.SIGINT)
    seen = measured(written(tmp_path, t25=body), 100, 200)

    assert seen.is_interrupted
    assert [100] == [trial.rows for trial in seen.trials]
    assert [100, 200, 400] == [point.read for point in seen.measured[0].points][:3]
    assert before is signal.getsignal(signal.SIGINT)


def test_ctrl_c_between_calls_is_remembered(tmp_path: Path) -> None:
    """
    While nothing of the learner's runs, Ctrl-C waits until the books are in order.
    """
    found, seen = subjects(written(tmp_path, t25=BATCH), is_worked=False)
    measure(found, seen, Settings([100, 200], 5, 3), lambda: signal.raise_signal(signal.SIGINT))

    assert seen.is_interrupted
    assert [100] == [trial.rows for trial in seen.measured]


@pytest.mark.parametrize("how", ["ignored", "elsewhere"])
def test_an_ignored_ctrl_c_stays_ignored(tmp_path: Path, how: str) -> None:
    """
    In the background, and in another thread, signals are left as they are.
    """
    found, seen = subjects(written(tmp_path, t25=BATCH), is_worked=False)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = found, seen, Settings([100], 5, 3), lambda: signal.raise_signal(signal.SIGINT)
    try:
        if how == "ignored":
            measure(*asked)
        else:
            thread = threading.Thread(target=measure, args=asked)
            thread.start()
            thread.join()
    finally:
        signal.signal(signal.SIGINT, before)

    assert not seen.is_interrupted
    assert seen.measured


def test_no_room_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A size for which there is neither memory nor disk is left out, and the others are measured.
    """
    real = data_set

    def full(rows: int, seed: int) -> object:
        if rows == 200:
            raise OSError(28, "No space left on device")
        return real(rows, seed)

    monkeypatch.setattr("autograder.study.measuring.data_set", full)
    seen = measured(written(tmp_path, t25=BATCH), 100, 200, 300)

    assert [100, 300] == [trial.rows for trial in seen.measured]
    assert (
        "200 rows are left out: there is no room for them (No space left on device)." in seen.notes
    )


def test_mapped_sizes_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Which sizes were read from a file is part of what was measured.
    """
    monkeypatch.setattr(
        "autograder.study.measuring.data_set",
        lambda rows, seed: data_set(rows, seed, in_memory=3000),
    )
    path = written(tmp_path, t25=BATCH)

    assert [1000] == measured(path, 100, 1000).mapped
