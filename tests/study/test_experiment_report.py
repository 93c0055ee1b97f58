"""The report of an experiment: on the screen, as a page, as data."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from autograder.grading.errors import KitError
from autograder.study import experiment_report as module
from autograder.study.experiment import Experiment
from autograder.study.experiment_report import ENDINGS, as_csv, as_page, as_text, write
from autograder.study.seen import sentences
from tests.study.trials import experiment, trial

TABLE = """\
The price of a step: y = 4 + 3 x + noise, on few rows and on many

  method                 near after  seconds     rows read  seconds ends above
100 rows
  batch                         200     0.02           200     0.02     0.00 %
  mini-batch                     50      0.2            50      0.2     3.00 %
1,000 rows
  batch                       2,000        6         2,000        6     1.00 %
  mini-batch                     50      0.2           100      0.3     2.00 %
"""


def test_the_screen_has_a_table_and_two_sentences() -> None:
    """
    The table has a line for each method on each size; below it is what was seen.
    """
    lines = as_text(experiment(), 80, is_drawn=False)
    said = " ".join(" ".join(lines).split())

    assert "\n".join(lines).startswith(TABLE)
    assert all(sentence in said for sentence in sentences(experiment()))
    assert "Learning rates: batch 0.3, mini-batch 0.1." in said
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_table_fits_a_narrow_terminal(width: int) -> None:
    """
    Where there is no room for all numbers, those about the end are left out.
    """
    lines = as_text(experiment(), width, is_drawn=False)

    assert max(map(len, lines)) <= max(width, 44)
    assert (width == 80) == any("ends above" in line for line in lines)


def test_the_screen_may_be_drawn() -> None:
    """
    Two plots in plain characters are against rows read and against seconds.
    """
    lines = as_text(experiment(), 80, is_drawn=True)

    heads = [line for line in lines if " against " in line]
    assert ["rows read", "seconds"] == [re.split(", | against ", line)[1] for line in heads]
    assert max(map(len, lines)) <= 80


def test_plots_wait_for_a_wider_terminal() -> None:
    """
    Where the plots do not fit, a sentence says how wide they are and how to see them.
    """
    lines = as_text(experiment(), 60, is_drawn=True)

    assert max(map(len, lines)) <= 60
    assert any("--out draws them" in line for line in lines)


def test_a_method_that_never_came_has_lines() -> None:
    """
    A method that is not near at the end, or led nowhere, is in the table all the same.
    """
    lines = as_text(Experiment([trial("SGD", 100, [(25, 0.1, 9e5)])]), 80, is_drawn=False)

    assert "  SGD                             -        -            25      0.1    9e+07 %" in lines


def test_what_is_amiss_is_below() -> None:
    """
    Notes, sizes read from a file and an interrupt are said once; without a trial there is no table.
    """
    seen = experiment()
    seen.mapped, seen.is_interrupted, seen.left_out = [1000], True, ["2.7 adam is not written yet."]
    said = " ".join(as_text(seen, 80, is_drawn=False))

    assert "from a file: 1,000 rows." in re.sub(" +", " ", said)
    assert said.endswith("Ctrl-C ended it. 2.7 adam is not written yet.")
    assert ["Nothing was measured.", "x"] == as_text(Experiment(left_out=["x"]), 80, is_drawn=True)


def test_data_have_a_line_for_each_look() -> None:
    """
    Every look is a row with the numbers as they were measured.
    """
    rows = [*csv.DictReader(as_csv(experiment()).splitlines())]

    assert 9 == len(rows)
    first = {"method": "batch", "worked": "0", "rows": "100", "rows_read": "100"}
    first |= {"seconds": "0.01", "loss": "4", "lowest_loss": "2.0", "theta_0": "0.0"}
    assert first.items() <= {**rows[0], "loss": rows[0]["loss"].removesuffix(".0")}.items()


def test_a_page_has_everything() -> None:
    """
    The page has the sentences, a table, three drawings, and notes, with no other file.
    """
    seen = experiment()
    seen.left_out.append("a < b")
    page = as_page(seen)

    assert 3 == page.count("<svg xmlns")
    assert "a &lt; b" in page
    assert all(sentence in page for sentence in sentences(seen))
    assert 4 == page.count("<tr><td")
    assert "http" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize("ending", [*ENDINGS, ".CSV"])
def test_the_ending_decides(ending: str, tmp_path: Path) -> None:
    """
    A file is what its ending says, and nothing else is left beside it.
    """
    path = tmp_path / f"price{ending}"
    write(experiment(), path)

    starts = {".png": b"\x89PNG", ".svg": b"<?xml", ".html": b"<!doctype", ".csv": b"method,"}
    assert path.read_bytes().startswith(starts[ending.lower()])
    assert [path] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("ending", [".png", ".csv"])
def test_a_failed_write_leaves_the_old_file(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where a file cannot be written, the old one stays and one sentence says what to do.
    """
    path = tmp_path / f"price{ending}"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "save" if ending == ".png" else "write_atomically", full)
    with pytest.raises(KitError, match=r"cannot be written \(No space left on device\)"):
        write(experiment(), path)
    assert "old" == path.read_text()
