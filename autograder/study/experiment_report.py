"""The report of an experiment: a table, what was seen, and the same as a page or as data."""

import csv
from collections.abc import Sequence
from html import escape
from io import StringIO
from itertools import groupby
from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.files import write_atomically
from autograder.grading.page import Html, document
from autograder.grading.pictures.gallery import ENDINGS as IMAGES
from autograder.grading.pictures.gallery import save
from autograder.grading.pictures.sketch import sketch
from autograder.grading.screen import listed, wrap
from autograder.study.experiment import Experiment, Trial
from autograder.study.experiment_picture import ExperimentPicture
from autograder.study.progress_report import table
from autograder.study.seen import in_seconds, sentences

TITLE = "The price of a step: y = 4 + 3 x + noise, on few rows and on many"
HEAD = "method", "near after", "seconds", "rows read", "seconds", "ends above"
WIDTHS, NARROW = (23, 12, 9, 14, 9, 11), (0, 1, 2)
NAMES = "method,worked,rows,rows_read,seconds,loss,lowest_loss,theta_0,theta_1".split(",")
ENDINGS = (*IMAGES, ".html", ".csv")
HOW = (
    "A row counts each time it is read; theta is recorded each time that count has doubled, "
    "and - means that it was not near at the end. Rows are new until all have been read. Adam "
    "starts over for each record, with the same seed, as its running means live inside one call."
)


def as_text(experiment: Experiment, width: int, *, is_drawn: bool) -> list[str]:
    """The screen. is_drawn: with the plots, in plain characters."""
    lines, said = [], sentences(experiment)
    if trials := experiment.measured:
        kept = range(len(HEAD)) if width >= sum(WIDTHS) else NARROW
        lines = [*wrap(TITLE, "", width), "", _line(HEAD, kept)]
        for rows, some in groupby(trials, lambda trial: trial.rows):
            lines += [f"{rows:,} rows", *(_line(_cells(trial), kept) for trial in some)]
        if is_drawn:
            lines += _drawn(experiment, width)
        said = ["", *said, "", *_fine_print(experiment)]
    said += ["Ctrl-C ended it."] * experiment.is_interrupted + experiment.notes
    return lines + [line for one in said for line in wrap(one, "  ", width) or [""]]


def _drawn(experiment: Experiment, width: int) -> list[str]:
    """The plots in plain characters, or how wide a terminal they need."""
    lines: list[str] = []
    for plot in ExperimentPicture(experiment).plots[:2]:
        title, *rest = plot.text
        if (needed := max(map(len, rest))) > width:
            return ["", *wrap(f"The plots need {needed} columns; --out draws them.", "  ", width)]
        lines += ["", *wrap(title, "  ", width), *rest]
    return lines


def _line(cells: Sequence[str], kept: Sequence[int]) -> str:
    first, *others = (f"{cells[k]:>{WIDTHS[k]}}" for k in kept)
    return "".join([f"  {first.strip():<{WIDTHS[0] - 2}}", *others])


def _cells(trial: Trial) -> tuple[str, ...]:
    """Where a method came near, and where it ended."""
    near, last = trial.near, trial.last
    there = (f"{near.read:,}", in_seconds(near.seconds)) if near else ("-", "-")
    above = 100 * trial.above(last)
    return (
        trial.name,
        *there,
        f"{last.read:,}",
        in_seconds(last.seconds),
        f"{above:.2f} %" if above < 1e4 else f"{above:.0e} %",
    )


def _fine_print(experiment: Experiment) -> list[str]:
    """What a reader must know to believe the numbers."""
    rates = {trial.name: f"{trial.method.rate:g}" for trial in experiment.measured}
    said = f"Learning rates: {', '.join(f'{name} {rate}' for name, rate in rates.items())}."
    mapped = [f"{rows:,}" for rows in experiment.mapped]
    where = [f"Memory-mapped from a file: {listed(mapped)} rows."] if mapped else []
    return [" ".join([*ExperimentPicture(experiment).signs(), HOW, said, *where])]


def as_page(experiment: Experiment) -> str:
    """A page that needs no other file."""
    cells = [(f"{one.rows:,}", *map(escape, _cells(one))) for one in experiment.measured]
    drawn = (sketch(plot, plot.names[0]) for plot in ExperimentPicture(experiment).plots)
    return document(
        TITLE,
        *sentences(experiment),
        table("What was measured", ("rows", *HEAD), cells),
        Html("\n".join(["<h2>The same as pictures</h2>", *drawn])),
        *_fine_print(experiment),
        *experiment.notes,
    )


def as_csv(experiment: Experiment) -> str:
    """A line for each look at theta."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(NAMES)
    for one in experiment.measured:
        for point in one.points:
            start = one.method.name, int(one.is_worked), one.rows, point.read, point.seconds
            writer.writerow([*start, point.loss, one.lowest, *point.theta.ravel().tolist()])
    return file.getvalue()


def write(experiment: Experiment, path: Path) -> None:
    """Write the file that its ending names, whole or not at all. Raises KitError."""
    ending = path.suffix.lower()
    try:
        if ending in IMAGES:
            save(ExperimentPicture(experiment), path)
        else:
            text = as_csv(experiment) if ending == ".csv" else as_page(experiment)
            write_atomically(path, text)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise KitError(f"{path} cannot be written ({why}). Name another place: --out.") from None
