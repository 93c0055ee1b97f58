"""
Watch over the submissions on file, saved one after the other, against a grading of each from nothing.

    python tests/benchmarks/watch_sweep.py [--step 10] [--first 0]

Every so-many-th right and wrong submission takes the place of its exercise in one folder, so that
what watch keeps from save to save is put to the test. Whatever differs is printed; the exit code is
then 1.
"""

# ruff: noqa: E402, T201 -- a script's path and prints

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "study")]

from watching import crew_of, graded

from autograder.grading.grade import EXERCISES, grade
from autograder.study.marking import Marking


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--step", type=int, default=10)
    options.add_argument("--first", type=int, default=0)
    given = options.parse_args()
    found = sorted((ROOT / "tests" / "submissions").glob("[rw]*/*/*.py"))
    random.Random(4).shuffle(found)  # noqa: S311 -- an order, no secret
    chosen = found[given.first :: given.step]
    kept = differing = 0
    with tempfile.TemporaryDirectory() as place, crew_of(2) as (crew, events):
        folder = Path(place, "exercises")
        shutil.copytree(EXERCISES, folder, ignore=shutil.ignore_patterns("__pycache__", "*.ipynb"))
        marking = Marking(folder, crew)
        for path in chosen:
            shutil.copy(path, folder / f"{path.parent.name}.py")
            watched = graded(marking, events, seconds=300)
            kept += marking.kept
            if watched != grade(folder):
                differing += 1
                print(f"{path.relative_to(ROOT)}: watch differs", flush=True)
    print(
        f"{len(chosen)} submissions, {differing} differ, {kept / len(chosen):.1f} of 8 tasks kept"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
